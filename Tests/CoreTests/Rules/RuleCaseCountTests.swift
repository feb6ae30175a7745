import TestSupport
import Testing

@testable import Core

/// The cases of all rules of the catalogue, whatever tries them: here what reports say, in DocumentsTests what files are, in
/// GongkaiTests what lies in a directory and in the store.
@Suite struct RuleCaseCountTests {
    private struct Case: Hashable {
        let rule: RuleID
        let isFound: Bool
        let content: [String]
    }

    /// Each once, for a case that stands there twice is one.
    private static let all: Set<Case> = {
        var cases = Set(RuleCase.all.map { Case(rule: $0.rule, isFound: $0.isFound, content: [$0.text, $0.fileName]) })
        cases.formUnion(
            NeighbourCase.all.map { Case(rule: $0.rule, isFound: $0.isFound, content: [$0.earlier, $0.later]) })
        cases.formUnion(
            CopiedCase.all.map {
                Case(rule: CopiedCase.rule, isFound: $0.isFound, content: $0.earlier + [""] + $0.later)
            })
        cases.formUnion(
            FileRuleCase.all.map { Case(rule: $0.rule, isFound: $0.isFound, content: [$0.description]) })
        cases.formUnion(
            DropRuleCase.all.map { Case(rule: $0.rule, isFound: $0.isFound, content: [$0.description]) })
        return cases
    }()

    @Test(arguments: RuleDescription.all.map(\.id.description))
    func everyRuleHasThreeCasesOfEachKind(id: String) {
        let cases = Self.all.filter { $0.rule.description == id }
        #expect(cases.count { $0.isFound } >= 3)
        #expect(cases.count { !$0.isFound } >= 3)
    }

    @Test func everyCaseIsOneOfARule() {
        #expect(Set(Self.all.map(\.rule)).subtracting(RuleDescription.all.map(\.id)) == [])
    }
}
