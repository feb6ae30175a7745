internal import Core
internal import GRDB

/// Takes over what a file that has not changed is read as now: what stands beside it has come or changed, the roster knows
/// more, or the reader does. It is no revision, for the report is the same; it is judged anew.
struct Amending {
    private let archive: ArchiveTransaction

    init(_ archive: ArchiveTransaction) {
        self.archive = archive
    }

    /// Amends a revision that is its report's current one; false where the file is read as it was. Of several copies the one
    /// counts beside which the sidecar stands that counts, or stood to the last, else the one that it was read from: the name
    /// of another may say something else. A name that it has no longer is taken from it.
    func amend(
        _ known: StoredRevision, with intake: Intake, hasLostSidecar: Bool, _ origin: EventOrigin
    ) throws -> Bool {
        guard let file = try file(of: known.revision),
            try counts(intake, hasLostSidecar, for: known.revision, readFrom: file),
            try archive.statements.report(known.report)?.revision == known.revision,
            let read = intake.examination.report, let stored = try archive.readings.reading(known.revision),
            let former = stored.report
        else { return false }
        let isAmended = try amend(known, stored, former, read, intake.examination, file, origin)
        try setFile(of: known.revision, intake.file.path.display)
        return isAmended
    }

    private func counts(
        _ intake: Intake, _ hasLostSidecar: Bool, for revision: Int64, readFrom file: String
    ) throws -> Bool {
        let path = intake.file.path
        guard let sidecar = try archive.sidecars.counting(for: revision) else {
            return hasLostSidecar || file == path.display
        }
        return sidecar.stands(beside: intake) || hasLostSidecar && file == path.display
    }

    private func amend(
        _ known: StoredRevision, _ stored: StoredReading, _ former: Report, _ read: Report,
        _ examination: Examination, _ file: String, _ origin: EventOrigin
    ) throws -> Bool {
        let name = ReportName(read.identity)
        let ofFile = examination.findings.filter(\.isOfFile)
        let isRenamed = name != stored.name
        guard
            try isRenamed || former.cells != read.cells || former.raw != read.raw
                || former.narrative.sketch != read.narrative.sketch
                || ReadingFacts.encode(read, archive.positions) != facts(of: known.revision)
                || ofFile != held(of: known.revision)
        else { return false }
        var examination = examination
        examination.verdict = stored.verdict
        try archive.rows.rewriteRevision(known.revision, as: examination)
        let narrative = try rewriteSketch(read.narrative.sketch, stored)
        if isRenamed {
            _ = try Renaming(archive).rename(
                known.report, ofFile: BytePath(file), to: read.identity, origin, findings: ofFile)
            return true
        }
        try archive.rejudging.run(known.revision, .everything, origin, ofFile: ofFile)
        if let name { try archive.rejudgeDependents(of: known.report, name, narrative, origin) }
        return true
    }

    private func rewriteSketch(_ sketch: NarrativeSketch?, _ stored: StoredReading) throws -> NarrativeChange {
        let former = stored.report?.narrative.sketch
        guard sketch != former else { return NarrativeChange(sketch: sketch, hasChanged: false) }
        let known = try sketch.flatMap { try archive.narratives.since($0, in: stored.reportID) }
        try archive.narratives.forget(stored.revision)
        if let sketch {
            try archive.narratives.write(
                sketch, of: stored.revision, report: stored.reportID,
                since: known ?? archive.statements.lastRevision(), year: stored.name?.year)
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
