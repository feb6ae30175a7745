/// One of the form's tables, or the part of one below its heads, as it was rebuilt from boxes.
struct BoxTable {
    /// Where it stands on the strip.
    let box: Rectangle
    /// Its rows; a cell is its words in ``Strip/items``, none where it is empty.
    let rows: [[[Int]]]
    /// Whether every figure's column is certain.
    let isGrid: Bool
    /// How figures stand to heads in it, as far as its boxes tell by themselves.
    let styles: [FigureStyle]
}

/// What a table's rows are put together from: the rows' labels, the columns' heads, and the figures between them.
struct BoxRows {
    let strip: Strip
    let placed: PlacedText
    /// Labels of rows, from the top to the bottom.
    let labels: [BoxLabel]
    /// Heads of columns, from left to right.
    let heads: [Rectangle]
    /// How many columns there are.
    let count: Int
    /// How figures stand to heads in the document's other tables.
    let styles: [FigureStyle]
    /// Whether words that are no label of the form stand where labels stand, at the height of a box.
    let isUnknownRow: (Rectangle) -> Bool

    /// What was put together.
    struct Found {
        /// Each its label's words and then those of each column.
        let rows: [[[Int]]]
        /// Whether every column is certain.
        let isGrid: Bool
        /// How figures stand to heads here.
        let styles: [FigureStyle]
    }

    /// The rows; `words` are those where figures stand, in reading order.
    func rows(of words: [Int]) -> Found {
        let cells = FigureCell.cells(of: words, on: strip, placed)
        let figureRows = FigureRows.rows(of: cells)
        let found = FigureColumns.columns(of: cells.map(\.box), heads: heads, count: count, styles: styles)
        let columns = found?.columns
        let owners = FigureRows.labels(of: figureRows, among: labels.map(\.box))
        var grid = labels.map { [$0.items] + Array(repeating: [], count: columns == nil ? 0 : count) }
        var isGrid = columns != nil && owners != nil
        for (index, row) in figureRows.enumerated() {
            var owner = owners.map { $0[index] } ?? nearest(to: row.box)
            if owner == nil {
                // A row of another form is left out. Otherwise the figures are some row's here, and it is not known which.
                if isUnknownRow(row.box) { continue }
                owner = nearest(to: row.box)
                isGrid = false
            }
            guard let owner else { continue }
            for cell in row.cells.sorted(by: { cells[$0].box.left < cells[$1].box.left }) {
                guard let columns else {
                    grid[owner].append(cells[cell].items)
                    continue
                }
                // Two figures in one cell: it is not known which.
                if !grid[owner][columns[cell] + 1].isEmpty { isGrid = false }
                grid[owner][columns[cell] + 1] += cells[cell].items
            }
        }
        if !isGrid { grid = grid.map { row in row.filter { !$0.isEmpty } } }
        return Found(rows: grid, isGrid: isGrid, styles: isGrid ? found?.styles ?? [] : [])
    }

    private func nearest(to box: Rectangle) -> Int? {
        labels.indices.min {
            abs(labels[$0].box.middleY - box.middleY) < abs(labels[$1].box.middleY - box.middleY)
        }
    }
}
