internal import Core
internal import GRDB

/// When the configuration did not name a channel. What the log held for it when it left stays its own; what happened from
/// then on until it came back is not for it.
struct Absences {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) {
        self.database = database
    }

    /// Notes that a channel is away from the log's end on, unless it is away already.
    func leave(_ channel: String) throws {
        // It came back, and nothing has happened since: it never was here.
        try run("UPDATE absence SET back_at = NULL WHERE channel = ?1 AND back_at = \(Self.end)", channel)
        let insert = """
            INSERT INTO absence (channel, left_at) SELECT ?1, \(Self.end)
            WHERE NOT EXISTS (SELECT 1 FROM absence WHERE channel = ?1 AND back_at IS NULL)
            """
        try run(insert, channel)
    }

    /// Notes that a channel is here again from the log's end on, if it was away.
    func comeBack(_ channel: String) throws {
        try run("UPDATE absence SET back_at = \(Self.end) WHERE channel = ?1 AND back_at IS NULL", channel)
        try leap(channel)
    }

    /// Moves the position over absences that nothing lies before any more which waits for the channel.
    func leap(_ channel: String) throws {
        let select = """
            SELECT a.back_at FROM absence a JOIN channel c ON c.name = a.channel
            WHERE a.channel = ?1 AND a.back_at IS NOT NULL
                AND a.left_at = (SELECT min(left_at) FROM absence WHERE channel = ?1)
                AND NOT EXISTS (SELECT 1 FROM event WHERE announced = 1 AND id > c.position AND id <= a.left_at)
            """
        while let back = try RawStatement(database, select).first({ $0.bind(channel) }, { $0.integer(0) }) {
            try RawStatement(database, "UPDATE channel SET position = ? WHERE name = ?").execute {
                $0.bind(back)
                $0.bind(channel)
            }
            try run("DELETE FROM absence WHERE channel = ?1 AND back_at <= \(back)", channel)
        }
    }

    /// Gives up everything that waits for a channel that is away; how many events, or nil when it is not away.
    func giveUp(_ channel: String, at moment: String) throws -> Int? {
        let isAway = try RawStatement(database, "SELECT 1 FROM absence WHERE channel = ? AND back_at IS NULL")
            .first({ $0.bind(channel) }, { _ in true })
        guard isAway != nil else { return nil }
        let count = try waiting(channel)
        let drop = """
            UPDATE delivery SET state = 'dropped', queue = NULL, collecting = NULL, due_at = ?2
            WHERE channel = ?1 AND (queue IS NOT NULL OR collecting IS NOT NULL)
            """
        try RawStatement(database, drop).execute {
            $0.bind(channel)
            $0.bind(moment)
        }
        try run("DELETE FROM absence WHERE channel = ?1 AND back_at IS NOT NULL", channel)
        let pass = "SELECT max(c.position, a.left_at) FROM absence a WHERE a.channel = c.name"
        try run("UPDATE channel AS c SET position = (\(pass)) WHERE name = ?1", channel)
        return count
    }

    /// How many events wait for a channel: those of its messages and collections, and those it has not taken yet.
    func waiting(_ channel: String) throws -> Int {
        // Each part has an index of its own.
        let count = """
            SELECT coalesce((SELECT sum(covers) FROM delivery WHERE channel = ?1 AND queue IS NOT NULL), 0)
                + coalesce((SELECT sum(covers) FROM delivery WHERE channel = ?1 AND collecting IS NOT NULL), 0)
                + coalesce((SELECT sum(covers) FROM delivery WHERE channel = ?1 AND state = 'sending'), 0)
                + (SELECT count(*) FROM unread u CROSS JOIN event e
                    ON e.announced = 1 AND e.id >= u.first AND e.id <= u.last WHERE u.channel = ?1)
            """
        return try RawStatement(database, count).first({ $0.bind(channel) }, { Int($0.integer(0)) }) ?? 0
    }

    private static let end = "(SELECT coalesce(max(id), 0) FROM event)"

    private func run(_ sql: String, _ channel: String) throws {
        try RawStatement(database, sql).execute { $0.bind(channel) }
    }
}
