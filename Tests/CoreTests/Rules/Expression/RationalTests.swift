import Testing

@testable import Core

@Suite struct RationalTests {
    private func quotient(_ one: Int, _ other: Int) -> Rational? {
        Rational(other).inverse.flatMap { Rational(one).multiplied(by: $0) }
    }

    @Test func thirdsAddUpToOne() throws {
        let third = try #require(quotient(1, 3))
        #expect(third.adding(third)?.adding(third) == Rational(1))
        #expect(quotient(2, 6) == third)
        #expect(quotient(-1, -3) == third)
        #expect(quotient(1, 0) == nil)
    }

    @Test func decimalsAreExact() throws {
        let tenth = try #require(Quantity("0.1")).asRational
        let sum = tenth.adding(tenth)?.adding(tenth)
        #expect(sum == Quantity("0.3").map { $0.asRational })
    }

    @Test func ordersWithoutOverflow() throws {
        var large = Rational(Int.max)
        for _ in 0..<1 { large = try #require(large.multiplied(by: Rational(Int.max))) }
        let larger = try #require(large.adding(Rational(1)))
        #expect(large < larger)
        #expect(try #require(larger.negated) < #require(large.negated))
        #expect(try #require(larger.inverse) < #require(large.inverse))
        #expect(large.multiplied(by: large) == nil)
    }

    @Test(arguments: [
        (1, 3, 2, "0.33"), (2, 3, 2, "0.67"), (-2, 3, 2, "-0.67"), (1, 8, 2, "0.13"), (-1, 8, 2, "-0.13"),
        (7, 2, 0, "4"), (5, 1, 6, "5"),
    ])
    func roundsHalvesAwayFromZero(above: Int, below: Int, places: Int, text: String) throws {
        #expect(try #require(quotient(above, below)).rounded(places: places)?.description == text)
    }

    @Test func whatHasTooManyDigitsIsNotShown() throws {
        let large = try #require(Rational(Int.max).multiplied(by: Rational(Int.max)))
        #expect(large.rounded(places: 0) == nil)
    }
}

extension Quantity {
    fileprivate var asRational: Rational { Rational(self) }
}
