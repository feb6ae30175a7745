internal import Core
internal import GRDB

/// Builds events from their rows.
struct EventReader {
    private let selectOne: RawStatement
    private let selectAnnounced: RawStatement
    private let findings: EventFindings
    private let coverage: CoverageEvents

    private static let columns = """
        SELECT e.id, e.kind, e.occurred_at, e.digest, r.report, r.verdict, p.agency, p.year, r.edition, r.title, r.file,
            r.sha256, r.received, r.carried_in, r.granted, r.refused, r.unavailable, r.carried_out,
            r.reconsiderations, r.lawsuits, r.id,
            e.release_at, p.region
        FROM event e LEFT JOIN revision r ON r.id = e.revision LEFT JOIN report p ON p.id = r.report
        """

    init(_ database: GRDB.Database) throws {
        selectOne = try RawStatement(database, "\(Self.columns) WHERE e.id = ?")
        selectAnnounced = try RawStatement(
            database, "\(Self.columns) WHERE e.announced = 1 AND e.id > ? AND e.id <= ? ORDER BY e.id LIMIT ?")
        findings = try EventFindings(database)
        coverage = try CoverageEvents(database)
    }

    /// The event of this id.
    func event(_ id: Int64) throws -> Event? {
        try selectOne.first({ $0.bind(id) }, Self.draft).map(complete)
    }

    /// With which events the errors were told first that an event says are gone.
    func beginningsOfGone(by event: Int64) throws -> [Int64] {
        guard case (let event, let revision?)? = try selectOne.first({ $0.bind(event) }, Self.draft) else { return [] }
        return try findings.beginningsOfGone(by: event, revision: revision)
    }

    /// How far ahead an event may lie before it proves that the clock was set back, milliseconds.
    private static let clockSlack: Int64 = 60_000

    /// Announced events after a position through another, in order, up to the first that is not released by that moment; and its id. One
    /// that lies ahead waits for nothing: the clock was set back, and nobody knows how far it is to its release.
    func announced(
        after position: Int64, through last: Int64, limit: Int, releasedBy moment: UnixTime
    ) throws -> (events: [Event], held: Int64?) {
        let latest = moment.advanced(milliseconds: Self.clockSlack).iso8601
        let moment = moment.iso8601
        var drafts: [(Event, Int64?)] = []
        var held: Int64?
        try selectAnnounced.forEach(
            {
                $0.bind(position)
                $0.bind(last)
                $0.bind(limit)
            },
            { row in
                if held == nil, let release = row.textIfAny(21), release > moment, row.text(2) <= latest {
                    held = row.integer(0)
                }
                if held == nil { drafts.append(Self.draft(row)) }
            })
        return (try drafts.map(complete), held)
    }

    private func complete(_ event: Event, revision: Int64?) throws -> Event {
        guard let revision else { return try coverage.completed(event) }
        var event = event
        try findings.complete(&event, revision: revision)
        return event
    }

    /// An event without its findings, and the revision that has them.
    private static func draft(_ row: RawRow) -> (Event, revision: Int64?) {
        let event = Event(
            id: row.integer(0), kind: row.value(1, default: .reportFailed),
            occurredAt: UnixTime(iso8601: row.text(2)) ?? UnixTime(milliseconds: 0),
            subject: row.isNull(4) ? nil : subject(row),
            digest: row.isNull(3) ? nil : Event.Digest(json: row.bytes(3)))
        return (event, row.integerIfAny(20))
    }

    private static func subject(_ row: RawRow) -> Event.Subject {
        let verdict: Verdict = row.value(5, default: .unreadable)
        var subject = Event.Subject(
            report: row.integer(4), verdict: verdict, agency: row.textIfAny(6),
            year: row.integerIfAny(7).map { Int($0) }, edition: row.textIfAny(8), title: row.textIfAny(9),
            file: row.text(10), content: ContentID(hexadecimal: row.bytes(11)),
            keyFigures: verdict.outcome == .report ? KeyFigures(row, from: 12) : nil, findings: [])
        subject.region = row.text(22).isEmpty ? nil : row.text(22)
        return subject
    }
}
