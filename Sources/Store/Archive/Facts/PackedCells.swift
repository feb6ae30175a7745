internal import Core
internal import GRDB

/// Where each cell lies in a revision's packed cells: the table `cell_name`, to which a later edition of the form only
/// adds, so that what is stored keeps its meaning.
struct CellPositions: Sendable {
    /// The cell at each position; nil for a name that this program's form does not have.
    let cells: [CellID?]
    /// The position of each cell, by ``CellID/index``; nil in a database that an older program wrote last.
    private let positions: [Int?]

    /// Reads the positions as they stand.
    init(_ database: GRDB.Database) throws {
        var cells: [CellID?] = []
        var positions: [Int?] = Array(repeating: nil, count: Form.cells.count)
        try RawStatement(database, "SELECT name FROM cell_name ORDER BY position").forEach { row in
            let cell = Form.cell(named: row.text(0))
            if let cell { positions[cell.index] = cells.count }
            cells.append(cell)
        }
        self.cells = cells
        self.positions = positions
    }

    /// Gives every cell of the form that has no position yet the next free one, then reads them all.
    static func completing(_ database: GRDB.Database) throws -> CellPositions {
        let known = try CellPositions(database)
        var next = known.cells.count
        let insert = try RawStatement(database, "INSERT INTO cell_name (position, name) VALUES (?, ?)")
        for cell in Form.cells where known[cell] == nil {
            try insert.execute {
                $0.bind(next)
                $0.bind(cell.description)
            }
            next += 1
        }
        return try CellPositions(database)
    }

    /// The position of a cell.
    subscript(cell: CellID) -> Int? { positions[cell.index] }
}

/// A report's cells as one JSON array, by position: a number as it stands, `null` for blank, `""` for absent, `"?"` for
/// unreadable and `"~"` for unplaced. Two hundred rows a report would cost ten times the time and three times the space.
enum PackedCells {
    private static let absent = Array("\"\"".utf8)
    private static let blank = Array("null".utf8)
    private static let unreadable = Array("\"?\"".utf8)
    private static let unplaced = Array("\"~\"".utf8)

    /// The array.
    static func encode(_ table: CellTable, _ positions: CellPositions) -> [UInt8] {
        var json: [UInt8] = []
        json.reserveCapacity(positions.cells.count * 4)
        for cell in positions.cells {
            json.append(json.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            switch cell.map({ table[$0] }) ?? .absent {
            case .absent: json += absent
            case .blank: json += blank
            case .unreadable: json += unreadable
            case .unplaced: json += unplaced
            case .number(let quantity): append(quantity, to: &json)
            }
        }
        json.append(UInt8(ascii: "]"))
        return json
    }

    /// The cells in an array; what lies beyond its end is absent.
    static func decode(_ json: [UInt8], _ positions: CellPositions) -> CellTable {
        var table = CellTable()
        for (text, cell) in zip(FlatList.elements(json), positions.cells) {
            guard let cell else { continue }
            table[cell] = value(text)
        }
        return table
    }

    private static func value(_ text: ArraySlice<UInt8>) -> CellValue {
        if let quantity = Quantity(decimal: text) { return .number(quantity) }
        if text.elementsEqual(blank) { return .blank }
        if text.elementsEqual(unreadable) { return .unreadable }
        return text.elementsEqual(unplaced) ? .unplaced : .absent
    }

    /// Most cells hold one digit, which needs no `String` on the way.
    private static func append(_ quantity: Quantity, to json: inout [UInt8]) {
        if quantity.isWhole, (0...9).contains(quantity.significand) {
            json.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: quantity.significand))
        } else {
            json.append(contentsOf: quantity.description.utf8)
        }
    }
}
