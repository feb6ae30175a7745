internal import GRDB

/// The schema's fourth version: sidecars, and who was told to be missing.
enum CoverageMigration {
    static func run(_ database: GRDB.Database) throws {
        for statement in [sidecars, notices, events, organs] { try database.execute(sql: statement) }
    }

    /// A sidecar with the revision that it was last read with. `sha256` is NULL for one that was too large to be read,
    /// `content` for one that is no JSON; unknown keys are kept in it.
    private static let sidecars = """
        CREATE TABLE sidecar (
            path BLOB PRIMARY KEY,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            revision INTEGER NOT NULL REFERENCES revision (id),
            sha256 TEXT CHECK (length(sha256) = 64),
            content TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sidecar_revision ON sidecar (revision);
        """

    private static let notices = """
        CREATE TABLE coverage_notice (
            year INTEGER NOT NULL,
            region TEXT NOT NULL,
            organ TEXT NOT NULL,
            deadline TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'withdrawn', 'dropped')),
            missing_event INTEGER NOT NULL REFERENCES event (id),
            withdrawn_event INTEGER REFERENCES event (id),
            PRIMARY KEY (year, region, organ, deadline)
        ) STRICT, WITHOUT ROWID;
        """

    /// What an event about coverage says. `agencies` is a JSON array of names.
    private static let events = """
        CREATE TABLE coverage_event (
            event INTEGER PRIMARY KEY REFERENCES event (id),
            region TEXT NOT NULL,
            year INTEGER NOT NULL,
            deadline TEXT NOT NULL,
            agencies TEXT NOT NULL
        ) STRICT;
        """

    /// A roster may name no region, while sidecars do.
    private static let organs = """
        CREATE INDEX report_organ ON report (organ, year) WHERE organ IS NOT NULL;
        """
}
