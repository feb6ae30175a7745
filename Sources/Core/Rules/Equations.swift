/// An identity of the form: what one side states, the other side's parts must give.
struct Equation: Sendable {
    /// The side that states; the first cell names the equation.
    let stated: [CellID]
    /// The side whose sum is compared with it.
    let parts: [CellID]
    /// Whether a part may be lacking: the editions have different outcome rows.
    let allowsAbsentParts: Bool

    /// All cells it is about.
    var cells: [CellID] { stated + parts }

    /// Whether it cannot be judged because the number of some cell is not known.
    func isBlocked(in report: Report) -> Bool {
        cells.contains { report.cells[$0].blocksSums }
    }
}

/// An equation that does not hold.
struct BrokenEquation {
    /// What the report states.
    let expected: Quantity
    /// What the parts give.
    let actual: Quantity
    /// The cells concerned: those of the equation that hold something.
    let cells: [CellID]
}

extension CellValue {
    /// Whether a sum over the cell is not judged.
    var blocksSums: Bool {
        switch self {
        case .unreadable, .unplaced: true
        case .absent, .blank, .number: false
        }
    }
}

/// All equations of the form.
enum Equations {
    private static let received = Form.requestRow("received")
    private static let carriedIn = Form.requestRow("carried_in")
    private static let total = Form.requestRow("total")
    private static let carriedOut = Form.requestRow("carried_out")
    private static let outcomeRows = Form.requestRows.indices.filter {
        $0 >= Form.requestRow("granted") && $0 < total
    }
    private static let totalColumn = Form.requestColumn("total")

    /// received + carried_in = total + carried_out.
    static let balances = Form.requestColumns.indices.map { column in
        Equation(
            stated: [received, carriedIn].map { Form.requestCell(row: $0, column: column) },
            parts: [total, carriedOut].map { Form.requestCell(row: $0, column: column) }, allowsAbsentParts: false)
    }

    /// total = the sum of all rows from granted to the last other… row.
    static let outcomes = Form.requestColumns.indices.map { column in
        Equation(
            stated: [Form.requestCell(row: total, column: column)],
            parts: outcomeRows.map { Form.requestCell(row: $0, column: column) }, allowsAbsentParts: true)
    }

    /// total = natural_person + the five organisation columns.
    static let requestRows = Form.requestRows.indices.map { row in
        Equation(
            stated: [Form.requestCell(row: row, column: totalColumn)],
            parts: Form.requestColumns.indices.filter { $0 != totalColumn }.map {
                Form.requestCell(row: row, column: $0)
            },
            allowsAbsentParts: false)
    }

    /// total = upheld + corrected + other + pending.
    static let appeals = Form.appealKinds.indices.map { kind in
        let total = Form.appealOutcome("total")
        return Equation(
            stated: [Form.appealCell(kind: kind, outcome: total)],
            parts: Form.appealOutcomes.indices.filter { $0 != total }.map { Form.appealCell(kind: kind, outcome: $0) },
            allowsAbsentParts: false)
    }

    /// Every one.
    static let all = balances + outcomes + requestRows + appeals

    /// Those of the equations that can be judged and do not hold.
    static func broken(_ equations: [Equation], in report: Report) -> [BrokenEquation] {
        equations.compactMap { equation in
            guard !equation.isBlocked(in: report), let stated = sum(equation.stated, in: report.cells),
                let parts = sum(present(equation, in: report), in: report.cells), stated != parts
            else { return nil }
            guard !equation.cells.contains(where: report.lostInExtraction), !mayMissPart(equation, in: report) else {
                return nil
            }
            return BrokenEquation(
                expected: stated, actual: parts,
                cells: equation.stated + equation.parts.filter { report.cells.number($0) != nil })
        }
    }

    private static func present(_ equation: Equation, in report: Report) -> [CellID] {
        equation.allowsAbsentParts ? equation.parts.filter { report.cells[$0] != .absent } : equation.parts
    }

    private static func sum(_ cells: [CellID], in table: CellTable) -> Quantity? {
        var sum = Quantity.zero
        for cell in cells {
            guard let amount = table.amount(cell), let next = sum.adding(amount) else { return nil }
            sum = next
        }
        return sum
    }

    /// Whether an outcome row of the edition is lacking, so that the sum may lack it too.
    private static func mayMissPart(_ equation: Equation, in report: Report) -> Bool {
        guard equation.allowsAbsentParts else { return false }
        guard let edition = report.edition else { return true }
        return equation.parts.contains { report.cells[$0] == .absent && Form.belongs($0, to: edition) }
            && !equation.parts.contains { report.cells[$0] != .absent && !Form.belongs($0, to: edition) }
    }
}

extension Report {
    /// Whether a cell is blank only because its row lost it in extraction: of such a row the totals alone survive.
    func lostInExtraction(_ cell: CellID) -> Bool {
        guard !collapsedRows.isEmpty, cells[cell] == .blank else { return false }
        let definition = cell.definition
        return collapsedRows.contains {
            $0.placement == .totals && $0.table == definition.table
                && ($0.table == .appeals || $0.label == definition.row.label)
        }
    }
}
