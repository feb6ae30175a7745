internal import Core
internal import GRDB

/// The schema's fifth version: reports known again by what they state, and by what was read at each path.
enum IdentityMigration {
    static func run(_ database: GRDB.Database) throws {
        for statement in [digests, sightings, rosters, coverage] { try database.execute(sql: statement) }
        try renameAcknowledgements(database)
    }

    /// ``Report/digest(withText:)``; NULL in what older versions have written, and where nothing could be read.
    private static let digests = """
        ALTER TABLE revision ADD COLUMN digest INTEGER;
        CREATE INDEX revision_digest ON revision (report, digest) WHERE digest IS NOT NULL;
        """

    /// What was read at the path of a copy (``ReadIdentity``); NULL where that is what its revision was read as.
    private static let sightings = """
        ALTER TABLE file ADD COLUMN read TEXT;
        """

    /// The roster by which the organs of all stored reports were resolved last.
    private static let rosters = """
        CREATE TABLE settled_roster (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            fingerprint INTEGER NOT NULL
        ) STRICT;
        """

    private static let coverage = """
        ALTER TABLE coverage_event ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1));
        """

    /// Names acknowledgements by the figures too: what was acknowledged are the findings as they stand.
    static func renameAcknowledgements(_ database: GRDB.Database) throws {
        var acknowledged: [(id: Int64, finding: Finding, acknowledgement: Int64)] = []
        let columns = StoredFinding.columns(file: "NULL")
        let select = "SELECT \(columns) FROM finding WHERE acknowledged IS NOT NULL ORDER BY id"
        try RawStatement(database, select).forEach { row in
            acknowledged.append((row.integer(0), StoredFinding.finding(row), row.integer(15)))
        }
        let upsert = try RawStatement(
            database,
            """
            INSERT INTO acknowledgement (report, rule, key, why, at)
                SELECT report, rule, ?, why, at FROM acknowledgement WHERE id = ?
            ON CONFLICT (report, rule, key) DO UPDATE SET at = excluded.at RETURNING id
            """)
        let update = try RawStatement(database, "UPDATE finding SET acknowledged = ? WHERE id = ?")
        for (id, finding, former) in acknowledged {
            let new = try upsert.first(
                {
                    $0.bind(Acknowledgements.Key(finding).key)
                    $0.bind(former)
                }, { $0.integer(0) })
            try update.execute {
                $0.bind(new)
                $0.bind(id)
            }
        }
        try database.execute(
            sql: """
                DELETE FROM acknowledgement
                WHERE id NOT IN (SELECT acknowledged FROM finding WHERE acknowledged IS NOT NULL)
                """)
    }
}
