@testable import Core

/// Sets a sample report in Rich Text Format, with the form's tables as Word writes them.
enum RTFSheet {
    /// The RTF of a sample whose text tells its tables apart.
    static func render(_ sample: Sample) -> [UInt8] {
        guard let edition = sample.truth.edition else { return [] }
        let form = SampleForm.all.first { $0.edition == edition } ?? SampleForm.all[0]
        let document = PlainTextReader.read(sample.text)
        var text = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}\\f0\\fs21\n"
        var tables = FormTable.allCases[...]
        for block in document.blocks {
            switch block {
            case .paragraph(let paragraph): text += "\\pard " + escaped(document.string(paragraph.text)) + "\\par\n"
            case .table:
                guard let table = tables.popFirst() else { continue }
                text += rows(form.grid(table, wording: .official, without: nil), sample.truth.cells)
            }
        }
        return Array((text + "}").utf8)
    }

    private static func rows(_ grid: SampleGrid, _ values: CellTable) -> String {
        var text = ""
        for (index, row) in grid.rows.enumerated() {
            var definition = "\\trowd"
            var content = ""
            var column = 0
            for cell in row.cells {
                let columns = column..<column + cell.span
                column = columns.upperBound
                if case .below = cell {
                    definition += "\\clvmrg"
                } else if index + 1 < grid.rows.count, isBelow(columns, grid.rows[index + 1]) {
                    definition += "\\clvmgf"
                }
                definition += "\\cellx\(column * 9000 / grid.width)"
                switch cell {
                case .below: content += "\\pard\\intbl\\cell\n"
                case .label(let label, _): content += "\\pard\\intbl " + escaped(label) + "\\cell\n"
                case .value(let id, _):
                    content += "\\pard\\intbl " + (values.number(id).map { "\($0)" } ?? "") + "\\cell\n"
                }
            }
            text += definition + "\n" + content + "\\row\n"
        }
        return text
    }

    private static func isBelow(_ columns: Range<Int>, _ row: SampleGrid.Row) -> Bool {
        var column = 0
        for cell in row.cells {
            if case .below = cell, column..<column + cell.span == columns { return true }
            column += cell.span
        }
        return false
    }

    private static func escaped(_ text: String) -> String {
        text.utf16.map { unit in
            if unit == 0x5C || unit == 0x7B || unit == 0x7D { return "\\" + String(UnicodeScalar(UInt8(unit))) }
            return unit < 0x80 ? String(UnicodeScalar(UInt8(unit))) : "\\u\(Int16(bitPattern: unit))?"
        }.joined()
    }
}
