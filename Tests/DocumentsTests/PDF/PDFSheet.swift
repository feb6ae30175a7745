import TestSupport
import Testing

@testable import Core

/// Sets a sample report as a PDF, as word processors and browsers do it: the same text and tables in any of these looks.
struct PDFSheet {
    /// How a table and the text around it look.
    struct Look: CustomTestStringConvertible, Sendable {
        enum Side: Sendable { case start, middle, end }

        var name: String
        var size = 10.0
        var margin = 70.0
        /// Where figures stand in their cells, across and down, and labels down.
        var across = Side.middle
        var down = Side.middle
        var labelsDown = Side.middle
        /// Whether 三、本年度办理结果 stands one character a line.
        var upright = false
        /// Whether a page that a table goes on at repeats its heads.
        var repeatsHeads = false
        /// Whether a row may be broken by the end of a page.
        var breaksRows = false
        /// Whether lines begin at the margin, paragraphs apart from each other.
        var flush = false
        var footer: (@Sendable (Int) -> String)?
        var header: String?
        /// The widths of the columns before the figures, in parts of the table's.
        var labelShare = 0.42
        /// Between the lines of a cell and around them, in sizes.
        var leading = 1.2
        var padding = 0.2
        /// Pages turned by 90 degrees are as wide as others are high.
        var turn = PDFWriter.Turn.none

        var testDescription: String { name }
    }

    private let look: Look
    private var pdf: PDFWriter
    private var y = 0.0
    private let width: Double
    private let height: Double
    private let left: Double
    private let right: Double
    private let bottom: Double

    private init(_ look: Look) {
        self.look = look
        (width, height) = look.turn == .none ? (595, 842) : (842, 595)
        pdf = PDFWriter(width: width, height: height, turn: look.turn)
        left = look.margin
        right = width - look.margin
        bottom = height - look.margin
    }

    /// The PDF of a sample whose text tells its tables apart, with these figures in them.
    static func render(_ sample: Sample, _ cells: CellTable, _ look: Look) -> [UInt8] {
        var sheet = PDFSheet(look)
        sheet.beginPage()
        let document = PlainTextReader.read(sample.text)
        guard let edition = sample.truth.edition, let year = sample.truth.year else { return [] }
        let form = SampleForm.all.first { $0.edition == edition } ?? SampleForm.covering(year)
        var tables = FormTable.allCases[...]
        for block in document.blocks {
            switch block {
            case .paragraph(let paragraph): sheet.write(document.string(paragraph.text))
            case .table:
                guard let table = tables.popFirst() else { continue }
                sheet.write(form.grid(table, wording: .official, without: nil), cells, table)
            }
        }
        return sheet.pdf.bytes()
    }

    private mutating func beginPage() {
        pdf.beginPage()
        y = look.margin
        if let header = look.header { pdf.draw(header, left: left, baseline: 30, size: 8) }
        if let footer = look.footer {
            let text = footer(pdf.pageCount)
            pdf.draw(text, left: width / 2 - PDFWriter.width(of: text, size: 9) / 2, baseline: height - 27, size: 9)
        }
    }

    // MARK: Text

    private mutating func write(_ paragraph: String) {
        let indent = look.flush || paragraph.hasPrefix("　") ? 0 : 2 * look.size
        let isTitle = pdf.pageCount == 1 && y == look.margin
        if isTitle {
            let start = (left + right) / 2 - PDFWriter.width(of: paragraph, size: look.size) / 2
            pdf.draw(paragraph, left: max(left, start), baseline: y + look.size, size: look.size)
            y += 2 * look.size
            return
        }
        for (index, line) in lines(paragraph, width: right - left, indent: indent).enumerated() {
            if y + 1.6 * look.size > bottom { beginPage() }
            pdf.draw(line, left: left + (index == 0 ? indent : 0), baseline: y + look.size, size: look.size)
            y += 1.6 * look.size
        }
        if look.flush { y += look.size }
    }

    private func lines(_ text: String, width: Double, indent: Double = 0) -> [String] {
        var lines: [String] = [""]
        var room = width - indent
        for character in text {
            let size = PDFWriter.width(of: String(character), size: look.size)
            if size > room {
                lines.append("")
                room = width
            }
            lines[lines.count - 1].append(character)
            room -= size
        }
        return lines
    }

    // MARK: Tables

    private struct Cell {
        let lines: [String]
        let columns: Range<Int>
        /// How many rows it goes over.
        let rows: Int
        let isFigure: Bool
    }

    private mutating func write(_ grid: SampleGrid, _ values: CellTable, _ table: FormTable) {
        let edges = edges(of: grid, table)
        let rows = cells(of: grid, values, edges)
        let line = look.leading * look.size
        var heights: [Double] = rows.map { row in
            let lines: Int = row.filter { $0.rows == 1 }.map(\.lines.count).max() ?? 1
            return Double(lines) * line + 2 * look.padding * look.size
        }
        // A merged cell that is higher than its rows makes the last of them higher.
        for (index, row) in rows.enumerated() {
            for cell in row where cell.rows > 1 {
                let room: Double = heights[index..<index + cell.rows].reduce(0, +)
                let lacking = Double(cell.lines.count) * line - room
                if lacking > 0 { heights[index + cell.rows - 1] += lacking }
            }
        }
        let heads = grid.rows.prefix { $0.isHead }.count
        for index in rows.indices {
            let room = bottom - y
            if heights[index] > room {
                if look.breaksRows, index >= heads, room > 1.5 * line, heights[index] > 2 * line {
                    breakRow(
                        rows[index], edges, after: Int((room - look.padding * look.size) / line),
                        repeating: {
                            $0.writeHeads(rows, heights, edges, heads, of: index)
                        })
                    continue
                }
                beginPage()
                writeHeads(rows, heights, edges, heads, of: index)
            }
            write(rows[index], edges, heights[index...])
        }
        y += look.size
    }

    private mutating func writeHeads(
        _ rows: [[Cell]], _ heights: [Double], _ edges: [Double], _ count: Int, of row: Int
    ) {
        guard look.repeatsHeads, row >= count else { return }
        for head in 0..<count { write(rows[head], edges, heights[head...]) }
    }

    private mutating func write(_ row: [Cell], _ edges: [Double], _ heights: ArraySlice<Double>) {
        guard let height = heights.first else { return }
        for cell in row {
            let whole = min(heights.prefix(cell.rows).reduce(0, +), bottom - y)
            draw(cell.lines, of: cell, edges, in: whole)
        }
        y += height
    }

    /// The first lines at the foot of this page, the rest on the next.
    private mutating func breakRow(
        _ row: [Cell], _ edges: [Double], after count: Int, repeating heads: (inout PDFSheet) -> Void
    ) {
        for cell in row { draw(Array(cell.lines.prefix(count)), of: cell, edges, in: 0) }
        let rest = row.map { Array($0.lines.dropFirst(count)) }
        beginPage()
        heads(&self)
        for (cell, lines) in zip(row, rest) { draw(lines, of: cell, edges, in: 0) }
        y += Double(rest.map(\.count).max() ?? 0) * look.leading * look.size + 2 * look.padding * look.size
    }

    private mutating func draw(_ lines: [String], of cell: Cell, _ edges: [Double], in height: Double) {
        let line = look.leading * look.size
        let padding = look.padding * look.size
        let lacking = max(0, height - Double(lines.count) * line - 2 * padding)
        let shift =
            switch cell.isFigure ? look.down : look.labelsDown {
            case .start: 0.0
            case .middle: lacking / 2
            case .end: lacking
            }
        let (start, end) = (edges[cell.columns.lowerBound] + 2, edges[cell.columns.upperBound] - 2)
        for (index, text) in lines.enumerated() where !text.isEmpty {
            let width = PDFWriter.width(of: text, size: look.size)
            let x =
                switch cell.isFigure ? look.across : .middle {
                case .start: start
                case .middle: (start + end - width) / 2
                case .end: end - width
                }
            pdf.draw(text, left: x, baseline: y + padding + shift + Double(index) * line + look.size, size: look.size)
        }
    }

    private func edges(of grid: SampleGrid, _ table: FormTable) -> [Double] {
        let shares: [Double]
        switch table {
        case .disclosure: shares = [0.34, 0.22, 0.22, 0.22]
        case .requests:
            let label = look.labelShare
            let figures = (1 - label) / Double(grid.width - 3)
            shares = [0.2 * label, 0.3 * label, 0.5 * label] + Array(repeating: figures, count: grid.width - 3)
        case .appeals: shares = Array(repeating: 1 / Double(grid.width), count: grid.width)
        }
        var edges = [left]
        for share in shares { edges.append((edges.last ?? left) + share * (right - left)) }
        return edges
    }

    private func cells(of grid: SampleGrid, _ values: CellTable, _ edges: [Double]) -> [[Cell]] {
        let starts = grid.rows.map { row in
            row.cells.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.span) }
        }
        return grid.rows.enumerated().map { index, row in
            row.cells.enumerated().compactMap { position, cell in
                let columns = starts[index][position]..<starts[index][position + 1]
                var rows = 1
                while index + rows < grid.rows.count, isBelow(columns, grid.rows[index + rows], starts[index + rows]) {
                    rows += 1
                }
                switch cell {
                case .below: return nil
                case .label(let text, _):
                    let width = edges[columns.upperBound] - edges[columns.lowerBound] - 4
                    let isUpright = look.upright && rows > 6
                    return Cell(
                        lines: isUpright ? text.map { String($0) } : lines(text, width: max(width, look.size)),
                        columns: columns, rows: rows, isFigure: false)
                case .value(let id, _):
                    let text = values.number(id).map { "\($0)" } ?? ""
                    return Cell(lines: [text], columns: columns, rows: 1, isFigure: true)
                }
            }
        }
    }

    private func isBelow(_ columns: Range<Int>, _ row: SampleGrid.Row, _ starts: [Int]) -> Bool {
        for (position, cell) in row.cells.enumerated() {
            guard case .below = cell, starts[position]..<starts[position + 1] == columns else { continue }
            return true
        }
        return false
    }
}
