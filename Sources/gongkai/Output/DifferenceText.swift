import Core
import Store

/// A difference for people: the form's three tables with `old→new` where a cell has changed.
struct DifferenceText {
    let terminal: Terminal
    let language: Language
    /// Whether rows without a difference are shown too.
    let showsAll: Bool

    func lines(_ difference: ReportDifference) -> [String] {
        var lines = [
            terminal.styled("- " + name(difference.old), .red), terminal.styled("+ " + name(difference.new), .green),
        ]
        for table in FormTable.allCases { lines += self.lines(of: table, difference) }
        lines += difference.closed.map { terminal.styled("- \(text($0))", .red) }
        lines += difference.opened.map { terminal.styled("+ \(text($0))", .green) }
        if difference.isEmpty {
            lines.append(Message(zh: "表格和核查结果没有差别", en: "no difference in tables and findings").text(in: language))
        }
        return lines
    }

    private func name(_ revision: RevisionDetail) -> String {
        let organ = printable(revision.agency ?? "—")
        let year = revision.year.map(String.init) ?? "----"
        return "\(revision.report)@\(revision.number)  \(organ) \(year)  \(revision.verdict.name.text(in: language))  "
            + "\(revision.receivedAt)  \(printable(revision.file))"
    }

    private func text(_ finding: Finding) -> String {
        "[\(finding.severity.name.text(in: language))] \(finding.rule) \(printable(finding.message.text(in: language)))"
    }

    // MARK: Tables

    private func lines(of table: FormTable, _ difference: ReportDifference) -> [String] {
        let editions = [difference.old.edition, difference.new.edition].compactMap(\.self)
        let rows = FormRow.rows(of: table, in: editions.isEmpty ? Form.editions : editions).filter { row in
            showsAll || row.cells.contains { difference.cells.contains($0) }
        }
        guard !rows.isEmpty else { return [] }
        var lines = ["", terminal.styled(Form.sections[table.section]?.label ?? table.rawValue, .bold)]
        let labelWidth = rows.map { DisplayWidth.of($0.label) }.max() ?? 0
        var head: [String] = []
        var named: Set<String> = []
        for row in rows {
            if let group = row.group, named.insert(group).inserted { lines.append(terminal.styled("  \(group)", .dim)) }
            named.insert(row.label)
            let columns = row.cells.map(\.definition.column.label)
            let texts = row.cells.map { self.text($0, difference) }
            let widths = zip(columns, texts).map { max(DisplayWidth.of($0), DisplayWidth.of($1)) }
            if columns != head {
                head = columns
                lines.append(
                    terminal.styled(
                        line(DisplayWidth.padded("", to: labelWidth), zip(columns, widths).map(DisplayWidth.padded)),
                        .dim))
            }
            let cells = zip(row.cells, zip(texts, widths)).map { cell, text in
                let padded = DisplayWidth.padded(text.0, to: text.1)
                return difference.cells.contains(cell) ? terminal.styled(padded, .yellow) : padded
            }
            lines.append(line(DisplayWidth.padded(row.label, to: labelWidth), cells))
        }
        return lines
    }

    private func line(_ label: String, _ cells: [String]) -> String {
        "  \(label)  " + cells.joined(separator: "  ")
    }

    private func text(_ cell: CellID, _ difference: ReportDifference) -> String {
        let old = text(difference.old.cells[cell])
        let new = text(difference.new.cells[cell])
        return old == new ? old : "\(old)→\(new)"
    }

    private func text(_ value: CellValue) -> String {
        switch value {
        case .absent: "·"
        case .blank: "空"
        case .number(let number): number.description
        case .unreadable, .unplaced: "?"
        }
    }
}

/// How many places text takes on a terminal.
enum DisplayWidth {
    /// Wide characters take two (Unicode Standard Annex 11).
    static func of(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (isWide($1.value) ? 2 : 1) }
    }

    /// Text with spaces behind it up to a width.
    static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - of(text)))
    }

    private static func isWide(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
