import Core

/// The cells of one sheet as they were given, in no order that can be relied on, until they are written as a table.
struct SheetGrid {
    private var text: [UInt8] = []
    private var cells: [Cell] = []
    private var merges: [SheetArea] = []
    private var hidden: [ClosedRange<Int>] = []
    private var hiddenRows: Set<Int> = []
    private let cellLimit: Int
    private let textLimit: Int

    private struct Cell {
        let row: Int
        let column: Int
        let text: Range<Int>
    }

    /// An empty sheet that takes as many cells and as much text as the limits allow.
    init(_ limits: ReadingLimits) {
        cellLimit = limits.cells
        textLimit = limits.textBytes
    }

    /// Adds a cell; one without text leaves no trace, for the grid has its place anyway.
    mutating func add(_ content: ArraySlice<UInt8>, row: Int, column: Int) throws(DocumentFailure) {
        guard !content.isEmpty, (1...SheetArea.mostRows).contains(row), (1...SheetArea.mostColumns).contains(column)
        else { return }
        if cells.count >= cellLimit { throw tooMany }
        // Cells share texts: a short sheet may have any amount of it.
        if text.count + content.count > textLimit { throw .beyond(.text, allowed: textLimit) }
        let start = text.count
        text.append(contentsOf: content)
        cells.append(Cell(row: row, column: column, text: start..<text.count))
    }

    /// The cells of an area are one.
    mutating func merge(_ area: SheetArea) throws(DocumentFailure) {
        if merges.count >= cellLimit { throw tooMany }
        merges.append(area)
    }

    /// Nobody sees these columns.
    mutating func hideColumns(_ columns: ClosedRange<Int>) {
        let all = 1...SheetArea.mostColumns
        if hidden.count < all.count, columns.overlaps(all) { hidden.append(columns.clamped(to: all)) }
    }

    /// Nobody sees this row.
    mutating func hideRow(_ row: Int) {
        hiddenRows.insert(row)
    }

    private var tooMany: DocumentFailure { .beyond(.cells, allowed: cellLimit) }

    // MARK: Writing

    /// Writes the sheet: rows of one text before a table, and longer texts anywhere, are paragraphs, the others tables.
    ///
    /// Columns without any text only keep others apart, and are left out. Of rows without any text one is kept where they
    /// stand: it may be a row of the form that was left blank.
    ///
    /// - Returns: how many cells it has.
    /// - Throws: ``DocumentFailure/beyond(_:allowed:)`` where there are too many.
    func write(to builder: inout DocumentBuilder) throws(DocumentFailure) -> Int {
        let shown = shown()
        let columns = columns(shown)
        let rows = rows(shown)
        if columns.isEmpty { return 0 }
        if rows.count > cellLimit / columns.count { throw tooMany }
        let covered = try covered(rows, columns)
        var next = 0
        var hasTable = false
        for (index, row) in rows.enumerated() {
            let first = next
            while next < shown.count, shown[next].row == row { next += 1 }
            var texts = [Range<Int>?](repeating: nil, count: columns.count)
            for cell in shown[first..<next] {
                guard let column = Self.position(of: cell.column, in: columns) else { continue }
                if !covered[index * columns.count + column] { texts[column] = cell.text }
            }
            let only = texts.compactMap(\.self)
            if only.isEmpty, !hasTable { continue }
            if only.count == 1, !hasTable || isLong(only[0]) {
                if hasTable { builder.endTable(layout: .grid) }
                hasTable = false
                addParagraphs(only[0], to: &builder)
                continue
            }
            hasTable = true
            for (column, text) in texts.enumerated() {
                let isContinuation = covered[index * columns.count + column]
                let end = builder.textEnd
                let range = text.map { builder.append(self.text[$0]) } ?? end..<end
                builder.addCell(range, isContinuation: isContinuation)
            }
            builder.endRow()
        }
        if hasTable { builder.endTable(layout: .grid) }
        return rows.count * columns.count
    }

    /// What people see, by rows and columns; most programs write it so.
    private func shown() -> [Cell] {
        let shown = hidden.isEmpty ? cells : withoutHiddenColumns()
        let isInOrder = zip(shown, shown.dropFirst()).allSatisfy { ($0.row, $0.column) <= ($1.row, $1.column) }
        return isInOrder ? shown : shown.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    }

    private func withoutHiddenColumns() -> [Cell] {
        var isHidden = [Bool](repeating: false, count: SheetArea.mostColumns + 1)
        for columns in hidden {
            for column in columns { isHidden[column] = true }
        }
        return cells.filter { !isHidden[$0.column] }
    }

    /// The columns that hold anything, in order.
    private func columns(_ cells: [Cell]) -> [Int] {
        var isUsed = [Bool](repeating: false, count: (cells.lazy.map(\.column).max() ?? 0) + 1)
        for cell in cells { isUsed[cell.column] = true }
        return isUsed.indices.filter { isUsed[$0] }
    }

    /// Forty characters: labels and headings are shorter.
    private static let longestLabel = 120

    private func isLong(_ range: Range<Int>) -> Bool { range.count > Self.longestLabel }

    private func addParagraphs(_ range: Range<Int>, to builder: inout DocumentBuilder) {
        for line in text[range].split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let range = builder.append(line)
            builder.addParagraph(range)
        }
    }

    /// The rows with text, and one for each gap that people see between them.
    private func rows(_ cells: [Cell]) -> [Int] {
        var rows: [Int] = []
        for cell in cells where cell.row != rows.last {
            if var next = rows.last.map({ $0 + 1 }) {
                while hiddenRows.contains(next) { next += 1 }
                if next < cell.row { rows.append(next) }
            }
            rows.append(cell.row)
        }
        return rows
    }

    /// For each place of the grid, row by row, whether a cell elsewhere goes over it.
    private func covered(_ rows: [Int], _ columns: [Int]) throws(DocumentFailure) -> [Bool] {
        var covered = [Bool](repeating: false, count: rows.count * columns.count)
        // Areas do not overlap (ECMA-376 part 1, 18.3.1.55); where they do, together they mark no more than this.
        var marks = 4 * covered.count
        for area in merges {
            let across = Self.positions(area.columns, in: columns)
            let down = Self.positions(area.rows, in: rows)
            marks -= across.count * down.count
            if marks < 0 { throw tooMany }
            for row in down {
                for column in across {
                    let isAnchor = rows[row] == area.rows.lowerBound && columns[column] == area.columns.lowerBound
                    if !isAnchor { covered[row * columns.count + column] = true }
                }
            }
        }
        return covered
    }

    /// The position of the first number that is not below one, in ascending order.
    private static func firstPosition(from number: Int, in numbers: [Int]) -> Int {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func positions(_ range: ClosedRange<Int>, in numbers: [Int]) -> Range<Int> {
        firstPosition(from: range.lowerBound, in: numbers)..<firstPosition(from: range.upperBound + 1, in: numbers)
    }

    private static func position(of number: Int, in numbers: [Int]) -> Int? {
        let position = firstPosition(from: number, in: numbers)
        return position < numbers.count && numbers[position] == number ? position : nil
    }
}
