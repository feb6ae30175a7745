internal import Core
internal import GRDB

/// Puts a report under another name, with everything that hangs on it.
struct Renaming {
    private let archive: ArchiveTransaction
    private var database: GRDB.Database { archive.database }

    init(_ archive: ArchiveTransaction) {
        self.archive = archive
    }

    /// Gives a report that identity. Where the store has a report of that name already, the revisions of both become one
    /// report's, numbered in the order in which they came, and the former row only says where they have gone.
    ///
    /// - Returns: the report that they now belong to.
    func rename(_ report: Int64, to identity: Identity, _ origin: EventOrigin, ofFile: [Finding]? = nil) throws -> Int64
    {
        guard let name = ReportName(identity), let before = try archive.statements.report(report) else { return report }
        let former = try archive.readings.reading(before.revision)
        let target = try archive.statements.report(name).map(\.id) ?? report
        if target == report {
            try setIdentity(of: report, identity, name)
        } else {
            try merge(report, into: target, origin)
        }
        try settleSketches(of: target, name)
        guard let current = try archive.statements.report(target)?.revision else { return target }
        try archive.rejudging.run(
            current, .everything, origin, ofFile: current == before.revision ? ofFile : nil)
        let narrative = NarrativeChange(sketch: former?.report?.narrative.sketch, hasChanged: true)
        if let old = former?.name { try archive.rejudgeDependents(of: target, old, narrative, origin) }
        try archive.rejudgeDependents(of: target, name, narrative, origin)
        return target
    }

    private func execute(_ sql: String, _ values: Int64...) throws {
        try RawStatement(database, sql).execute { row in for value in values { row.bind(value) } }
    }

    private func setIdentity(of report: Int64, _ identity: Identity, _ name: ReportName) throws {
        let update = """
            UPDATE report SET region = ?, organ = ?, agency = ?, agency_kind = ?, year = ?, superseded_by = NULL
            WHERE id = ?
            """
        try RawStatement(database, update).execute { row in
            row.bind(name.region)
            row.bind(name.organ)
            row.bind(identity.agency)
            row.bind(identity.kind?.rawValue)
            row.bind(name.year)
            row.bind(report)
        }
    }

    private func merge(_ source: Int64, into target: Int64, _ origin: EventOrigin) throws {
        let event = archive.log.last
        try execute("UPDATE revision SET report = ?, number = number + 1000000 WHERE report = ?", target, source)
        try renumber(target)
        for statement in [
            "UPDATE report SET superseded_by = ?1 WHERE superseded_by = ?2",
            "UPDATE finding SET other = ?1 WHERE other = ?2",
            "UPDATE sketch SET report = ?1, year = NULL WHERE report = ?2",
        ] {
            try execute(statement, target, source)
        }
        try moveAcknowledgements(source, to: target)
        let newest = try RawStatement(database, "SELECT max(id) FROM revision WHERE report = ?").first(
            { $0.bind(target) }, { $0.integer(0) })
        for revision in try archive.statements.revisions(of: target, before: newest ?? 0) {
            try archive.ledger.closeAll(of: revision, event: event)
        }
        try execute(
            """
            UPDATE report SET revision = r.id, edition = r.edition, verdict = r.verdict, superseded_by = NULL
            FROM revision r WHERE report.id = ?1 AND r.id = ?2
            """, target, newest ?? 0)
        try execute(
            """
            UPDATE report SET region = '', organ = NULL, agency = NULL, agency_kind = NULL, year = NULL,
                superseded_by = ?1
            WHERE id = ?2
            """, target, source)
    }

    /// Numbers a report's revisions in the order in which they came.
    private func renumber(_ report: Int64) throws {
        var revisions: [Int64] = []
        try RawStatement(database, "SELECT id FROM revision WHERE report = ? ORDER BY id").forEach({ $0.bind(report) })
        {
            revisions.append($0.integer(0))
        }
        // First out of each other's way: no two may have one number at any moment.
        try execute("UPDATE revision SET number = number + 2000000 WHERE report = ?", report)
        for (index, revision) in revisions.enumerated() {
            try execute("UPDATE revision SET number = ? WHERE id = ?", Int64(index + 1), revision)
        }
    }

    private func moveAcknowledgements(_ source: Int64, to target: Int64) throws {
        let moved = try archive.acknowledgements.acknowledgements(of: source)
        let known = try archive.acknowledgements.acknowledgements(of: target)
        for (key, id) in moved {
            if let same = known[key] {
                try execute("UPDATE finding SET acknowledged = ? WHERE acknowledged = ?", same, id)
                try execute("DELETE FROM acknowledgement WHERE id = ?", id)
            } else {
                try execute("UPDATE acknowledgement SET report = ? WHERE id = ?", target, id)
            }
        }
    }

    /// Lets the sketch of the current revision be found under the report's year, and no other.
    private func settleSketches(of report: Int64, _ name: ReportName) throws {
        guard let current = try archive.statements.report(report)?.revision else { return }
        try execute("UPDATE sketch SET year = NULL WHERE report = ?", report)
        guard let reading = try archive.readings.reading(current), let sketch = reading.report?.narrative.sketch
        else { return }
        try archive.narratives.move(
            sketch, of: current, report: report, since: reading.narrativeSince ?? current, year: name.year)
    }
}
