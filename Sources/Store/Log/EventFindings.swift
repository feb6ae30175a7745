internal import Core
internal import GRDB

/// Puts together what an event has to say of findings: those that hold as of it, and the errors it has ended. What somebody
/// has acknowledged since is not told any more.
struct EventFindings {
    private let selectHeld: RawStatement
    private let selectGone: RawStatement
    private let selectFormer: RawStatement
    private let selectReadable: RawStatement

    init(_ database: GRDB.Database) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        // What version 1 of the schema wrote has no positions: it was told with its revision's own event.
        selectHeld = try prepare(
            """
            SELECT \(StoredFinding.columns) FROM finding
            WHERE revision = ? AND \(Self.isHeld(asOf: "?")) ORDER BY id
            """)
        selectGone = try prepare(
            """
            SELECT \(StoredFinding.columns) FROM finding WHERE \(Self.isEnded(by: "?"))
                AND revision IN (SELECT id FROM revision WHERE report = ?) ORDER BY id
            """)
        selectFormer = try prepare(
            """
            SELECT f.verdict FROM revision r JOIN revision f ON f.report = r.report AND f.number < r.number WHERE r.id = ?
            ORDER BY f.number DESC LIMIT 1
            """)
        // The view `cell` does not tell a blank, which counts as 0, from a text that is no number.
        selectReadable = try prepare(
            """
            SELECT n.name FROM revision r, json_each(r.cells) j JOIN cell_name n ON n.position = j.key
            WHERE r.id = ? AND j.type <> 'text'
            """)
    }

    private static func isHeld(asOf event: String) -> String {
        "acknowledged IS NULL AND coalesce(event_opened <= \(event), 1) AND coalesce(event_closed > \(event), 1)"
    }

    private static func isEnded(by event: String) -> String {
        """
        event_closed = \(event) AND acknowledged IS NULL AND severity = 'error'
            AND coalesce(event_opened < event_closed, 1)
        """
    }

    /// Whether an event `e` has ended errors, in SQL; not all of those need be gone.
    static let endsErrors = "EXISTS (SELECT 1 FROM finding WHERE \(isEnded(by: "e.id")))"

    /// The verdict with an event `e` on its revision `r`, in SQL: ``complete(_:revision:)`` without its findings.
    static let verdict = """
        CASE WHEN r.verdict IN ('unreadable', 'foreign') THEN r.verdict ELSE
            (SELECT CASE max(CASE severity WHEN 'error' THEN 2 WHEN 'warning' THEN 1 ELSE 0 END)
                WHEN 2 THEN 'invalid' WHEN 1 THEN 'flagged' ELSE 'valid' END
            FROM finding WHERE revision = r.id AND \(isHeld(asOf: "e.id"))) END
        """

    /// Fills in an event's findings, what is gone, and the verdicts now and before.
    func complete(_ event: inout Event, revision: Int64) throws {
        guard var subject = event.subject else { return }
        subject.findings = try held(of: revision, asOf: event.id)
        if subject.verdict.outcome == .report { subject.verdict = Verdict(findings: subject.findings) }
        switch event.kind {
        case .reportRevised:
            subject.formerVerdict = try selectFormer.first({ $0.bind(revision) }, { $0.value(0, default: .unreadable) })
        case .reportRejudged:
            let former = try held(of: revision, asOf: event.id - 1)
            subject.formerVerdict = subject.verdict.outcome == .report ? Verdict(findings: former) : nil
        default: break
        }
        if subject.formerVerdict != nil {
            subject.gone = try gone(subject, by: event.id, revision: revision).map(\.finding)
        }
        event.subject = subject
    }

    /// With which events the errors were told first that an event says are gone; it is completed here.
    func beginningsOfGone(by event: Event, revision: Int64) throws -> [Int64] {
        var event = event
        try complete(&event, revision: revision)
        guard let subject = event.subject, !subject.gone.isEmpty else { return [] }
        return try gone(subject, by: event.id, revision: revision).map(\.begun)
    }

    private typealias Gone = (finding: Finding, begun: Int64)

    private func gone(_ subject: Event.Subject, by event: Int64, revision: Int64) throws -> [Gone] {
        let standing = Set(subject.findings.lazy.filter { $0.severity == .error }.map(Acknowledgements.Key.matter))
        var gone = try ended(subject.report, by: event).filter { !standing.contains(.matter(of: $0.finding)) }
        if !gone.isEmpty { try leaveOutWhatCannotBeJudged(in: revision, &gone) }
        return gone
    }

    /// An error whose cells cannot be read any more is not mended: nobody knows.
    private func leaveOutWhatCannotBeJudged(in revision: Int64, _ gone: inout [Gone]) throws {
        var readable: Set<String> = []
        try selectReadable.forEach({ $0.bind(revision) }, { readable.insert($0.text(0)) })
        gone.removeAll { gone in !gone.finding.cells.allSatisfy { readable.contains($0.description) } }
    }

    private func held(of revision: Int64, asOf event: Int64) throws -> [Finding] {
        var findings: [Finding] = []
        try selectHeld.forEach(
            {
                $0.bind(revision)
                $0.bind(event)
                $0.bind(event)
            }, { findings.append(StoredFinding.finding($0)) })
        return findings
    }

    private func ended(_ report: Int64, by event: Int64) throws -> [Gone] {
        var findings: [Gone] = []
        try selectGone.forEach(
            {
                $0.bind(event)
                $0.bind(report)
            }, { findings.append((StoredFinding.finding($0), $0.integerIfAny(16) ?? 0)) })
        return findings
    }
}
