import Testing

@testable import Core

/// Rows that only the identities between rows can place.
@Suite struct JointPlacementTests {
    private func report(_ rows: [String: [Int]]) -> Report {
        var report = Report()
        report.edition = .edition2021
        report.tables = [.requests]
        for (position, label) in Form.requestRows.enumerated() where label.id != "other" {
            let values = rows[label.id] ?? [Int](repeating: 0, count: 7)
            for (column, value) in values.enumerated() {
                report.cells[Form.requestCell(row: position, column: column)] = .number(Quantity(value))
            }
        }
        return report
    }

    private func solve(_ open: [String: [Int]], in report: Report) -> [String: [Int]] {
        var report = report
        for id in open.keys {
            for column in 0..<7 {
                report.cells[Form.requestCell(row: Form.requestRow(id), column: column)] = .unplaced
            }
        }
        var joint = JointPlacement(
            open.map { (Form.requestRow($0.key), $0.value.map { Quantity($0) }) }, in: report)
        return Dictionary(uniqueKeysWithValues: joint.solve().map { (Form.requestRows[$0.key].id, $0.value) })
    }

    private let whole = [
        "received": [58, 7, 0, 0, 1, 0, 66], "granted": [45, 5, 0, 0, 0, 0, 50],
        "refused_state_secret": [13, 2, 0, 0, 1, 0, 16], "total": [58, 7, 0, 0, 1, 0, 66],
    ]

    @Test func whatTheOtherRowsLeaveOpenIsTaken() {
        #expect(solve(["granted": [45, 5, 50]], in: report(whole)) == ["granted": [0, 1, 6]])
        #expect(
            solve(["granted": [45, 5, 50], "refused_state_secret": [13, 2, 1, 16]], in: report(whole))
                == ["granted": [0, 1, 6], "refused_state_secret": [0, 1, 4, 6]])
    }

    @Test func zerosFitEverywhereAndStayOpen() {
        #expect(
            solve(["granted": [45, 5, 50], "partly_granted": [0, 0]], in: report(whole)) == ["granted": [0, 1, 6]])
    }

    @Test func aReportThatBreaksItsIdentitiesDecidesNothing() {
        var broken = whole
        broken["total"] = [50, 7, 0, 0, 1, 0, 58]
        #expect(solve(["granted": [45, 5, 50]], in: report(broken))["granted"] == nil)
    }

    @Test func columnsThatWereLostSayNothing() {
        var report = report(whole)
        for column in 0..<6 {
            report.cells[Form.requestCell(row: Form.requestRow("total"), column: column)] = .blank
        }
        report.collapsedRows = [
            CollapsedRow(
                table: .requests, label: Form.requestRows[Form.requestRow("total")].label, placement: .totals,
                place: Place(line: 1))
        ]
        #expect(solve(["granted": [45, 5, 50]], in: report).isEmpty)
    }
}
