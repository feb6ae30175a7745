internal import Core
internal import GRDB

/// A revision that is being recorded, judged with what is stored beside it.
struct Revised {
    /// The result with the verdict that all findings together come to.
    private(set) var examination: Examination
    /// What its report is known by; nil while organ or year is unknown.
    let name: ReportName?

    private let revision: Int64
    private let formerReport: Report?
    /// The revision with which the report had this narrative before.
    private let knownSince: Int64?
    private let archive: ArchiveTransaction
    private let acknowledged: [Acknowledgements.Key: Int64]
    private var findings: [JudgedFinding]

    init(
        _ intake: Intake, _ revision: Int64, replacing report: StoredReport?, _ former: StoredReading?,
        _ archive: ArchiveTransaction
    ) throws {
        examination = intake.examination
        name = ReportName(examination.report?.identity)
        self.revision = revision
        self.archive = archive
        formerReport = former?.report
        let sketch = examination.report?.narrative.sketch
        knownSince = try sketch.flatMap { sketch in
            try report.flatMap { try archive.narratives.since(sketch, in: $0.id) }
        }
        acknowledged = try report.map { try archive.acknowledgements.acknowledgements(of: $0.id) } ?? [:]
        findings = examination.findings.map { JudgedFinding(finding: $0) }
        if let read = examination.report {
            findings += try archive.judge.contextualFindings(
                on: read, name, id: report?.id, since: knownSince ?? revision)
        }
        updateVerdict()
    }

    /// What has become of the report's narrative.
    var narrativeChange: NarrativeChange {
        let sketch = examination.report?.narrative.sketch
        let hasChanged = formerReport.map { $0.narrative.sketch != sketch } ?? false
        return NarrativeChange(sketch: sketch, hasChanged: hasChanged, knownSince: hasChanged ? knownSince : nil)
    }

    /// Adds the finding that says what this revision changes.
    mutating func noteChanges(number: Int) {
        guard let read = examination.report, let formerReport else { return }
        let finding = CellChanges.finding(read, replacing: formerReport, number: number)
        findings += archive.ruleset.apply([finding], organ: read.identity.agency).map { JudgedFinding(finding: $0) }
        updateVerdict()
    }

    /// Writes the findings; the verdict too, where they have changed it since the revision was written.
    func writeFindings(event: Int64) throws {
        for judged in findings {
            try archive.ledger.write(
                judged, of: revision, event: event, acknowledgement: acknowledged[.init(judged.finding)])
        }
    }

    /// Writes what the narrative is like.
    func writeSketch(report: Int64) throws {
        guard let sketch = examination.report?.narrative.sketch else { return }
        try archive.narratives.write(
            sketch, of: revision, report: report, since: knownSince ?? revision, year: name?.year)
    }

    private mutating func updateVerdict() {
        guard examination.verdict.outcome == .report else { return }
        let standing = findings.lazy.map(\.finding).filter { [acknowledged] in acknowledged[.init($0)] == nil }
        examination.verdict = Verdict(findings: standing)
    }
}
