/// Which faults a corpus has.
public struct SampleFaults: Sendable, Hashable {
    private let faults: [SampleFault]

    /// No faults: every report is clean.
    public static let none = SampleFaults([])
    /// All faults.
    public static let all = SampleFaults(SampleFault.allCases)

    /// These faults, in up to two of three reports; the third stays clean.
    public init(_ faults: [SampleFault]) {
        self.faults = faults
    }

    /// The faults that a user names: `all`, `none`, or rule ids parted by commas.
    public init(parsing text: String) throws(UnknownSampleFault) {
        switch text {
        case "all": self = .all
        case "none": self = .none
        default:
            var faults: [SampleFault] = []
            for name in text.split(separator: ",").map({ String($0) }) {
                guard let fault = SampleFault(rawValue: name) else { throw UnknownSampleFault(name: name) }
                faults.append(fault)
            }
            self.init(faults)
        }
    }

    /// Whether the report at an index is to be clean, whatever else could be planted there.
    func keepsClean(_ index: Int, seed: UInt64) -> Bool {
        var generator = SeededGenerator(seed: seed, index, Self.lot)
        return generator.below(3) == 0 || faults.isEmpty
    }

    /// The fault at a place, nil for a clean report.
    func fault(at place: SamplePlace, seed: UInt64) -> SampleFault? {
        guard !keepsClean(place.index, seed: seed) else { return nil }
        let fitting = faults.filter { $0.fits(place) }
        guard !fitting.isEmpty else { return nil }
        var generator = SeededGenerator(seed: seed, place.index, Self.choice)
        var mark = generator.below(fitting.reduce(0) { $0 + $1.weight })
        return fitting.first { fault in
            mark -= fault.weight
            return mark < 0
        }
    }

    private static let lot = 1
    private static let choice = 2
}

/// A user asked for a fault that does not exist.
public struct UnknownSampleFault: Error, Sendable, Hashable {
    /// What the user wrote.
    public let name: String
}
