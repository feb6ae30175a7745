import Testing

@testable import Core

@Suite struct RowPlacementTests {
    private let requests = [0..<7]
    private let appeals = [0..<5, 5..<10, 10..<15]

    private func place(_ values: [Int?], columns: Int = 7, groups: [Range<Int>]? = nil) -> RowPlacement.Outcome {
        RowPlacement.place(values.map { $0.map { Quantity($0) } }, columns: columns, groups: groups ?? requests)
    }

    @Test func nothingLostOrNothingThere() {
        #expect(place([1, 0, 0, 0, 0, 0, 1]) == .complete)
        #expect(place([]) == .blank)
        #expect(place([4], columns: 1, groups: []) == .complete)
    }

    @Test func oneValueIsTheTotal() {
        #expect(place([7]) == .totals([6]))
        #expect(place([0]) == .totals([6]))
    }

    @Test func asManyValuesAsTotalsAreTheTotals() {
        #expect(place([0, 2, 1], columns: 15, groups: appeals) == .totals([4, 9, 14]))
    }

    @Test func theOneReadingThatFitsIsTaken() {
        let unequal = [0..<3, 3..<5]
        #expect(place([1, 2, 3], columns: 5, groups: unequal) == .identities([0, 1, 2]))
        #expect(place([1, 2, 3, 0], columns: 5, groups: unequal) == .undecided, "0 as a part or as the total")
        #expect(place([1, 2, 4], columns: 5, groups: unequal) == .undecided, "no sum fits")
    }

    @Test func equalGroupsLeaveSeveralReadings() {
        #expect(place([1, 2, 3, 4, 10], columns: 15, groups: appeals) == .undecided)
        #expect(place([1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 2, 2, 2, 6], columns: 15, groups: appeals) == .undecided)
        #expect(place([3, 1, 2, 1, 1, 8]) == .undecided)
    }

    @Test func noneOrSeveralAreUndecided() {
        #expect(place([1, 1]) == .undecided, "six columns can hold the part")
        #expect(place([1, 2]) == .undecided, "no sum fits")
        #expect(place([1, nil, 1]) == .undecided, "a value is not known")
        #expect(place([1, 2], columns: 3, groups: []) == .undecided, "no identity")
        #expect(place([1, 2, 3, 4], columns: 3, groups: []) == .undecided, "more values than columns")
    }

    @Test func digitsThatRanTogether() {
        func split(_ text: String, columns: Int = 7, groups: [Range<Int>]? = nil) -> [Int]? {
            RowPlacement.split(text.compactMap(\.wholeNumberValue), columns: columns, groups: groups ?? requests)?
                .compactMap(\.wholeValue)
        }
        #expect(split("0000000") == [0, 0, 0, 0, 0, 0, 0])
        #expect(split("2000002") == [2, 0, 0, 0, 0, 0, 2])
        #expect(split("120000012") == [12, 0, 0, 0, 0, 0, 12])
        #expect(split("20500000205") == [205, 0, 0, 0, 0, 0, 205])
        #expect(split("2000003") == nil, "the sum does not fit")
        #expect(split("000000") == nil, "too few")
        #expect(split("123", columns: 3, groups: []) == [1, 2, 3])
        #expect(split("1234", columns: 3, groups: []) == nil, "nothing tells where to cut")
        #expect(split("000000000000000", columns: 15, groups: appeals) == Array(repeating: 0, count: 15))
        #expect(
            split("220150000000000", columns: 15, groups: appeals) == [2, 2, 0, 1, 5] + Array(repeating: 0, count: 10))
    }
}
