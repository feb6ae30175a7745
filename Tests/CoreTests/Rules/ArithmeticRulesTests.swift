import Testing

@testable import Core

@Suite struct ArithmeticRulesTests {
    private static let arithmetic = Ruleset.catalogue.map(\.id).filter { $0.description.hasPrefix("arithmetic.") }

    /// The arithmetic findings on a report with these values, all others 0.
    private func found(_ values: [String: String], _ edition: Edition = .edition2019) throws -> [Finding] {
        let report = try #require(readReport(ReportText(FormSheet(edition, values: values)).text))
        return findings(report).filter { Self.arithmetic.contains($0.rule) }
    }

    @Test func sumsThatHold() throws {
        #expect(try found([:]) == [])
        #expect(
            try found([
                "requests.received.business": "3", "requests.received.total": "3", "requests.carried_in.business": "1",
                "requests.carried_in.total": "1", "requests.granted.business": "2", "requests.granted.total": "2",
                "requests.total.business": "2", "requests.total.total": "2", "requests.carried_out.business": "2",
                "requests.carried_out.total": "2",
            ]) == [])
    }

    @Test func aBrokenBalance() throws {
        let found = try found(["requests.received.research": "4", "requests.received.total": "4"])
        #expect(found.map(\.rule) == ["arithmetic.requests-balance", "arithmetic.requests-balance"])
        #expect(found.map(\.severity) == [.error, .error])
        #expect(found.map { $0.expected } == [4, 4])
        #expect(found.map { $0.actual } == [0, 0])
        #expect(found.first?.cells.contains { $0.description == "requests.received.research" } == true)
        #expect(found.first?.message.chinese.contains("科研机构") == true)
        #expect(found.allSatisfy { $0.message.isBilingual && $0.place?.line != nil && $0.basis != nil })
    }

    @Test(arguments: [
        ("2019", "other"), ("2021", "other_misc"), ("2019", "granted"), ("2021", "refused_enforcement_files"),
    ])
    func aBrokenSumOfOutcomes(edition: String, row: String) throws {
        let edition = try #require(Form.editions.first { $0.id == edition })
        let found = try found(["requests.\(row).other": "2", "requests.\(row).total": "2"], edition)
        #expect(found.map(\.rule) == ["arithmetic.requests-outcomes", "arithmetic.requests-outcomes"])
        #expect(found.map { $0.expected } == [0, 0])
        #expect(found.map { $0.actual } == [2, 2])
    }

    @Test func aBrokenRow() throws {
        let values = [
            "requests.received.total": "1", "requests.carried_out.total": "1", "requests.carried_out.other": "1",
        ]
        let found = try found(values)
        #expect(found.contains { $0.rule == "arithmetic.requests-row" && $0.expected == 1 && $0.actual == 0 })
        #expect(found.count { $0.rule == "arithmetic.requests-row" } == 1)
    }

    @Test(arguments: Form.appealKinds.map(\.id))
    func aBrokenKindOfAppeal(kind: String) throws {
        let found = try found(["appeals.\(kind).upheld": "2", "appeals.\(kind).total": "3"])
        #expect(found.map(\.rule) == ["arithmetic.appeals"])
        #expect(found.first?.expected == 3)
        #expect(found.first?.actual == 2)
    }

    @Test func blanksCountAsNothing() throws {
        #expect(
            try found([
                "requests.received.natural_person": "1", "requests.received.business": "",
                "requests.received.research": "/",
                "requests.received.total": "1", "requests.carried_out.natural_person": "1",
                "requests.carried_out.other": "无",
                "requests.carried_out.total": "1",
            ]) == [])
    }

    @Test func whatCannotBeReadIsNotJudged() throws {
        let found = try found([
            "requests.received.natural_person": "见附件", "requests.received.total": "8",
            "requests.carried_out.total": "8", "requests.carried_out.other": "8",
        ])
        #expect(found.map(\.rule.description).sorted() == ["arithmetic.not-judged", "arithmetic.requests-balance"])
        let notJudged = try #require(found.first { $0.rule == "arithmetic.not-judged" })
        #expect(notJudged.severity == .info)
        #expect(notJudged.cells.map(\.description) == ["requests.received.natural_person"])
        #expect(notJudged.message.chinese.contains("2 个等式"), "its column and its row")
    }

    @Test func aMissingOutcomeRowLeavesTheSumOpen() throws {
        var sheet = FormSheet(.edition2021)
        sheet.values = [
            "requests.received.other": "1", "requests.received.total": "1", "requests.total.other": "1",
            "requests.total.total": "1",
        ]
        sheet.missingRows = ["requests.other_misc"]
        let report = try #require(readReport(ReportText(sheet).text))
        #expect(findings("arithmetic.requests-outcomes", report) == [], "the missing row may have held it")
        #expect(findings("structure.row-missing", report).count == 1)
    }

    @Test func sumsThatDoNotFitAreNotJudged() throws {
        let huge = "9223372036854775807"
        let found = try found([
            "appeals.reconsideration.upheld": huge, "appeals.reconsideration.corrected": huge,
            "appeals.reconsideration.total": "1",
        ])
        #expect(!found.contains { $0.rule == "arithmetic.appeals" })
    }
}
