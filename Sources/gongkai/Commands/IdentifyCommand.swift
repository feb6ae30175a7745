import ArgumentParser
import Core

/// `gongkai identify REPORT --organ … --year …`: says whose report it is, for good.
struct IdentifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify",
        abstract: "Mend whose report it is and on which year, for good.",
        discussion: """
            Neither reading the file again nor a corrected file at the same place undoes it. All revisions of the report \
            move; where the right report is stored already, they become its own. Exit status: 0 done, 64 wrong usage, 66 no \
            such report.
            """)

    @OptionGroup var options: ConfigurationOption

    @Option(help: "Whose report it is.")
    var organ: String

    @Option(help: "The year it reports on.")
    var year: Int

    @Option(help: "The region the organ belongs to; empty for none. Left out, the region stays.")
    var region: String?

    @Argument(help: "The report's id, as list prints it.")
    var report: Int64

    func validate() throws {
        if OrganName.plain(organ).isEmpty { throw ValidationError("the organ's name is empty") }
        if !(1990...2100).contains(year) { throw ValidationError("\(year) is no report year") }
    }

    func run() throws {
        let agency = OrganName.plain(organ)
        let region = region.map(OrganName.plain)
        let id = try Upkeep.perform(
            try options.orDefault(),
            byDaemon: { try $0.identify(report, agency: agency, year: year, region: region) },
            directly: { try $0.identify(report, agency: agency, year: year, region: region) })
        print(
            id == report
                ? "report \(id) is \(printable(agency)) \(year)"
                : "report \(report) is a revision of report \(id), \(printable(agency)) \(year)")
    }
}
