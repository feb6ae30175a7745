/// The stable name of one cell of the form, `<table>.<row>.<column>`, held as its position in ``Form/definitions``.
public struct CellID: Sendable, Hashable {
    /// The position in ``Form/definitions``, and in every packed row of cells.
    public let index: Int

    init(index: Int) {
        self.index = index
    }

    /// What the form says about the cell.
    public var definition: CellDefinition { Form.definitions[index] }

    /// Its table.
    var table: FormTable { Form.traits[index].table }

    /// What its number may be.
    var measure: Measure { Form.traits[index].measure }
}

extension CellID: CustomStringConvertible {
    /// The stable name: `requests.received.total`.
    public var description: String { definition.name }
}

/// What the form says about one cell.
public struct CellDefinition: Sendable, Hashable {
    /// Its table.
    public let table: FormTable
    /// Its row's id and wordings; in `appeals` the kind of appeal.
    public let row: FormLabel
    /// Its column's id and wordings; in `appeals` the outcome.
    public let column: FormLabel
    /// What its number may be.
    public let measure: Measure
    /// The unit the form asks for.
    public let unit: String
    /// The ids of the editions that have the cell.
    public let editions: [String]
    /// The stable name, `<table>.<row>.<column>`.
    public let name: String

    init(table: FormTable, row: FormLabel, column: FormLabel, measure: Measure, unit: String, editions: [String]) {
        self.table = table
        self.row = row
        self.column = column
        self.measure = measure
        self.unit = unit
        self.editions = editions
        name = "\(table.rawValue).\(row.id).\(column.id)"
    }
}
