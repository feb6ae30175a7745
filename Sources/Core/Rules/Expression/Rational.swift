/// An exact fraction: the quotient of two counts is rarely a decimal number, and a rule may not hold by a rounding error.
///
/// What does not fit in 128 bits is nil, so that it is not judged rather than judged wrongly.
struct Rational: Sendable, Hashable {
    /// The part above the line, with the sign.
    let numerator: Int128
    /// The part below the line, above zero and without a factor in common with the numerator.
    let denominator: Int128

    /// `numerator / denominator` in lowest terms; nil when the denominator is zero.
    private init?(_ numerator: Int128, over denominator: Int128) {
        guard denominator != 0, numerator != .min, denominator != .min else { return nil }
        let divisor = Rational.greatestCommonDivisor(numerator, denominator) * denominator.signum()
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// A decimal number.
    init(_ quantity: Quantity) {
        let (significand, power) = (Int128(quantity.significand), Rational.power(of: 10, Int(quantity.scale)))
        let divisor = Rational.greatestCommonDivisor(significand, power)
        numerator = significand / divisor
        denominator = power / divisor
    }

    /// A whole number.
    init(_ value: Int) {
        self.init(Quantity(value))
    }

    /// Zero.
    static let zero = Rational(0)

    /// The same number with the other sign.
    var negated: Rational? { Rational(-numerator, over: denominator) }

    /// The number without its sign.
    var magnitude: Rational? { numerator < 0 ? negated : self }

    /// One divided by the number; nil for zero.
    var inverse: Rational? { Rational(denominator, over: numerator) }

    /// The sum.
    func adding(_ other: Rational) -> Rational? {
        let shared = Rational.greatestCommonDivisor(denominator, other.denominator)
        let left = numerator.multipliedReportingOverflow(by: other.denominator / shared)
        let right = other.numerator.multipliedReportingOverflow(by: denominator / shared)
        let below = denominator.multipliedReportingOverflow(by: other.denominator / shared)
        let above = left.partialValue.addingReportingOverflow(right.partialValue)
        if left.overflow || right.overflow || below.overflow || above.overflow { return nil }
        return Rational(above.partialValue, over: below.partialValue)
    }

    /// The product.
    func multiplied(by other: Rational) -> Rational? {
        let above = numerator.multipliedReportingOverflow(by: other.numerator)
        let below = denominator.multipliedReportingOverflow(by: other.denominator)
        if above.overflow || below.overflow { return nil }
        return Rational(above.partialValue, over: below.partialValue)
    }

    /// The nearest decimal number with so many places, halves away from zero; nil when it has too many digits.
    func rounded(places: Int) -> Quantity? {
        let scaled = numerator.multipliedReportingOverflow(by: Rational.power(of: 10, places))
        if scaled.overflow { return nil }
        let (quotient, remainder) = scaled.partialValue.quotientAndRemainder(dividingBy: denominator)
        let roundsUp = remainder.magnitude >= denominator.magnitude - remainder.magnitude
        let significand = Int64(exactly: quotient + (roundsUp ? numerator.signum() : 0))
        return significand.map { Quantity(significand: $0, scale: UInt8(places)) }
    }

    private static func power(of base: Int128, _ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { power, _ in power * base }
    }

    /// Above zero unless both are zero.
    private static func greatestCommonDivisor(_ one: Int128, _ other: Int128) -> Int128 {
        var (left, right) = (one, other)
        while right != 0 { (left, right) = (right, left % right) }
        return left < 0 ? -left : left
    }
}

extension Rational: Comparable {
    /// Orders by value: the cross products are compared in full width, so none is too large.
    static func < (left: Rational, right: Rational) -> Bool {
        let one = left.numerator.multipliedFullWidth(by: right.denominator)
        let other = right.numerator.multipliedFullWidth(by: left.denominator)
        return one.high == other.high ? one.low < other.low : one.high < other.high
    }
}
