/// What a rule looks at.
public enum RuleNeed: String, Sendable, Hashable, CaseIterable {
    /// The file: whether and how it could be read.
    case file
    /// The report alone.
    case report
    /// The same organ's report on the year before too.
    case predecessor
    /// The stored narratives of other years and other organs too.
    case otherReports = "other_reports"
    /// The organs that owe a report.
    case roster
}

/// One thing that is checked of a report: a value, listed in ``Ruleset/catalogue``.
public struct Rule: Sendable {
    /// Its public, permanent name.
    public let id: RuleID
    /// How much its findings weigh; a rule may weigh a single finding otherwise where RULES.md says so.
    public let severity: Severity
    /// What it looks at.
    public let needs: RuleNeed
    /// The legal or form basis, in Chinese; nil where there is none.
    public let basis: String?
    /// When it holds, one sentence.
    public let summary: Message
    /// Finds all there is to find.
    let judge: @Sendable (Report, JudgementContext, Rule) -> [Finding]

    /// A rule that looks at one report alone.
    init(
        _ id: RuleID, _ severity: Severity, basis: String?, summary: Message,
        judge: @escaping @Sendable (Report, Rule) -> [Finding]
    ) {
        self.init(id, severity, needs: .report, basis: basis, summary: summary) { report, _, rule in
            judge(report, rule)
        }
    }

    /// A rule that looks at what is stored beside the report.
    init(
        _ id: RuleID, _ severity: Severity, needs: RuleNeed, basis: String?, summary: Message,
        judge: @escaping @Sendable (Report, JudgementContext, Rule) -> [Finding]
    ) {
        self.id = id
        self.severity = severity
        self.needs = needs
        self.basis = basis
        self.summary = summary
        self.judge = judge
    }

    /// A finding of this rule. Without a place of its own it stands where its first cell stands.
    func finding(
        _ message: Message, in report: Report, cells: [CellID] = [], expected: Quantity? = nil, actual: Quantity? = nil,
        severity: Severity? = nil, place: Place? = nil, quote: String? = nil
    ) -> Finding {
        Finding(
            rule: id, severity: severity ?? self.severity, message: message, cells: cells, expected: expected,
            actual: actual, place: place ?? cells.lazy.compactMap { report.places[$0] }.first, quote: quote,
            basis: basis)
    }
}

/// The rules that are applied, in the order of the catalogue.
public struct Ruleset: Sendable {
    private let rules: [Rule]
    private let off: Set<RuleID>
    private let severities: [RuleID: Severity]
    /// The thresholds that its rules compare with.
    public let parameters: RuleParameters

    /// The catalogue: every rule there is, in the order in which RULES.md lists them.
    public static let catalogue: [Rule] = [
        .requestsBalance, .requestsOutcomes, .requestsRow, .appeals, .notJudged,
        .carriedOver, .documentsInForce, .items,
        .narrativeRequests, .narrativeOutcomes, .narrativeAppeals, .narrativeNormativeDocuments, .breakdown,
        .copiedNarrative,
        .sectionMissing, .tableMissing, .rowMissing, .sectionNumbering, .declaredParts, .editionForYear,
        .blankCells, .collapsedRows, .textInNumber, .unreadableCells, .negativeCounts, .fractionalCounts,
        .licensingEqualsPublished, .yearOverYear,
        .feeStatement, .assessment, .problemsEmpty,
        .late,
        .agencyUnknown, .yearUnknown, .identityConflict,
    ]

    /// All rules as they are.
    public static let standard = Ruleset()

    /// The rules with some switched off and some weighing otherwise.
    ///
    /// - Parameters:
    ///   - off: rules that are not applied.
    ///   - severities: rules whose findings weigh otherwise, whatever the rule says of a single finding.
    ///   - parameters: the thresholds that rules compare with.
    public init(
        off: Set<RuleID> = [], severities: [RuleID: Severity] = [:], parameters: RuleParameters = RuleParameters()
    ) {
        self.off = off
        self.parameters = parameters
        rules = Ruleset.catalogue.filter { !off.contains($0.id) }
        self.severities = severities
    }

    /// All findings on a report by itself, in the order of the catalogue.
    public func judge(_ report: Report) -> [Finding] {
        judge(report, in: .nothingKnown) { $0.needs == .report }
    }

    /// The findings that come of what is stored beside a report; those of ``judge(_:)`` are not among them.
    public func judge(_ report: Report, in context: JudgementContext) -> [Finding] {
        judge(report, in: context) { $0.needs != .report }
    }

    private func judge(
        _ report: Report, in context: JudgementContext, where isMeant: (Rule) -> Bool
    ) -> [Finding] {
        var context = context
        context.parameters = parameters
        return apply(rules.filter(isMeant).flatMap { $0.judge(report, context, $0) })
    }

    /// The rules that look at other stored reports: a change of what is stored may end their findings.
    public static let contextual = Set(
        catalogue.lazy.filter { $0.needs == .predecessor || $0.needs == .otherReports }.map(\.id))

    /// Whether a rule is applied.
    public func applies(_ rule: RuleID) -> Bool { !off.contains(rule) }

    /// Findings that others made, such as `document.*`, without those that are off and weighing what they weigh here.
    public func apply(_ findings: [Finding]) -> [Finding] {
        if off.isEmpty, severities.isEmpty { return findings }
        return findings.compactMap { finding in
            if off.contains(finding.rule) { return nil }
            var finding = finding
            finding.severity = severities[finding.rule] ?? finding.severity
            return finding
        }
    }
}
