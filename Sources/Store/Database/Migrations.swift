internal import GRDB

/// The versions of the schema, oldest first. A published one never changes again: what follows is one more.
enum Migrations {
    static let all: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            for statement in [reports, revisions, sightings, cells, findings, log, outbox, views] {
                try database.execute(sql: statement)
            }
        }
        migrator.registerMigration("2", foreignKeyChecks: .immediate, migrate: MemoryMigration.run)
        migrator.registerMigration("3", migrate: OutboxMigration.run)
        migrator.registerMigration("4", migrate: CoverageMigration.run)
        migrator.registerMigration("5", migrate: IdentityMigration.run)
        migrator.registerMigration("6", migrate: AttemptMigration.run)
        migrator.registerMigration("7", migrate: PatienceMigration.run)
        migrator.registerMigration("8", migrate: AbsenceMigration.run)
        migrator.registerMigration("9", migrate: AttachmentMigration.run)
        migrator.registerMigration("10", migrate: FormerSidecarMigration.run)
        return migrator
    }()

    /// Brings the database to this program's schema, or refuses one that a newer program made.
    static func migrate(_ writer: DatabaseQueue, path: String) throws {
        try writer.read { try refuseNewer($0, path: path) }
        try all.migrate(writer)
    }

    /// Refuses a schema that is not exactly this program's: a read-only connection cannot migrate.
    static func check(_ reader: DatabaseQueue, path: String) throws {
        try reader.read { database in
            try refuseNewer(database, path: path)
            guard try all.hasCompletedMigrations(database) else {
                throw StoreError(
                    operation: "open", object: path, cause: "it has an older schema than this program, or none yet",
                    hint: "start the daemon or run gongkai ingest once; either brings it up to date", fate: .stop)
            }
        }
    }

    private static func refuseNewer(_ database: Database, path: String) throws {
        guard try all.hasBeenSuperseded(database) else { return }
        throw StoreError(
            operation: "open", object: path, cause: "a newer gongkai has written it, with a schema unknown to this one",
            hint: "install that version again, or restore the backup made before the upgrade", fate: .stop)
    }

    // Moments are ISO 8601 in UTC, which sorts as text. Numbers that may have decimals are ANY: INTEGER when whole, else
    // TEXT, because REAL would round them.

    private static let verdicts = "('unreadable', 'foreign', 'invalid', 'flagged', 'valid')"

    /// One row per region, organ and year. A file of which organ or year is unknown has a row of its own, which is
    /// superseded once that file holds another report. Without the index on `revision` each new revision would make
    /// SQLite search all reports for the deferred reference.
    private static let reports = """
        CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            region TEXT NOT NULL DEFAULT '',
            agency TEXT,
            agency_kind TEXT CHECK (agency_kind IN ('department', 'government')),
            year INTEGER,
            edition TEXT,
            verdict TEXT NOT NULL CHECK (verdict IN \(verdicts)),
            revision INTEGER NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
            superseded_by INTEGER REFERENCES report (id),
            CHECK ((agency IS NULL) = (agency_kind IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX report_identity ON report (region, agency, year)
            WHERE agency IS NOT NULL AND year IS NOT NULL;
        CREATE INDEX report_revision ON report (revision);
        """

    /// One content of one report. `reading` is apart because rows of its size would leave pages half empty.
    private static let revisions = """
        CREATE TABLE revision (
            id INTEGER PRIMARY KEY,
            report INTEGER NOT NULL REFERENCES report (id),
            number INTEGER NOT NULL CHECK (number > 0),
            sha256 TEXT CHECK (length(sha256) = 64),
            file TEXT NOT NULL,
            received_at TEXT NOT NULL,
            format TEXT NOT NULL,
            encoding TEXT,
            verdict TEXT NOT NULL CHECK (verdict IN \(verdicts)),
            edition TEXT,
            title TEXT,
            received ANY, carried_in ANY, granted ANY, refused ANY, unavailable ANY, carried_out ANY,
            reconsiderations ANY, lawsuits ANY,
            cells TEXT,
            UNIQUE (report, number)
        ) STRICT;
        CREATE INDEX revision_content ON revision (sha256) WHERE sha256 IS NOT NULL;
        CREATE TABLE reading (
            revision INTEGER PRIMARY KEY REFERENCES revision (id),
            raw TEXT,
            facts TEXT NOT NULL
        ) STRICT;
        """

    private static let sightings = """
        CREATE TABLE file (
            path BLOB PRIMARY KEY,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            revision INTEGER NOT NULL REFERENCES revision (id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX file_revision ON file (revision);
        """

    private static let cells = """
        CREATE TABLE cell_name (
            position INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        """

    private static let findings = """
        CREATE TABLE finding (
            id INTEGER PRIMARY KEY,
            revision INTEGER NOT NULL REFERENCES revision (id),
            rule TEXT NOT NULL,
            severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
            message TEXT NOT NULL,
            message_en TEXT NOT NULL,
            cells TEXT,
            expected ANY,
            actual ANY,
            line INTEGER, in_table INTEGER, in_row INTEGER, in_column INTEGER,
            text TEXT,
            basis TEXT,
            open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1))
        ) STRICT;
        CREATE INDEX finding_revision ON finding (revision);
        """

    /// An event whose release waits is silenced when its file shows other content before; nothing else ever changes.
    private static let log = """
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            occurred_at TEXT NOT NULL,
            revision INTEGER REFERENCES revision (id),
            announced INTEGER NOT NULL CHECK (announced IN (0, 1)),
            backlog INTEGER NOT NULL DEFAULT 0 CHECK (backlog IN (0, 1)),
            release_at TEXT,
            digest TEXT,
            CHECK (revision IS NULL OR digest IS NULL)
        ) STRICT;
        CREATE INDEX event_announced ON event (id) WHERE announced = 1;
        CREATE INDEX event_held ON event (revision) WHERE release_at IS NOT NULL;
        CREATE TRIGGER event_is_append_only BEFORE UPDATE ON event
            WHEN OLD.release_at IS NULL OR NEW.announced <> 0
            BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
        CREATE TABLE initial_backlog (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            open INTEGER NOT NULL CHECK (open IN (0, 1))
        ) STRICT;
        INSERT INTO initial_backlog VALUES (1, 1);
        """

    private static let outbox = """
        CREATE TABLE channel (
            name TEXT PRIMARY KEY,
            first_position INTEGER NOT NULL,
            position INTEGER NOT NULL CHECK (position >= first_position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE delivery (
            id TEXT PRIMARY KEY,
            channel TEXT NOT NULL REFERENCES channel (name),
            events TEXT NOT NULL,
            first_event INTEGER NOT NULL REFERENCES event (id),
            state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN
                ('pending', 'sending', 'delivered', 'accepted', 'ambiguous', 'dead', 'dropped')),
            attempts INTEGER NOT NULL DEFAULT 0,
            created_at TEXT NOT NULL,
            due_at TEXT NOT NULL,
            last_status INTEGER,
            last_error TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivery_event ON delivery (first_event);
        CREATE INDEX delivery_pending ON delivery (channel, first_event, due_at) WHERE state = 'pending';
        CREATE INDEX delivery_due ON delivery (channel, due_at) WHERE state = 'pending';
        CREATE INDEX delivery_sending ON delivery (id) WHERE state = 'sending';
        CREATE TABLE attempt (
            id INTEGER PRIMARY KEY,
            delivery TEXT NOT NULL REFERENCES delivery (id),
            number INTEGER NOT NULL,
            ended_at TEXT NOT NULL,
            latency_ms INTEGER,
            status INTEGER,
            error TEXT,
            body TEXT
        ) STRICT;
        CREATE INDEX attempt_delivery ON attempt (delivery);
        """

    /// `""` in the packed cells means absent, any other string a cell without a known number (see ``PackedCells``).
    private static let views = """
        CREATE VIEW cell AS
            SELECT r.id AS revision, n.name AS cell, CASE j.type WHEN 'text' THEN NULL ELSE j.value END AS value
            FROM revision r, json_each(r.cells) j JOIN cell_name n ON n.position = j.key
            WHERE j.value IS NOT '';
        CREATE VIEW report_summary AS
            SELECT p.id, p.region, p.agency, p.agency_kind, p.year, p.edition, p.verdict, r.title,
                r.number AS revisions, p.revision, r.received_at, r.file, r.received, r.carried_in, r.granted,
                r.refused, r.unavailable, r.carried_out, r.reconsiderations, r.lawsuits,
                (SELECT count(*) FROM finding WHERE revision = r.id AND open = 1 AND severity = 'error') AS errors,
                (SELECT count(*) FROM finding WHERE revision = r.id AND open = 1 AND severity = 'warning') AS warnings,
                (SELECT count(*) FROM finding WHERE revision = r.id AND open = 1 AND severity = 'info') AS notes,
                p.superseded_by
            FROM report p JOIN revision r ON r.id = p.revision;
        """
}
