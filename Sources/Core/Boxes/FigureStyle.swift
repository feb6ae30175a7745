/// How figures stand to the heads of their columns: which edge of theirs below which edge of a head, and how far from it. It is
/// learnt where the columns are certain, and tells the column of a figure that stands alone in another table of the document.
struct FigureStyle {
    /// Where in a box something is measured, by the share of a column's width that lies to its left.
    enum Edge: Double, CaseIterable {
        case left = 0
        case middle = 0.5
        case right = 1

        func position(in box: Rectangle) -> Double {
            switch self {
            case .left: box.left
            case .middle: box.middleX
            case .right: box.right
            }
        }
    }

    let figure: Edge
    let head: Edge
    /// From the head's edge to the figure's, points.
    private let offset: Double
    /// How wide the columns were.
    private let pitch: Double

    /// Figures that keep their edge stay within this part of a column's width.
    private static let steadiness = 0.12

    /// The ways in which figures keep to their heads; `columns` has one for each figure.
    static func styles(of figures: [Rectangle], in columns: [Int], heads: [Rectangle], pitch: Double) -> [FigureStyle] {
        Edge.allCases.flatMap { figure in
            Edge.allCases.compactMap { head -> FigureStyle? in
                let offsets = zip(figures, columns).map {
                    figure.position(in: $0) - head.position(in: heads[$1])
                }
                guard let least = offsets.min(), let most = offsets.max(), most - least < steadiness * pitch else {
                    return nil
                }
                return FigureStyle(figure: figure, head: head, offset: (least + most) / 2, pitch: pitch)
            }
        }
    }

    /// The column of each box where columns are so wide; nil unless each stands where this style puts it, one in each column.
    func columns(of boxes: [Rectangle], heads: [Rectangle], pitch: Double) -> [Int]? {
        let expected = offset + (figure.rawValue - head.rawValue) * (pitch - self.pitch)
        var columns: [Int] = []
        for box in boxes {
            let distances = heads.map { abs(figure.position(in: box) - head.position(in: $0) - expected) }
            guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }),
                distances[nearest] < 2 * Self.steadiness * pitch, nearest > columns.last ?? -1
            else { return nil }
            columns.append(nearest)
        }
        return columns
    }

    /// The columns by these styles; nil where they contradict each other. A style that puts nothing where a box stands says nothing:
    /// figures of one width keep all their edges where only one of them was meant.
    static func columns(
        of boxes: [Rectangle], heads: [Rectangle], pitch: Double, by styles: [FigureStyle]
    ) -> [Int]? {
        let readings = Set(styles.compactMap { $0.columns(of: boxes, heads: heads, pitch: pitch) })
        return readings.count == 1 ? readings.first : nil
    }
}
