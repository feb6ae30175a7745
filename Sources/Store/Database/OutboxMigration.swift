import GRDB

/// What the outbox needs beyond one message for each event: digests, collections, order with exceptions, silences.
enum OutboxMigration {
    static func run(_ database: Database) throws {
        for statement in [deliveries, ranges, channels, events, silences] { try database.execute(sql: statement) }
    }

    /// `queue` says where a delivery waits: 0 in the order of events, 1 aside, NULL nowhere (being attempted, collecting, or
    /// over). `collecting` names the collection that a digest still is; `origin` the one it was. `mergeable` is 1 for what
    /// is about a report. `uncertain` is 1 once an attempt was sent and not answered. `told` is 1 once an event in the log
    /// says that it was given up.
    private static let deliveries = """
        DROP INDEX delivery_pending;
        DROP INDEX delivery_due;
        ALTER TABLE delivery ADD COLUMN queue INTEGER CHECK (queue IN (0, 1));
        ALTER TABLE delivery ADD COLUMN aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1));
        ALTER TABLE delivery ADD COLUMN digest INTEGER NOT NULL DEFAULT 0 CHECK (digest IN (0, 1));
        ALTER TABLE delivery ADD COLUMN covers INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE delivery ADD COLUMN collecting TEXT;
        ALTER TABLE delivery ADD COLUMN origin TEXT;
        ALTER TABLE delivery ADD COLUMN mergeable INTEGER NOT NULL DEFAULT 1 CHECK (mergeable IN (0, 1));
        ALTER TABLE delivery ADD COLUMN uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain IN (0, 1));
        ALTER TABLE delivery ADD COLUMN told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1));
        ALTER TABLE delivery ADD COLUMN first_attempt_at TEXT;
        ALTER TABLE delivery ADD COLUMN age_from TEXT;
        UPDATE delivery SET queue = 0 WHERE state IN ('pending', 'sending');
        UPDATE delivery SET told = 1 WHERE state = 'dead';
        UPDATE delivery SET mergeable = 0 WHERE first_event IN (SELECT id FROM event WHERE revision IS NULL);
        CREATE INDEX delivery_queue ON delivery (channel, queue, first_event) WHERE queue IS NOT NULL;
        CREATE UNIQUE INDEX delivery_collecting ON delivery (channel, collecting) WHERE collecting IS NOT NULL;
        CREATE INDEX delivery_dead ON delivery (channel, told) WHERE state = 'dead';
        CREATE INDEX delivery_ambiguous ON delivery (channel) WHERE state = 'ambiguous';
        CREATE INDEX delivery_digest ON delivery (channel) WHERE digest = 1;
        ALTER TABLE attempt ADD COLUMN outcome TEXT;
        """

    /// The events of digests, as ranges of ids of which every one belongs to it: a burst of a hundred thousand is a row.
    private static let ranges = """
        CREATE TABLE delivery_range (
            delivery TEXT NOT NULL REFERENCES delivery (id),
            first INTEGER NOT NULL,
            last INTEGER NOT NULL CHECK (last >= first),
            PRIMARY KEY (delivery, first)
        ) STRICT, WITHOUT ROWID;
        """

    private static let channels = """
        ALTER TABLE channel ADD COLUMN last_success TEXT;
        CREATE TABLE closing (
            channel TEXT NOT NULL REFERENCES channel (name),
            collection TEXT NOT NULL,
            closed_at TEXT NOT NULL,
            PRIMARY KEY (channel, collection)
        ) STRICT, WITHOUT ROWID;
        """

    private static let events = """
        ALTER TABLE event ADD COLUMN undelivered TEXT;
        CREATE TABLE heartbeat (
            day TEXT PRIMARY KEY,
            event INTEGER NOT NULL REFERENCES event (id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let silences = """
        CREATE TABLE silence (
            id INTEGER PRIMARY KEY,
            conditions TEXT NOT NULL,
            why TEXT NOT NULL,
            author TEXT NOT NULL,
            begins_at TEXT NOT NULL,
            ends_at TEXT NOT NULL,
            events INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        """
}
