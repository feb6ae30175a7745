/// A finding's public, permanent id with the weight it has unless the configuration says otherwise.
public struct PublicRule: Sendable, Hashable {
    /// Its name.
    public let id: RuleID
    /// How much its findings weigh; a single one may weigh otherwise where RULES.md says so.
    public let severity: Severity

    private init(_ id: RuleID, _ severity: Severity) {
        self.id = id
        self.severity = severity
    }

    /// All ids that may be silenced, weighed and routed, in the order of RULES.md: those of the catalogue, those of
    /// documents that cannot be judged, and those of rules that come with a later version, so that a configuration
    /// written for it holds today.
    public static let all: [PublicRule] = [
        PublicRule("arithmetic.requests-balance", .error),
        PublicRule("arithmetic.requests-outcomes", .error),
        PublicRule("arithmetic.requests-row", .error),
        PublicRule("arithmetic.appeals", .error),
        PublicRule("arithmetic.not-judged", .info),
        PublicRule("continuity.carried-over", .error),
        PublicRule("continuity.normative-documents", .warning),
        PublicRule("continuity.items", .warning),
        PublicRule("narrative.requests", .warning),
        PublicRule("narrative.outcomes", .warning),
        PublicRule("narrative.appeals", .warning),
        PublicRule("narrative.normative-documents", .warning),
        PublicRule("narrative.breakdown", .warning),
        PublicRule("narrative.copied", .warning),
        PublicRule("structure.section-missing", .warning),
        PublicRule("structure.table-missing", .error),
        PublicRule("structure.row-missing", .warning),
        PublicRule("structure.section-numbering", .info),
        PublicRule("structure.declared-parts", .warning),
        PublicRule("structure.edition", .warning),
        PublicRule("cell.blank", .info),
        PublicRule("cell.collapsed-row", .info),
        PublicRule("cell.text-in-number", .info),
        PublicRule("cell.unreadable", .error),
        PublicRule("cell.negative", .error),
        PublicRule("cell.fraction", .error),
        PublicRule("plausibility.licensing-equals-published", .warning),
        PublicRule("plausibility.year-over-year", .warning),
        PublicRule("content.fee-statement", .warning),
        PublicRule("content.assessment", .warning),
        PublicRule("content.problems-empty", .warning),
        PublicRule("timeliness.late", .warning),
        PublicRule("identity.agency", .error),
        PublicRule("identity.year", .error),
        PublicRule("identity.conflict", .warning),
        PublicRule("document.encoding", .info),
        PublicRule("document.duplicate", .info),
        PublicRule("document.revision", .info),
        PublicRule("document.too-large", .error),
        PublicRule("document.unsupported", .error),
        PublicRule("document.corrupt", .error),
        PublicRule("document.timeout", .error),
        PublicRule("document.empty", .error),
        PublicRule("document.denied", .error),
        PublicRule("document.not-regular", .error),
        PublicRule("document.foreign", .info),
        PublicRule("document.sidecar", .warning),
        PublicRule("coverage.missing", .warning),
    ]
}
