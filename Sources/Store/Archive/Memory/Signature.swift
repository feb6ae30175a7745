internal import Core

/// One bit of each of 128 slots of a sketch: of two narratives that share all but a share d of their shingles about 64·d
/// bits differ.
struct Signature {
    static let bitCount = 128
    static let wordCount = 8

    let low: UInt64
    let high: UInt64

    init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    init(of sketch: NarrativeSketch) {
        var bits: UInt64 = 0
        for index in 0..<64 { bits |= UInt64(sketch.slots[index * 4 + 2] & 1) << UInt64(index) }
        self.init(low: sketch.signature, high: bits)
    }

    /// In how many bits two signatures differ.
    @inline(__always)
    func distance(to other: Signature) -> Int {
        (low ^ other.low).nonzeroBitCount + (high ^ other.high).nonzeroBitCount
    }

    /// Sixteen of the bits, from the lowest.
    @inline(__always)
    func word(_ index: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: (index < 4 ? low : high) >> UInt64(index % 4 * 16))
    }

    /// Whether one of the words before the given one differs in no more than a bit.
    @inline(__always)
    func hasWordAlike(_ other: Signature, before end: Int) -> Bool {
        for index in 0..<end {
            let difference = word(index) ^ other.word(index)
            if difference & (difference &- 1) == 0 { return true }
        }
        return false
    }

    /// A word and all that differ from it in one bit.
    static func wordsAlike(_ word: UInt16) -> [UInt16] {
        [word] + (0..<16).map { word ^ 1 << $0 }
    }
}

extension Signature {
    /// How likely a bit differs between two sketches of a similarity: half as likely as its slot does.
    static func chanceOfDifference(at similarity: Double) -> Double {
        (1 - similarity) / 2
    }

    /// How many bits differ at most, each with this chance: beyond four standard deviations is one pair in thirty thousand.
    static func mostDifferent(_ chance: Double) -> Int {
        let deviation = (Double(bitCount) * chance * (1 - chance)).squareRoot()
        return min(bitCount, Int(Double(bitCount) * chance + 4 * deviation) + 1)
    }

    /// How likely every word differs in two bits or more, if each bit does with this chance.
    static func chanceOfNoWordAlike(_ chance: Double) -> Double {
        func power(_ base: Double, _ exponent: Int) -> Double {
            (0..<exponent).reduce(1) { product, _ in product * base }
        }
        let bits = bitCount / wordCount
        let alike = power(1 - chance, bits) + Double(bits) * chance * power(1 - chance, bits - 1)
        return power(1 - alike, wordCount)
    }
}
