internal import Core
internal import GRDB

/// A stored revision with all that it can be judged by again.
struct StoredReading {
    let revision: Int64
    let reportID: Int64
    /// What its report is known by; nil while organ or year is unknown.
    let name: ReportName?
    /// The verdict on it so far.
    let verdict: Verdict
    /// The report as it was read; nil when the file is unreadable or foreign.
    let report: Report?
    /// The revision with which the report took this narrative.
    let narrativeSince: Int64?
    /// Whether the facts are of this version, so that what is missing in them is not there.
    let isComplete: Bool
}

/// Whose report a stored revision is.
struct StoredIdentity {
    let revision: Int64
    /// What its report is known by; nil while organ or year is unknown.
    let name: ReportName?
    /// Under which organ and year it is stored, with the statements in it.
    let identity: Identity
}

/// What names a report.
struct ReportName: Hashable {
    let region: String
    /// What all names of the organ have in common.
    let organ: String
    let year: Int

    init(region: String, organ: String, year: Int) {
        self.region = region
        self.organ = organ
        self.year = year
    }

    /// The name that an identity gives; nil when organ or year is unknown.
    init?(_ identity: Identity?) {
        guard let identity, let agency = identity.agency, let year = identity.year else { return nil }
        self.init(region: identity.region ?? "", organ: OrganName.key(agency), year: year)
    }
}

/// Reads revisions back as the reports they were.
struct RevisionReader {
    private let positions: CellPositions
    private let select: RawStatement
    private let selectIdentity: RawStatement

    init(_ database: GRDB.Database, positions: CellPositions) throws {
        self.positions = positions
        select = try RawStatement(
            database,
            """
            SELECT r.report, p.region, p.organ, p.agency, p.year, r.verdict, r.title, r.edition, r.cells, g.raw, g.facts,
                s.slots, s.shingles, s.since
            FROM revision r JOIN report p ON p.id = r.report LEFT JOIN reading g ON g.revision = r.id
                LEFT JOIN sketch s ON s.revision = r.id
            WHERE r.id = ?
            """)
        selectIdentity = try RawStatement(
            database,
            """
            SELECT p.region, p.organ, p.agency, p.year, json_extract(g.facts, '$.claims')
            FROM revision r JOIN report p ON p.id = r.report JOIN reading g ON g.revision = r.id WHERE r.id = ?
            """)
    }

    /// Whose report the revision of this id is, without the report; nil when nothing could be read of it.
    func identity(_ revision: Int64) throws -> StoredIdentity? {
        try selectIdentity.first({ $0.bind(revision) }) { row in
            let year = row.integerIfAny(3).map { Int($0) }
            var identity = Identity()
            identity.region = row.text(0).isEmpty ? nil : row.text(0)
            identity.agency = row.textIfAny(2)
            identity.year = year
            identity.claims = FactsReader.claims(row.bytes(4))
            let name = row.textIfAny(1).flatMap { organ in
                year.map { ReportName(region: row.text(0), organ: organ, year: $0) }
            }
            return StoredIdentity(revision: revision, name: name, identity: identity)
        }
    }

    /// The revision of this id.
    func reading(_ revision: Int64) throws -> StoredReading? {
        try select.first({ $0.bind(revision) }) { row in
            let year = row.integerIfAny(4).map { Int($0) }
            let facts = row.bytes(10)
            let name = row.textIfAny(2).flatMap { organ in
                year.map { ReportName(region: row.text(1), organ: organ, year: $0) }
            }
            return StoredReading(
                revision: revision, reportID: row.integer(0), name: name, verdict: row.value(5, default: .unreadable),
                report: report(row, facts), narrativeSince: row.integerIfAny(13),
                isComplete: facts.starts(with: "{\"v\":\(ReadingFacts.version),".utf8)
                    || facts.elementsEqual("{\"v\":\(ReadingFacts.version)}".utf8))
        }
    }

    private func report(_ row: RawRow, _ facts: [UInt8]) -> Report? {
        guard var report = FactsReader.report(facts, positions) else { return nil }
        report.identity.region = row.text(1).isEmpty ? nil : row.text(1)
        report.identity.agency = row.textIfAny(3)
        report.identity.year = row.integerIfAny(4).map { Int($0) }
        report.identity.title = row.textIfAny(6)
        let edition = row.textIfAny(7)
        report.edition = Form.editions.first { $0.id == edition }
        report.cells = PackedCells.decode(row.bytes(8), positions)
        if case .object(let raw)? = FactsJSON(row.bytes(9)) {
            for (name, text) in raw {
                if let cell = Form.cell(named: name) { report.raw[cell] = text.string }
            }
        }
        report.narrative.sketch = NarrativeSketch(slots: row.bytes(11), shingleCount: Int(row.integer(12)))
        return report
    }
}
