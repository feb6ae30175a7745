internal import Core

/// What is kept of one sketch in memory.
struct SketchEntry {
    let revision: Int64
    /// The revision with which the report took this narrative: who has it from whom.
    let since: Int64
    let signature: Signature

    init(revision: Int64, since: Int64, signature: Signature) {
        self.revision = revision
        self.since = since
        self.signature = signature
    }

    init(revision: Int64, since: Int64, sketch: NarrativeSketch) {
        self.init(revision: revision, since: since, signature: Signature(of: sketch))
    }
}

/// The sketches of one report year, found by how few bits of their signatures differ.
///
/// A small year is searched from end to end. A large one has a table for each word of the signature: two signatures that
/// differ in few bits nearly always have a word in which they differ in one at most, so that seventeen values a word lead
/// to all that is like a sketch (Norouzi, Punjani, Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", 2012).
struct SketchYear {
    /// From how many entries on the tables, a quarter of a megabyte a word, pay.
    private static let large = 20_000
    /// What share of those that are just as similar as the threshold a look into the tables may miss.
    private static let mostMissed = 0.001

    // Parallel arrays: a search runs through the signatures and looks at the rest of very few.
    private var signatures: [Signature] = []
    private var revisions: [Int64] = []
    private var since: [Int64] = []
    private var tables: [WordTable] = []

    var count: Int { signatures.count }

    mutating func append(_ entry: SketchEntry) {
        signatures.append(entry.signature)
        revisions.append(entry.revision)
        since.append(entry.since)
        if !tables.isEmpty {
            fileInTables(count - 1)
        } else if count == Self.large {
            tables = Array(repeating: WordTable(), count: Signature.wordCount)
            for index in 0..<count { fileInTables(index) }
        }
    }

    private mutating func fileInTables(_ index: Int) {
        for word in tables.indices { tables[word].append(signatures[index].word(word)) }
    }

    /// Which sketches are looked for beside one.
    enum Age {
        /// Those it may have been taken from.
        case older
        /// Those that may have been taken from it.
        case younger
    }

    /// The revisions whose sketches may be as similar as `threshold` and are of that age; the closest first, no more than
    /// `limit`.
    func candidates(like entry: SketchEntry, _ age: Age = .older, threshold: Double, limit: Int) -> [Int64] {
        let chance = Signature.chanceOfDifference(at: threshold)
        var found = Found(entry: entry, age: age, mostDifferent: Signature.mostDifferent(chance))
        if tables.isEmpty || Signature.chanceOfNoWordAlike(chance) > Self.mostMissed {
            for index in signatures.indices { consider(index, &found) }
        } else {
            lookUp(&found)
        }
        found.hits.sort { ($0.distance, $0.revision) < ($1.distance, $1.revision) }
        return found.hits.prefix(limit).map(\.revision)
    }

    private func lookUp(_ found: inout Found) {
        let wanted = found.entry.signature
        for word in tables.indices {
            for value in Signature.wordsAlike(wanted.word(word)) {
                tables[word].forEach(value) { index in
                    // Found already at the first word that is alike.
                    guard !signatures[index].hasWordAlike(wanted, before: word) else { return }
                    consider(index, &found)
                }
            }
        }
    }

    @inline(__always)
    private func consider(_ index: Int, _ found: inout Found) {
        let distance = signatures[index].distance(to: found.entry.signature)
        guard distance <= found.mostDifferent, found.isOfAge(since[index]) else { return }
        found.hits.append((distance, revisions[index]))
    }

    private struct Found {
        let entry: SketchEntry
        let age: Age
        let mostDifferent: Int
        var hits: [(distance: Int, revision: Int64)] = []

        @inline(__always)
        func isOfAge(_ since: Int64) -> Bool { age == .older ? since < entry.since : since > entry.since }
    }
}

/// The entries of a year by the value of one word of their signatures: for each value the last entry that has it, for each
/// entry the one before it.
private struct WordTable {
    private var last = [Int32](repeating: -1, count: 1 << 16)
    private var former: [Int32] = []

    /// Files the next entry.
    mutating func append(_ value: UInt16) {
        let index = Int32(former.count)
        former.append(last[Int(value)])
        last[Int(value)] = index
    }

    @inline(__always)
    func forEach(_ value: UInt16, _ body: (Int) -> Void) {
        var index = last[Int(value)]
        while index >= 0 {
            body(Int(index))
            index = former[Int(index)]
        }
    }
}
