import ArgumentParser
import Core
import Store

/// `gongkai diff A [B]`: two revisions or years of a report, side by side in the form's own layout.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what differs between two revisions, years or organs.",
        discussion: """
            A and B are ids as list prints them, the current revision being meant; ID@N is revision N. With A alone its \
            current revision is compared with the one before. \
            Exit status: 0 no difference, 1 they differ, 66 no such report or revision.
            """)

    @OptionGroup var options: ConfigurationOption

    @Flag(help: "Show the rows without a difference too.")
    var all = false

    @Option(help: "How it is printed: for people, or one JSON object.")
    var format = CheckCommand.Format.text

    @Argument(help: "A report, as ID or ID@REVISION.")
    var a: RevisionReference

    @Argument(help: "Another; without it the revision before A.")
    var b: RevisionReference?

    func run() throws {
        let configuration = try options.orDefault()
        let (old, new) = try configuration.reading { try revisions(in: $0) }
        let difference = ReportDifference(old, new)
        var output = StandardOutput()
        switch format {
        case .json:
            var json = JSONWriter()
            difference.write(to: &json)
            output.line(json.text)
        case .text:
            let text = DifferenceText(
                terminal: Terminal.current, language: configuration.language, showsAll: all)
            for line in text.lines(difference) { output.line(line) }
        }
        output.flush()
        if !difference.isEmpty { throw ExitCode(1) }
    }

    /// The two to compare, the one named first on the left.
    private func revisions(in store: StoreReader) throws -> (RevisionDetail, RevisionDetail) {
        let first = try revision(a, in: store)
        if let b { return (first, try revision(b, in: store)) }
        guard first.number > 1 else {
            throw Exit.noInput("report \(first.report) has no revision before \(first.number); name another report")
        }
        return (try revision(RevisionReference(report: first.report, number: first.number - 1), in: store), first)
    }

    private func revision(_ reference: RevisionReference, in store: StoreReader) throws -> RevisionDetail {
        guard let found = try store.revision(reference.number, of: reference.report) else {
            let known = try store.report(reference.report)
            throw Exit.noReport(reference, nowIn: known?.revisions.isEmpty == true ? known?.supersededBy : nil)
        }
        return found
    }
}

/// `ID` or `ID@N`.
struct RevisionReference: ExpressibleByArgument, CustomStringConvertible {
    let report: Int64
    /// The revision's number; nil for the current one.
    let number: Int?

    init(report: Int64, number: Int?) {
        self.report = report
        self.number = number
    }

    init?(argument: String) {
        let parts = argument.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let report = Int64(parts[0]) else { return nil }
        self.report = report
        if parts.count == 2 {
            guard let number = Int(parts[1]), number > 0 else { return nil }
            self.number = number
        } else {
            number = nil
        }
    }

    var description: String { number.map { "\(report)@\($0)" } ?? "\(report)" }
}
