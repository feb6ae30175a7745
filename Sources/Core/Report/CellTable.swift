/// What a report states in one cell. Blank, zero and absent are different facts.
public enum CellValue: Sendable, Hashable {
    /// The document has no such row or table.
    case absent
    /// The cell is there and empty, or holds one of `/`, `-`, `—`, 无. Counts as 0 in a sum.
    case blank
    /// A number.
    case number(Quantity)
    /// The cell holds something, but no number. No sum over it is judged.
    case unreadable
    /// The row lost its empty cells in extraction, and which column its values belong to is unknown. No sum over it is judged.
    case unplaced
}

/// The values of all cells of a report, by ``CellID``.
public struct CellTable: Sendable, Hashable {
    private var values: [CellValue]

    /// A table in which every cell is absent.
    public init() {
        values = Array(repeating: .absent, count: Form.definitions.count)
    }

    /// The value of a cell.
    public subscript(cell: CellID) -> CellValue {
        get { values[cell.index] }
        set { values[cell.index] = newValue }
    }

    /// The number in a cell, blank as 0; nil where it is absent or no number is known.
    public func amount(_ cell: CellID) -> Quantity? {
        switch values[cell.index] {
        case .number(let quantity): quantity
        case .blank: .zero
        case .absent, .unreadable, .unplaced: nil
        }
    }

    /// The number in a cell if there really is one.
    public func number(_ cell: CellID) -> Quantity? {
        if case .number(let quantity) = values[cell.index] { quantity } else { nil }
    }

    /// All cells the document has, in the form's order.
    public var present: [CellID] {
        Form.cells.filter { values[$0.index] != .absent }
    }
}
