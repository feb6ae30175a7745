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

    @Test(arguments: Ruleset.catalogue.filter { $0.needs == .report }.map(\.id.description))
    func everyRuleHasThreeCasesOfEachKind(id: String) {
        let cases = RuleCase.all.filter { $0.rule.description == id }
        #expect(cases.count { $0.isFound } >= 3)
        #expect(cases.count { !$0.isFound } >= 3)
        #expect(Set(cases.map(\.text)).count + Set(cases.map(\.fileName)).count > cases.count, "each its own report")
    }
}
