import Testing

@testable import Core
@testable import Documents

/// Text built to make reading slow where it is not linear: each of these has to finish, and would not in hours if some
/// step looked at all of it for every piece of it.
@Suite struct LargeTextTests {
    private func verdict(_ text: String) -> Verdict {
        Examiner().examine(Array(text.utf8), name: Array("large.txt".utf8)).verdict
    }

    private static let size = 60_000
    private static let title = "青岚市渔业局2020年度政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n三、依申请公开情况\n"

    @Test(arguments: [
        "公开", "0 ", "1\n", "甲 1 2 3 4 5 6 7 8\n", "0", "\t", "|", "甲|", "\t0\n", "\t规章\n甲\n", "规章 0 0 0 ", "（一）", " ",
        "2020年政府信息公开", "规章\t0\t0\t0\n",
    ])
    func isReadWhatever(unit: String) {
        let text = String(repeating: unit, count: Self.size / unit.utf8.count)
        #expect([.foreign, .unreadable, .invalid].contains(verdict(text)))
    }

    @Test(arguments: [
        "共3条，其中甲1条，乙2条，", "其中3条，", "共3条（其中", "3条。", "收到申请3件，", "，", "“", "2020年", "1,", "发布信息3条。其中，甲1条，乙1条。",
    ])
    func oneLineOfNarrativeIsRead(unit: String) {
        let text = Self.title + String(repeating: unit, count: Self.size / unit.utf8.count)
        #expect(verdict(text) == .invalid, "it is a report without its tables")
    }

    @Test func megabytesWithoutALineEnd() {
        #expect(verdict(String(repeating: "公开工作稳步推进。", count: 80_000)) == .foreign)
    }
}
