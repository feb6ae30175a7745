internal import Core
internal import GRDB

/// Judges stored reports again and keeps what changes: findings that no longer hold are closed, new ones are opened, and
/// where the verdict changes or an error is gone an event tells of it.
struct Rejudging {
    /// What is judged again.
    enum Scope {
        /// Only what depends on other reports, because one of them has changed.
        case neighbours
        /// Everything that facts can tell, because the rules have changed. Tells only of another verdict.
        case everything
    }

    /// What came of it.
    struct Outcome {
        var opened = 0
        var closed = 0
        var hasNewVerdict = false
    }

    let judge: Judge
    let ledger: FindingLedger
    let log: LogWriter
    let readings: RevisionReader
    let acknowledgements: Acknowledgements
    let verdicts: VerdictWriter

    /// Judges a revision again that is its report's current one.
    ///
    /// - Parameters:
    ///   - revision: the revision.
    ///   - scope: what is judged.
    ///   - origin: why.
    ///   - untold: an event on the revision that no channel will hear of; what it told is not news when it is taken back.
    ///   - ofFile: what is found of the file now; nil for what was found when it was read.
    /// - Returns: what has changed.
    /// - Throws: what SQLite throws.
    @discardableResult
    func run(
        _ revision: Int64, _ scope: Scope, _ origin: EventOrigin, untold: Int64? = nil, ofFile: [Finding]? = nil
    ) throws -> Outcome {
        // Facts that cannot be read back say nothing, least of all that findings no longer hold.
        guard let stored = try readings.reading(revision),
            stored.report != nil || stored.verdict.outcome != .report
        else { return Outcome() }
        let held = try ledger.open(of: revision)
        let due = try due(stored, held, scope, ofFile)
        let (gone, new) = Self.difference(held.filter { due.replaces($0.finding.rule) }, due.findings)
        let known = try acknowledgements.acknowledgements(of: stored.reportID)
        let kept = held.filter { finding in !gone.contains { $0.id == finding.id } }
        let standing =
            kept.filter { $0.acknowledgement == nil }.map(\.finding)
            + new.map(\.finding).filter { known[.init($0)] == nil }
        let verdict = stored.report == nil ? stored.verdict : Verdict(findings: standing)
        guard !gone.isEmpty || !new.isEmpty || verdict != stored.verdict else { return Outcome() }
        let before = try untold.map { try told(of: revision, before: $0, stored) }
        let isNews =
            verdict != before?.verdict ?? stored.verdict
            || scope == .neighbours && hasLostError(before?.findings ?? gone, standing)
        let event = isNews ? log.reserve() : log.last
        for finding in gone { try ledger.close(finding, event: event) }
        for finding in new {
            try ledger.write(finding, of: revision, event: event, acknowledgement: known[.init(finding.finding)])
        }
        if verdict != stored.verdict { try verdicts.write(verdict, of: revision, report: stored.reportID) }
        if isNews { try log.append(event, .reportRejudged, of: revision, origin) }
        return Outcome(opened: new.count, closed: gone.count, hasNewVerdict: verdict != stored.verdict)
    }

    /// What a report should be found to have, and which rules that speaks for.
    private struct Due {
        var findings: [JudgedFinding]
        let replaces: (RuleID) -> Bool
    }

    private func due(
        _ stored: StoredReading, _ held: [HeldFinding], _ scope: Scope, _ ofFile: [Finding]?
    ) throws -> Due {
        var findings: [JudgedFinding] = []
        if let report = stored.report {
            if scope == .everything { findings = judge.ruleset.judge(report).map { JudgedFinding(finding: $0) } }
            findings += try judge.contextualFindings(
                on: report, stored.name, id: stored.reportID, since: stored.narrativeSince ?? stored.revision)
        }
        guard scope == .everything else {
            return Due(findings: findings) { judge.ruleset.contextual.contains($0) }
        }
        // What was found of the file cannot be found again, but may weigh otherwise or no longer count.
        let found = held.map(\.finding).filter { $0.isOfFile && (ofFile == nil || $0.rule == CellChanges.rule) }
        findings += judge.ruleset.apply(found + (ofFile ?? []), organ: stored.report?.identity.agency).map {
            JudgedFinding(finding: $0)
        }
        return Due(findings: findings) { _ in true }
    }

    /// The held findings that are not due any more and the due ones that are not held; of equals as many as there are.
    private static func difference(
        _ held: [HeldFinding], _ due: [JudgedFinding]
    ) -> (gone: [HeldFinding], new: [JudgedFinding]) {
        var gone: [HeldFinding] = []
        var new = due
        for finding in held {
            if let index = new.firstIndex(where: { $0.finding.isSame(as: finding.finding) }) {
                new.remove(at: index)
            } else {
                gone.append(finding)
            }
        }
        return (gone, new)
    }

    /// What was known of a revision before an event that nobody heard of.
    private func told(
        of revision: Int64, before event: Int64, _ stored: StoredReading
    ) throws -> (verdict: Verdict, findings: [HeldFinding]) {
        let findings = try ledger.held(of: revision, before: event).filter { $0.acknowledgement == nil }
        return (stored.report == nil ? stored.verdict : Verdict(findings: findings.map(\.finding)), findings)
    }

    /// Whether an error was told of that holds in no form any more.
    private func hasLostError(_ before: [HeldFinding], _ standing: [Finding]) -> Bool {
        let errors = Set(standing.lazy.filter { $0.severity == .error }.map(Acknowledgements.Key.matter))
        return before.contains {
            $0.acknowledgement == nil && $0.finding.severity == .error && !errors.contains(.matter(of: $0.finding))
        }
    }
}

/// Changes the verdict on a stored revision and its report.
struct VerdictWriter {
    private let updateReport: RawStatement
    private let updateRevision: RawStatement

    init(_ database: GRDB.Database) throws {
        updateReport = try RawStatement(database, "UPDATE report SET verdict = ? WHERE id = ?")
        updateRevision = try RawStatement(database, "UPDATE revision SET verdict = ? WHERE id = ?")
    }

    func write(_ verdict: Verdict, of revision: Int64, report: Int64) throws {
        try updateReport.execute {
            $0.bind(verdict.rawValue)
            $0.bind(report)
        }
        try updateRevision.execute {
            $0.bind(verdict.rawValue)
            $0.bind(revision)
        }
    }
}

extension Finding {
    /// Whether it was found of the file, not of the report in it.
    var isOfFile: Bool { rule.description.hasPrefix("document.") }

    /// Whether it says the same, wherever that stands.
    fileprivate func isSame(as other: Finding) -> Bool {
        rule == other.rule && severity == other.severity && cells == other.cells && expected == other.expected
            && actual == other.actual && message == other.message
    }
}
