internal import Core
internal import GRDB

/// Takes over what a file that has not changed is read as now: what stands beside it has come or changed, the roster knows
/// more, or the reader does. It is no revision, for the report is the same; it is judged anew.
struct Amending {
    private let archive: ArchiveTransaction

    init(_ archive: ArchiveTransaction) {
        self.archive = archive
    }

    /// Amends a revision; false where its report stays as it was. Of several copies the one counts beside which the sidecar
    /// stands that counts, or stood to the last, else the one that it was read from: the name of another may say something
    /// else. A name that it has no longer is taken from it.
    func amend(
        _ known: StoredRevision, with intake: Intake, hasLost lost: LostSidecar?, _ origin: EventOrigin
    ) throws -> Bool {
        guard let file = try file(of: known.revision),
            try counts(intake, lost, for: known.revision, readFrom: file),
            let read = intake.examination.report, let stored = try archive.readings.reading(known.revision),
            let former = stored.report
        else { return false }
        let isCurrent = try archive.statements.report(known.report)?.revision == known.revision
        let isAmended =
            try isCurrent
            ? amend(known, stored, former, read, intake.examination, file, origin)
            : amendOlder(stored, former, read, intake.examination, origin)
        try setFile(of: known.revision, intake.file.path.display)
        return isAmended
    }

    private func counts(
        _ intake: Intake, _ lost: LostSidecar?, for revision: Int64, readFrom file: String
    ) throws -> Bool {
        let path = intake.file.path
        guard let sidecar = try archive.sidecars.counting(for: revision) else {
            return lost != nil || file == path.display
        }
        if sidecar.stands(beside: intake) { return true }
        guard let lost, file == path.display else { return false }
        guard lost.content == sidecar.content else { return true }
        // What it said stands beside a copy still.
        try setFile(of: revision, sidecar.file.display)
        return false
    }

    /// Takes over what an older revision is read as: it may be another organ's report by that, or tell where its own belongs.
    private func amendOlder(
        _ stored: StoredReading, _ former: Report, _ read: Report, _ examination: Examination, _ origin: EventOrigin
    ) throws -> Bool {
        if try isOther(read, than: former, of: stored.revision) {
            var examination = examination
            examination.verdict = stored.verdict
            try archive.rows.rewriteRevision(stored.revision, as: examination)
            _ = try rewriteSketch(read.narrative.sketch, stored, year: nil)
        }
        let settling = Settling(archive)
        let reports = try settling.reports(toSettleWith: stored.reportID)
        let ofFile = (revision: stored.revision, findings: examination.findings.filter(\.isOfFile))
        return try settling.settle(reports, origin, ofFile: ofFile) > 0
    }

    private func isOther(_ read: Report, than former: Report, of revision: Int64) throws -> Bool {
        try former.cells != read.cells || former.raw != read.raw
            || former.narrative.sketch != read.narrative.sketch
            || ReadingFacts.encode(read, archive.positions) != facts(of: revision)
    }

    private func amend(
        _ known: StoredRevision, _ stored: StoredReading, _ former: Report, _ read: Report,
        _ examination: Examination, _ file: String, _ origin: EventOrigin
    ) throws -> Bool {
        let name = ReportName(read.identity)
        let ofFile = examination.findings.filter(\.isOfFile)
        let isRenamed = name != stored.name
        guard
            try isRenamed || isOther(read, than: former, of: known.revision) || ofFile != held(of: known.revision)
        else { return false }
        var examination = examination
        examination.verdict = stored.verdict
        try archive.rows.rewriteRevision(known.revision, as: examination)
        let narrative = try rewriteSketch(read.narrative.sketch, stored, year: stored.name?.year)
        if isRenamed {
            _ = try Renaming(archive).rename(
                known.report, ofFile: BytePath(file), to: read.identity, origin, findings: ofFile)
            return true
        }
        try archive.rejudging.run(known.revision, .everything, origin, ofFile: ofFile)
        if let name { try archive.rejudgeDependents(of: known.report, name, narrative, origin) }
        return true
    }

    private func rewriteSketch(
        _ sketch: NarrativeSketch?, _ stored: StoredReading, year: Int?
    ) throws -> NarrativeChange {
        let former = stored.report?.narrative.sketch
        guard sketch != former else { return NarrativeChange(sketch: sketch, hasChanged: false) }
        let known = try sketch.flatMap { try archive.narratives.since($0, in: stored.reportID) }
        try archive.narratives.forget(stored.revision)
        if let sketch {
            try archive.narratives.write(
                sketch, of: stored.revision, report: stored.reportID,
                since: known ?? archive.statements.lastRevision(), year: year)
        }
        return NarrativeChange(sketch: sketch, hasChanged: true)
    }

    private func file(of revision: Int64) throws -> String? {
        try RawStatement(archive.database, "SELECT file FROM revision WHERE id = ?").first(
            { $0.bind(revision) }, { $0.text(0) })
    }

    private func setFile(of revision: Int64, _ file: String) throws {
        try RawStatement(archive.database, "UPDATE revision SET file = ?1 WHERE id = ?2 AND file <> ?1").execute {
            $0.bind(file)
            $0.bind(revision)
        }
    }

    private func facts(of revision: Int64) throws -> [UInt8]? {
        try RawStatement(archive.database, "SELECT facts FROM reading WHERE revision = ?").first(
            { $0.bind(revision) }, { $0.bytes(0) })
    }

    /// What was found of the file when it was read.
    private func held(of revision: Int64) throws -> [Finding] {
        try archive.ledger.open(of: revision).map(\.finding).filter { $0.isOfFile && $0.rule != CellChanges.rule }
    }
}
