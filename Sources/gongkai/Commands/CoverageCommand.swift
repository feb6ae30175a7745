import ArgumentParser
import Core
import Export
import Store

/// `gongkai coverage --year Y`: which organs of the roster have published, which are late, which are missing.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Show who has published a report on a year, who is late, who is missing.",
        discussion: """
            The organs are those of the roster; the deadlines those of the configuration. A report counts whatever is wrong \
            with it. Exit status: 0 shown, 1 the store cannot be read or there is none yet, 78 wrong configuration or one \
            without a roster.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, csv
    }

    @OptionGroup var options: ConfigurationOption

    @Option(help: "The year that the reports are on.")
    var year: Int

    @Option(help: "Only organs of this region.")
    var region: String?

    @Flag(help: "Only organs whose reports are missing; totals are of all.")
    var missing = false

    @Option(help: "How it is printed: for people, as one JSON object, or as CSV.")
    var format = Format.text

    func validate() throws {
        try OptionRanges.check(year: year)
    }

    func run() throws {
        let configuration = try options.required()
        guard configuration.roster != nil else {
            throw Exit.failure(
                "no roster: name a CSV file of the organs that owe a report as \"roster\" in the configuration",
                status: ConfigurationError.exitStatus)
        }
        let today = configuration.localTime.date(SystemClock.now())
        let overview = try overview(configuration, today)
        switch format {
        case .text:
            var output = StandardOutput()
            let text = CoverageText(terminal: .current, language: configuration.language, onlyMissing: missing)
            for line in text.lines(overview) { output.line(line) }
            output.flush()
        case .json:
            var output = StandardOutput()
            output.line(overview.json(onlyMissing: missing))
            output.flush()
        case .csv:
            do throws(ExportError) {
                try overview.writeCSV(onlyMissing: missing)
            } catch {
                throw Exit.failure("\(error)")
            }
        }
    }

    private func overview(_ configuration: Configuration, _ today: CivilDate) throws -> CoverageOverview {
        let organs = configuration.organs.roster.organs.filter { region == nil || $0.region == region }
        let reports = try configuration.reading {
            try $0.coveringReports(of: organs, year: year, in: configuration.organs)
        }
        let deadlines = configuration.deadlines
        let entries = zip(organs, reports).map { organ, report in
            CoverageEntry(organ: organ, year: year, report: report, deadlines: deadlines, today: today)
        }
        return CoverageOverview(year: year, today: today, entries: entries)
    }
}
