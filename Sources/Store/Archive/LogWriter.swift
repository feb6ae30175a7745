internal import Core
internal import GRDB

/// Why events are appended, and whether channels hear of them.
struct EventOrigin {
    /// When it happened.
    let moment: UnixTime
    /// For whom.
    let announcement: Announcement
    /// When channels may get it; nil for at once.
    var releaseAt: UnixTime?
    /// The revision whose arrival made another report be judged again.
    var cause: Int64?
}

/// Appends events within one transaction and knows the log's position, which findings are opened and closed with.
final class LogWriter {
    /// The last event that is in the log or reserved.
    private(set) var last: Int64
    private let insert: RawStatement

    init(_ database: GRDB.Database) throws {
        last =
            try RawStatement(database, "SELECT coalesce(max(id), 0) FROM event").first({ _ in }, { $0.integer(0) }) ?? 0
        insert = try RawStatement(
            database,
            """
            INSERT INTO event (id, kind, occurred_at, revision, announced, backlog, release_at, cause)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    /// The next event's id, for what is written before it.
    func reserve() -> Int64 {
        last += 1
        return last
    }

    /// Appends an event whose id was reserved.
    func append(_ event: Int64, _ kind: EventKind, of revision: Int64, _ origin: EventOrigin) throws {
        try insert.execute { row in
            row.bind(event)
            row.bind(kind.rawValue)
            row.bind(origin.moment.iso8601)
            row.bind(revision)
            row.bind(origin.announcement == .announced)
            row.bind(origin.announcement == .backlog)
            row.bind(origin.announcement == .announced ? origin.releaseAt?.iso8601 : nil)
            row.bind(origin.cause)
        }
    }
}
