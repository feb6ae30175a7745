public import Core

/// A report as a word processor prints it: its title large and in the middle, tables with everything in the middle of its cell.
public struct PDFDocument {
    private var pdf = PDFWriter()
    private var y = Self.margin

    private static let margin = 60.0
    private static let left = margin
    private static let right = 595 - margin
    private static let bottom = 842 - margin
    private static let size = 10.0
    private static let titleSize = 18.0
    /// How high a line is, in sizes.
    private static let leading = 1.3
    /// Between a cell's edge and its text.
    private static let padding = 2.0

    /// The file.
    public static func write(_ sample: Sample) -> [UInt8] {
        var document = PDFDocument()
        document.pdf.beginPage()
        for (index, block) in sample.blocks.enumerated() {
            switch block {
            case .paragraph(let text) where index == 0: document.writeTitle(text)
            case .paragraph(let text): document.write(text)
            case .table(let rows): document.write(rows)
            }
        }
        return document.pdf.bytes()
    }

    // MARK: Text

    private mutating func makeRoom(_ height: Double) {
        guard y + height > Self.bottom else { return }
        pdf.beginPage()
        y = Self.margin
    }

    private mutating func writeTitle(_ text: String) {
        for line in Self.lines(text, size: Self.titleSize, width: Self.right - Self.left) {
            let width = PDFWriter.width(of: line, size: Self.titleSize)
            pdf.draw(line, left: (595 - width) / 2, baseline: y + Self.titleSize, size: Self.titleSize)
            y += Self.leading * Self.titleSize
        }
        y += Self.titleSize
    }

    private mutating func write(_ paragraph: String) {
        for part in paragraph.split(separator: "\n") {
            // Two characters are the indent of a paragraph.
            for line in Self.lines("　　" + part, size: Self.size, width: Self.right - Self.left) {
                makeRoom(Self.leading * Self.size)
                let words = line.drop { $0 == "　" }
                let indent = PDFWriter.width(of: String(line.prefix(line.count - words.count)), size: Self.size)
                pdf.draw(String(words), left: Self.left + indent, baseline: y + Self.size, size: Self.size)
                y += Self.leading * Self.size
            }
        }
    }

    private static func lines(_ text: String, size: Double, width: Double) -> [String] {
        var lines = [""]
        var room = width
        for character in text {
            let advance = PDFWriter.width(of: String(character), size: size)
            if character == "\n" || advance > room {
                lines.append("")
                room = width
            }
            if character == "\n" { continue }
            lines[lines.count - 1].append(character)
            room -= advance
        }
        return lines
    }

    // MARK: Tables

    private struct Cell {
        let columns: Range<Int>
        let rows: Range<Int>
        let lines: [String]
        var height: Double { Double(lines.count) * leading * size + 2 * padding }
    }

    private mutating func write(_ rows: [[SampleTableCell]]) {
        let count = rows.first?.reduce(0) { $0 + $1.columns } ?? 1
        let pitch = (Self.right - Self.left) / Double(count)
        let cells = Self.cells(rows, pitch: pitch)
        var heights = rows.indices.map { row in
            cells.filter { $0.rows == row..<row + 1 }.map(\.height).max() ?? Self.leading * Self.size
        }
        // A merged cell that is higher than its rows makes the last of them higher.
        for cell in cells {
            let lacking = cell.height - heights[cell.rows].reduce(0, +)
            if lacking > 0 { heights[cell.rows.upperBound - 1] += lacking }
        }
        for row in rows.indices {
            makeRoom(heights[row])
            for cell in cells where cell.rows.lowerBound == row {
                draw(cell, pitch: pitch, height: min(heights[cell.rows].reduce(0, +), Self.bottom - y))
            }
            y += heights[row]
        }
        y += Self.size
    }

    private mutating func draw(_ cell: Cell, pitch: Double, height: Double) {
        var baseline = y + max(0, height - cell.height) / 2 + Self.padding + Self.size
        let middle = Self.left + pitch * Double(cell.columns.lowerBound + cell.columns.upperBound) / 2
        for line in cell.lines {
            if !line.isEmpty {
                let width = PDFWriter.width(of: line, size: Self.size)
                pdf.draw(line, left: middle - width / 2, baseline: baseline, size: Self.size)
            }
            baseline += Self.leading * Self.size
        }
    }

    private static func cells(_ rows: [[SampleTableCell]], pitch: Double) -> [Cell] {
        var covered: Set<[Int]> = []
        var cells: [Cell] = []
        for (row, line) in rows.enumerated() {
            var column = 0
            for cell in line {
                while covered.contains([row, column]) { column += 1 }
                let columns = column..<column + cell.columns
                let height = row..<min(row + cell.rows, rows.count)
                for below in height { for beside in columns { covered.insert([below, beside]) } }
                let width = max(pitch * Double(cell.columns) - 2 * padding, size)
                cells.append(
                    Cell(columns: columns, rows: height, lines: lines(cell.text, size: size, width: width)))
                column = columns.upperBound
            }
        }
        return cells
    }
}
