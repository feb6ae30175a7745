internal import Core
internal import GRDB

/// Puts a report under another name, with everything that hangs on it.
struct Renaming {
    private let archive: ArchiveTransaction
    private var database: GRDB.Database { archive.database }

    init(_ archive: ArchiveTransaction) {
        self.archive = archive
    }

    /// Gives a report that identity and judges what follows. Where the store has a report of that name already, the revisions
    /// of both become one report's, numbered in the order in which they came, and the former row only says where they have
    /// gone. An identity without organ or year makes the report a nameless one.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - identity: its new one.
    ///   - origin: why.
    ///   - moves: what was moved before and is to be judged with it.
    /// - Returns: the report that they now belong to.
    /// - Throws: what SQLite throws.
    func rename(
        _ report: Int64, to identity: Identity, _ origin: EventOrigin, _ moves: Moves = Moves()
    ) throws -> Int64 {
        try rename(report, to: identity, origin, ofFile: nil, moves)
    }

    /// The same for the revisions of a report that were read from one file; those from other files keep the name, unless the
    /// two names may be one organ's.
    func rename(
        _ report: Int64, ofFile path: BytePath, to identity: Identity, _ origin: EventOrigin, findings: [Finding]? = nil
    ) throws -> Int64 {
        let all = try archive.statements.revisions(of: report)
        let own = all.filter { $0.file == path.display }.map(\.id)
        var moves = Moves()
        let mayStay =
            try ReportName(identity).map { try Settling(archive).mayStay(report, ofFile: path, as: $0) } ?? false
        let isWhole = own.isEmpty || own.count == all.count || mayStay
        let moved = try isWhole ? report : Splitting(archive).split(own, from: report, &moves)
        return try rename(moved, to: identity, origin, ofFile: findings, moves)
    }

    private func rename(
        _ report: Int64, to identity: Identity, _ origin: EventOrigin, ofFile findings: [Finding]?, _ before: Moves
    ) throws -> Int64 {
        var moves = before
        let revision = try archive.statements.report(report)?.revision
        let former = try name(of: report)
        let home = try ReportName(identity).flatMap { try Settling(archive).home(of: $0, besides: report) }
        let target = try place(report, under: identity, joining: home, &moves)
        for name in Set([former, ReportName(identity)].compactMap(\.self)) {
            try Settling(archive).regroup(name, &moves)
        }
        let ofFile = findings.flatMap { findings in revision.map { (revision: $0, findings: findings) } }
        try archive.rejudge(moves, origin, ofFile: ofFile)
        return try revision.flatMap { try archive.statements.owner(of: $0) } ?? target
    }

    /// The same without judging, where the name says by itself whose report it is: what has moved is noted, and who is
    /// concerned by it.
    func place(_ report: Int64, exactlyUnder identity: Identity, _ moves: inout Moves) throws -> Int64 {
        let other = try ReportName(identity).flatMap { try archive.namesakes.report($0) }
        return try place(report, under: identity, joining: other?.id == report ? nil : other, &moves)
    }

    private func place(
        _ report: Int64, under identity: Identity, joining other: Namesakes.Row?, _ moves: inout Moves
    ) throws -> Int64 {
        guard let before = try archive.statements.report(report),
            let former = try archive.readings.reading(before.revision)
        else { return report }
        try archive.note(report, &moves)
        moves.note(report, former.name, former.report?.narrative.sketch)
        var target = report
        if let name = ReportName(identity), let other {
            target = other.id
            try merge(report, into: target, &moves)
            try setRegion(of: target, ReportName.telling([name.region, other.region]))
        } else {
            try setIdentity(of: report, identity)
        }
        let now = try self.name(of: target)
        try settleSketches(of: target, now)
        moves.note(target, now, former.report?.narrative.sketch)
        return target
    }

    /// Takes a report's name from it, so that another one can have it.
    func unname(_ report: Int64, _ moves: inout Moves) throws {
        guard let before = try archive.statements.report(report),
            let former = try archive.readings.reading(before.revision)
        else { return }
        try archive.note(report, &moves)
        moves.note(report, former.name, former.report?.narrative.sketch)
        try execute("UPDATE report SET organ = NULL WHERE id = ?", report)
    }

    private func name(of report: Int64) throws -> ReportName? {
        let select = "SELECT region, organ, year FROM report WHERE id = ? AND organ IS NOT NULL AND year IS NOT NULL"
        return try RawStatement(database, select).first({ $0.bind(report) }) { row in
            ReportName(region: row.text(0), organ: row.text(1), year: Int(row.integer(2)))
        }
    }

    private func execute(_ sql: String, _ values: Int64...) throws {
        try RawStatement(database, sql).execute { row in for value in values { row.bind(value) } }
    }

    private func setRegion(of report: Int64, _ region: String) throws {
        try RawStatement(database, "UPDATE report SET region = ? WHERE id = ?").execute {
            $0.bind(region)
            $0.bind(report)
        }
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

    private func merge(_ source: Int64, into target: Int64, _ moves: inout Moves) throws {
        try archive.note(target, &moves)
        moves.note(source, becamePartOf: target)
        let event = archive.log.last
        let shown = try archive.statements.report(target)?.revision
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
        let former = try shown.flatMap { try archive.readings.reading($0) }
        moves.note(target, former?.name, former?.report?.narrative.sketch)
        try archive.noteChanges(of: target)
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

    /// Says what the current revision of a report changes, whose revisions have come from another report or gone to one.
    func noteChanges(of report: Int64) throws {
        let revisions = try statements.revisions(of: report).map(\.id)
        guard let current = revisions.last, let read = try readings.reading(current)?.report else { return }
        let held = try ledger.open(of: current).filter { $0.finding.rule == CellChanges.rule }
        var due: [Finding] = []
        if let before = try revisions.dropLast().last.flatMap({ try readings.reading($0)?.report }) {
            let finding = CellChanges.finding(read, replacing: before, number: revisions.count)
            due = ruleset.apply([finding], organ: read.identity.agency)
        }
        guard held.count != due.count || zip(held, due).contains(where: { !$0.finding.isSame(as: $1) }) else { return }
        let known = try acknowledgements.acknowledgements(of: report)
        for finding in held { try ledger.close(finding, event: log.last) }
        for finding in due {
            try ledger.write(
                JudgedFinding(finding: finding), of: current, event: log.last, acknowledgement: known[.init(finding)])
        }
    }
}
