/// SplitMix64: the same seed gives the same numbers on every machine and in every version.
///
/// The standard library promises no such thing for `random(in:)` and `shuffled()`, so whatever a sample draws, it draws
/// with the functions below. Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The stream that belongs to a seed and a path below it; other paths give unrelated streams.
    init(seed: UInt64, _ outer: Int = 0, _ inner: Int = 0) {
        state = seed
        state = next() ^ UInt64(bitPattern: Int64(outer))
        state = next() ^ UInt64(bitPattern: Int64(inner))
        state = next()
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 to below `bound`, which is at least 1; the bias of under `bound / 2^64` does not matter here.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A whole number in a range.
    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True in so many of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool {
        below(100) < percent
    }

    /// One element of a list that is not empty.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// A value within so many percent of another.
    mutating func near(_ value: Int, percent: Int) -> Int {
        value * within((100 - percent)...(100 + percent)) / 100
    }
}
