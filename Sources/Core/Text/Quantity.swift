/// An exact decimal number as a report states it: a count, or an amount of money with decimals.
///
/// Stored as `significand / 10^scale`, always in lowest terms, so that equal numbers compare and hash equal.
/// Binary floating point would make `46297722.02` another number than the one in the document.
public struct Quantity: Sendable, Hashable {
    /// All digits with the sign, the decimal point left out.
    public let significand: Int64
    /// How many of the digits stand behind the decimal point, 0 to 18.
    public let scale: UInt8

    /// A whole number.
    public init(_ value: Int) {
        significand = Int64(value)
        scale = 0
    }

    /// `significand / 10^scale`, brought to lowest terms.
    public init(significand: Int64, scale: UInt8) {
        var significand = significand
        var scale = scale
        while scale > 0, significand % 10 == 0 {
            significand /= 10
            scale -= 1
        }
        self.significand = significand
        self.scale = scale
    }

    /// The number that a JSON number or a plain decimal one stands for, exactly; nil when it is none or has too many digits.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let first = parts.first, parts.count < 3, let exponent = parts.count == 2 ? Int(parts[1]) : 0 else {
            return nil
        }
        let digits = first.split(separator: ".", omittingEmptySubsequences: false)
        guard digits.count < 3, digits.allSatisfy({ !$0.isEmpty }),
            let significand = Int64(digits.joined())
        else { return nil }
        let scale = (digits.count == 2 ? digits[1].utf8.count : 0) - exponent
        guard (-18...18).contains(scale) else { return nil }
        let (product, overflow) = significand.multipliedReportingOverflow(
            by: (0..<max(0, -scale)).reduce(1) { power, _ in power * 10 })
        if overflow { return nil }
        self.init(significand: product, scale: UInt8(max(0, scale)))
    }

    /// Zero, which is also what a blank counts for in a sum.
    public static let zero = Quantity(0)

    /// Whether nothing stands behind the decimal point.
    public var isWhole: Bool { scale == 0 }

    /// Whether the number is below zero.
    public var isNegative: Bool { significand < 0 }

    /// The value when it is whole and fits.
    public var wholeValue: Int? { isWhole ? Int(exactly: significand) : nil }

    /// The sum, or nil when it does not fit in 64 bits: such a sum is not judged rather than judged wrongly.
    public func adding(_ other: Quantity) -> Quantity? {
        let common = max(scale, other.scale)
        guard let left = rescaled(to: common), let right = other.rescaled(to: common) else { return nil }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : Quantity(significand: sum, scale: common)
    }

    /// The product, or nil when it has more digits than fit: what compares with it is not judged rather than judged wrongly.
    public func multiplied(by other: Quantity) -> Quantity? {
        let (product, overflow) = significand.multipliedReportingOverflow(by: other.significand)
        let result = Quantity(significand: product, scale: scale + other.scale)
        return overflow || result.scale > 18 ? nil : result
    }

    private func rescaled(to newScale: UInt8) -> Int64? {
        var value = significand
        for _ in scale..<newScale {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        return value
    }
}

extension Quantity: Comparable {
    /// Orders by value; numbers too far apart to share a scale are ordered by their whole parts.
    public static func < (left: Quantity, right: Quantity) -> Bool {
        let common = max(left.scale, right.scale)
        if let a = left.rescaled(to: common), let b = right.rescaled(to: common) { return a < b }
        return left.approximation < right.approximation
    }

    private var approximation: Double {
        var value = Double(significand)
        for _ in 0..<scale { value /= 10 }
        return value
    }
}

extension Quantity: CustomStringConvertible {
    /// Plain decimal notation: `-3`, `46297722.02`. Also a valid JSON number.
    public var description: String {
        guard scale > 0 else { return String(significand) }
        var digits = String(significand.magnitude)
        while digits.utf8.count <= Int(scale) { digits = "0" + digits }
        let point = digits.index(digits.endIndex, offsetBy: -Int(scale))
        return (isNegative ? "-" : "") + digits[..<point] + "." + digits[point...]
    }
}

extension Quantity: ExpressibleByIntegerLiteral {
    /// A whole number from a literal.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}
