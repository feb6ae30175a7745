public import ArgumentParser
public import Core
import Store

/// `gongkai list`: the stored reports, one line each.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List stored reports, one line each.")

    @OptionGroup var options: ConfigurationOption

    @OptionGroup var reports: ReportFilterOptions

    @Option(help: "Only the reports that this digest covers: the delivery's id, as the digest says it.")
    var digest: String?

    @Option(help: "At most so many.")
    var limit: Int?

    @Option(help: "How they are printed: for people, or one JSON object a line.")
    var format = CheckCommand.Format.text

    func validate() throws {
        try OptionRanges.check(limit: limit)
    }

    func run() throws {
        let configuration = try options.orDefault()
        try reports.checkRule(among: configuration)
        let rows = try configuration.reading { store in
            let digest = try digest.map { try DeliveryName.id($0, in: store) }
            return try store.reports(reports.filter(limit: limit, digest: digest))
        }
        var output = StandardOutput()
        for row in rows { output.line(format == .json ? json(row) : text(row, configuration.language)) }
        output.flush()
    }

    private func text(_ row: ReportRow, _ language: Language) -> String {
        let terminal = Terminal.current
        let verdict = row.verdict.name.text(in: language)
        let year = row.year.map(String.init) ?? "----"
        var counts = Severity.allCases.reversed().filter { $0 != .info }.map { severity in
            "\(severity.name.text(in: language)) \(row.findings[severity, default: 0])"
        }
        if row.acknowledged > 0 {
            counts.append(
                Message(zh: "已确认 \(row.acknowledged)", en: "acknowledged \(row.acknowledged)").text(in: language))
        }
        let findings = counts.joined(separator: language == .chinese ? "，" : ", ")
        let agency = OrganText(language).text(row.agency ?? row.title ?? "—", region: row.region)
        let revision = row.revisions > 1 ? "  r\(row.revisions)" : ""
        return "\(pad("\(row.id)", 6))  \(year)  \(verdict)  \(printable(agency))\(revision)  \(findings)  "
            + terminal.styled(printable(row.file), .dim)
    }

    private func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private func json(_ row: ReportRow) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("id", Int(row.id))
            json.member("verdict", row.verdict.rawValue)
            json.member("agency", row.agency)
            json.member("agency_kind", row.agencyKind?.rawValue)
            json.member("region", row.region)
            json.member("year", row.year)
            json.member("edition", row.edition)
            json.member("title", row.title)
            json.member("revisions", row.revisions)
            json.member("received_at", row.receivedAt)
            json.member("file", row.file)
            json.member("findings") { json in
                json.object { json in
                    for severity in Severity.allCases.reversed() {
                        json.member(severity.rawValue, row.findings[severity, default: 0])
                    }
                    json.member("acknowledged", row.acknowledged)
                }
            }
        }
        return json.text
    }
}

extension Verdict: ExpressibleByArgument {}
