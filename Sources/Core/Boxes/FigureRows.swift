/// Finds the labels that figures belong to. Both stand in the form's order, so that only their heights have to be compared:
/// a label may have several lines, and a figure stand beside any of them.
enum FigureRows {
    /// The figures of one row.
    struct Row {
        /// Their positions among all cells.
        var cells: [Int]
        var box: Rectangle
    }

    /// Gathers what stands at one height.
    static func rows(of cells: [FigureCell]) -> [Row] {
        var rows: [Row] = []
        for cell in cells.indices.sorted(by: { cells[$0].box.middleY < cells[$1].box.middleY }) {
            let box = cells[cell].box
            if let last = rows.last, isBeside(box, last.box) {
                rows[rows.count - 1].cells.append(cell)
                rows[rows.count - 1].box = last.box.union(box)
            } else {
                rows.append(Row(cells: [cell], box: box))
            }
        }
        return rows
    }

    private static func isBeside(_ box: Rectangle, _ row: Rectangle) -> Bool {
        abs(box.middleY - row.middleY) < 0.55 * min(box.height, row.height)
    }

    /// The label of each row, by position, both from the top to the bottom; nil for a row that is none's.
    ///
    /// - Returns: nil when two rows would have to share a label.
    static func labels(of rows: [Row], among labels: [Rectangle]) -> [Int?]? {
        var result: [Int?] = []
        var last = -1
        for row in rows {
            let distances = labels.map { distance(from: row.box, to: $0) }
            guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }),
                distances[nearest] < 0.75 * row.box.height
            else {
                result.append(nil)
                continue
            }
            guard nearest > last else {
                return rows.count == labels.count ? Array(labels.indices) : nil
            }
            last = nearest
            result.append(nearest)
        }
        return result
    }

    /// How far a row's middle is from a label's lines, and, between labels that it touches, from their middles.
    private static func distance(from row: Rectangle, to label: Rectangle) -> Double {
        let outside = max(label.top - row.middleY, row.middleY - label.bottom, 0)
        return outside > 0 ? outside : 0.001 * abs(label.middleY - row.middleY)
    }
}
