/// One of the form's tables, or the part of one below its heads, as it was rebuilt from boxes.
struct BoxTable {
    /// Where it stands on the strip.
    let box: Rectangle
    /// Its rows; a cell is its words in ``Strip/items``, none where it is empty.
    let rows: [[[Int]]]
    /// Whether every figure's column is certain.
    let isGrid: Bool
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
    /// Whether words that are no label of the form stand where labels stand, at the height of a box.
    let isUnknownRow: (Rectangle) -> Bool

    /// The rows, each its label's words and then those of each column, and whether every column is certain; `words` are those
    /// where figures stand, in reading order.
    func rows(of words: [Int]) -> (rows: [[[Int]]], isGrid: Bool) {
        let cells = FigureCell.cells(of: words, on: strip, placed)
        let found = FigureRows.rows(of: cells)
        let columns = FigureColumns.columns(of: cells.map(\.box), heads: heads, count: count)
        let owners = FigureRows.labels(of: found, among: labels.map(\.box))
        var grid = labels.map { [$0.items] + Array(repeating: [], count: columns == nil ? 0 : count) }
        var isGrid = columns != nil && owners != nil
        for (index, row) in found.enumerated() {
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
        return (grid, isGrid)
    }

    private func nearest(to box: Rectangle) -> Int? {
        labels.indices.min {
            abs(labels[$0].box.middleY - box.middleY) < abs(labels[$1].box.middleY - box.middleY)
        }
    }
}
