import Testing

@testable import Core

@Suite struct CatalogueTests {
    @Test func idsAreUnique() {
        #expect(Set(Ruleset.catalogue.map(\.id)).count == Ruleset.catalogue.count)
    }

    @Test func everyRuleIsPublicWithItsSeverity() {
        #expect(Set(PublicRule.all.map(\.id)).count == PublicRule.all.count)
        let severities = Dictionary(uniqueKeysWithValues: PublicRule.all.map { ($0.id, $0.severity) })
        #expect(Ruleset.catalogue.filter { severities[$0.id] != $0.severity }.map(\.id) == [])
    }

    @Test func theyStandInTheOrderOfTheirKinds() {
        var kinds: [String] = []
        for id in Ruleset.catalogue.map(\.id.description) {
            let kind = String(id.prefix { $0 != "." })
            if kinds.last != kind { kinds.append(kind) }
        }
        #expect(
            kinds == [
                "arithmetic", "narrative", "structure", "cell", "plausibility", "content", "timeliness", "identity",
            ])
    }

    @Test(arguments: Ruleset.catalogue.map(\.id.description))
    func everyRuleSaysWhatItIsInBothLanguages(id: String) throws {
        let rule = try #require(Ruleset.catalogue.first { $0.id.description == id })
        #expect(rule.summary.isBilingual)
        #expect(id.split(separator: ".").count == 2)
    }

    @Test func rulesCanBeSwitchedOffAndWeighedOtherwise() throws {
        var report = Report()
        report.identity.year = 2020
        #expect(Ruleset.standard.judge(report).contains { $0.rule == "identity.agency" && $0.severity == .error })
        let ruleset = Ruleset(off: ["structure.table-missing"], severities: ["identity.agency": .info])
        let found = ruleset.judge(report)
        #expect(!found.contains { $0.rule == "structure.table-missing" })
        #expect(found.filter { $0.rule == "identity.agency" }.map(\.severity) == [.info])
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
