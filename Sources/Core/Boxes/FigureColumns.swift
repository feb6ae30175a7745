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
        let readings = alignments.compactMap { assignment(of: clusters.boxes, to: heads, by: $0, pitch: pitch) }
        let likely = readings.filter { $0.isLikely }
        guard let best = likely.first, likely.allSatisfy({ $0.columns == best.columns })
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

    /// Which edges of a figure and of its head may stand above each other.
    private struct Alignment {
        let figure: KeyPath<Rectangle, Double>
        let head: KeyPath<Rectangle, Double>
        var isCentred: Bool { figure == \.middleX && head == \.middleX }
    }

    private static var alignments: [Alignment] {
        [
            Alignment(figure: \.middleX, head: \.middleX), Alignment(figure: \.left, head: \.left),
            Alignment(figure: \.right, head: \.right), Alignment(figure: \.left, head: \.middleX),
            Alignment(figure: \.right, head: \.middleX),
        ]
    }

    private struct Assignment {
        let columns: [Int]
        /// How far from its head each cluster stands, in pitches.
        let offsets: [Double]
        let isCentred: Bool

        /// Right below the heads; or at one side of the columns, all just as far from their heads. One cluster alone is at some
        /// side of some head always.
        var isLikely: Bool {
            let furthest = offsets.map(abs).max() ?? 0
            if isCentred, furthest < 0.2 { return true }
            let spread = (offsets.max() ?? 0) - (offsets.min() ?? 0)
            return offsets.count > 1 && furthest < 0.45 && spread < 0.12
        }
    }

    /// Each cluster under its nearest head; nil unless every cluster has a head of its own.
    private static func assignment(
        of clusters: [Rectangle], to heads: [Rectangle], by alignment: Alignment, pitch: Double
    ) -> Assignment? {
        var columns: [Int] = []
        var offsets: [Double] = []
        for cluster in clusters {
            let distances = heads.map {
                (cluster[keyPath: alignment.figure] - $0[keyPath: alignment.head]) / max(pitch, 1)
            }
            guard let nearest = distances.indices.min(by: { abs(distances[$0]) < abs(distances[$1]) }),
                nearest > columns.last ?? -1
            else { return nil }
            columns.append(nearest)
            offsets.append(distances[nearest])
        }
        return Assignment(columns: columns, offsets: offsets, isCentred: alignment.isCentred)
    }
}
