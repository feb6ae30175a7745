internal import Core
internal import GRDB

/// Takes revisions out of a report that are another one's.
struct Splitting {
    private let archive: ArchiveTransaction
    private var database: GRDB.Database { archive.database }

    init(_ archive: ArchiveTransaction) {
        self.archive = archive
    }

    /// Makes some of a report's revisions a report of their own, which has no name yet; at least one has to stay. The report
    /// shows the newest that stays, and is noted to be judged by it.
    ///
    /// - Returns: the new report.
    func split(_ revisions: [Int64], from report: Int64, _ moves: inout Moves) throws -> Int64 {
        let staying = try archive.statements.revisions(of: report).map(\.id).filter { !revisions.contains($0) }
        guard let moved = revisions.max(), let shown = staying.last,
            let former = try archive.statements.report(report)?.revision
        else { return report }
        try archive.note(report, &moves)
        let new = try insertReport(showing: moved)
        moves.note(new, cameFrom: report)
        for revision in revisions {
            try execute("UPDATE revision SET report = ?1, number = number + 1000000 WHERE id = ?2", new, revision)
            try execute("UPDATE sketch SET report = ?1, year = NULL WHERE revision = ?2", new, revision)
        }
        for number in [report, new] { try archive.numberRevisions(of: number) }
        try copyAcknowledgements(from: report, to: new)
        if revisions.contains(former) {
            try show(shown, of: report, &moves)
        } else {
            try archive.ledger.reopenAll(of: moved)
        }
        for number in [report, new] { try archive.noteChanges(of: number) }
        return new
    }

    private func insertReport(showing revision: Int64) throws -> Int64 {
        let insert = """
            INSERT INTO report (region, edition, verdict, revision)
            SELECT '', edition, verdict, id FROM revision WHERE id = ? RETURNING id
            """
        return try RawStatement(database, insert).first({ $0.bind(revision) }, { $0.integer(0) }) ?? 0
    }

    private func show(_ revision: Int64, of report: Int64, _ moves: inout Moves) throws {
        let before = try archive.readings.reading(revision)
        try execute(
            """
            UPDATE report SET revision = r.id, edition = r.edition, verdict = r.verdict FROM revision r
            WHERE report.id = ?1 AND r.id = ?2
            """, report, revision)
        try archive.ledger.reopenAll(of: revision)
        try Renaming(archive).settleSketches(of: report, before?.name)
        moves.note(report, before?.name, before?.report?.narrative.sketch)
    }

    /// What somebody knows of them they know still.
    private func copyAcknowledgements(from report: Int64, to new: Int64) throws {
        try execute(
            """
            INSERT INTO acknowledgement (report, rule, key, why, at)
            SELECT ?2, rule, key, why, at FROM acknowledgement WHERE report = ?1
            """, report, new)
        try execute(
            """
            UPDATE finding SET acknowledged = (
                SELECT copy.id FROM acknowledgement copy JOIN acknowledgement a ON a.rule = copy.rule AND a.key = copy.key
                WHERE copy.report = ?1 AND a.id = finding.acknowledged)
            WHERE acknowledged IS NOT NULL AND revision IN (SELECT id FROM revision WHERE report = ?1)
            """, new)
    }

    private func execute(_ sql: String, _ values: Int64...) throws {
        try RawStatement(database, sql).execute { row in for value in values { row.bind(value) } }
    }
}
