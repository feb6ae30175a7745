import GRDB

/// The schema's tenth version: what sidecars said of revisions that no file shows any more.
enum FormerSidecarMigration {
    static func run(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE former_sidecar (
                    revision INTEGER PRIMARY KEY REFERENCES revision (id),
                    content TEXT NOT NULL
                ) STRICT;
                """)
    }
}
