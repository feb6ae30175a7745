/// The official form as data: everything that knows a label, a row or a cell derives it from here.
///
/// Machine-readable source: `form.json`; a test compares the two.
public enum Form {
    /// All editions, oldest first.
    public static let editions: [Edition] = [.edition2019, .edition2021]

    /// Section headings by section.
    public static let sections: [SectionID: FormLabel] = Vocabulary.sections

    /// Section two's rows over all editions, in the form's order.
    public static let disclosureRows: [String] = merged(editions.map { $0.disclosure.map(\.label.id) })
    /// Section three's rows over all editions, in the form's order.
    public static let requestRows: [FormLabel] = {
        let all = editions.flatMap(\.requests)
        return merged(editions.map { $0.requests.map(\.id) }).compactMap { id in all.first { $0.id == id } }
    }()
    /// Section three's columns.
    public static let requestColumns: [FormLabel] = Vocabulary.requestColumns
    /// Section four's kinds of appeal.
    public static let appealKinds: [FormLabel] = Vocabulary.appealKinds
    /// Section four's outcomes of each kind.
    public static let appealOutcomes: [FormLabel] = Vocabulary.appealOutcomes

    /// What every cell of every edition is, by ``CellID/index``.
    public static let definitions: [CellDefinition] = disclosureDefinitions + requestDefinitions + appealDefinitions

    /// All cells of all editions in the form's order.
    public static let cells: [CellID] = definitions.indices.map { CellID(index: $0) }

    /// The cell of that name, `<table>.<row>.<column>`.
    public static func cell(named name: String) -> CellID? {
        cellsByName[name]
    }

    /// A cell of section three by the positions of its row and column.
    public static func requestCell(row: Int, column: Int) -> CellID {
        CellID(index: disclosureDefinitions.count + row * requestColumns.count + column)
    }

    /// A cell of section four by the positions of its kind and outcome.
    public static func appealCell(kind: Int, outcome: Int) -> CellID {
        CellID(
            index: disclosureDefinitions.count + requestDefinitions.count + kind * appealOutcomes.count + outcome)
    }

    /// The position of a row of section three.
    public static func requestRow(_ id: String) -> Int {
        position(of: id, in: requestRows)
    }

    /// The position of a column of section three.
    public static func requestColumn(_ id: String) -> Int {
        position(of: id, in: requestColumns)
    }

    /// The position of an outcome of section four.
    public static func appealOutcome(_ id: String) -> Int {
        position(of: id, in: appealOutcomes)
    }

    /// Whether an edition has a cell.
    public static func belongs(_ cell: CellID, to edition: Edition) -> Bool {
        edition.cells.contains(cell)
    }

    /// All cells of a table over all editions, in the form's order.
    static func cells(of table: FormTable) -> [CellID] {
        switch table {
        case .disclosure: disclosureCells
        case .requests: requestCells
        case .appeals: appealCells
        }
    }

    /// The cells of a row of section two in an edition, by the row's position; none when the edition lacks the row.
    static func cells(ofDisclosureRow position: Int, in edition: Edition) -> [CellID] {
        cellsByDisclosureRow[edition.id]?[position] ?? []
    }

    /// What loops over all cells ask for, apart from the wordings: reading it costs no reference count.
    struct Traits {
        let table: FormTable
        let measure: Measure
    }

    static let traits: [Traits] = definitions.map { Traits(table: $0.table, measure: $0.measure) }

    /// The cells of each edition, by its id.
    static let cellsByEdition: [String: [CellID]] = Dictionary(
        uniqueKeysWithValues: editions.map { edition in
            (edition.id, cells.filter { $0.definition.editions.contains(edition.id) })
        })

    private static let disclosureCells = cells.filter { $0.table == .disclosure }
    private static let requestCells = cells.filter { $0.table == .requests }
    private static let appealCells = cells.filter { $0.table == .appeals }

    private static let cellsByDisclosureRow: [String: [[CellID]]] = Dictionary(
        uniqueKeysWithValues: editions.map { edition in
            let rows = disclosureRows.map { id in
                edition.cells.filter { $0.table == .disclosure && $0.definition.row.id == id }
            }
            return (edition.id, rows)
        })

    private static let cellsByName: [String: CellID] = Dictionary(
        uniqueKeysWithValues: cells.map { ($0.description, $0) })

    private static let disclosureDefinitions: [CellDefinition] = disclosureRows.flatMap { rowID in
        let rows = editions.compactMap { edition in
            edition.disclosure.first { $0.label.id == rowID }.map { (edition.id, $0) }
        }
        return merged(rows.map { $0.1.columns.map(\.label.id) }).compactMap { columnID -> CellDefinition? in
            let holders = rows.filter { $0.1.columns.contains { $0.label.id == columnID } }
            guard let (_, row) = holders.first, let column = row.columns.first(where: { $0.label.id == columnID })
            else { return nil }
            return CellDefinition(
                table: .disclosure, row: row.label, column: column.label, measure: column.measure, unit: column.unit,
                editions: holders.map(\.0))
        }
    }

    private static let requestDefinitions: [CellDefinition] = requestRows.flatMap { row in
        let holders = editions.filter { $0.requests.contains { $0.id == row.id } }.map(\.id)
        return requestColumns.map { column in
            CellDefinition(
                table: .requests, row: row, column: column, measure: .count, unit: "件", editions: holders)
        }
    }

    private static let appealDefinitions: [CellDefinition] = appealKinds.flatMap { kind in
        appealOutcomes.map { outcome in
            CellDefinition(
                table: .appeals, row: kind, column: outcome, measure: .count, unit: "件", editions: editions.map(\.id))
        }
    }

    /// The sequences merged into one, each id once, an unseen id behind the one that precedes it in its own sequence.
    private static func merged(_ sequences: [[String]]) -> [String] {
        var result: [String] = []
        for sequence in sequences {
            var next = 0
            for id in sequence {
                if let known = result.firstIndex(of: id) {
                    next = known + 1
                } else {
                    result.insert(id, at: next)
                    next += 1
                }
            }
        }
        return result
    }

    private static func position(of id: String, in labels: [FormLabel]) -> Int {
        guard let position = labels.firstIndex(where: { $0.id == id }) else {
            preconditionFailure("the form has no row or column \"\(id)\"")
        }
        return position
    }
}
