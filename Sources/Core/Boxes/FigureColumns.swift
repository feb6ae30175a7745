/// Finds the columns that figures stand in, when empty cells leave gaps: by the heads above them and by each other.
///
/// Heads and figures may be set to the left, to the middle or to the right of their column, each in its own way. Where
/// several readings remain, none is taken.
enum FigureColumns {
    /// The column of each figure.
    ///
    /// - Parameters:
    ///   - figures: the boxes of all figures of a table.
    ///   - heads: the boxes of its columns' heads from left to right; fewer than `count` where some were not found.
    ///   - count: how many columns it has.
    /// - Returns: nil when the boxes leave more than one reading.
    static func columns(of figures: [Rectangle], heads: [Rectangle], count: Int) -> [Int]? {
        if count == 1 { return figures.map { _ in 0 } }
        if figures.isEmpty { return [] }
        let pitch = heads.count == count ? narrowest(heads) : 0
        let clusters = clusters(of: figures, within: 0.35 * pitch)
        if clusters.boxes.count == count { return clusters.numbers }
        guard heads.count == count, clusters.boxes.count < count else { return nil }
        let readings = [\Rectangle.left, \Rectangle.middleX, \Rectangle.right].compactMap { edge in
            assignment(of: clusters.boxes, to: heads, by: edge, pitch: pitch)
        }
        guard let best = readings.min(by: { $0.worst < $1.worst }), best.worst < 0.35,
            readings.allSatisfy({ $0.columns == best.columns || $0.worst > best.worst + 0.2 })
        else { return nil }
        return clusters.numbers.map { best.columns[$0] }
    }

    /// The smallest distance between the middles of neighbouring heads.
    private static func narrowest(_ heads: [Rectangle]) -> Double {
        zip(heads, heads.dropFirst()).map { $1.middleX - $0.middleX }.min() ?? 0
    }

    /// Figures that stand below each other are of one column.
    private static func clusters(
        of figures: [Rectangle], within distance: Double
    ) -> (boxes: [Rectangle], numbers: [Int]) {
        var boxes: [Rectangle] = []
        var numbers = Array(repeating: 0, count: figures.count)
        for figure in figures.indices.sorted(by: { figures[$0].middleX < figures[$1].middleX }) {
            let box = figures[figure]
            if let last = boxes.last, box.left < last.right || box.middleX - last.middleX < distance {
                boxes[boxes.count - 1] = last.union(box)
            } else {
                boxes.append(box)
            }
            numbers[figure] = boxes.count - 1
        }
        return (boxes, numbers)
    }

    /// Each cluster under its nearest head, measured at one edge of both; nil unless every cluster has a head of its own.
    private static func assignment(
        of clusters: [Rectangle], to heads: [Rectangle], by edge: KeyPath<Rectangle, Double>, pitch: Double
    ) -> (columns: [Int], worst: Double)? {
        var columns: [Int] = []
        var worst = 0.0
        for cluster in clusters {
            let distances = heads.map { abs($0[keyPath: edge] - cluster[keyPath: edge]) }
            guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }),
                nearest > columns.last ?? -1
            else { return nil }
            columns.append(nearest)
            worst = max(worst, distances[nearest] / max(pitch, 1))
        }
        return (columns, worst)
    }
}
