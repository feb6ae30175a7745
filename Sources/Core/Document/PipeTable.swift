/// Consecutive lines with pipes, gathered until the whole shows which of the three pipe layouts it is.
struct PipeTable {
    private var lines: [Line] = []
    private var cells: [Document.Cell] = []
    private var isMarkdown = false

    private struct Line {
        /// Its cells in `cells`; none for padding.
        let cells: Range<Int>
        /// How many pipes it has.
        let pipes: Int
        /// Whether a pipe opens it.
        let isFramed: Bool
        /// Whether two pipes touch: padding, where an empty cell would have its space.
        let hasTouchingPipes: Bool
    }

    /// Takes one line apart.
    mutating func addLine(_ range: Range<Int>, line: Int, in text: Span<UInt8>) {
        if isMarkdownRule(range, in: text) {
            isMarkdown = true
            return
        }
        let first = cells.count
        var pipes = 0
        var isFramed = false
        var hasTouchingPipes = false
        var start = range.lowerBound
        var position = range.lowerBound
        while position < range.upperBound {
            let before = position
            guard Scalars.folded(Scalars.next(text, &position, end: range.upperBound)) == 0x7C else { continue }
            pipes += 1
            let cell = ByteRanges.trimmed(start..<before, in: text)
            if pipes == 1, before == start {
                // The pipe that opens a line closes no cell.
                isFramed = true
            } else {
                hasTouchingPipes = hasTouchingPipes || before == start
                cells.append(.init(text: cell, line: line))
            }
            start = position
        }
        let rest = ByteRanges.trimmed(start..<range.upperBound, in: text)
        if !rest.isEmpty { cells.append(.init(text: rest, line: line)) }
        if cells[first...].allSatisfy({ $0.text.isEmpty }), pipes > 1 { cells.removeSubrange(first...) }
        lines.append(
            Line(
                cells: first..<cells.count, pipes: pipes, isFramed: isFramed, hasTouchingPipes: hasTouchingPipes))
    }

    /// Writes what was gathered as one table.
    func write(to builder: inout DocumentBuilder, in text: Span<UInt8>) {
        let isCellPerLine = isCellPerLine
        for line in lines {
            if isCellPerLine, line.cells.isEmpty {
                builder.endRow()
                continue
            }
            for cell in cells[line.cells] { builder.addCell(cell.text, line: cell.line) }
            if !isCellPerLine { builder.endRow() }
        }
        builder.endTable(layout: keepsEmptyCells(isCellPerLine: isCellPerLine) ? .grid : .emptyCellsDropped)
    }

    /// Most lines that hold anything hold one cell: the extractor wrote a cell a line and padding where a row ends.
    private var isCellPerLine: Bool {
        let filled = lines.filter { !$0.cells.isEmpty }
        return filled.count { $0.cells.count == 1 } * 2 > filled.count
    }

    /// An empty cell before a filled one shows that empty cells were kept; so does a frame around rows of one width, and
    /// Markdown never drops any.
    private func keepsEmptyCells(isCellPerLine: Bool) -> Bool {
        if isCellPerLine {
            return !lines.contains { $0.cells.isEmpty && $0.pipes > 1 } && cells.contains { $0.text.isEmpty }
        }
        if isMarkdown { return true }
        let width = lines.first?.cells.count
        if lines.allSatisfy({ $0.isFramed && !$0.hasTouchingPipes && $0.cells.count == width }) { return true }
        return lines.contains { line in
            guard let last = cells[line.cells].lastIndex(where: { !$0.text.isEmpty }) else { return false }
            return cells[line.cells.lowerBound..<last].contains { $0.text.isEmpty }
        }
    }

    /// `|---|:--:|`, which Markdown puts under the head.
    private func isMarkdownRule(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var dashes = 0
        var longest = 0
        for position in range {
            switch text[position] {
            case UInt8(ascii: "-"):
                dashes += 1
                longest = max(longest, dashes)
            case UInt8(ascii: "|"), UInt8(ascii: ":"), 0x20, 0x09: dashes = 0
            default: return false
            }
        }
        return longest >= 3
    }
}

extension Document.Cell {
    fileprivate init(text: Range<Int>, line: Int) {
        self.init(text: text, line: line, isContinuation: false)
    }
}
