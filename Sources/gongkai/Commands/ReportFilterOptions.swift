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

    /// What the store is asked.
    func filter(limit: Int? = nil, digest: String? = nil) -> ReportFilter {
        ReportFilter(
            year: year, region: region, agency: organ, verdicts: Set(verdict), rule: rule, digest: digest,
            limit: limit)
    }
}
