internal import Core
internal import GRDB

/// The schema's second version: what makes the store remember across years.
enum MemoryMigration {
    static func run(_ database: GRDB.Database) throws {
        for statement in [acknowledgements, findings, sightings, sketches, identifications, events, organs, views] {
            try database.execute(sql: statement)
        }
        try nameOrgans(database)
    }

    /// A finding that somebody has acknowledged, named by rule and `key` (``Acknowledgements``) so that it is known again
    /// in another revision.
    private static let acknowledgements = """
        CREATE TABLE acknowledgement (
            id INTEGER PRIMARY KEY,
            report INTEGER NOT NULL REFERENCES report (id),
            rule TEXT NOT NULL,
            key TEXT NOT NULL,
            why TEXT NOT NULL,
            at TEXT NOT NULL,
            UNIQUE (report, rule, key)
        ) STRICT;
        """

    /// From which event on a finding holds, and with which it ended: positions in the log, that of the event which tells
    /// of the change or else of the last one before it. NULL in what version 1 has written. `other` is the report that a
    /// finding compares with, where it is not the predecessor.
    private static let findings = """
        ALTER TABLE finding ADD COLUMN event_opened INTEGER;
        ALTER TABLE finding ADD COLUMN event_closed INTEGER;
        ALTER TABLE finding ADD COLUMN acknowledged INTEGER REFERENCES acknowledgement (id);
        ALTER TABLE finding ADD COLUMN other INTEGER REFERENCES report (id);
        CREATE INDEX finding_closed ON finding (event_closed) WHERE event_closed IS NOT NULL;
        CREATE INDEX finding_acknowledged ON finding (acknowledged) WHERE acknowledged IS NOT NULL;
        CREATE INDEX finding_other ON finding (other) WHERE other IS NOT NULL;
        """

    /// The content of a file whose report is the revision's, in other bytes; NULL when it is the revision's own.
    private static let sightings = """
        ALTER TABLE file ADD COLUMN sha256 TEXT CHECK (sha256 IS NULL OR length(sha256) = 64);
        CREATE INDEX file_content ON file (sha256) WHERE sha256 IS NOT NULL;
        """

    /// What the narrative of a revision is like. `year` is NULL unless the revision is its report's current one; `since` is
    /// the revision with which the report took this narrative. The index has all that is kept in memory, in the order in
    /// which it is written, so that an insert touches the same pages however large the store is.
    private static let sketches = """
        CREATE TABLE sketch (
            revision INTEGER PRIMARY KEY REFERENCES revision (id),
            report INTEGER NOT NULL REFERENCES report (id),
            since INTEGER NOT NULL,
            year INTEGER,
            shingles INTEGER NOT NULL,
            signature INTEGER NOT NULL,
            signature_2 INTEGER NOT NULL,
            slots BLOB NOT NULL CHECK (length(slots) = \(NarrativeSketch.slotCount))
        ) STRICT;
        CREATE INDEX sketch_year ON sketch (year, revision, since, shingles, signature, signature_2) WHERE year IS NOT NULL;
        """

    /// Who a report is, as a person has said: of a content, or of what is read as another identity at a path.
    private static let identifications = """
        CREATE TABLE identification (
            id INTEGER PRIMARY KEY,
            sha256 TEXT,
            path BLOB,
            read_agency TEXT,
            read_year INTEGER,
            region TEXT NOT NULL,
            agency TEXT NOT NULL,
            year INTEGER NOT NULL,
            at TEXT NOT NULL,
            CHECK ((sha256 IS NULL) <> (path IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX identification_content ON identification (sha256) WHERE sha256 IS NOT NULL;
        CREATE INDEX identification_path ON identification (path) WHERE path IS NOT NULL;
        """

    /// The revision that made a neighbour be judged again: while its event is held, the neighbour's is too.
    private static let events = """
        ALTER TABLE event ADD COLUMN cause INTEGER REFERENCES revision (id);
        CREATE INDEX event_caused ON event (cause) WHERE cause IS NOT NULL AND release_at IS NOT NULL;
        """

    /// What names of one organ have in common (``OrganName``): a report is found by it, whatever way its title has the name.
    private static let organs = """
        ALTER TABLE report ADD COLUMN organ TEXT;
        DROP INDEX report_identity;
        CREATE UNIQUE INDEX report_identity ON report (region, organ, year) WHERE organ IS NOT NULL AND year IS NOT NULL;
        """

    private static let views = """
        DROP VIEW report_summary;
        CREATE VIEW report_summary AS
            SELECT p.id, p.region, p.agency, p.agency_kind, p.year, p.edition, p.verdict, r.title,
                r.number AS revisions, p.revision, r.received_at, r.file, r.received, r.carried_in, r.granted,
                r.refused, r.unavailable, r.carried_out, r.reconsiderations, r.lawsuits,
                \(counted("error")) AS errors,
                \(counted("warning")) AS warnings,
                \(counted("info")) AS notes,
                (SELECT count(*) FROM finding WHERE revision = r.id AND open = 1 AND acknowledged IS NOT NULL)
                    AS acknowledged,
                p.superseded_by
            FROM report p JOIN revision r ON r.id = p.revision;
        """

    private static func counted(_ severity: String) -> String {
        """
        (SELECT count(*) FROM finding
            WHERE revision = r.id AND open = 1 AND acknowledged IS NULL AND severity = '\(severity)')
        """
    }

    /// Names the organs of the reports that are there. Where two turn out to be one organ's on the same year, one keeps its
    /// name as it is written, so that both stay what they were.
    private static func nameOrgans(_ database: GRDB.Database) throws {
        var reports: [(id: Int64, agency: String)] = []
        try RawStatement(database, "SELECT id, agency FROM report WHERE agency IS NOT NULL").forEach { row in
            reports.append((row.integer(0), row.text(1)))
        }
        let update = try RawStatement(database, "UPDATE OR IGNORE report SET organ = ? WHERE id = ?")
        func name(_ report: Int64, _ organ: String) throws {
            try update.execute {
                $0.bind(organ)
                $0.bind(report)
            }
        }
        for report in reports { try name(report.id, report.agency) }
        for report in reports { try name(report.id, OrganName.key(report.agency)) }
    }
}
