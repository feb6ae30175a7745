import Core

/// Cells with spans → a true grid (HTML, 4.9.12 "Forming a table"), without the columns in which no cell begins: Word and
/// giant spans make such, and they say nothing.
struct SpanGrid {
    /// One cell as it was written.
    struct Cell {
        /// Where its text lies.
        let text: Range<Int>
        /// Over how many columns it goes.
        let columns: Int
        /// Over how many rows, 0 for as many as its group has left.
        let rows: Int
    }

    private struct Placed {
        let text: Range<Int>
        let columns: Range<Int>
        let isContinuation: Bool
    }

    /// Columns that cells of rows above still hold.
    private struct Held {
        let columns: Range<Int>
        /// How many more rows; the end of the group comes first.
        var rows: Int
    }

    private let limit: Int
    private var placed: [Placed] = []
    private var rowEnds: [Int] = []
    private var held: [Held] = []
    /// The columns in which cells begin, in the order of the cells.
    private var begun: [Int] = []

    /// A grid of at most so many cells.
    init(limit: Int) {
        self.limit = limit
    }

    /// Ends a group of rows: no cell goes beyond.
    mutating func endGroup() {
        held.removeAll(keepingCapacity: true)
    }

    /// Adds a row of cells.
    mutating func addRow(_ cells: [Cell]) throws(DocumentFailure) {
        var next: [Held] = []
        var column = 0
        var waiting = held[...]
        func carry(_ above: Held) {
            placed.append(Placed(text: 0..<0, columns: above.columns, isContinuation: true))
            if above.rows > 1 { next.append(Held(columns: above.columns, rows: above.rows - 1)) }
        }
        for cell in cells {
            while let above = waiting.first, above.columns.lowerBound <= column {
                carry(above)
                column = max(column, above.columns.upperBound)
                waiting.removeFirst()
            }
            // A cell that would run into one from above stops there: reports have no cells one over the other.
            let end = min(column + cell.columns, waiting.first?.columns.lowerBound ?? .max)
            placed.append(Placed(text: cell.text, columns: column..<end, isContinuation: false))
            begun.append(column)
            if cell.rows != 1 { next.append(Held(columns: column..<end, rows: cell.rows == 0 ? .max : cell.rows - 1)) }
            column = end
        }
        for above in waiting { carry(above) }
        rowEnds.append(placed.count)
        held = next
        if placed.count > limit { throw .beyond(.cells, allowed: limit) }
    }

    /// Writes the grid as one table.
    func write(to builder: inout DocumentBuilder) throws(DocumentFailure) {
        var columns: [Int] = []
        for column in begun.sorted() where column != columns.last { columns.append(column) }
        /// How many columns begin before a position.
        func rank(_ column: Int) -> Int {
            var low = 0
            var high = columns.count
            while low < high {
                let middle = (low + high) / 2
                if columns[middle] < column { low = middle + 1 } else { high = middle }
            }
            return low
        }
        var written = 0
        var start = 0
        for end in rowEnds {
            let row = placed[start..<end]
            start = end
            // A row of which every cell began above is no row.
            if row.allSatisfy(\.isContinuation) { continue }
            for cell in row {
                let width = rank(cell.columns.upperBound) - rank(cell.columns.lowerBound)
                written += width
                if written > limit { throw .beyond(.cells, allowed: limit) }
                for offset in 0..<width {
                    builder.addCell(cell.text, isContinuation: cell.isContinuation || offset > 0)
                }
            }
            builder.endRow()
        }
        builder.endTable(layout: .grid)
    }
}
