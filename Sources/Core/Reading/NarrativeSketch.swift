/// What a narrative is like: a one-permutation MinHash of its shingles, small enough to store with every revision.
///
/// Two sketches tell how much two narratives have in common without either text (Li, Owen, Zhang, "One Permutation
/// Hashing", 2012; Li, König, "b-Bit Minwise Hashing", 2010). The value is stable: the same text has the same sketch on
/// every machine and in every version.
public struct NarrativeSketch: Sendable, Hashable {
    /// How many slots a sketch has, one byte each.
    public static let slotCount = 256
    /// Texts with fewer shingles are too short to tell whether one was copied from the other.
    public static let fewestShingles = 200

    /// The slots, ``slotCount`` bytes.
    public let slots: [UInt8]
    /// How many shingles the text has, repeated ones counted.
    public let shingleCount: Int

    /// A sketch from stored bytes; nil when their number is not ``slotCount``.
    public init?(slots: [UInt8], shingleCount: Int) {
        guard slots.count == Self.slotCount, shingleCount >= Self.fewestShingles else { return nil }
        self.slots = slots
        self.shingleCount = shingleCount
    }

    /// The share of shingles that two narratives have in common, 0 to 1: the estimated Jaccard similarity. Its standard
    /// error is about 0.03.
    public func similarity(to other: NarrativeSketch) -> Double {
        var equal = 0
        for index in 0..<Self.slotCount where slots[index] == other.slots[index] { equal += 1 }
        // Slots of different shingles meet by chance once in 256.
        let chance = 1.0 / 256
        return max(0, (Double(equal) / Double(Self.slotCount) - chance) / (1 - chance))
    }

    /// The lowest bit of 64 slots: narratives that have much in common differ in few of them, so that the Hamming distance
    /// of two signatures sorts out most pairs before ``similarity(to:)``.
    public var signature: UInt64 {
        var bits: UInt64 = 0
        for index in 0..<64 { bits |= UInt64(slots[index * 4] & 1) << UInt64(index) }
        return bits
    }
}
