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
        // Close to the heads, or all just as far from them: figures at one side of columns whose heads stand in the middle.
        let likely = readings.filter { $0.worst < 0.2 || ($0.columns.count > 1 && $0.worst < 0.45 && $0.spread < 0.12) }
        guard let best = likely.min(by: { $0.worst < $1.worst }), likely.allSatisfy({ $0.columns == best.columns })
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

    private struct Assignment {
        var columns: [Int] = []
        /// How far from its head the furthest cluster stands, and how much these distances differ, in pitches.
        var worst = 0.0
        var spread = 0.0
    }

    /// Each cluster under its nearest head, measured from an edge of the one to the middle of the other; nil unless every
    /// cluster has a head of its own.
    private static func assignment(
        of clusters: [Rectangle], to heads: [Rectangle], by edge: KeyPath<Rectangle, Double>, pitch: Double
    ) -> Assignment? {
        var result = Assignment()
        var offsets: [Double] = []
        for cluster in clusters {
            let distances = heads.map { (cluster[keyPath: edge] - $0.middleX) / max(pitch, 1) }
            guard let nearest = distances.indices.min(by: { abs(distances[$0]) < abs(distances[$1]) }),
                nearest > result.columns.last ?? -1
            else { return nil }
            result.columns.append(nearest)
            offsets.append(distances[nearest])
        }
        result.worst = offsets.map(abs).max() ?? 0
        result.spread = (offsets.max() ?? 0) - (offsets.min() ?? 0)
        return result
    }
}
