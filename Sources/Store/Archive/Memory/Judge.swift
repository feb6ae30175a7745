internal import Core
internal import GRDB

/// Judges reports against what is stored beside them, within one transaction.
struct Judge {
    let ruleset: Ruleset
    let narratives: Narratives
    let neighbours: Neighbours

    /// What the store adds to the findings on a report by itself.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - name: what it is known by; a nameless one has no neighbours.
    ///   - id: its id, when it is stored.
    ///   - since: the revision with which it took its narrative.
    /// - Returns: the findings, each with the report it compares with.
    /// - Throws: what SQLite throws.
    func contextualFindings(
        on report: Report, _ name: ReportName?, id: Int64?, since: Int64
    ) throws -> [JudgedFinding] {
        guard let name else { return [] }
        let earlier = try neighbours.earlier(than: name, of: id)
        var context = JudgementContext(predecessor: try neighbours.predecessor(of: name, among: earlier))
        if let sketch = report.narrative.sketch, ruleset.applies(Rule.copiedNarrativeID) {
            context.model = try narratives.model(
                of: sketch, name.year, earlier: earlier.map(\.id), report: id, since: since)
        }
        return ruleset.judge(report, in: context).map { finding in
            JudgedFinding(
                finding: finding, other: finding.rule == Rule.copiedNarrativeID ? context.model?.report : nil)
        }
    }
}

extension Rule {
    /// The one rule that compares with reports beside the predecessor.
    static let copiedNarrativeID: RuleID = "narrative.copied"
}
