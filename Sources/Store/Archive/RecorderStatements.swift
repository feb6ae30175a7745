internal import Core
internal import GRDB

/// What the store knows of a file's path.
struct Sighting {
    let stamp: FileStamp
    let revision: Int64
    let report: Int64
    /// Whether the revision has content; it has none when the file could not even be read.
    let hasContent: Bool
    /// Whether organ or year of the report is unknown.
    let isNameless: Bool
    /// Whether the revision is its report's current one.
    let isCurrent: Bool

    /// Whether going over to a stored revision takes the report itself back.
    func isLeft(for older: StoredRevision) -> Bool {
        isCurrent && report == older.report && revision != older.revision
    }
}

/// A revision found by its content.
struct StoredRevision {
    let revision: Int64
    let report: Int64
    let verdict: Verdict
    /// Whether the content is not the revision's own: the same report in other bytes.
    let hasOtherBytes: Bool
    /// Whether the content is the revision's but for attachments.
    var lacksAttachments = false
    /// What its report is known by, where that was asked for.
    var name: ReportName?
    /// The file that it was read from, for showing.
    var file = ""
}

/// What silencing an event came to.
struct SilencedEvent {
    /// The event's kind; nil when there was none to silence.
    var kind: EventKind?
    /// The events on neighbours that it had brought about and that went with it, by their revisions.
    var neighbours: [Int64: Int64] = [:]

    /// Takes in what silencing another event of the same moment came to.
    mutating func merge(_ other: SilencedEvent) {
        kind = kind ?? other.kind
        neighbours.merge(other.neighbours) { mine, _ in mine }
    }
}

/// A report with its current revision.
struct StoredReport {
    let id: Int64
    let revision: Int64
    let number: Int
    let verdict: Verdict
}

/// What a ``Recorder`` asks, and the marks it sets on older rows.
struct RecorderStatements {
    private let selectLastRevision: RawStatement
    private let selectSighting: RawStatement
    private let selectContent: RawStatement
    private let selectReport: RawStatement
    private let selectElsewhere: RawStatement
    private let selectOtherBytes: RawStatement
    private let selectDigest: RawStatement
    private let selectUndigested: RawStatement
    private let updateDigest: RawStatement
    private let selectRules: RawStatement
    private let updateSuperseded: RawStatement
    private let updateHeldEvent: RawStatement
    private let updateCausedEvents: RawStatement
    private let selectOwner: RawStatement
    private let selectSuccessor: RawStatement
    private let selectRevisions: RawStatement
    private let selectReceipt: RawStatement
    private let selectStanding: RawStatement
    private let selectParts: RawStatement
    private let selectFile: RawStatement

    init(_ database: GRDB.Database) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        selectLastRevision = try prepare("SELECT coalesce(max(id), 0) FROM revision")
        selectSighting = try prepare(
            """
            SELECT f.size, f.mtime_ns, r.id, r.report, r.sha256 IS NOT NULL, p.agency IS NULL OR p.year IS NULL,
                p.revision = r.id
            FROM file f JOIN revision r ON r.id = f.revision JOIN report p ON p.id = r.report WHERE f.path = ?
            """)
        selectContent = try prepare(
            """
            SELECT r.id, r.report, r.verdict, p.region, p.organ, p.year, r.file
            FROM revision r JOIN report p ON p.id = r.report WHERE r.sha256 = ? ORDER BY r.id DESC
            """)
        let report = """
            SELECT p.id, p.revision, r.number, p.verdict FROM report p JOIN revision r ON r.id = p.revision
            """
        selectOtherBytes = try prepare(
            """
            SELECT DISTINCT r.id, r.report, r.verdict, p.region, p.organ, p.year, r.file
            FROM file f JOIN revision r ON r.id = f.revision JOIN report p ON p.id = r.report WHERE f.sha256 = ?
            ORDER BY r.id DESC
            """)
        selectDigest = try prepare(
            "SELECT id, verdict FROM revision WHERE report = ? AND digest = ? ORDER BY number DESC LIMIT 1")
        selectUndigested = try prepare(
            """
            SELECT id FROM revision WHERE report = ? AND digest IS NULL AND verdict NOT IN ('unreadable', 'foreign')
            ORDER BY number DESC
            """)
        updateDigest = try prepare("UPDATE revision SET digest = ? WHERE id = ?")
        selectRevisions = try prepare("SELECT id, file FROM revision WHERE report = ? ORDER BY id")
        selectReceipt = try prepare(
            "SELECT p.verdict, p.agency, p.year FROM revision r JOIN report p ON p.id = r.report WHERE r.id = ?")
        selectStanding = try prepare(
            """
            SELECT DISTINCT rule FROM finding WHERE revision = ? AND open = 1 AND acknowledged IS NULL ORDER BY rule
            """)
        selectParts = try prepare(
            """
            SELECT r.sha256, f.sha256, f.path FROM file f JOIN revision r ON r.id = f.revision
            WHERE f.revision = ? AND f.sha256 IS NOT NULL AND r.sha256 IS NOT NULL LIMIT 8
            """)
        selectFile = try prepare("SELECT file, sha256 FROM revision WHERE id = ?")
        selectOwner = try prepare("SELECT report FROM revision WHERE id = ?")
        selectSuccessor = try prepare("SELECT superseded_by FROM report WHERE id = ?")
        selectReport = try prepare("\(report) WHERE p.id = ?")
        selectElsewhere = try prepare(
            """
            SELECT 1 FROM revision r JOIN file f ON f.revision = r.id WHERE r.report = ? AND f.path <> ? LIMIT 1
            """)
        selectRules = try prepare("SELECT DISTINCT rule FROM finding WHERE revision = ?")
        updateSuperseded = try prepare(
            """
            UPDATE report SET superseded_by = ? WHERE id = ? AND superseded_by IS NOT ? RETURNING revision
            """)
        updateHeldEvent = try prepare(
            """
            UPDATE event SET announced = 0 WHERE revision = ? AND announced = 1 AND release_at > ?
                AND NOT EXISTS (SELECT 1 FROM file WHERE file.revision = event.revision)
            RETURNING kind
            """)
        updateCausedEvents = try prepare(
            """
            UPDATE event SET announced = 0 WHERE cause = ? AND announced = 1 AND release_at > ?
                AND NOT EXISTS (SELECT 1 FROM file WHERE file.revision = event.cause)
            RETURNING id, revision
            """)
    }

    func lastRevision() throws -> Int64 {
        try selectLastRevision.first({ _ in }, { $0.integer(0) }) ?? 0
    }

    func sighting(_ path: BytePath) throws -> Sighting? {
        try selectSighting.first({ $0.bindBlob(path.bytes) }) { row in
            Sighting(
                stamp: FileStamp(path: path, size: row.integer(0), modifiedNanoseconds: row.integer(1)),
                revision: row.integer(2), report: row.integer(3), hasContent: row.flag(4), isNameless: row.flag(5),
                isCurrent: row.flag(6))
        }
    }

    /// The revisions with this content, then those with the same report in these bytes; the newest of each first.
    func revisions(_ content: ContentID) throws -> [StoredRevision] {
        var revisions: [StoredRevision] = []
        for (select, hasOtherBytes) in [(selectContent, false), (selectOtherBytes, true)] {
            try select.forEach({ $0.bindText(content.hexadecimal) }) { row in
                let year = row.integerIfAny(5).map { Int($0) }
                revisions.append(
                    StoredRevision(
                        revision: row.integer(0), report: row.integer(1), verdict: row.value(2, default: .unreadable),
                        hasOtherBytes: hasOtherBytes,
                        name: row.textIfAny(4).flatMap { organ in
                            year.map { ReportName(region: row.text(3), organ: organ, year: $0) }
                        }, file: row.text(6)))
            }
        }
        return revisions
    }

    /// Whether a content together with those of other files makes that of a revision.
    func isPart(_ content: ContentID, of revision: Int64, besides paths: [BytePath]) throws -> Bool {
        var whole: ContentID?
        var sums = [content]
        try selectParts.forEach({ $0.bind(revision) }) { row in
            whole = ContentID(hexadecimal: row.bytes(0))
            guard !paths.contains(BytePath(bytes: row.bytes(2))), let other = ContentID(hexadecimal: row.bytes(1))
            else { return }
            sums += sums.map { $0.joined(with: other) }
        }
        return sums.dropFirst().contains { $0 == whole }
    }

    /// The file that a revision was read from, for showing.
    func file(of revision: Int64) throws -> String? {
        try selectFile.first({ $0.bind(revision) }, { $0.text(0) })
    }

    /// The content that a revision was read from; nil where it could not even be read.
    func content(of revision: Int64) throws -> ContentID? {
        try selectFile.first({ $0.bind(revision) }, { ContentID(hexadecimal: $0.bytes(1)) }).flatMap(\.self)
    }

    /// The newest revision of a report that states exactly this.
    func revision(of report: Int64, digest: UInt64) throws -> StoredRevision? {
        try selectDigest.first(
            {
                $0.bind(report)
                $0.bind(Int64(bitPattern: digest))
            },
            { row in
                StoredRevision(
                    revision: row.integer(0), report: report, verdict: row.value(1, default: .unreadable),
                    hasOtherBytes: true)
            })
    }

    /// The revisions of a report that an older version has written, newest first: only their facts tell what they state.
    func undigested(of report: Int64) throws -> [Int64] {
        var revisions: [Int64] = []
        try selectUndigested.forEach({ $0.bind(report) }) { revisions.append($0.integer(0)) }
        return revisions
    }

    /// Notes what a revision turns out to state.
    func setDigest(_ digest: UInt64, of revision: Int64) throws {
        try updateDigest.execute {
            $0.bind(Int64(bitPattern: digest))
            $0.bind(revision)
        }
    }

    /// The revisions of a report in the order in which they came, with the files they were read from, for showing.
    func revisions(of report: Int64) throws -> [(id: Int64, file: String)] {
        var revisions: [(id: Int64, file: String)] = []
        try selectRevisions.forEach({ $0.bind(report) }) { revisions.append(($0.integer(0), $0.text(1))) }
        return revisions
    }

    /// What recording came to, with the verdict, what it comes of, and the name that the report has now.
    func receipt(_ outcome: Receipt.Outcome, of revision: Int64) throws -> Receipt {
        var receipt =
            try selectReceipt.first({ $0.bind(revision) }) { row in
                Receipt(
                    outcome, verdict: row.value(0, default: .unreadable), agency: row.textIfAny(1),
                    year: row.integerIfAny(2).map { Int($0) })
            } ?? Receipt(outcome, verdict: .unreadable)
        try selectStanding.forEach({ $0.bind(revision) }) { receipt.rules.append(RuleID($0.text(0))) }
        return receipt
    }

    /// The report that a revision belongs to by now.
    func owner(of revision: Int64) throws -> Int64? {
        try selectOwner.first({ $0.bind(revision) }, { $0.integer(0) })
    }

    /// The report that has taken another one's place; nil when none has.
    func successor(of report: Int64) throws -> Int64? {
        try selectSuccessor.first({ $0.bind(report) }, { $0.integerIfAny(0) }).flatMap { $0 }
    }

    func report(_ id: Int64) throws -> StoredReport? {
        try selectReport.first({ $0.bind(id) }, Self.report)
    }

    /// Whether any other path shows a revision of this report.
    func isSeen(_ report: Int64, elsewhereThan path: BytePath) throws -> Bool {
        try selectElsewhere.first(
            {
                $0.bind(report)
                $0.bindBlob(path.bytes)
            }, { _ in true }) ?? false
    }

    func rules(of revision: Int64) throws -> Set<String> {
        var rules: Set<String> = []
        try selectRules.forEach({ $0.bind(revision) }) { rules.insert($0.text(0)) }
        return rules
    }

    /// Marks a report as superseded by another, or takes that back; its revision when that is a change.
    func setSuperseded(_ report: Int64, by successor: Int64?) throws -> Int64? {
        try updateSuperseded.first(
            {
                $0.bind(successor)
                $0.bind(report)
                $0.bind(successor)
            }, { $0.integer(0) })
    }

    /// Silences the event of a revision that no file shows any more, and those that the revision brought about, as far as they
    /// are released later than that moment.
    func silenceHeldEvent(of revision: Int64, at moment: UnixTime) throws -> SilencedEvent {
        var silenced = SilencedEvent()
        func bind(_ row: inout Bindings) {
            row.bind(revision)
            row.bind(moment.iso8601)
        }
        silenced.kind = try updateHeldEvent.first(bind) { $0.value(0, default: .reportFailed) }
        try updateCausedEvents.forEach(bind) { silenced.neighbours[$0.integer(1)] = $0.integer(0) }
        return silenced
    }

    private static func report(_ row: RawRow) -> StoredReport {
        StoredReport(
            id: row.integer(0), revision: row.integer(1), number: Int(row.integer(2)),
            verdict: row.value(3, default: .unreadable))
    }
}
