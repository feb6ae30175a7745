internal import Core
internal import GRDB

/// Takes over what a file that has not changed is read as now: what stands beside it has come or changed, the roster knows
/// more, or the reader does. It is no revision, for the report is the same; it is judged anew.
struct Amending {
    private let archive: ArchiveTransaction

    init(_ archive: ArchiveTransaction) {
        self.archive = archive
    }

    /// Amends a revision that is its report's current one; false where the file is read as it was. Only the file that it was
    /// read from counts: the name of a copy may say something else. A name that it has no longer is taken from it.
    func amend(
        _ known: StoredRevision, with examination: Examination, at path: BytePath, _ origin: EventOrigin
    ) throws -> Bool {
        guard try file(of: known.revision) == path.display, let read = examination.report,
            let stored = try archive.readings.reading(known.revision),
            let former = stored.report
        else { return false }
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
                known.report, ofFile: path, to: read.identity, origin, findings: ofFile)
            return true
        }
        try archive.rejudging.run(known.revision, .everything, origin, ofFile: ofFile)
        if let name { try archive.rejudgeDependents(of: known.report, name, narrative, origin) }
        return true
    }

    private func rewriteSketch(_ sketch: NarrativeSketch?, _ stored: StoredReading) throws -> NarrativeChange {
        let former = stored.report?.narrative.sketch
        guard sketch != former else { return NarrativeChange(sketch: sketch, hasChanged: false) }
        let isSame = sketch.flatMap { new in former.map { $0.similarity(to: new) >= Narratives.sameText } } == true
        try archive.narratives.forget(stored.revision)
        if let sketch {
            let since = try isSame ? stored.narrativeSince : archive.statements.lastRevision()
            try archive.narratives.write(
                sketch, of: stored.revision, report: stored.reportID, since: since ?? stored.revision,
                year: stored.name?.year)
        }
        return NarrativeChange(sketch: sketch, hasChanged: true)
    }

    private func file(of revision: Int64) throws -> String? {
        try RawStatement(archive.database, "SELECT file FROM revision WHERE id = ?").first(
            { $0.bind(revision) }, { $0.text(0) })
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
