internal import Core

/// The sketches of whole report years in memory, as far as it takes to sort out nearly all of them.
///
/// Only ever appended to: an entry that has become wrong, because its report has another revision since, names a sketch
/// that the database no longer counts in that year, and goes when the candidates are verified there. A transaction that
/// is rolled back empties the index; the next search loads what it needs.
final class SketchIndex {
    /// How many sketches are kept over all years, 40 bytes each; the year that was asked for longest ago goes first.
    private let capacity: Int
    private var years: [Int: SketchYear] = [:]
    private var byLastUse: [Int] = []

    init(capacity: Int = 4_000_000) {
        self.capacity = capacity
    }

    /// Adds a sketch to its year, if that is in memory: what is not will be loaded with it.
    func append(_ entry: SketchEntry, year: Int) {
        years[year]?.append(entry)
    }

    /// The sketches of a year that may be as similar as `threshold` and older than `since`; the closest first, no more
    /// than `limit`.
    func candidates(
        like entry: SketchEntry, year: Int, threshold: Double, limit: Int, load: () throws -> SketchYear
    ) rethrows -> [Int64] {
        byLastUse.removeAll { $0 == year }
        byLastUse.append(year)
        if years[year] == nil {
            years[year] = try load()
            evict()
        }
        return years[year]?.candidates(like: entry, threshold: threshold, limit: limit) ?? []
    }

    func removeAll() {
        years = [:]
        byLastUse = []
    }

    private func evict() {
        var total = years.values.reduce(0) { $0 + $1.count }
        while total > capacity, byLastUse.count > 1 {
            let oldest = byLastUse.removeFirst()
            total -= years.removeValue(forKey: oldest)?.count ?? 0
        }
    }
}

/// What is kept of one sketch.
struct SketchEntry {
    let revision: Int64
    /// The revision with which the report took this narrative: who has it from whom.
    let since: Int64
    let shingleCount: Int
    /// One bit of each of 128 slots. Of two narratives that share all but a share d of their shingles about 64·d differ.
    let signature: UInt64
    let signature2: UInt64

    init(revision: Int64, since: Int64, shingleCount: Int, signature: UInt64, signature2: UInt64) {
        self.revision = revision
        self.since = since
        self.shingleCount = shingleCount
        self.signature = signature
        self.signature2 = signature2
    }

    init(revision: Int64, since: Int64, sketch: NarrativeSketch) {
        var bits: UInt64 = 0
        for index in 0..<64 { bits |= UInt64(sketch.slots[index * 4 + 2] & 1) << UInt64(index) }
        self.init(
            revision: revision, since: since, shingleCount: sketch.shingleCount, signature: sketch.signature,
            signature2: bits)
    }
}

/// The sketches of one report year, those of about the same number of shingles together: two texts of which one has less
/// than a share of the other's shingles cannot have that share in common.
struct SketchYear {
    private var buckets: [Int: Bucket] = [:]
    private(set) var count = 0

    /// Parallel arrays, so that a search runs through eight bytes a sketch and looks at the rest of very few.
    fileprivate struct Bucket {
        var signatures: [UInt64] = []
        var signatures2: [UInt64] = []
        var revisions: [Int64] = []
        var since: [Int64] = []
    }

    mutating func append(_ entry: SketchEntry) {
        count += 1
        buckets[Self.bucket(entry.shingleCount), default: Bucket()].append(entry)
    }

    func candidates(like entry: SketchEntry, threshold: Double, limit: Int) -> [Int64] {
        let limits = (Self.mostDifferent(of: 64, threshold), Self.mostDifferent(of: 128, threshold))
        // The estimate may exceed what two texts really share; by 0.1 it never does.
        let ratio = max(threshold - 0.1, 0.01)
        let sizes = Double(entry.shingleCount) * ratio...Double(entry.shingleCount) / ratio
        var found: [(distance: Int, revision: Int64)] = []
        for bucket in Self.bucket(Int(sizes.lowerBound))...Self.bucket(Int(min(sizes.upperBound, 1e9))) {
            buckets[bucket]?.collect(like: entry, limits, into: &found)
        }
        found.sort { ($0.distance, $0.revision) < ($1.distance, $1.revision) }
        return found.prefix(limit).map(\.revision)
    }

    /// Steps of a twentieth.
    private static func bucket(_ shingles: Int) -> Int {
        var bucket = 0
        var bound = 64.0
        while bound < Double(shingles) {
            bound *= 1.05
            bucket += 1
        }
        return bucket
    }

    /// How many of so many bits differ at most between two sketches that are as similar as the threshold: each differs
    /// with half the chance that its slot does. Beyond four standard deviations is one in thirty thousand.
    private static func mostDifferent(of bits: Int, _ threshold: Double) -> Int {
        let chance = (1 - threshold) / 2
        let deviation = (Double(bits) * chance * (1 - chance)).squareRoot()
        return min(bits, Int(Double(bits) * chance + 4 * deviation) + 1)
    }
}

extension SketchYear.Bucket {
    fileprivate mutating func append(_ entry: SketchEntry) {
        signatures.append(entry.signature)
        signatures2.append(entry.signature2)
        revisions.append(entry.revision)
        since.append(entry.since)
    }

    fileprivate func collect(
        like entry: SketchEntry, _ limits: (one: Int, both: Int), into found: inout [(distance: Int, revision: Int64)]
    ) {
        let signatures = signatures.span
        let wanted = entry.signature
        for index in signatures.indices {
            let first = (signatures[index] ^ wanted).nonzeroBitCount
            guard first <= limits.one else { continue }
            let distance = first + (signatures2[index] ^ entry.signature2).nonzeroBitCount
            if distance <= limits.both, since[index] < entry.since { found.append((distance, revisions[index])) }
        }
    }
}
