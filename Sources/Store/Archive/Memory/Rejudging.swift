internal import Core
internal import GRDB

/// Judges stored reports again and keeps what changes: findings that no longer hold are closed, new ones are opened, and
/// where the verdict changes or an error is gone an event tells of it. What changes only because the configuration leaves a
/// rule out or lets it weigh otherwise is no news of the report: its event goes to no channel.
struct Rejudging {
    /// What is judged again.
    enum Scope {
        /// Only what depends on other reports, because one of them has changed.
        case neighbours
        /// Everything that facts can tell, because the rules have changed. Tells only of another verdict.
        case everything
    }

    let judge: Judge
    let ledger: FindingLedger
    let log: LogWriter
    let readings: RevisionReader
    let acknowledgements: Acknowledgements
    let verdicts: VerdictWriter
    let tally = Tally()

    /// Judges a revision again that is its report's current one.
    ///
    /// - Parameters:
    ///   - revision: the revision.
    ///   - scope: what is judged.
    ///   - origin: why.
    ///   - untold: an event on the revision that no channel will hear of; what it told is not news when it is taken back.
    ///   - shown: what the report was known to be before it was moved.
    ///   - ofFile: what is found of the file now; nil for what was found when it was read.
    /// - Throws: what SQLite throws.
    func run(
        _ revision: Int64, _ scope: Scope, _ origin: EventOrigin, untold: Int64? = nil, shown: Moves.Shown? = nil,
        ofFile: [Finding]? = nil
    ) throws {
        // Facts that cannot be read back say nothing, least of all that findings no longer hold.
        guard let stored = try readings.reading(revision),
            stored.report != nil || stored.verdict.outcome != .report
        else { return }
        let held = try ledger.open(of: revision)
        let due = try due(stored, held, scope, ofFile)
        let (gone, new) = Self.difference(held.filter { due.replaces($0.finding.rule) }, due.findings)
        let known = try acknowledgements.acknowledgements(of: stored.reportID)
        let kept = held.filter { finding in !gone.contains { $0.id == finding.id } }
        let standing =
            kept.filter { $0.acknowledgement == nil }.map(\.finding)
            + new.map(\.finding).filter { known[.init($0)] == nil }
        let verdict = stored.report == nil ? stored.verdict : Verdict(findings: standing)
        let isNewsOfMove = shown?.makesNews(of: revision, verdict, standing)
        guard !gone.isEmpty || !new.isEmpty || verdict != stored.verdict || isNewsOfMove == true else { return }
        let change = split(gone, new, organ: stored.report?.identity.agency)
        let weighed = change.weighed(held.filter { $0.acknowledgement == nil }, known)
        let former = stored.report == nil ? stored.verdict : Verdict(findings: weighed)
        let before = try untold.map { try told(of: revision, before: $0, stored) }
        let isNews =
            isNewsOfMove ?? false || verdict != before?.verdict ?? former
            || scope == .neighbours && hasLostError(before?.findings ?? change.gone, standing)
        if !change.left.isEmpty {
            let silent = EventOrigin(moment: origin.moment, announcement: .silent)
            // News must not name it as gone: an event of its own comes before.
            try keep(
                change.left, change.altered, of: revision, known, isNews || former != stored.verdict ? silent : nil)
        }
        try keep(change.gone, change.new, of: revision, known, isNews ? origin : nil)
        if verdict != stored.verdict { try verdicts.write(verdict, of: revision, report: stored.reportID) }
        tally.note(stored.reportID, opened: new.count, closed: gone.count, from: stored.verdict, to: verdict)
    }

    /// Writes what is gone and new, with an event where there is an origin for one.
    private func keep(
        _ gone: [HeldFinding], _ new: [JudgedFinding], of revision: Int64, _ known: [Acknowledgements.Key: Int64],
        _ origin: EventOrigin?
    ) throws {
        let event = origin == nil ? log.last : log.reserve()
        for finding in gone { try ledger.close(finding, event: event) }
        for finding in new {
            try ledger.write(finding, of: revision, event: event, acknowledgement: known[.init(finding.finding)])
        }
        if let origin { try log.append(event, .reportRejudged, of: revision, origin) }
    }

    /// What has changed, what of it only by the configuration of the rules apart.
    private struct Change {
        var gone: [HeldFinding] = []
        var new: [JudgedFinding]
        /// Findings of rules that are left out now, or weigh otherwise, …
        var left: [HeldFinding] = []
        /// … and what they have become.
        var altered: [JudgedFinding] = []

        /// The findings that would stand if nothing but the configuration had changed.
        func weighed(_ held: [HeldFinding], _ known: [Acknowledgements.Key: Int64]) -> [Finding] {
            held.filter { finding in !left.contains { $0.id == finding.id } }.map(\.finding)
                + altered.map(\.finding).filter { known[.init($0)] == nil }
        }
    }

    private func split(_ gone: [HeldFinding], _ new: [JudgedFinding], organ: String?) -> Change {
        var change = Change(new: new)
        for held in gone {
            if let index = change.new.firstIndex(where: { $0.finding.saysSame(as: held.finding) }) {
                change.left.append(held)
                change.altered.append(change.new.remove(at: index))
            } else if isLeftOut(held.finding, organ) {
                change.left.append(held)
            } else {
                change.gone.append(held)
            }
        }
        return change
    }

    private func isLeftOut(_ finding: Finding, _ organ: String?) -> Bool {
        let isKnown = finding.isOfFile || judge.ruleset.contains(finding.rule)
        return !isKnown || !judge.ruleset.applies(finding.rule, to: organ)
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

/// Counts what judging again has changed within one transaction.
final class Tally {
    private(set) var opened = 0
    private(set) var closed = 0
    /// The verdicts on reports before and after.
    private(set) var verdicts: [Int64: (from: Verdict, to: Verdict)] = [:]

    func note(_ report: Int64, opened: Int, closed: Int, from: Verdict, to: Verdict) {
        self.opened += opened
        self.closed += closed
        if from != to || verdicts[report] != nil { verdicts[report] = (verdicts[report]?.from ?? from, to) }
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
    func isSame(as other: Finding) -> Bool { severity == other.severity && saysSame(as: other) }

    /// Whether it says the same, whatever it weighs.
    fileprivate func saysSame(as other: Finding) -> Bool {
        rule == other.rule && cells == other.cells && expected == other.expected && actual == other.actual
            && message == other.message
    }
}
