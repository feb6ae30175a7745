import ArgumentParser
import Core
import Store

/// `gongkai show ID`: one stored report with its findings, revisions and deliveries.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one stored report: findings, revisions, deliveries.",
        discussion: "Exit status: 0 shown, 66 no such report.")

    @OptionGroup var options: ConfigurationOption

    @Option(help: "How it is printed: for people, or the JSON object of check.")
    var format = CheckCommand.Format.text

    @Argument(help: "The report's id, as list prints it.")
    var id: Int64

    func run() throws {
        let configuration = try options.orDefault()
        guard let detail = try configuration.reading({ try $0.report(id) }) else {
            throw Exit.noInput("no report \(id); gongkai list shows which there are")
        }
        // What has become part of another has nothing of its own any more.
        if detail.revisions.isEmpty {
            throw Exit.noReport(RevisionReference(report: id, number: nil), nowIn: detail.supersededBy)
        }
        var output = StandardOutput()
        switch format {
        case .json:
            var json = JSONWriter()
            json.object { json in
                detail.examination.writeMembers(to: &json, file: detail.report.file, fileBytes: nil) { index, json in
                    json.member("id", Int(detail.findings[index].id))
                    detail.findings[index].writeAcknowledgement(to: &json)
                }
                json.member("region", detail.report.region)
            }
            output.line(json.text)
        case .text:
            for line in lines(detail, configuration.language) { output.line(line) }
        }
        output.flush()
    }

    private func lines(_ detail: ReportDetail, _ language: Language) -> [String] {
        let terminal = Terminal.current
        func text(_ message: Message) -> String { message.text(in: language) }
        var lines = ExaminationText(terminal: terminal, language: language)
            .lines(detail.examination, file: detail.report.file, stored: detail.findings)
        if let cells = detail.examination.report?.cells {
            let figures = KeyFigures(cells).entries.compactMap { entry in
                entry.value.map { "\(text(entry.name)) \($0)" }
            }
            if !figures.isEmpty { lines.insert("  " + figures.joined(separator: " · "), at: 1) }
        }
        if let successor = detail.supersededBy {
            lines.append("  " + text(Message(zh: "已由报告 \(successor) 取代", en: "superseded by report \(successor)")))
        }
        for revision in detail.revisions {
            let hash = revision.sha256.map { String($0.prefix(12)) } ?? "—"
            lines.append(
                terminal.styled(
                    "  \(text(Message(zh: "版本", en: "revision"))) \(revision.number)  \(revision.receivedAt)  \(hash)  "
                        + printable(revision.file), .dim))
        }
        for copy in detail.copies where copy.path.display != detail.report.file {
            let note = copy.otherBytes.map {
                "  \($0.prefix(12)) " + text(Message(zh: "（字节不同，报告相同）", en: "(other bytes, same report)"))
            }
            lines.append(
                terminal.styled(
                    "  \(text(Message(zh: "另见", en: "also at")))  \(printable(copy.path.display))\(note ?? "")"
                        + "  document.duplicate", .dim))
        }
        for delivery in detail.deliveries {
            let status = delivery.lastStatus.map { "HTTP \($0)" } ?? ""
            lines.append(
                "  \(text(Message(zh: "送达", en: "delivery"))) \(delivery.channel)  \(delivery.state.rawValue)  "
                    + "×\(delivery.attempts)  \(status)\(delivery.lastError.map { " \(printable($0))" } ?? "")")
        }
        return lines
    }
}

extension StoredFinding {
    /// Writes who knows of the finding already, where somebody does.
    func writeAcknowledgement(to json: inout JSONWriter) {
        guard let acknowledgement else { return }
        json.member("acknowledged") { json in
            json.object { json in
                json.member("why", acknowledgement.why)
                json.member("at", acknowledgement.at)
            }
        }
    }
}
