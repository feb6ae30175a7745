import Core
import Testing

@testable import gongkai

/// What the configuration makes of the rules.
@Suite struct ConfiguredRulesTests {
    private static let checks = ConfigurationChecks(rules: RuleDescription.all.map(\.id), timeZoneExists: { _ in true })

    private func configuration(_ rules: String) throws(ConfigurationError) -> Configuration {
        let text = #"{"watch": {"directories": ["/a"]}, "rules": \#(rules)}"#
        return try ConfigurationFile(checks: Self.checks) { _ throws(FileReadError) in [] }
            .parse(Array(text.utf8), file: "test.json")
    }

    /// A report on 2022 of which only the organ is known.
    private func rules(_ configuration: Configuration, agency: String?) -> [String] {
        var report = Report()
        report.identity.agency = agency
        report.identity.year = 2022
        return configuration.ruleset.judge(report).map(\.rule.description)
    }

    @Test func `an exempted finding does not appear`() throws {
        let configuration = try configuration(
            #"{"exempt": [{"rule": "structure.*", "organ": "*渔业局", "why": "并入农业农村局"}]}"#)
        #expect(rules(configuration, agency: "青岚市渔业局").isEmpty)
        #expect(rules(configuration, agency: "青岚市林业局").contains("structure.table-missing"))
        #expect(rules(configuration, agency: nil).contains("structure.table-missing"))
        #expect(configuration.notices.isEmpty)
    }

    @Test func `rules that are limited apply to these organs only`() throws {
        let configuration = try configuration(
            """
            {"only": [{"rule": "structure.table-missing", "organ": "*人民政府"},
                      {"rule": "structure.table-*", "organ": "青岚市*"}]}
            """)
        #expect(rules(configuration, agency: "东湖县人民政府").contains("structure.table-missing"))
        #expect(rules(configuration, agency: "青岚市渔业局").contains("structure.table-missing"))
        #expect(!rules(configuration, agency: "东湖县民政局").contains("structure.table-missing"))
        #expect(rules(configuration, agency: "东湖县民政局").contains("structure.section-missing"))
        #expect(!rules(configuration, agency: nil).contains("structure.table-missing"))
    }

    @Test func `a rule of one's own is found, weighed and switched off`() throws {
        let custom = #""custom": [{"id": "custom.new", "when": "year >= 2021", "message": "{year} 年度"}]"#
        let found = try configuration("{\(custom)}").ruleset.judge(report2022)
        #expect(found.last?.message == Message(zh: "2022 年度", en: "2022 年度"))
        #expect(found.last?.severity == .warning)
        let weighed = try configuration(#"{\#(custom), "severity": {"custom.*": "error"}}"#)
        #expect(weighed.ruleset.judge(report2022).last?.severity == .error)
        #expect(!rules(try configuration(#"{\#(custom), "off": ["custom.new"]}"#), agency: nil).contains("custom.new"))
        #expect(weighed.configuredRules.last?.severity == .error)
    }

    private var report2022: Report {
        var report = Report()
        report.identity.year = 2022
        return report
    }

    @Test func `a severity that is the rule's own is a choice too`() throws {
        let finding = Finding(rule: "cell.collapsed-row", severity: .warning, message: Message(zh: "甲", en: "a"))
        #expect(try configuration("{}").ruleset.apply([finding]).map(\.severity) == [.warning])
        let chosen = try configuration(#"{"severity": {"cell.collapsed-row": "info"}}"#)
        #expect(chosen.ruleset.apply([finding]).map(\.severity) == [.info])
    }

    @Test func `thresholds are exact decimals`() throws {
        let parameters = try configuration(
            #"{"year_over_year": {"floor": 2.5e2, "factor": 1.1}, "copied_similarity": 0.9}"#
        ).rules.parameters
        #expect(parameters.yearOverYear.floor == 250)
        #expect(parameters.yearOverYear.factor == Quantity("1.1"))
        #expect(parameters.copiedSimilarity == 0.9)
    }

    @Test(arguments: [
        (
            #"{"custom": [{"id": "custom.a", "when": "requests.grantd.total < 1", "message": "b"}]}"#,
            """
            rules.custom[0].when: column 1: no cell "requests.grantd.total"; did you mean "requests.granted.total"?
                requests.grantd.total < 1
                ^
            """
        ),
        (
            #"{"custom": [{"id": "custom.a", "when": "year > 1", "message": "予以公开 {yaer} 件"}]}"#,
            """
            rules.custom[0].message: column 7: no word "yaer"; did you mean "year"?
                予以公开 {yaer} 件
                          ^
            """
        ),
        (
            #"{"custom": [{"id": "custom.a", "when": "", "message": "b"}]}"#,
            #"rules.custom[0].when: expected an expression over cell ids, found """#
        ),
        (
            #"{"custom": [{"id": "custom.a", "when": "1/0 > 3", "message": "b"}]}"#,
            """
            rules.custom[0].when: column 1: says the same of every report; name what it depends on: a cell such as \
            requests.granted.total, year or kind
                1/0 > 3
                ^
            """
        ),
        (
            #"{"only": [{"rule": "narative.*", "organ": "*"}]}"#,
            #"rules.only[0].rule: no rule has the id "narative.*"; did you mean "narrative.*"?"#
        ),
        (
            #"{"exempt": [{"rule": "cell.blnk", "organ": "*", "why": "x"}]}"#,
            #"rules.exempt[0].rule: no rule has the id "cell.blnk"; did you mean "cell.blank"?"#
        ),
        (
            #"{"year_over_year": {"factor": 0.5}}"#,
            "rules.year_over_year.factor: expected a number from 1 to 1000000, found 0.5"
        ),
    ])
    func `what is wrong is said with its place`(rules: String, problem: String) {
        #expect(Fixture.problems { () throws(ConfigurationError) in try configuration(rules) } == [problem])
    }
}
