import TestSupport
import Testing

@testable import Core
@testable import Documents

@Suite struct FileRuleCaseTests {
    @Test(arguments: FileRuleCase.documents.filter { PDFReader.program.isInstalled || !$0.needsConverter })
    func aRuleFindsWhatItShouldAndNothingElse(example: FileRuleCase) {
        var limits = ReadingLimits()
        limits.seconds = example.seconds
        let examination = Examiner(limits: limits).examine(example.bytes, name: Array("a.txt".utf8))
        let found = examination.findings.filter { $0.rule == example.rule }
        #expect(found.isEmpty != example.isFound, "\(examination.findings.map(\.message.chinese))")
    }

    @Test(arguments: FileRuleCase.sidecars)
    func aSidecarIsJudged(example: FileRuleCase) {
        let finding = SidecarFile(example.bytes).finding
        #expect((finding != nil) == example.isFound, "\(finding?.message.chinese ?? "")")
    }
}
