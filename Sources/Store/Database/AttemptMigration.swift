import GRDB

/// What digests say is counted once, and attempts tell where their time went.
enum AttemptMigration {
    static func run(_ database: Database) throws {
        for statement in [tallies, formerDigests, timings] { try database.execute(sql: statement) }
    }

    /// `counts` is a JSON object, verdict to number of reports; `worst` a JSON array of events. NULL but for a digest.
    private static let tallies = """
        ALTER TABLE delivery ADD COLUMN counts TEXT;
        ALTER TABLE delivery ADD COLUMN worst TEXT;
        """

    private static let reports = """
        SELECT r.verdict, max(e.id) AS event
        FROM delivery_range x JOIN event e ON e.id BETWEEN x.first AND x.last JOIN revision r ON r.id = e.revision
        WHERE x.delivery = delivery.id GROUP BY r.report
        """

    private static let formerDigests = """
        UPDATE delivery SET
            counts = (SELECT json_group_object(verdict, n)
                FROM (SELECT verdict, count(*) AS n FROM (\(reports)) GROUP BY verdict)),
            worst = (SELECT json_group_array(event) FROM (
                SELECT event FROM (\(reports)) WHERE verdict <> 'valid'
                ORDER BY CASE verdict WHEN 'invalid' THEN 0 WHEN 'unreadable' THEN 1 WHEN 'flagged' THEN 2 ELSE 3 END, event
                LIMIT 20))
        WHERE digest = 1 AND collecting IS NULL;
        """

    /// Microseconds since the attempt's beginning, 0 for what did not happen; NULL in what an earlier version has written
    /// and where nothing was sent. `latency_ms` is how long all of it took.
    private static let timings = """
        ALTER TABLE attempt ADD COLUMN resolved_us INTEGER;
        ALTER TABLE attempt ADD COLUMN connected_us INTEGER;
        ALTER TABLE attempt ADD COLUMN secured_us INTEGER;
        ALTER TABLE attempt ADD COLUMN answered_us INTEGER;
        ALTER TABLE attempt ADD COLUMN total_us INTEGER;
        """
}
