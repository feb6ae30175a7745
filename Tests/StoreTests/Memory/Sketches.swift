import Core

extension NarrativeSketch {
    /// A sketch like nothing else, the same for the same seed.
    static func random(seed: UInt64, shingles: Int = 1000) -> NarrativeSketch? {
        var state = seed &+ 0x9E37_79B9_7F4A_7C15
        let slots = (0..<slotCount).map { _ -> UInt8 in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return UInt8(truncatingIfNeeded: mixed ^ (mixed >> 31))
        }
        return NarrativeSketch(slots: slots, shingleCount: shingles)
    }

    /// This sketch with so many of its slots others.
    func changed(slots count: Int, seed: Int = 1) -> NarrativeSketch? {
        var slots = slots
        for index in 0..<count { slots[(index * 37 + seed * 11) % Self.slotCount] ^= UInt8(1 + (index + seed) % 255) }
        return NarrativeSketch(slots: slots, shingleCount: shingleCount)
    }
}
