@testable import Core

extension NarrativeSketch {
    /// A sketch like nothing else, the same for the same seed.
    static func random(seed: UInt64, shingles: Int = 1000) -> NarrativeSketch? {
        var generator = SeededGenerator(seed: seed)
        let slots = (0..<slotCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return NarrativeSketch(slots: slots, shingleCount: shingles)
    }

    /// This sketch with so many of its slots others.
    func changed(slots count: Int, seed: Int = 1) -> NarrativeSketch? {
        var generator = SeededGenerator(seed: UInt64(seed))
        var slots = slots
        for index in 0..<count {
            slots[(index * 37 + seed * 11) % Self.slotCount] ^= UInt8.random(in: 1...255, using: &generator)
        }
        return NarrativeSketch(slots: slots, shingleCount: shingleCount)
    }
}
