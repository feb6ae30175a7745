import Testing

@testable import Core

/// Every rule that judges one report, on reports in plain text.
@Suite struct RuleCaseTests {
    @Test(arguments: RuleCase.all)
    func aRuleFindsWhatItShouldAndNothingElse(example: RuleCase) throws {
        let report = try #require(readReport(example.text, fileName: example.fileName))
        let found = findings(example.rule, report)
        #expect(found.isEmpty != example.isFound, "\(found.map(\.message.chinese))")
        #expect(found.allSatisfy { $0.message.isBilingual && $0.basis?.isEmpty != true })
    }

    /// Facts that were stored before a matter was looked for do not say that it is not there.
    @Test func whatWasNotLookedForIsNotMissed() throws {
        var text = ReportText(overview: "我局推进各项公开工作。", edition: .edition2021)
        text.title = "白浪市沙溪区人民政府2022年政府信息公开工作年度报告"
        text.narrative[.other] = "无。"
        var report = try #require(readReport(text.text))
        #expect(Set(findings(report).map(\.rule)) == ["content.fee-statement", "content.assessment"])
        report.narrative.mentions = nil
        #expect(findings(report) == [])
    }

    @Test func aMismatchQuotesTheSentence() throws {
        let text = ReportText(overview: "工作有序推进。因政府信息公开被申请行政复议2件。其他工作有序推进。")
        let found = findings("narrative.appeals", try #require(readReport(text.text)))
        #expect(found.map(\.quote) == ["因政府信息公开被申请行政复议2件。"])
        #expect(found.map(\.place?.line) == [3])
        #expect(found.map(\.expected) == [2])
        #expect(found.map(\.actual) == [0])
    }
}
