import Testing

@testable import Core

/// What organs really write: true sentences raise no alarm, and those that disagree with the tables are found.
@Suite struct StatementsTests {
    private func narrativeFindings(_ statement: Statement) throws -> [String] {
        let report = try #require(readReport(statement.report.text))
        #expect(report.cells.amount(try #require(Form.cell(named: "requests.total.total"))) == 87)
        return findings(report).map(\.rule.description).filter { $0.hasPrefix("narrative.") }
    }

    @Test(arguments: Statements.ofDepartment.all + Statements.ofSections.all + Statements.ofGovernments.all)
    func aTrueStatementRaisesNoAlarm(statement: Statement) throws {
        #expect(try narrativeFindings(statement) == [])
    }

    @Test(arguments: Statements.wrong.all)
    func aWrongStatementIsFound(statement: Statement) throws {
        #expect(try Set(narrativeFindings(statement)) == [try #require(statement.rule)])
    }
}
