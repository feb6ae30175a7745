import Testing

@testable import Core

@Suite struct QuantityTests {
    @Test func isKeptInLowestTerms() {
        #expect(Quantity(significand: 1200, scale: 2) == Quantity(12))
        #expect(Quantity(significand: 1250, scale: 3) == Quantity(significand: 125, scale: 2))
        #expect(Quantity(significand: 0, scale: 5) == .zero)
        #expect(Quantity(significand: -50, scale: 1) == -5)
    }

    @Test(arguments: [
        (Int64(4_629_772_202), UInt8(2), "46297722.02"), (-3, 0, "-3"), (5, 1, "0.5"), (-5, 3, "-0.005"),
        (0, 0, "0"), (1_000_001, 6, "1.000001"), (Int64.max, 18, "9.223372036854775807"),
        (Int64.min, 0, "-9223372036854775808"),
    ])
    func printsAsPlainDecimal(significand: Int64, scale: UInt8, text: String) {
        #expect(Quantity(significand: significand, scale: scale).description == text)
    }

    @Test func addsAcrossScales() {
        #expect(Quantity(significand: 15, scale: 1).adding(Quantity(significand: 25, scale: 2))?.description == "1.75")
        #expect(Quantity(significand: 5, scale: 1).adding(Quantity(significand: 5, scale: 1)) == 1)
        #expect(Quantity(-7).adding(7) == .zero)
    }

    @Test func multipliesExactly() {
        let half = Quantity(significand: 5, scale: 1)
        #expect(half.multiplied(by: 4) == 2)
        #expect(half.multiplied(by: Quantity(significand: -25, scale: 2))?.description == "-0.125")
        #expect(Quantity(Int.max).multiplied(by: 2) == nil)
        #expect(Quantity(significand: 1, scale: 10).multiplied(by: Quantity(significand: 1, scale: 10)) == nil)
    }

    @Test func doesNotAddWhatDoesNotFit() {
        #expect(Quantity(Int.max).adding(1) == nil)
        #expect(Quantity(Int.max).adding(Quantity(significand: 1, scale: 1)) == nil)
    }

    @Test func ordersByValue() {
        #expect(Quantity(significand: 99, scale: 1) < 10)
        #expect(Quantity(-1) < .zero)
        #expect(!(Quantity(2) < Quantity(significand: 20, scale: 1)))
        #expect(Quantity(significand: 1, scale: 18) < Quantity(Int.max))
    }

    @Test func tellsWholeFromFraction() {
        #expect(Quantity(significand: 30, scale: 1).wholeValue == 3)
        #expect(Quantity(significand: 35, scale: 1).wholeValue == nil)
        #expect(Quantity(-2).isNegative)
        #expect(!Quantity.zero.isNegative)
    }
}
