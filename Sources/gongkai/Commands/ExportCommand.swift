import ArgumentParser
import Core
import Export
import Glibc
import Store

/// `gongkai export`: what is stored, for spreadsheets and scripts.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write stored reports or findings as CSV, JSON lines or XLSX.",
        discussion: """
            Reports: one row a report, one column a cell of the form, blank where the report has no number. Findings: one \
            row a finding. CSV is UTF-8 with a byte order mark, as Excel wants Chinese; text that a spreadsheet would take \
            for a formula has an apostrophe before it. JSON lines have the keys of check. Copies are told of by no finding: \
            --rule document.duplicate goes with --what reports.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv, json, xlsx
    }

    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case reports, findings
    }

    @OptionGroup var options: ConfigurationOption
    @OptionGroup var reports: ReportFilterOptions

    @Option(help: "csv, json (one object a line) or xlsx.")
    var format = Format.csv

    @Option(help: "What the rows are: reports or findings.")
    var what = Subject.reports

    @Flag(help: "With --what findings: also those that no longer hold.")
    var closed = false

    @Option(name: [.customShort("o"), .customLong("out")], help: "The file; without it standard output.")
    var out: String?

    func validate() throws {
        if format == .xlsx, out == nil { throw ValidationError("an xlsx file needs a name: add --out FILE") }
        if closed, what == .reports { throw ValidationError("--closed goes with --what findings") }
        if what == .findings, reports.rule == "document.duplicate" {
            throw ValidationError(
                "document.duplicate tells where copies lie and is kept as no finding; --what reports has those reports")
        }
    }

    func run() throws {
        let configuration = try options.orDefault()
        try reports.checkRule(among: configuration)
        // A reader that has seen enough ends the export without a word, as it does with every other command.
        signal(SIGPIPE, SIG_DFL)
        let store = try configuration.reading { $0 }
        do {
            switch what {
            case .reports:
                let output = try output(ReportTable.columns)
                try store.forEachReport(reports.filter()) { report in
                    output.write({ ReportTable.row(report) }, { ReportTable.write(report, to: &$0) })
                }
                try output.finish()
            case .findings:
                let output = try output(FindingTable.columns)
                try store.forEachFinding(reports.filter(), includingClosed: closed) { report, finding in
                    output.write(
                        { FindingTable.row(finding, of: report) }, { FindingTable.write(finding, of: report, to: &$0) })
                }
                try output.finish()
            }
        } catch {
            throw Exit.failure("\(error)")
        }
    }

    private func output(_ columns: [TableColumn]) throws(ExportError) -> ExportOutput {
        switch format {
        case .csv: .table(try CSVWriter(columns, to: sink()))
        case .xlsx: .table(try XLSXWriter(columns, at: out ?? ""))
        case .json: .lines(JSONLinesWriter(to: try sink()))
        }
    }

    private func sink() throws(ExportError) -> ByteSink {
        guard let out else { return .standardOutput() }
        return try .file(at: out)
    }
}

/// Where rows or objects go, until one cannot be written.
private final class ExportOutput {
    private let table: (any TableWriter)?
    private let lines: JSONLinesWriter?
    private var failure: ExportError?

    private init(_ table: (any TableWriter)?, _ lines: JSONLinesWriter?) {
        self.table = table
        self.lines = lines
    }

    static func table(_ table: any TableWriter) -> ExportOutput { ExportOutput(table, nil) }

    static func lines(_ lines: JSONLinesWriter) -> ExportOutput { ExportOutput(nil, lines) }

    /// Writes one thing as a row or as an object; whether to go on.
    func write(_ row: () -> [TableValue], _ object: (inout JSONWriter) -> Void) -> Bool {
        do throws(ExportError) {
            try table?.write(row())
            try lines?.line(object)
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Makes the whole complete, or says why it is not.
    func finish() throws(ExportError) {
        if let failure { throw failure }
        try table?.finish()
        try lines?.finish()
    }
}
