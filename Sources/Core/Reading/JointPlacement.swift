/// Places rows of section three that their own identity leaves open, by the identities that tie rows together: in every
/// column received + carried_in = total + carried_out, and total = the sum of the outcomes.
///
/// Sound and not complete: a reading is ruled out only when no choice for the other open rows could balance a column.
struct JointPlacement {
    /// A row that is still open.
    private struct OpenRow {
        let row: Int
        /// The column of each value, for every reading that is still possible.
        var readings: [[Int]]
        let values: [Quantity]

        /// What a reading puts into a column.
        func amount(_ reading: [Int], column: Int) -> Quantity {
            reading.firstIndex(of: column).map { values[$0] } ?? .zero
        }
    }

    private let report: Report
    private var open: [OpenRow] = []
    /// Rows whose values are not known and never will be: no column with one of them says anything.
    private let unknown: Set<Int>

    /// The open rows of a report, by their positions, with the values that they have in order.
    init(_ rows: [(row: Int, values: [Quantity])], in report: Report) {
        self.report = report
        let width = Form.requestColumns.count
        for (row, values) in rows {
            let readings = RowPlacement.readings(of: values, columns: width, groups: [0..<width], limit: 64)
            if !readings.isEmpty { open.append(OpenRow(row: row, readings: readings, values: values)) }
        }
        let isOpen = Set(open.map(\.row))
        unknown = Set(
            Form.requestRows.indices.filter { row in
                !isOpen.contains(row) && report.cells[Form.requestCell(row: row, column: 0)].blocksSums
            })
    }

    /// The column of each value of every row of which exactly one reading is left.
    mutating func solve() -> [Int: [Int]] {
        var isChanging = !open.isEmpty
        while isChanging {
            isChanging = false
            for column in Form.requestColumns.indices {
                for equation in Self.equations where !equation.contains(where: { unknown.contains($0.row) }) {
                    isChanging = prune(equation, column: column) || isChanging
                }
            }
        }
        var solution: [Int: [Int]] = [:]
        for row in open where row.readings.count == 1 { solution[row.row] = row.readings[0] }
        return solution
    }

    /// Rows with their signs; their sum is zero in every column.
    private static let equations: [[(row: Int, sign: Int64)]] = {
        let total = Form.requestRow("total")
        let outcomes = Form.requestRows.indices.filter { $0 >= Form.requestRow("granted") && $0 < total }
        return [
            [
                (Form.requestRow("received"), 1), (Form.requestRow("carried_in"), 1), (total, -1),
                (Form.requestRow("carried_out"), -1),
            ],
            [(total, -1)] + outcomes.map { ($0, 1) },
        ]
    }()

    /// Drops readings that cannot balance a column; whether there were any. Amounts that are no whole numbers, and sums
    /// that do not fit, say nothing.
    private mutating func prune(_ equation: [(row: Int, sign: Int64)], column: Int) -> Bool {
        var least: Int64 = 0
        var most: Int64 = 0
        var ranges: [Int: ClosedRange<Int64>] = [:]
        for term in equation {
            guard let range = range(term, column: column) else { return false }
            ranges[term.row] = range
            least &+= range.lowerBound
            most &+= range.upperBound
        }
        var isChanged = false
        for index in open.indices {
            guard let range = ranges[open[index].row],
                let sign = equation.first(where: { $0.row == open[index].row })?.sign
            else { continue }
            let row = open[index]
            let possible = row.readings.filter { reading in
                let own = sign * (row.amount(reading, column: column).significand)
                return least - range.lowerBound + own <= 0 && most - range.upperBound + own >= 0
            }
            // A report that breaks its own identities rules everything out, and so decides nothing.
            guard possible.count < row.readings.count else { continue }
            open[index].readings = possible
            isChanged = true
        }
        return isChanged
    }

    /// The least and the most that a row can contribute to a column; nil when it is no small whole number.
    private func range(_ term: (row: Int, sign: Int64), column: Int) -> ClosedRange<Int64>? {
        let amounts: [Quantity]
        if let row = open.first(where: { $0.row == term.row }) {
            amounts = row.readings.map { row.amount($0, column: column) }
        } else {
            let cell = Form.requestCell(row: term.row, column: column)
            guard !report.lostInExtraction(cell) else { return nil }
            amounts = [report.cells.amount(cell) ?? .zero]
        }
        let whole = amounts.filter { $0.isWhole && $0.significand.magnitude < 1 << 40 }.map {
            term.sign * $0.significand
        }
        guard whole.count == amounts.count, let least = whole.min(), let most = whole.max() else { return nil }
        return least...most
    }
}
