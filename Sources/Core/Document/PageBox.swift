/// Where something stands on a page of a PDF, in whole points from the page's upper left corner.
public struct PageBox: Sendable, Hashable {
    private let numbers: SIMD8<UInt16>

    /// A box; fractions are rounded outwards, and what no page can have is brought back to the nearest that one can.
    ///
    /// - Parameters:
    ///   - page: the page, from 1.
    ///   - left: its left edge.
    ///   - top: its upper edge.
    ///   - right: its right edge.
    ///   - bottom: its lower edge.
    public init(page: Int, left: Double, top: Double, right: Double, bottom: Double) {
        func point(_ value: Double, _ rule: FloatingPointRoundingRule) -> UInt16 {
            value > 0 ? UInt16(min(value.rounded(rule), Double(UInt16.max))) : 0
        }
        numbers = [
            UInt16(clamping: page), point(left, .down), point(top, .down), point(right, .up), point(bottom, .up), 0, 0,
            0,
        ]
    }

    /// The page, from 1.
    public var page: Int { Int(numbers[0]) }
    /// Its left edge.
    public var left: Int { Int(numbers[1]) }
    /// Its upper edge.
    public var top: Int { Int(numbers[2]) }
    /// Its right edge.
    public var right: Int { Int(numbers[3]) }
    /// Its lower edge.
    public var bottom: Int { Int(numbers[4]) }
}
