import Core
import Store

/// The readable form of one file's result: a line with the verdict, then the findings, worst first.
struct ExaminationText {
    let terminal: Terminal
    let language: Language

    /// The lines for one file, with the ids of its findings where they are stored.
    func lines(_ examination: Examination, file: String, stored: [StoredFinding] = []) -> [String] {
        let verdict = terminal.styled(text(examination.verdict.name), style(examination.verdict))
        let identity = examination.report.map { "  " + describe($0.identity) } ?? ""
        let name = (examination.member.map { "\(file) → \($0)" } ?? file) + companion(of: examination)
        var lines = ["\(verdict)  \(terminal.styled(printable(name), .bold))\(identity)"]
        if stored.isEmpty {
            for finding in examination.findings.sorted(by: { $0.severity > $1.severity }) {
                lines += describe(finding, in: examination.report)
            }
        }
        for known in stored.sorted(by: { $0.rank > $1.rank }) { lines += describe(known, in: examination.report) }
        return lines
    }

    /// The files that a page was read together with, or the page of an attachment.
    private func companion(of examination: Examination) -> String {
        if !examination.attachments.isEmpty {
            let (chinese, english) = ("、", ", ")
            return text(
                Message(
                    zh: " + 附件 \(examination.attachments.joined(separator: chinese))",
                    en: " + \(examination.attachments.count == 1 ? "attachment" : "attachments") "
                        + examination.attachments.joined(separator: english)))
        }
        return examination.partOf.map { text(Message(zh: "（\($0) 的附件）", en: " (attachment of \($0))")) } ?? ""
    }

    /// An acknowledged finding says so instead of where it stands.
    private func describe(_ known: StoredFinding, in report: Report?) -> [String] {
        var lines = describe(known.finding, in: known.acknowledgement == nil ? report : nil)
        lines[0] += terminal.styled("  #\(known.id)", .dim)
        guard let acknowledgement = known.acknowledgement else { return lines }
        let note = text(
            Message(
                zh: "已确认（\(acknowledgement.at)）：\(acknowledgement.why)",
                en: "acknowledged (\(acknowledgement.at)): \(acknowledgement.why)"))
        return [lines[0], "        " + terminal.styled(printable(note), .dim)]
    }

    private func text(_ message: Message) -> String {
        message.text(in: language)
    }

    private func style(_ verdict: Verdict) -> Terminal.Style {
        switch verdict {
        case .valid: .green
        case .flagged: .yellow
        case .invalid, .unreadable: .red
        case .foreign: .blue
        }
    }

    private func describe(_ identity: Identity) -> String {
        let agency = identity.agency ?? text(Message(zh: "机关不明", en: "unknown organ"))
        let year = identity.year.map { text(Message(zh: "\($0) 年度", en: "\($0)")) }
        let organ = OrganText(language).text(agency, region: identity.region)
        return printable(organ) + " " + (year ?? text(Message(zh: "年份不明", en: "unknown year")))
    }

    private func describe(_ finding: Finding, in report: Report?) -> [String] {
        let style: Terminal.Style =
            switch finding.severity {
            case .error: .red
            case .warning: .yellow
            case .info: .dim
            }
        let label = terminal.styled(text(finding.severity.name), style)
        var lines = [
            "  \(label)  \(printable(text(finding.message)))  \(terminal.styled(finding.rule.description, .dim))"
        ]
        if let place = place(finding) { lines.append("        " + terminal.styled(place, .dim)) }
        if let report, !finding.cells.isEmpty { lines.append("        " + cells(finding.cells, in: report)) }
        return lines
    }

    private func place(_ finding: Finding) -> String? {
        let line = finding.place?.line.map { text(Message(zh: "第 \($0) 行", en: "line \($0)")) }
        let quote = finding.quote.map { "“\(printable($0))”" }
        let file = finding.place?.file.map(printable).map { text(Message(zh: "附件 \($0)", en: "attachment \($0)")) }
        let spot = [file, line ?? spot(finding.place)].compactMap { $0 }
        let parts = [spot.joined(separator: language == .chinese ? " " : ", "), quote ?? ""].filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: language == .chinese ? "：" : ": ")
    }

    /// The table's row, or the page, where the source has no lines.
    private func spot(_ place: Place?) -> String? {
        let page = place?.box.map { text(Message(zh: "第 \($0.page) 页", en: "page \($0.page)")) }
        guard let table = place?.table else { return page }
        let row = place?.row.map { text(Message(zh: "第 \($0) 行", en: ", row \($0)")) } ?? ""
        return (page.map { $0 + " " } ?? "") + text(Message(zh: "表 \(table)", en: "table \(table)")) + row
    }

    private static let shownCells = 6

    /// Cells with what they hold, the row named once for all of its cells that follow one another.
    private func cells(_ cells: [CellID], in report: Report) -> String {
        let shown = cells.prefix(Self.shownCells)
        var rows: [(name: String, columns: [String])] = []
        for cell in shown {
            let name = report.name(of: cell)
            let value = report.cells.number(cell)?.description ?? report.raw[cell].map(printable) ?? "□"
            if rows.last?.name != name.row { rows.append((name.row, [])) }
            rows[rows.count - 1].columns.append("\(name.column) \(value)")
        }
        let separator = language == .chinese ? "，" : ", "
        let text = rows.map { "\($0.name): \($0.columns.joined(separator: separator))" }
        let rest = cells.count - shown.count
        let more = rest > 0 ? self.text(Message(zh: " 等 \(cells.count) 格", en: " and \(rest) more cells")) : ""
        return text.joined(separator: language == .chinese ? "；" : "; ") + more
    }
}

extension StoredFinding {
    /// What still counts comes first, the worst of it foremost.
    fileprivate var rank: Int {
        let severity = Severity.allCases.firstIndex(of: finding.severity) ?? 0
        return acknowledgement == nil ? severity + Severity.allCases.count : severity
    }
}
