import Core

/// The tables that are open in a Word document, one inside the other, until each is written as a true grid.
struct WordTables {
    /// How many cells all tables may have.
    var cellLimit = Int.max
    private var tables: [OpenTable] = []
    private var cellCount = 0

    private struct OpenTable {
        var cells: [Cell] = []
        var rowEnds: [Int] = []
        /// Where in the grid the next cell stands.
        var column = 0
        /// By column, whether a cell goes on downwards there.
        var isMerged: [Bool] = []
        var isDropped = false
        var columnsBehind = 0
        var cell: OpenCell?
        var rowStart: Int { rowEnds.last ?? 0 }

        func forEachRow(_ body: (ArraySlice<Cell>) -> Void) {
            var start = 0
            for end in rowEnds {
                body(cells[start..<end])
                start = end
            }
        }

        /// By column, whether a cell begins there in any row: Word makes columns of every edge that is out of line.
        var columnsThatBegin: [Bool] {
            var begins: [Bool] = []
            forEachRow { cells in
                while begins.count < cells.count { begins.append(false) }
                for (column, cell) in cells.enumerated() where !cell.isContinuation { begins[column] = true }
            }
            return begins
        }
    }

    private struct Cell {
        let text: Range<Int>
        let isContinuation: Bool
    }

    private struct OpenCell {
        var lines: [Range<Int>] = []
        var span = 1
        /// Whether it continues the cell above, or the one before it.
        var continuesAbove = false
        var startsMerge = false
        var continuesBefore = false
        /// Whether a table stands in it: it only lays out the page, and its paragraphs are the document's.
        var isLayout = false
    }

    /// Word has 63 columns; a span beyond any table says nothing.
    private static let widest = 1024

    /// Whether a cell of a table is open, and not one that only lays out the page.
    var isInCell: Bool { !tables.isEmpty && tables[tables.count - 1].cell?.isLayout == false }

    // MARK: What opens

    /// A table begins.
    ///
    /// - Returns: the lines of the cell around it that turn out to be the document's; nil where there is none.
    mutating func openTable() -> [Range<Int>]? {
        var lines: [Range<Int>]?
        if !tables.isEmpty {
            lines = tables[tables.count - 1].cell?.lines
            tables[tables.count - 1].cell?.lines = []
            tables[tables.count - 1].cell?.isLayout = true
        }
        tables.append(OpenTable())
        return lines
    }

    mutating func openRow() {
        change { table in
            table.column = 0
            table.isDropped = false
            table.columnsBehind = 0
        }
    }

    mutating func openCell() {
        change { $0.cell = OpenCell() }
    }

    // MARK: Properties

    /// The row was deleted, or is hidden.
    mutating func dropRow() {
        change { $0.isDropped = true }
    }

    /// Columns before the row's first cell.
    mutating func skip(_ columns: Int) throws(DocumentFailure) {
        change { table in
            for column in table.isMerged.indices.prefix(max(0, columns)) { table.isMerged[column] = false }
        }
        try add(columns, 0..<0)
    }

    /// Columns behind its last one.
    mutating func skipBehind(_ columns: Int) {
        change { $0.columnsBehind = columns }
    }

    /// The open cell goes over so many columns.
    mutating func setSpan(_ columns: Int) {
        change { $0.cell?.span = columns }
    }

    /// The open cell begins to go downwards, or continues one that does.
    mutating func mergeRows(isStart: Bool) {
        change { table in
            table.cell?.startsMerge = isStart
            table.cell?.continuesAbove = !isStart
        }
    }

    /// The open cell begins to go to the right, or continues one that does, as old documents have it.
    mutating func mergeColumns(isStart: Bool) {
        change { $0.cell?.continuesBefore = !isStart }
    }

    // MARK: Text

    /// Keeps the lines of a cell apart.
    func separateLine(_ builder: inout DocumentBuilder) {
        guard !tables.isEmpty, tables[tables.count - 1].cell?.lines.isEmpty == false else { return }
        builder.append(UInt8(ascii: "\n"))
    }

    /// Takes a line into the open cell; false where it is the document's.
    mutating func take(_ line: Range<Int>) -> Bool {
        guard isInCell else { return false }
        change { $0.cell?.lines.append(line) }
        return true
    }

    // MARK: What ends

    mutating func closeCell(_ builder: inout DocumentBuilder) throws(DocumentFailure) {
        guard !tables.isEmpty, let cell = tables[tables.count - 1].cell else { return }
        let column = tables[tables.count - 1].column
        let goesOn = cell.startsMerge || cell.continuesAbove
        var isBelow = false
        change { table in
            table.cell = nil
            while table.isMerged.count <= column { table.isMerged.append(false) }
            // One that continues nothing states what it says.
            isBelow = cell.continuesAbove && table.isMerged[column]
            table.isMerged[column] = goesOn
        }
        if isBelow || (cell.continuesBefore && column > 0) { return try add(cell.span, 0..<0) }
        let end = builder.textEnd
        let text = (cell.lines.first?.lowerBound ?? end)..<(cell.lines.last?.upperBound ?? end)
        try add(1, text, isContinuation: false)
        try add(cell.span - 1, 0..<0)
    }

    mutating func closeRow() throws(DocumentFailure) {
        if !tables.isEmpty { try add(tables[tables.count - 1].columnsBehind, 0..<0) }
        change { table in
            if table.isDropped { table.cells.removeSubrange(table.rowStart...) }
            table.rowEnds.append(table.cells.count)
        }
    }

    mutating func closeTable(_ builder: inout DocumentBuilder) {
        guard let table = tables.popLast() else { return }
        let begins = table.columnsThatBegin
        table.forEachRow { cells in
            for (column, cell) in cells.enumerated() where begins[column] {
                builder.addCell(cell.text, isContinuation: cell.isContinuation)
            }
            builder.endRow()
        }
        builder.endTable(layout: .grid)
    }

    // MARK: Grid

    private mutating func change(_ body: (inout OpenTable) -> Void) {
        guard !tables.isEmpty else { return }
        body(&tables[tables.count - 1])
    }

    private mutating func add(
        _ columns: Int, _ text: Range<Int>, isContinuation: Bool = true
    ) throws(DocumentFailure) {
        let columns = min(max(columns, 0), Self.widest)
        cellCount += columns
        if cellCount > cellLimit { throw .beyond(.cells, allowed: cellLimit) }
        change { table in
            for _ in 0..<columns { table.cells.append(Cell(text: text, isContinuation: isContinuation)) }
            table.column += columns
        }
    }
}
