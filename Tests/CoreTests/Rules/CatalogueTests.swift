import Testing

@testable import Core

@Suite struct CatalogueTests {
    @Test func idsAreUnique() {
        #expect(Set(RuleDescription.all.map(\.id)).count == RuleDescription.all.count)
        #expect(Set(Ruleset.catalogue.map(\.id)).count == Ruleset.catalogue.count)
    }

    @Test func everyRuleIsInTheCatalogueAsItIs() {
        let described = Dictionary(uniqueKeysWithValues: RuleDescription.all.map { ($0.id, $0) })
        #expect(Ruleset.catalogue.filter { described[$0.id] != $0.description }.map(\.id) == [])
        let order = RuleDescription.all.map(\.id).filter { id in Ruleset.catalogue.contains { $0.id == id } }
        #expect(order == Ruleset.catalogue.map(\.id))
    }

    @Test(arguments: RuleDescription.all.map(\.id.description))
    func everyRuleIsExplainedInBothLanguages(id: String) throws {
        let rule = try #require(RuleDescription.all.first { $0.id.description == id })
        #expect(rule.summary.isBilingual)
        #expect(rule.explanation.isBilingual)
        #expect(rule.explanation != rule.summary)
        #expect(id.split(separator: ".").count == 2)
        for threshold in rule.thresholds { #expect(threshold.meaning.isBilingual) }
        for deviation in rule.example?.deviations ?? [] { #expect(deviation.words.isBilingual) }
        #expect(rule.example?.finding.isBilingual != false)
    }

    @Test func theyStandInTheOrderOfTheirKinds() {
        var kinds: [String] = []
        for id in Ruleset.catalogue.map(\.id.description) {
            let kind = String(id.prefix { $0 != "." })
            if kinds.last != kind { kinds.append(kind) }
        }
        #expect(
            kinds == [
                "arithmetic", "continuity", "narrative", "structure", "cell", "plausibility", "content", "timeliness",
                "identity",
            ])
    }

    @Test func verdictIsTheHeaviestFinding() {
        func finding(_ severity: Severity) -> Finding {
            Finding(rule: "a.b", severity: severity, message: Message(zh: "甲", en: "a"))
        }
        #expect(Verdict(findings: []) == .valid)
        #expect(Verdict(findings: [finding(.info)]) == .valid)
        #expect(Verdict(findings: [finding(.info), finding(.warning)]) == .flagged)
        #expect(Verdict(findings: [finding(.warning), finding(.error), finding(.info)]) == .invalid)
    }
}

extension Message {
    /// Both languages there, on one line each, Chinese in Chinese and English without it.
    var isBilingual: Bool {
        let hasIdeographs = chinese.unicodeScalars.contains { Scalars.isIdeograph($0.value) }
        return hasIdeographs && !english.isEmpty && !chinese.contains("\n") && !english.contains("\n")
    }
}
