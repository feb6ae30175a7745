import Testing

@testable import Core

/// Received 30, granted 9, refused for privacy 2, carried in blank, the row of 不予公开 for 过程性信息 absent.
@Suite struct ExpressionEvaluationTests {
    private static func report(year: Int = 2022, _ values: [String: String] = [:]) throws -> Report {
        var text = ReportText(FormSheet(.edition2021, values: base.merging(values) { $1 }))
        text.title = "青岚市渔业局\(year)年度政府信息公开工作年度报告"
        return try #require(readReport(text.text))
    }

    private static let base = [
        "requests.received.total": "30", "requests.granted.total": "9", "requests.refused_state_secret.total": "2",
        "requests.refused_prohibited_by_law.total": "3",
        "requests.carried_in.total": "", "requests.total.total": "见附件",
    ]

    private func holds(_ text: String, predecessor: EarlierReport? = nil) throws -> Bool? {
        let evaluation = ExpressionEvaluation(try Self.report(), predecessor: predecessor)
        return evaluation.holds(try ExpressionParser.condition(text))
    }

    @Test(arguments: [
        ("requests.granted.total < requests.received.total / 3", true), ("requests.granted.total <= 9", true),
        ("requests.granted.total != 9", false), ("requests.granted.total / requests.received.total = 0.3", true),
        ("requests.received.total / 7 * 7 = requests.received.total", true), ("0.1 + 0.2 = 0.3", true),
        ("2 + 3 * 4 = 14 and (2 + 3) * 4 = 20 and 10 - 3 - 2 = 5 and 12 / 3 / 2 = 2", true),
        ("-requests.granted.total = 0 - 9", true), ("abs(requests.granted.total - 30) = 21", true),
        ("min(3, 1, 2) = 1 and max(3, 1, 2) = 3", true), ("year = 2022", true), ("kind = department", true),
        ("kind != government and not kind = government", true), ("1 > 2 or 2 > 1 and 3 > 4", false),
        ("sum(requests.refused_*.total) = 5", true),
        ("sum(requests.granted.total, requests.received.total) = 39", true),
        // The same cell twice counts once.
        ("sum(requests.granted.total, requests.granted.*) = 9", true), ("known(requests.granted.total)", true),
    ])
    func whatIsKnown(text: String, expected: Bool) throws {
        #expect(try holds(text) == expected)
    }

    @Test(arguments: [
        "requests.carried_in.total = 0", "requests.carried_in.total >= 0", "requests.total.total > 0", "1 / 0 > 1",
        "not requests.total.total > 0", "requests.total.total - requests.total.total = 0",
        "sum(requests.*.total) > 0", "disclosure.licensing.change > 0", "previous(requests.granted.total) > 0",
        "requests.total.total > 0 or 1 > 2", "requests.total.total > 0 and 1 < 2", "max(requests.total.total, 1) > 0",
        "sum(disclosure.*.change) >= 0", "123456789012345678 * 123456789012345678 * 123456789012345678 > 1",
    ])
    func whatIsUnknown(text: String) throws {
        #expect(try holds(text) == nil)
    }

    @Test(arguments: [
        ("requests.total.total > 0 or 1 < 2", true), ("requests.total.total > 0 and 1 > 2", false),
        ("known(requests.total.total)", false), ("known(requests.carried_in.total)", false),
        ("not known(requests.carried_in.total) or requests.carried_in.total > 0", true),
        ("known(previous(requests.granted.total))", false),
        ("sum(requests.carried_in.total, requests.granted.total) = 9", true),
    ])
    func whatDoesNotDependOnTheUnknown(text: String, expected: Bool) throws {
        #expect(try holds(text) == expected)
    }

    @Test func lastYearIsAReportOfItsOwn() throws {
        let earlier = try Self.report(year: 2021, ["requests.received.total": "6"])
        let predecessor = EarlierReport(year: 2021, edition: earlier.edition, cells: earlier.cells)
        #expect(
            try holds("previous(requests.received.total) * 5 = requests.received.total", predecessor: predecessor)
                == true)
        #expect(try holds("year - previous(year) = 1", predecessor: predecessor) == true)
        #expect(try holds("previous(sum(requests.refused_*.total)) = 5", predecessor: predecessor) == true)
        // Whether a blank of last year was blank in the document is no longer known.
        #expect(
            try holds("previous(sum(requests.carried_in.total, requests.granted.total)) = 9", predecessor: predecessor)
                == nil)
    }

    @Test func aRowThatLostItsCellsHasNoSum() throws {
        var report = try Self.report()
        let cells = Form.requestColumns.compactMap { Form.cell(named: "requests.granted.\($0.id)") }
        for cell in cells.dropLast() { report.cells[cell] = .blank }
        let sum = try RuleExpression("sum(requests.granted.*) = 9").condition
        #expect(ExpressionEvaluation(report, predecessor: nil).holds(sum) == true)
        report.collapsedRows = [
            CollapsedRow(
                table: .requests, label: cells[0].definition.row.label, placement: .totals,
                place: Place(line: 1))
        ]
        #expect(ExpressionEvaluation(report, predecessor: nil).holds(sum) == nil)
    }
}
