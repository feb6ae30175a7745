/// A sample as paragraphs and tables, for writing it in formats that have both.
public enum SampleBlock: Sendable {
    /// One paragraph, without indent.
    case paragraph(String)
    /// The rows of a table; cells that others cover are left out.
    case table([[SampleTableCell]])
}

/// One cell of a sample's table.
public struct SampleTableCell: Sendable {
    /// What it says.
    public let text: String
    /// Over how many columns it goes.
    public let columns: Int
    /// Over how many rows it goes.
    public let rows: Int
}

/// Gathers what a text writer writes as blocks.
struct SampleBlocks {
    private(set) var blocks: [SampleBlock] = []
    private let style: SampleStyle

    /// Blocks in a style, as far as it shows in words.
    init(_ style: SampleStyle) {
        self.style = style
    }

    /// Adds the lines of a text as paragraphs.
    mutating func add(_ text: [UInt8]) {
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let words = words(Array(line))
            if !words.isEmpty { blocks.append(.paragraph(words)) }
        }
    }

    /// Adds a table.
    mutating func add(_ grid: SampleGrid, _ tables: SampleTableWriter) {
        let starts = grid.rows.map { row in
            row.cells.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.span) }
        }
        /// How many rows from one on hold nothing in those columns that is their own.
        func height(below row: Int, column: Int, span: Int) -> Int {
            var height = 1
            while row + height < grid.rows.count,
                let index = starts[row + height].firstIndex(of: column), index < grid.rows[row + height].cells.count,
                case .below(span) = grid.rows[row + height].cells[index]
            {
                height += 1
            }
            return height
        }
        blocks.append(
            .table(
                grid.rows.enumerated().map { number, row in
                    row.cells.enumerated().compactMap { index, cell in
                        if case .below = cell { return nil }
                        return SampleTableCell(
                            text: words(tables.text(of: cell)), columns: cell.span,
                            rows: height(below: number, column: starts[number][index], span: cell.span))
                    }
                }))
    }

    private func words(_ text: [UInt8]) -> String {
        let encoded = SampleEncoding.encode(text, style)
        let words = encoded.starts(with: [0xEF, 0xBB, 0xBF]) ? encoded.dropFirst(3) : encoded[...]
        return String(decoding: words[ByteRanges.trimmed(words.indices, in: encoded.span)], as: UTF8.self)
    }
}
