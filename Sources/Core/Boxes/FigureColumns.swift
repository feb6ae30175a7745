/// Finds the columns that figures stand in, when empty cells leave gaps: by the heads above them and by each other.
///
/// Heads and figures may be set to the left, to the middle or to the right of their column, each in its own way. Where
/// several readings remain, none is taken.
enum FigureColumns {
    /// What was found of a table's columns.
    struct Found {
        /// The column of each figure.
        let columns: [Int]
        /// How figures stand to heads here, where their boxes tell by themselves.
        var styles: [FigureStyle] = []
    }

    /// The column of each figure.
    ///
    /// - Parameters:
    ///   - figures: the boxes of all figures of a table.
    ///   - heads: the boxes of its columns' heads from left to right; fewer than `count` where some were not found.
    ///   - count: how many columns it has.
    ///   - styles: how figures stand to heads in the document's other tables.
    /// - Returns: nil when the boxes leave more than one reading.
    static func columns(
        of figures: [Rectangle], heads: [Rectangle], count: Int, styles: [FigureStyle]
    ) -> Found? {
        if count == 1 { return Found(columns: figures.map { _ in 0 }) }
        if figures.isEmpty { return Found(columns: []) }
        let pitch = heads.count == count ? narrowest(heads) : 0
        let clusters = clusters(of: figures, within: 0.35 * pitch)
        if let columns = columns(of: clusters.boxes, heads: heads, count: count, pitch: pitch) {
            let found = clusters.numbers.map { columns[$0] }
            let tells = pitch > 0 && clusters.boxes.count > 1
            let known = tells ? FigureStyle.styles(of: figures, in: found, heads: heads, pitch: pitch) : []
            return Found(columns: found, styles: known)
        }
        guard heads.count == count, clusters.boxes.count < count else { return nil }
        let columns = FigureStyle.columns(of: clusters.boxes, heads: heads, pitch: pitch, by: styles)
        return columns.map { columns in Found(columns: clusters.numbers.map { columns[$0] }) }
    }

    /// The column of each cluster as far as the boxes themselves tell: no column is empty, or all likely alignments agree.
    private static func columns(of clusters: [Rectangle], heads: [Rectangle], count: Int, pitch: Double) -> [Int]? {
        if clusters.count == count { return Array(clusters.indices) }
        guard heads.count == count, clusters.count < count else { return nil }
        let readings = alignments.compactMap { assignment(of: clusters, to: heads, by: $0, pitch: pitch) }
            .filter(\.isLikely).map(\.columns)
        return Set(readings).count == 1 ? readings.first : nil
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

    /// Which edge of a figure may stand below which of its head.
    private typealias Alignment = (figure: FigureStyle.Edge, head: FigureStyle.Edge)

    private static let alignments: [Alignment] = [
        (.middle, .middle), (.left, .left), (.right, .right), (.left, .middle), (.right, .middle),
    ]

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
                (alignment.figure.position(in: cluster) - alignment.head.position(in: $0)) / max(pitch, 1)
            }
            guard let nearest = distances.indices.min(by: { abs(distances[$0]) < abs(distances[$1]) }),
                nearest > columns.last ?? -1
            else { return nil }
            columns.append(nearest)
            offsets.append(distances[nearest])
        }
        return Assignment(columns: columns, offsets: offsets, isCentred: alignment == (.middle, .middle))
    }
}
