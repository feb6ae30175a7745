internal import Core
internal import GRDB

/// The narratives of all reports, as sketches: keeps them, and finds the one that another is most like.
struct Narratives {
    private let index: SketchIndex
    private let threshold: Double
    private let insert: RawStatement
    private let retire: RawStatement
    private let place: RawStatement
    private let delete: RawStatement
    private let selectOwn: RawStatement
    private let selectCandidate: RawStatement
    private let selectCopy: RawStatement
    private let selectOfReport: RawStatement
    private let selectYear: RawStatement

    /// Two narratives of one report that have this much in common are one, mended here and there.
    static let sameText = 0.95
    /// How many candidates are verified at most. Where more are that close, many reports of the year have one text, and the
    /// closest of them are as good as any.
    private static let mostCandidates = 64

    init(_ database: GRDB.Database, index: SketchIndex, threshold: Double) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        self.index = index
        self.threshold = threshold
        insert = try prepare(
            """
            INSERT INTO sketch (revision, report, since, year, shingles, signature, signature_2, slots)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        retire = try prepare("UPDATE sketch SET year = NULL WHERE revision = ?")
        place = try prepare("UPDATE sketch SET report = ?, since = ?, year = ? WHERE revision = ?")
        delete = try prepare("DELETE FROM sketch WHERE revision = ?")
        selectOwn = try prepare(
            """
            SELECT s.slots, s.shingles, p.id, p.agency, p.year FROM report p JOIN sketch s ON s.revision = p.revision
            WHERE p.id = ?
            """)
        let select = """
            SELECT s.slots, s.shingles, p.id, p.agency, p.year FROM sketch s JOIN report p ON p.id = s.report
            WHERE s.revision = ? AND s.year = ?
            """
        selectCandidate = try prepare("\(select) AND s.since < ? AND p.id <> ?")
        selectCopy = try prepare("\(select) AND s.since > ? AND p.id <> ?")
        selectOfReport = try prepare(
            """
            SELECT s.slots, s.shingles, s.since FROM revision r JOIN sketch s ON s.revision = r.id WHERE r.report = ?
            """)
        selectYear = try prepare(
            "SELECT revision, since, signature, signature_2 FROM sketch WHERE year = ? ORDER BY revision")
    }

    /// Keeps the sketch of a revision that is its report's current one; one without a year is found by nobody.
    func write(_ sketch: NarrativeSketch, of revision: Int64, report: Int64, since: Int64, year: Int?) throws {
        let entry = SketchEntry(revision: revision, since: since, sketch: sketch)
        try insert.execute { row in
            row.bind(revision)
            row.bind(report)
            row.bind(since)
            row.bind(year)
            row.bind(sketch.shingleCount)
            row.bind(Int64(bitPattern: entry.signature.low))
            row.bind(Int64(bitPattern: entry.signature.high))
            row.bindBlob(sketch.slots)
        }
        if let year { index.append(entry, year: year) }
    }

    /// Lets nobody find the sketch of a revision any more.
    func retire(_ revision: Int64) throws {
        try retire.execute { $0.bind(revision) }
    }

    /// Forgets the sketch of a revision, whose narrative is read otherwise now.
    func forget(_ revision: Int64) throws {
        try delete.execute { $0.bind(revision) }
    }

    /// Puts a stored sketch under the report and year that its revision has come to.
    func move(_ sketch: NarrativeSketch, of revision: Int64, report: Int64, since: Int64, year: Int?) throws {
        try place.execute { row in
            row.bind(report)
            row.bind(since)
            row.bind(year)
            row.bind(revision)
        }
        if let year { index.append(SketchEntry(revision: revision, since: since, sketch: sketch), year: year) }
    }

    /// The stored narrative that is most like this one, if any is as much as the threshold: the same organ's of an earlier
    /// year, or another organ's of the same year that had it before. Of equals the organ's own, the latest year, the first.
    ///
    /// - Parameters:
    ///   - sketch: the narrative.
    ///   - year: which year it is on.
    ///   - earlier: the organ's own reports on earlier years, the latest first.
    ///   - report: the report's id, when it is stored.
    ///   - since: the revision with which the report took the narrative.
    /// - Returns: the narrative; nil when there is none.
    /// - Throws: what SQLite throws.
    func model(
        of sketch: NarrativeSketch, _ year: Int, earlier: [Int64], report: Int64?, since: Int64
    ) throws -> SimilarNarrative? {
        var best: SimilarNarrative?
        func consider(_ row: RawRow) {
            guard let other = NarrativeSketch(slots: row.bytes(0), shingleCount: Int(row.integer(1))) else { return }
            let similarity = sketch.similarity(to: other)
            guard similarity >= threshold, similarity > best?.similarity ?? -1 else { return }
            best = SimilarNarrative(
                report: row.integer(2), agency: row.text(3), year: Int(row.integer(4)), similarity: similarity)
        }
        for own in earlier { try selectOwn.forEach({ $0.bind(own) }, consider) }
        // Nothing is more like it than what is the same.
        if best?.similarity == 1 { return best }
        let entry = SketchEntry(revision: 0, since: since, sketch: sketch)
        let candidates = try index.candidates(
            like: entry, .older, year: year, threshold: threshold, limit: Self.mostCandidates,
            load: { try load(year) })
        for candidate in candidates {
            if best?.similarity == 1 { break }
            try selectCandidate.forEach(
                {
                    $0.bind(candidate)
                    $0.bind(year)
                    $0.bind(since)
                    $0.bind(report ?? 0)
                }, consider)
        }
        return best
    }

    /// The revision with which a report took this narrative, mended here and there, for the first time: coming back to it
    /// makes it no younger. Nil when none of its revisions has it.
    func since(_ sketch: NarrativeSketch, in report: Int64) throws -> Int64? {
        var since: Int64?
        try selectOfReport.forEach({ $0.bind(report) }) { row in
            guard let other = NarrativeSketch(slots: row.bytes(0), shingleCount: Int(row.integer(1))),
                other.similarity(to: sketch) >= Self.sameText
            else { return }
            since = min(since ?? .max, row.integer(2))
        }
        return since
    }

    /// Other organs' reports of the same year that took the narrative later.
    func copies(of sketch: NarrativeSketch, _ name: ReportName, report: Int64, since: Int64) throws -> [Int64] {
        let entry = SketchEntry(revision: 0, since: since, sketch: sketch)
        let candidates = try index.candidates(
            like: entry, .younger, year: name.year, threshold: threshold, limit: Self.mostCandidates,
            load: { try load(name.year) })
        var copies: [Int64] = []
        for candidate in candidates {
            try selectCopy.forEach(
                {
                    $0.bind(candidate)
                    $0.bind(name.year)
                    $0.bind(since)
                    $0.bind(report)
                },
                { row in
                    guard let other = NarrativeSketch(slots: row.bytes(0), shingleCount: Int(row.integer(1))),
                        areAlike(sketch, other)
                    else { return }
                    copies.append(row.integer(2))
                })
        }
        return copies
    }

    /// Whether one of two narratives would be the other's model.
    func areAlike(_ one: NarrativeSketch, _ other: NarrativeSketch) -> Bool {
        one.similarity(to: other) >= threshold
    }

    private func load(_ year: Int) throws -> SketchYear {
        var sketches = SketchYear()
        try selectYear.forEach({ $0.bind(year) }) { row in
            let signature = Signature(low: UInt64(bitPattern: row.integer(2)), high: UInt64(bitPattern: row.integer(3)))
            sketches.append(SketchEntry(revision: row.integer(0), since: row.integer(1), signature: signature))
        }
        return sketches
    }
}
