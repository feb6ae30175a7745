internal import Core
internal import GRDB

/// What the archive keeps in memory from one transaction to the next.
///
/// The index is reached only within ``Store/write(_:_:_:)``, whose queue runs one block after the other: hence unchecked.
struct ArchiveMemory: @unchecked Sendable {
    let positions: CellPositions
    let ruleset: Ruleset
    let directory: OrganDirectory
    let sketches = SketchIndex()
}

/// Everything that records and judges, within one transaction.
struct ArchiveTransaction {
    let database: GRDB.Database
    let positions: CellPositions
    let ruleset: Ruleset
    let directory: OrganDirectory
    let statements: RecorderStatements
    let rows: RowWriter
    let ledger: FindingLedger
    let log: LogWriter
    let readings: RevisionReader
    let acknowledgements: Acknowledgements
    let identifications: Identifications
    let narratives: Narratives
    let namesakes: Namesakes
    let neighbours: Neighbours
    let judge: Judge
    let rejudging: Rejudging
    let sidecars: Sidecars

    init(_ database: GRDB.Database, _ memory: ArchiveMemory) throws {
        database.afterNextTransaction(onCommit: { _ in }, onRollback: { _ in memory.sketches.removeAll() })
        self.database = database
        positions = memory.positions
        ruleset = memory.ruleset
        directory = memory.directory
        statements = try RecorderStatements(database)
        rows = try RowWriter(database, positions: memory.positions)
        ledger = try FindingLedger(database)
        log = try LogWriter(database)
        readings = try RevisionReader(database, positions: memory.positions)
        acknowledgements = try Acknowledgements(database)
        identifications = try Identifications(database)
        narratives = try Narratives(database, index: memory.sketches, threshold: ruleset.parameters.copiedSimilarity)
        namesakes = try Namesakes(database, memory.directory)
        neighbours = try Neighbours(database, positions: memory.positions, namesakes)
        sidecars = try Sidecars(database)
        judge = Judge(ruleset: ruleset, narratives: narratives, neighbours: neighbours)
        rejudging = Rejudging(
            judge: judge, ledger: ledger, log: log, readings: readings, acknowledgements: acknowledgements,
            verdicts: try VerdictWriter(database))
    }

    /// Marks a report as superseded by another and closes its findings, or takes both back.
    func setSuperseded(_ report: Int64, by successor: Int64?) throws {
        guard let changed = try statements.setSuperseded(report, by: successor) else { return }
        if successor == nil {
            try ledger.reopenAll(of: changed)
        } else {
            try ledger.closeAll(of: changed, event: log.last)
        }
    }
}

/// Reports that have found another place, to be judged when all have.
struct Moves {
    /// What a report was known to be before anything was moved.
    struct Shown {
        /// The revision that it showed; nil for what was no report of its own.
        fileprivate(set) var revision: Int64?
        let verdict: Verdict
        fileprivate(set) var errors: Set<Acknowledgements.Key>

        /// Whether it is news what the report has come to by showing another revision: another verdict, or an error that
        /// nobody has heard of. What has become a report of its own is news where it is in error, because what was told of
        /// it last may have been that another file had mended it.
        func makesNews(of revision: Int64, _ verdict: Verdict, _ standing: [Finding]) -> Bool {
            guard revision != self.revision, verdict.outcome == .report else { return false }
            if self.revision == nil { return verdict == .invalid || verdict == .flagged && verdict != self.verdict }
            return verdict != self.verdict
                || standing.contains { $0.severity == .error && !errors.contains(.matter(of: $0)) }
        }
    }

    /// The reports that have another name or other revisions, in the order in which they were touched first.
    private(set) var reports: [Int64] = []
    private(set) var shown: [Int64: Shown] = [:]
    /// The names that reports had or have got, by which others know them.
    private(set) var names: [(report: Int64, name: ReportName, narrative: NarrativeChange)] = []

    /// Notes a report that is about to change, and what it shows as yet.
    fileprivate mutating func note(_ report: Int64, _ shown: @autoclosure () throws -> Shown?) rethrows {
        guard !reports.contains(report) else { return }
        reports.append(report)
        self.shown[report] = try shown()
    }

    /// Notes that revisions of a report have become one of their own.
    mutating func note(_ report: Int64, cameFrom former: Int64) {
        let known = shown[former]
        note(report, known)
        shown[report]?.revision = nil
    }

    /// Notes that a report's revisions have become another one's: what was told of it was told of that.
    mutating func note(_ report: Int64, becamePartOf other: Int64) {
        if let errors = shown[report]?.errors { shown[other]?.errors.formUnion(errors) }
    }

    /// Notes a name that a report with this narrative had, or has now.
    mutating func note(_ report: Int64, _ name: ReportName?, _ narrative: NarrativeSketch?) {
        guard let name else { return }
        names.append((report, name, NarrativeChange(sketch: narrative, hasChanged: true)))
    }
}

/// What has become of a report's narrative.
struct NarrativeChange {
    /// How it is now; nil when it is too short to tell.
    let sketch: NarrativeSketch?
    /// Whether the report was stored with another one before: what is said to repeat it may do so no longer.
    let hasChanged: Bool
    /// The revision with which the report had it first, where it may have come back to it: others may have taken it meanwhile.
    var knownSince: Int64?
}

extension ArchiveTransaction {
    /// Judges the reports again that a change of this one concerns: the organ's next year, its later years whose narrative is
    /// like this one, those that were said to repeat it, and those that took it before the report came back to it.
    ///
    /// - Parameters:
    ///   - report: the report that has changed, or whose name it was.
    ///   - name: under which the others know it.
    ///   - narrative: what has become of its text.
    ///   - origin: what the events say of it.
    ///   - untold: events on other revisions that no channel will hear of.
    /// - Throws: what SQLite throws.
    func rejudgeDependents(
        of report: Int64, _ name: ReportName, _ narrative: NarrativeChange, _ origin: EventOrigin,
        untold: [Int64: Int64] = [:]
    ) throws {
        try rejudge(dependents(of: report, name, narrative), origin, untold: untold)
    }

    private func dependents(of report: Int64, _ name: ReportName, _ narrative: NarrativeChange) throws -> [Int64] {
        var dependents: [Int64] = try narrative.hasChanged ? neighbours.reportsNaming(report) : []
        if let other = try neighbours.counterpart(of: name, of: report) { dependents.append(other) }
        for later in try neighbours.later(than: name, of: report) {
            let isAlike = narrative.sketch.flatMap { mine in later.sketch.map { narratives.areAlike(mine, $0) } }
            guard later.isDoubtful || later.year == name.year + 1 || isAlike == true else { continue }
            dependents.append(later.report)
        }
        if let sketch = narrative.sketch, let since = narrative.knownSince {
            dependents += try narratives.copies(of: sketch, name, report: report, since: since)
        }
        return dependents.filter { $0 != report }
    }

    private func rejudge(_ dependents: [Int64], _ origin: EventOrigin, untold: [Int64: Int64] = [:]) throws {
        var judged: Set<Int64> = []
        for dependent in dependents where judged.insert(dependent).inserted {
            guard let current = try statements.report(dependent)?.revision else { continue }
            try rejudging.run(current, .neighbours, origin, untold: untold[current])
        }
    }

    /// Notes a report that is about to change.
    func note(_ report: Int64, _ moves: inout Moves) throws {
        try moves.note(
            report,
            try statements.report(report).map { row in
                let errors = try ledger.open(of: row.revision).filter {
                    $0.acknowledgement == nil && $0.finding.severity == .error
                }
                return Moves.Shown(
                    revision: row.revision, verdict: row.verdict, errors: Set(errors.map { .matter(of: $0.finding) }))
            })
    }

    /// Judges what has been moved, and then what that concerns, each report once: what was broken by one move and mended by
    /// the next one is no news.
    func rejudge(_ moves: Moves, _ origin: EventOrigin, ofFile: (revision: Int64, findings: [Finding])? = nil) throws {
        for report in moves.reports {
            // What has become a revision of another report has a row without revisions.
            guard let current = try statements.report(report)?.revision, try statements.owner(of: current) == report
            else { continue }
            try rejudging.run(
                current, .everything, origin, shown: moves.shown[report],
                ofFile: ofFile?.revision == current ? ofFile?.findings : nil)
        }
        let moved = Set(moves.reports)
        let concerned = try moves.names.flatMap { try dependents(of: $0.report, $0.name, $0.narrative) }
        try rejudge(concerned.filter { !moved.contains($0) }, origin)
    }
}
