import Testing

@testable import Core

@Suite struct CustomRuleTests {
    private func rule(
        _ when: String, message: String = "予以公开 {requests.granted.total} 件", english: String? = nil
    ) throws -> CustomRule {
        CustomRule(
            id: "custom.granted-share", severity: .warning, when: try RuleExpression(when),
            message: try FindingTemplate(message), messageEnglish: try english.map { try FindingTemplate($0) })
    }

    private func report(_ values: [String: String] = [:]) throws -> Report {
        var text = ReportText(
            FormSheet(
                .edition2021,
                values: ["requests.granted.total": "1", "requests.total.total": "30"].merging(values) { $1 }))
        text.title = "青岚市渔业局2022年度政府信息公开工作年度报告"
        return try #require(readReport(text.text))
    }

    private func findings(_ rule: CustomRule, _ report: Report) -> [Finding] {
        Ruleset(custom: [rule]).judge(report).filter { $0.rule == rule.id }
    }

    @Test func itsFindingSaysWhatWasCompared() throws {
        let rule = try rule(
            "requests.granted.total < requests.total.total / 10",
            message: "予以公开 {requests.granted.total} 件，占 {requests.granted.total / requests.total.total * 100}%",
            english: "{requests.granted.total} granted of {requests.total.total}, {{sic}}")
        let found = try #require(findings(rule, report()).first)
        #expect(found.severity == .warning)
        #expect(found.message.chinese == "予以公开 1 件，占 3.33%")
        #expect(found.message.english == "1 granted of 30, {sic}")
        #expect(found.cells.map(\.description) == ["requests.granted.total", "requests.total.total"])
        #expect(found.expected == 1)
        #expect(found.actual == 3)
        #expect(found.place != nil)
        #expect(found.basis == nil)
    }

    @Test func nothingIsFoundWhereItDoesNotHoldOrIsUnknown() throws {
        let rule = try rule("requests.granted.total < requests.total.total / 10")
        #expect(findings(rule, try report(["requests.granted.total": "3"])) == [])
        #expect(findings(rule, try report(["requests.granted.total": ""])) == [])
        #expect(findings(rule, try report(["requests.total.total": "见附件"])) == [])
    }

    @Test func severalConditionsHaveNoTwoSides() throws {
        let found = findings(try rule("requests.granted.total > 0 and requests.total.total > 0"), try report())
        #expect(found.map(\.expected) == [nil])
        #expect(found.map(\.message.english) == ["予以公开 1 件"])
    }

    @Test func lastYearIsLookedAtInContext() throws {
        let rule = try rule(
            "previous(requests.granted.total) > requests.granted.total * 5",
            message: "予以公开由 {previous(requests.granted.total)} 降为 {requests.granted.total}")
        let ruleset = Ruleset(custom: [rule])
        let now = try report()
        let earlier = try report(["requests.granted.total": "20"])
        #expect(rule.description.needs == .predecessor)
        #expect(ruleset.contextual.contains(rule.id))
        #expect(!Ruleset(custom: [try self.rule("year > 1")]).contextual.contains(rule.id))
        #expect(!ruleset.judge(now).contains { $0.rule == rule.id })
        let context = JudgementContext(
            predecessor: EarlierReport(year: 2021, edition: earlier.edition, cells: earlier.cells))
        let found = try #require(ruleset.judge(now, in: context).first { $0.rule == rule.id })
        #expect(found.message.chinese == "予以公开由 20 降为 1")
        #expect(found.cells.map(\.description) == ["requests.granted.total"])
        #expect(found.expected == 20)
        #expect(!ruleset.judge(now, in: JudgementContext()).contains { $0.rule == rule.id })
    }

    @Test func itIsSwitchedOffWeighedAndLimitedLikeAnyOther() throws {
        let rule = try rule("year > 1")
        let report = try report()
        #expect(!Ruleset(off: [rule.id], custom: [rule]).judge(report).contains { $0.rule == rule.id })
        let weighed = Ruleset(severities: [rule.id: .info], custom: [rule]).judge(report)
        #expect(weighed.first { $0.rule == rule.id }?.severity == .info)
        let scoped = Ruleset(scopes: [rule.id: OrganScope(except: [Glob("*渔业局")])], custom: [rule]).judge(report)
        #expect(!scoped.contains { $0.rule == rule.id })
    }

    @Test(arguments: [
        ("少了 {requests.grantd.total", 3, "this brace is never closed; write {{ for a brace itself"),
        ("多了 } 号", 3, "no brace is open here; write }} for a brace itself"),
        ("有 {requests.grantd.total} 件", 3, #"no cell "requests.grantd.total"; did you mean "requests.granted.total"?"#),
        ("有 {year > 1} 件", 3, "a placeholder needs a number here, not a condition"),
        ("第一行\n第二行", 3, "a message is one line"),
    ])
    func placeholdersAreChecked(text: String, offset: Int, message: String) {
        let error = #expect(throws: ExpressionError.self) { try FindingTemplate(text) }
        #expect(error?.message == message)
        #expect(error?.offset == offset)
    }

    @Test func whatIsUnknownIsADash() throws {
        let rule = try rule("year > 1", message: "{requests.granted.total} / {requests.carried_in.total}")
        let found = findings(rule, try report(["requests.granted.total": ""]))
        #expect(found.map(\.message.chinese) == ["— / 0"])
    }
}
