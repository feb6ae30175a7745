import Testing

@testable import Core

/// What a configuration can make of the rules.
@Suite struct RulesetTests {
    private func report(_ agency: String?) -> Report {
        var report = Report()
        report.identity.agency = agency
        return report
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

    @Test(arguments: [
        (OrganScope(only: [Glob("*人民政府"), Glob("青岚市*")]), "青岚市渔业局", true),
        (OrganScope(only: [Glob("*人民政府")]), "青岚市渔业局", false),
        (OrganScope(except: [Glob("*渔业局")]), "青岚市渔业局", false),
        (OrganScope(except: [Glob("*渔业局")]), "青岚市林业局", true),
        (OrganScope(only: [Glob("青岚市*")], except: [Glob("*渔业局")]), "青岚市渔业局", false),
        (OrganScope(only: [Glob("*")]), nil, false), (OrganScope(except: [Glob("*")]), nil, true),
    ])
    func rulesApplyToSomeOrgans(scope: OrganScope, organ: String?, applies: Bool) {
        let ruleset = Ruleset(scopes: ["identity.year": scope])
        #expect(ruleset.judge(report(organ)).contains { $0.rule == "identity.year" } == applies)
        let note = Finding(rule: "identity.year", severity: .error, message: Message(zh: "甲", en: "a"))
        #expect(ruleset.apply([note], organ: organ).isEmpty != applies)
    }

    @Test func aSetSeverityHoldsForEverySingleFinding() throws {
        var sheet = FormSheet(.edition2019)
        for column in Form.requestColumns { sheet.values["requests.granted.\(column.id)"] = "" }
        sheet.values["requests.granted.natural_person"] = "3"
        sheet.values["requests.granted.total"] = "2"
        let report = try #require(readReport(ReportText(sheet, layout: .pipeRows).text))
        let found = Ruleset(severities: ["cell.collapsed-row": .info]).judge(report)
        #expect(found.filter { $0.rule == "cell.collapsed-row" }.map(\.severity) == [.info])
    }
}
