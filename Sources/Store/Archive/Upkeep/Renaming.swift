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
    /// report's, numbered in the order in which they came, and the former row only says where they have gone. An identity
    /// without organ or year makes the report a nameless one.
    ///
    /// - Returns: the report that they now belong to.
    func rename(_ report: Int64, to identity: Identity, _ origin: EventOrigin, ofFile: [Finding]? = nil) throws -> Int64
    {
        guard let before = try archive.statements.report(report) else { return report }
        let name = ReportName(identity)
        let former = try archive.readings.reading(before.revision)
        let target = try name.flatMap { try archive.statements.report($0)?.id } ?? report
        if target == report {
            try setIdentity(of: report, identity)
        } else {
            try merge(report, into: target, origin)
        }
        try settleSketches(of: target, name)
        guard let current = try archive.statements.report(target)?.revision else { return target }
        try archive.rejudging.run(
            current, .everything, origin, ofFile: current == before.revision ? ofFile : nil)
        let narrative = NarrativeChange(sketch: former?.report?.narrative.sketch, hasChanged: true)
        if let old = former?.name, old != name { try archive.rejudgeDependents(of: target, old, narrative, origin) }
        if let name { try archive.rejudgeDependents(of: target, name, narrative, origin) }
        return target
    }

    /// The same for the revisions of a report that were read from one file; those from other files keep the name.
    func rename(
        _ report: Int64, ofFile path: BytePath, to identity: Identity, _ origin: EventOrigin, findings: [Finding]? = nil
    ) throws -> Int64 {
        let all = try archive.statements.revisions(of: report)
        let own = all.filter { $0.file == path.display }.map(\.id)
        let isWhole = own.isEmpty || own.count == all.count
        let moved = try isWhole ? report : Splitting(archive).split(own, from: report, origin)
        return try rename(moved, to: identity, origin, ofFile: findings)
    }

    private func execute(_ sql: String, _ values: Int64...) throws {
        try RawStatement(database, sql).execute { row in for value in values { row.bind(value) } }
    }

    private func setIdentity(of report: Int64, _ identity: Identity) throws {
        let update = """
            UPDATE report SET region = ?, organ = ?, agency = ?, agency_kind = ?, year = ?, superseded_by = NULL
            WHERE id = ?
            """
        try RawStatement(database, update).execute { row in
            row.bind(identity.region ?? "")
            row.bind(identity.agency.map(OrganName.key))
            row.bind(identity.agency)
            row.bind(identity.kind?.rawValue)
            row.bind(identity.year)
            row.bind(report)
        }
    }

    private func merge(_ source: Int64, into target: Int64, _ origin: EventOrigin) throws {
        let event = archive.log.last
        try execute("UPDATE revision SET report = ?, number = number + 1000000 WHERE report = ?", target, source)
        try archive.numberRevisions(of: target)
        for statement in [
            "UPDATE report SET superseded_by = ?1 WHERE superseded_by = ?2",
            "UPDATE finding SET other = ?1 WHERE other = ?2",
            "UPDATE sketch SET report = ?1, year = NULL WHERE report = ?2",
        ] {
            try execute(statement, target, source)
        }
        try moveAcknowledgements(source, to: target)
        let revisions = try archive.statements.revisions(of: target).map(\.id)
        for revision in revisions.dropLast() { try archive.ledger.closeAll(of: revision, event: event) }
        try execute(
            """
            UPDATE report SET revision = r.id, edition = r.edition, verdict = r.verdict, superseded_by = NULL
            FROM revision r WHERE report.id = ?1 AND r.id = ?2
            """, target, revisions.last ?? 0)
        try execute(
            """
            UPDATE report SET region = '', organ = NULL, agency = NULL, agency_kind = NULL, year = NULL,
                superseded_by = ?1
            WHERE id = ?2
            """, target, source)
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
    func settleSketches(of report: Int64, _ name: ReportName?) throws {
        guard let current = try archive.statements.report(report)?.revision else { return }
        try execute("UPDATE sketch SET year = NULL WHERE report = ?", report)
        guard let reading = try archive.readings.reading(current), let sketch = reading.report?.narrative.sketch
        else { return }
        try archive.narratives.move(
            sketch, of: current, report: report, since: reading.narrativeSince ?? current, year: name?.year)
    }
}

extension ArchiveTransaction {
    /// Numbers a report's revisions in the order in which they came.
    func numberRevisions(of report: Int64) throws {
        // First out of each other's way: no two may have one number at any moment.
        try RawStatement(database, "UPDATE revision SET number = number + 2000000 WHERE report = ?").execute {
            $0.bind(report)
        }
        let update = try RawStatement(database, "UPDATE revision SET number = ? WHERE id = ?")
        for (index, revision) in try statements.revisions(of: report).enumerated() {
            try update.execute {
                $0.bind(index + 1)
                $0.bind(revision.id)
            }
        }
    }
}
