import Testing

/// How a table comes out of a text extractor.
enum TableLayout: CaseIterable, CustomTestStringConvertible {
    /// A cell is a line that begins with a tab; an empty line ends a row.
    case tabCells
    /// A cell a line, closed by a pipe; empty cells dropped, the row padded to the table's width.
    case pipeCells
    /// A row a line, cells closed by pipes; empty cells dropped, padded.
    case pipeRows
    /// Markdown, empty cells kept.
    case markdown
    /// A row a line, cells separated by tabs.
    case tabRows
    /// A cell a line and nothing else; empty cells dropped.
    case lines
    /// A row a line, cells separated by spaces.
    case spaces
    /// The whole table on one line with spaces.
    case oneLine
    /// A row a line, nothing between the cells.
    case runTogether

    var testDescription: String { "\(self)" }

    /// Whether blank cells are still there.
    var keepsBlanks: Bool {
        switch self {
        case .tabCells, .markdown, .tabRows: true
        case .pipeCells, .pipeRows, .lines, .spaces, .oneLine, .runTogether: false
        }
    }

    func render(_ rows: [[String]]) -> String {
        let width = rows.map { $0.count { !$0.isEmpty } }.max() ?? 0
        let filled = rows.map { $0.filter { !$0.isEmpty } }
        func padding(_ row: [String]) -> String {
            row.count < width ? String(repeating: "|", count: width - row.count) : ""
        }
        switch self {
        case .tabCells: return rows.map { row in row.map { "\t\($0)\n" }.joined() + "\n" }.joined()
        case .pipeCells:
            return filled.map { row in
                row.map { "\($0) |\n" }.joined() + (row.count < width ? padding(row) + "\n" : "")
            }.joined()
        case .pipeRows:
            return filled.map { row in
                let pad = padding(row)
                return row.map { "\($0) |" }.joined(separator: " ") + (pad.isEmpty ? "" : " " + pad) + "\n"
            }.joined()
        case .markdown:
            let lines = rows.map { "| " + $0.joined(separator: " | ") + " |\n" }
            return (lines.first ?? "") + "|---|:--:|\n" + lines.dropFirst().joined()
        case .tabRows: return rows.map { $0.joined(separator: "\t") + "\n" }.joined()
        case .lines: return filled.map { row in row.map { "\($0)\n" }.joined() }.joined()
        case .spaces: return filled.map { $0.joined(separator: " ") + "\n" }.joined()
        case .oneLine: return filled.map { $0.joined(separator: " ") }.joined(separator: " ") + "\n"
        case .runTogether: return filled.map { $0.joined() + "\n" }.joined()
        }
    }
}
