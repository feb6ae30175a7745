import TestSupport
import Testing

@testable import Core
@testable import Documents

/// Files that are too much, or of which something is missing: each has its finding, and no process more than it may.
struct HostileTextTests {
    private func rules(_ bytes: [UInt8], _ limits: ReadingLimits = ReadingLimits()) -> [RuleID] {
        Examiner(limits: limits).examine(bytes, name: Array("a.txt".utf8)).findings.map(\.rule)
    }

    /// What stands in the form has to be looked for in all of it.
    @Test(arguments: ["公开工作稳步推进。", "共3条，其中甲1条，乙2条。\n", "\t0\n"])
    func `more text than any report has is not judged`(unit: String) {
        let bytes = Array(String(repeating: unit, count: (60 << 20) / unit.utf8.count).utf8)
        let examination = Examiner().examine(bytes, name: Array("a.txt".utf8))
        #expect(examination.findings.map(\.rule) == ["document.too-large"])
        #expect(examination.findings.first?.message.english.contains("bytes of text") == true)
    }

    @Test func `the limit is one of text, not of the file`() {
        var limits = ReadingLimits()
        limits.textBytes = 3000
        let picture = "<img src='data:image/png;base64,\(String(repeating: "A", count: 9000))'>"
        #expect(rules(Array("<html><body>\(picture)<p>甲</p></body></html>".utf8), limits) == ["document.foreign"])
        #expect(rules(Array(String(repeating: "甲", count: 1001).utf8), limits) == ["document.too-large"])
        #expect(rules(Array(String(repeating: "甲", count: 1000).utf8), limits) == ["document.foreign"])
    }

    @Test func `time that is over is a finding for text too`() {
        var limits = ReadingLimits()
        limits.seconds = 0
        #expect(rules(Array("年度报告".utf8), limits) == ["document.timeout"])
    }

    @Test func `a page that is cut off anywhere is read as far as it goes`() {
        let page = SitePage.write(SampleCorpus(seed: 3).sample(at: 0))
        for end in stride(from: 1, to: page.count, by: page.count / 60) {
            let examination = Examiner().examine(Array(page[..<end]), name: Array("a.html".utf8))
            #expect(examination.verdict != .unreadable || examination.findings.map(\.rule) == ["document.empty"])
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5]) func `random bytes are no document`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed, 1)
        let noise = (0..<100_000).map { _ in UInt8(generator.below(256)) }
        #expect(rules(noise) == ["document.unsupported"])
    }
}
