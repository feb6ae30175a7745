import ArgumentParser
import Core
import Store

/// `gongkai identify REPORT --organ … --year …`: says whose report it is, for good.
struct IdentifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify",
        abstract: "Mend whose report it is and on which year, for good.",
        discussion: """
            Neither reading the file again nor a corrected file at the same place undoes it. All revisions of the report \
            move; with ID@N only revision N does, which takes apart what was put together by mistake. Where a report of that \
            organ and year is stored already, nothing is done unless --merge says that they are one. Exit status: 0 done, \
            64 wrong usage, 66 no such report, or there is one of that name already.
            """)

    @OptionGroup var options: ConfigurationOption

    @Option(help: "Whose report it is.")
    var organ: String

    @Option(help: "The year it reports on.")
    var year: Int

    @Option(help: "The region the organ belongs to; empty for none. Left out, the region stays.")
    var region: String?

    @Flag(help: "Make it a revision of the report of that organ and year which is stored already.")
    var merge = false

    @Argument(help: "The report's id, as list prints it, or ID@N for one of its revisions.")
    var report: RevisionReference

    /// The first year that the decree in force from 2008-05-01 asks a report on (条例); the next one may be under way early.
    private static var years: ClosedRange<Int> {
        2008...max(2008, LocalTime.china.date(SystemClock.now()).year + 1)
    }

    func validate() throws {
        if OrganName.plain(organ).isEmpty { throw ValidationError("--organ: the organ's name is empty") }
        let years = Self.years
        if !years.contains(year) {
            throw ValidationError(
                "--year: \(year) is no report year; it is the year reported on, \(years.lowerBound) to \(years.upperBound)"
            )
        }
    }

    func run() throws {
        let agency = OrganName.plain(organ)
        let said = Identification(
            report: report.report, revision: report.number, agency: agency, year: year,
            region: region.map(OrganName.plain), merges: merge)
        let id = try Upkeep.perform(
            try options.orDefault(), byDaemon: { try $0.identify(said) }, directly: { try $0.identify(said) })
        print(
            id == report.report
                ? "report \(id) is \(printable(agency)) \(year)"
                : "report \(report) is now in report \(id), \(printable(agency)) \(year)")
    }
}
