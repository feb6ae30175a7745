import Testing

@testable import Core

/// What counts for the text of a report being the same, and what is the page's.
@Suite struct TextDigestTests {
    private let overview = "我局全年主动公开政府信息 120 条，支出宣传经费 3 万元。"

    private func digest(_ overview: String, closing: String = "") throws -> UInt64 {
        var text = ReportText(overview: overview)
        text.ending = closing
        return try #require(readReport(text.text)?.textDigest)
    }

    @Test func `a single figure counts`() throws {
        #expect(try digest(overview) != digest(overview.replacing("3 万元", with: "5 万元")))
        #expect(try digest(overview) != digest(overview.replacing("120", with: "121")))
    }

    @Test(
        "the page around it does not",
        arguments: [
            "浏览次数：1024", "2022年1月20日\n上一篇：通知公告", "- 3 -", "版权所有：甲局  浙ICP备05000000号", "【打印】【关闭】\n任何东西",
        ])
    func furniture(closing: String) throws {
        #expect(try digest(overview) == digest(overview, closing: closing))
    }

    @Test func `nor do spaces, width and where lines end`() throws {
        #expect(
            try digest(overview) == digest("　　我局全年主动公开政府信息120条,\n支出宣传经费３万元。"))
    }

    @Test func `what is said at the end does`() throws {
        #expect(try digest(overview) != digest(overview, closing: "本年度收取信息处理费 100 元。"))
    }
}
