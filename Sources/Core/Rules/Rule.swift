/// One thing that is checked of a report: its description and what finds it. Listed in ``Ruleset/catalogue``.
public struct Rule: Sendable {
    /// What there is to know of it.
    public let description: RuleDescription
    /// Finds all there is to find.
    let judge: @Sendable (Report, JudgementContext, Rule) -> [Finding]

    /// A rule that looks at one report alone.
    init(_ description: RuleDescription, judge: @escaping @Sendable (Report, Rule) -> [Finding]) {
        self.init(description) { report, _, rule in judge(report, rule) }
    }

    /// A rule that looks at what is stored beside the report, or at thresholds.
    init(_ description: RuleDescription, judge: @escaping @Sendable (Report, JudgementContext, Rule) -> [Finding]) {
        self.description = description
        self.judge = judge
    }

    /// Its public, permanent name.
    public var id: RuleID { description.id }

    /// How much its findings weigh unless the configuration says otherwise.
    public var severity: Severity { description.severity }

    /// What it looks at.
    public var needs: RuleNeed { description.needs }

    /// The legal or form basis, in Chinese; nil where there is none.
    public var basis: String? { description.basis }

    /// When it holds, one sentence.
    public var summary: Message { description.summary }

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
    private let scopes: [RuleID: OrganScope]
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
    ///   - scopes: the organs that rules apply to, where that is not all.
    ///   - parameters: the thresholds that rules compare with.
    ///   - custom: rules of the user's own.
    public init(
        off: Set<RuleID> = [], severities: [RuleID: Severity] = [:], scopes: [RuleID: OrganScope] = [:],
        parameters: RuleParameters = RuleParameters(), custom: [CustomRule] = []
    ) {
        self.off = off
        self.severities = severities
        self.scopes = scopes
        self.parameters = parameters
        rules = (Ruleset.catalogue + custom.map(Rule.init)).filter { !off.contains($0.id) }
        let ofContext = custom.lazy.filter { $0.description.needs != .report }.map(\.id)
        contextual = Ruleset.contextual.union(ofContext)
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
        let organ = report.identity.agency
        return weighed(
            rules.filter { isMeant($0) && covers(organ, $0.id) }.flatMap { $0.judge(report, context, $0) })
    }

    /// The rules of the catalogue that look at other stored reports.
    private static let contextual = Set(
        catalogue.lazy.filter { $0.needs == .predecessor || $0.needs == .otherReports }.map(\.id))

    /// Whether a rule is applied at all.
    public func applies(_ rule: RuleID) -> Bool { !off.contains(rule) }

    /// Whether it has a rule: one of the catalogue, or of the user's own, that is not switched off.
    public func contains(_ rule: RuleID) -> Bool { rules.contains { $0.id == rule } }

    /// Whether a rule is applied to reports of an organ.
    public func applies(_ rule: RuleID, to organ: String?) -> Bool { applies(rule) && covers(organ, rule) }

    /// The rules that look at other stored reports: a change of what is stored may end their findings.
    public let contextual: Set<RuleID>

    /// Findings that others made, such as `document.*`, without those that do not count here and weighing what they weigh
    /// here; `organ` is whose report they are on, where that is known.
    public func apply(_ findings: [Finding], organ: String? = nil) -> [Finding] {
        weighed(findings.filter { !off.contains($0.rule) && covers(organ, $0.rule) })
    }

    private func covers(_ organ: String?, _ rule: RuleID) -> Bool {
        scopes.isEmpty || scopes[rule]?.covers(organ) ?? true
    }

    private func weighed(_ findings: [Finding]) -> [Finding] {
        if severities.isEmpty { return findings }
        return findings.map { finding in
            var finding = finding
            finding.severity = severities[finding.rule] ?? finding.severity
            return finding
        }
    }
}
