import GRDB

/// The schema's eighth version: when the configuration did not name a channel, and how a report's events are found.
enum AbsenceMigration {
    static func run(_ database: Database) throws {
        for statement in [absences, unread, events] { try database.execute(sql: statement) }
    }

    /// What happened after the event `left_at`, up to `back_at`, is not for the channel; `back_at` is NULL while it is away.
    /// A former version did not note when a channel had left, and let it begin at the end of the log.
    private static let absences = """
        CREATE TABLE absence (
            channel TEXT NOT NULL REFERENCES channel (name),
            left_at INTEGER NOT NULL,
            back_at INTEGER CHECK (back_at >= left_at),
            PRIMARY KEY (channel, left_at)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO absence (channel, left_at) SELECT name, position FROM channel WHERE away = 1;
        ALTER TABLE channel DROP COLUMN away;
        """

    /// The stretches of the log that are for a channel and that it has not passed, as ranges of ids.
    private static let unread = """
        CREATE VIEW unread AS
            SELECT c.name AS channel, c.position + 1 AS first,
                coalesce((SELECT min(left_at) FROM absence WHERE channel = c.name), 9223372036854775807) AS last
            FROM channel c
            UNION ALL
            SELECT a.channel, a.back_at + 1,
                coalesce(
                    (SELECT min(n.left_at) FROM absence n WHERE n.channel = a.channel AND n.left_at > a.left_at),
                    9223372036854775807)
            FROM absence a WHERE a.back_at IS NOT NULL;
        """

    private static let events = "CREATE INDEX event_revision ON event (revision) WHERE announced = 1"
}
