import ArgumentParser
import Core
import Store

/// Which reports: the same options for every command that looks at many.
struct ReportFilterOptions: ParsableArguments {
    @Option(help: "Only reports on this year.")
    var year: Int?

    @Option(help: "Only organs of this region.")
    var region: String?

    @Option(
        name: [.customLong("organ"), .customLong("agency")],
        help: "Only organs whose name contains this; with * or ? a pattern over the whole name.")
    var organ: String?

    @Option(help: "Only these verdicts: valid, flagged, invalid, unreadable, foreign. May be given several times.")
    var verdict: [Verdict] = []

    @Option(help: "Only reports with an open finding of this rule; * and ? as in a pattern.")
    var rule: String?

    func validate() throws {
        try OptionRanges.check(year: year)
    }

    /// Refuses a rule that there is not; the nearest one is suggested.
    func checkRule(among configuration: Configuration) throws {
        guard let rule else { return }
        let known = configuration.configuredRules.map(\.description.id.description)
        let glob = Glob(rule)
        if known.contains(where: glob.matches) { return }
        let remedy = NearestName.to(rule, among: known).map { "did you mean \($0)?" } ?? "gongkai rules lists all"
        throw Exit.failure("--rule: no rule is called \"\(printable(rule))\"; \(remedy)", status: 64)
    }

    /// What the store is asked.
    func filter(limit: Int? = nil, digest: String? = nil) -> ReportFilter {
        ReportFilter(
            year: year, region: region, agency: organ, verdicts: Set(verdict), rule: rule, digest: digest,
            limit: limit)
    }
}
