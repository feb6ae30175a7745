/// Plain text → ``Document``: finds the tables that text extractors leave behind (FORM.md, "How the text arrives").
///
/// It knows no label of the form. What has no separators left stays a paragraph here; ``FlattenedText`` looks at it later.
public enum PlainTextReader {
    /// Reads UTF-8 text.
    ///
    /// - Parameter text: the whole text; broken sequences are tolerated.
    /// - Returns: its paragraphs and tables, each with its line.
    public static func read(_ text: [UInt8]) -> Document {
        var reader = LineReader(builder: DocumentBuilder(text: text))
        // Tabs and line breaks alone would be a table of blank cells.
        if !ByteRanges.trimmed(text.indices, in: text.span).isEmpty { reader.read(text.span) }
        return reader.builder.build()
    }
}

/// One pass over the lines; each either continues the table that is open or ends it.
private struct LineReader {
    var builder: DocumentBuilder
    private var state = State.paragraphs
    private var pipes = PipeTable()
    /// The tab cell being read, so that a line break inside it can extend it.
    private var openCell: (range: Range<Int>, line: Int)?

    private enum State {
        case paragraphs
        case tabTable
        case pipeTable
    }

    /// What a line looks like on its own.
    private enum Shape {
        case blank
        case tabCell
        case tabRow
        case pipes
        case words
    }

    init(builder: DocumentBuilder) {
        self.builder = builder
    }

    mutating func read(_ text: Span<UInt8>) {
        var start = 0
        var line = 1
        while start < text.count {
            let (end, shape) = nextLine(from: start, in: text)
            take(start..<end, shape: shape, line: line, in: text)
            let isPair = end + 1 < text.count && text[end] == 0x0D && text[end + 1] == 0x0A
            start = end + (isPair ? 2 : 1)
            line += 1
        }
        endTable(in: text)
    }

    private func nextLine(from start: Int, in text: Span<UInt8>) -> (end: Int, shape: Shape) {
        var end = start
        var tabs = 0
        var hasPipe = false
        while end < text.count, text[end] != 0x0A, text[end] != 0x0D {
            switch text[end] {
            case 0x09: tabs += 1
            case 0x7C: hasPipe = true
            case 0xBD: hasPipe = hasPipe || (end > start && text[end - 1] == 0xEF && isFullWidthPipe(end - 1, in: text))
            default: break
            }
            end += 1
        }
        if hasPipe { return (end, .pipes) }
        if tabs > 0, text[start] == 0x09, tabs == 1 || endsOpenRowsCell(start..<end, in: text) {
            return (end, .tabCell)
        }
        if ByteRanges.trimmed(start..<end, in: text).isEmpty { return (end, tabs > 1 ? .tabRow : .blank) }
        // Behind a row of cells a tab at the end of a line is an empty cell, elsewhere nothing.
        let isInRows = state == .tabTable && openCell == nil
        return (end, tabs > 0 && (isInRows || separatesCells(start..<end, in: text)) ? .tabRow : .words)
    }

    /// Whether the other tabs of a line only trail the cell, in a table that has a cell a line.
    private func endsOpenRowsCell(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard openCell != nil else { return false }
        let content = ByteRanges.trimmed(line, in: text)
        guard !content.isEmpty else { return false }
        for position in line.lowerBound + 1..<content.upperBound where text[position] == 0x09 { return false }
        return true
    }

    private func isFullWidthPipe(_ position: Int, in text: Span<UInt8>) -> Bool {
        position + 2 < text.count && text[position + 2] == 0x9C
    }

    /// Whether tabs separate cells rather than indent or end a line.
    private func separatesCells(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
        for position in ByteRanges.trimmed(line, in: text) where text[position] == 0x09 { return true }
        return text[line.lowerBound] == 0x09
    }

    private mutating func take(_ range: Range<Int>, shape: Shape, line: Int, in text: Span<UInt8>) {
        switch shape {
        case .blank:
            closeCell()
            if state == .tabTable { builder.endRow() }
        case .tabCell:
            enter(.tabTable, in: text)
            closeCell()
            openCell = (range.lowerBound + 1..<range.upperBound, line)
        case .tabRow:
            enter(.tabTable, in: text)
            closeCell()
            builder.endRow()
            splitTabRow(range, line: line, in: text)
        case .pipes:
            enter(.pipeTable, in: text)
            pipes.addLine(range, line: line, in: text)
        case .words:
            if let cell = openCell, holdsWords(cell.range, in: text) {
                openCell = (cell.range.lowerBound..<range.upperBound, cell.line)
            } else {
                endTable(in: text)
                builder.addParagraph(ByteRanges.trimmed(range, in: text), line: line)
            }
        }
    }

    /// Whether a cell may go on in the next line: words break over lines, numbers and empty cells do not.
    private func holdsWords(_ cell: Range<Int>, in text: Span<UInt8>) -> Bool {
        guard cell.count <= 400 else { return false }
        var position = cell.lowerBound
        while position < cell.upperBound {
            if Scalars.isIdeograph(Scalars.next(text, &position, end: cell.upperBound)) { return true }
        }
        return false
    }

    private mutating func splitTabRow(_ range: Range<Int>, line: Int, in text: Span<UInt8>) {
        var start = range.lowerBound
        for position in range where text[position] == 0x09 {
            builder.addCell(start..<position, line: line)
            start = position + 1
        }
        builder.addCell(start..<range.upperBound, line: line)
        builder.endRow()
    }

    private mutating func enter(_ next: State, in text: Span<UInt8>) {
        if state != next { endTable(in: text) }
        state = next
    }

    private mutating func closeCell() {
        guard let cell = openCell else { return }
        builder.addCell(cell.range, line: cell.line)
        openCell = nil
    }

    private mutating func endTable(in text: Span<UInt8>) {
        closeCell()
        switch state {
        case .paragraphs: break
        case .tabTable: builder.endTable(layout: .grid)
        case .pipeTable:
            pipes.write(to: &builder, in: text)
            pipes = PipeTable()
        }
        state = .paragraphs
    }
}
