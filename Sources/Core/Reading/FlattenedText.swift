/// Finds tables in text that has lost every separator but spaces and line ends, or even those, by the wordings of the form.
///
/// Only for documents in which tables are missing: it tries wordings everywhere, which the usual path need not.
struct FlattenedText {
    private enum Piece {
        /// A wording of the form.
        case label(Range<Int>, isRow: Bool)
        /// A figure.
        case value(Range<Int>)
        /// Anything else, up to the next space.
        case words(Range<Int>)

        var range: Range<Int> {
            switch self {
            case .label(let range, _), .value(let range), .words(let range): range
            }
        }

        var isWords: Bool {
            if case .words = self { true } else { false }
        }
    }

    private struct PlacedPiece {
        let piece: Piece
        let line: Int
        let paragraph: Int
    }

    private let document: Document
    private var pieces: [PlacedPiece] = []
    private var builder: DocumentBuilder
    private var hasFoundTable = false

    private init(_ document: Document) {
        self.document = document
        builder = DocumentBuilder(textOf: document)
    }

    /// The document with its flattened tables restored; nil when there are none.
    static func restored(_ document: Document, in text: Span<UInt8>) -> Document? {
        var reader = FlattenedText(document)
        for (number, block) in document.blocks.enumerated() {
            switch block {
            case .paragraph(let paragraph): reader.cut(paragraph, number: number, in: text)
            case .table(let table):
                reader.flush(in: text)
                reader.copy(table)
            }
        }
        reader.flush(in: text)
        return reader.hasFoundTable ? reader.builder.build() : nil
    }

    // MARK: Cutting

    private mutating func cut(_ paragraph: Document.Paragraph, number: Int, in text: Span<UInt8>) {
        let end = paragraph.text.upperBound
        var position = paragraph.text.lowerBound
        var isAtBoundary = true
        var words: Int?
        func add(_ piece: Piece) {
            pieces.append(PlacedPiece(piece: piece, line: paragraph.line, paragraph: number))
        }
        func closeWords(at position: Int) {
            if let start = words, start < position { add(.words(start..<position)) }
            words = nil
        }
        while position < end {
            var next = position
            let scalar = Scalars.folded(Scalars.next(text, &next, end: end))
            if Scalars.isSpace(scalar) {
                closeWords(at: position)
                isAtBoundary = true
                position = next
            } else if let label = label(at: position, scalar, end: end, in: text) {
                closeWords(at: position)
                add(.label(position..<label.end, isRow: label.term.isRow))
                isAtBoundary = true
                position = label.end
            } else if isAtBoundary, words == nil, let valueEnd = value(at: position, scalar, end: end, in: text) {
                add(.value(position..<valueEnd))
                position = valueEnd
            } else {
                words = words ?? position
                isAtBoundary = false
                position = next
            }
        }
        closeWords(at: end)
    }

    private func label(
        at position: Int, _ scalar: UInt32, end: Int, in text: Span<UInt8>
    ) -> (term: Term, end: Int)? {
        guard LabelIndex.form.mayOpen(scalar),
            let match = LabelIndex.form.longestMatch(at: position, end: end, in: text),
            isBoundary(match.end, end: end, in: text)
        else { return nil }
        return match
    }

    /// Whether a wording may end here: at a space, a figure or another wording.
    private func isBoundary(_ position: Int, end: Int, in text: Span<UInt8>) -> Bool {
        guard position < end else { return true }
        var next = position
        let scalar = Scalars.folded(Scalars.next(text, &next, end: end))
        if Scalars.isSpace(scalar) || Scalars.digit(scalar) != nil || scalar == Scalars.dash { return true }
        return LabelIndex.form.mayOpen(scalar) && LabelIndex.form.longestMatch(at: position, end: end, in: text) != nil
    }

    /// The end of the figure that begins here.
    private func value(at start: Int, _ first: UInt32, end: Int, in text: Span<UInt8>) -> Int? {
        guard Scalars.digit(first) != nil || first == Scalars.dash || first == 0x2B || first == 0x2F || first == 0x65E0
        else { return nil }
        var position = start
        var depth = 0
        var previous: UInt32 = 0
        while position < end {
            var next = position
            let scalar = Scalars.folded(Scalars.next(text, &next, end: end))
            if Scalars.isSpace(scalar) { break }
            if scalar == 0x28 { depth += 1 }
            if scalar == 0x29 { depth -= 1 }
            if depth == 0, Self.endsClause(scalar, after: previous) { return nil }
            previous = scalar
            if position > start, Scalars.digit(scalar) == nil, startsLabel(position, scalar, end: end, in: text) {
                return endBeforeNumbering(start, position, scalar, in: text)
            }
            position = next
        }
        return position
    }

    /// 予以公开3件，不予公开2件 is running text, whatever labels it names; 1,234 is a figure, and 0、 may number a label.
    private static func endsClause(_ scalar: UInt32, after previous: UInt32) -> Bool {
        switch scalar {
        case 0x2C, 0x3001: previous != 0 && Scalars.digit(previous) == nil
        case 0x3002, 0x3B: true
        default: false
        }
    }

    private func startsLabel(_ position: Int, _ scalar: UInt32, end: Int, in text: Span<UInt8>) -> Bool {
        if scalar == 0x2E || scalar == 0x3001 {
            var next = position
            _ = Scalars.next(text, &next, end: end)
            return LabelIndex.form.longestMatch(at: next, end: end, in: text) != nil
        }
        return label(at: position, scalar, end: end, in: text) != nil
    }

    /// `00000001.属于国家秘密`: the last digit numbers the label that follows.
    private func endBeforeNumbering(_ start: Int, _ position: Int, _ scalar: UInt32, in text: Span<UInt8>) -> Int {
        (scalar == 0x2E || scalar == 0x3001) && position - 1 > start ? position - 1 : position
    }

    // MARK: Building

    /// Rows enough to be a table of the form and no passing mention.
    private static let fewestRows = 2
    private static let fewestLabels = 5

    private mutating func flush(in text: Span<UInt8>) {
        var start = 0
        for table in tables() {
            while start < table.lowerBound { start = writeWords(from: start, before: table.lowerBound, in: text) }
            writeTable(pieces[table])
            start = table.upperBound
        }
        while start < pieces.count { start = writeWords(from: start, before: pieces.count, in: text) }
        pieces = []
    }

    /// The runs of labels and figures that are tables, found in one pass: a document may hold millions of figures.
    private func tables() -> [Range<Int>] {
        var tables: [Range<Int>] = []
        var start = 0
        while start < pieces.count {
            var end = start
            while end < pieces.count, !pieces[end].piece.isWords { end += 1 }
            if isTable(pieces[start..<end]) { tables.append(start..<end) }
            start = end + 1
        }
        return tables
    }

    private func isTable(_ run: ArraySlice<PlacedPiece>) -> Bool {
        var labels = 0
        var rows = 0
        for placed in run {
            guard case .label(_, let isRow) = placed.piece else { continue }
            labels += 1
            if isRow { rows += 1 }
        }
        return labels >= Self.fewestLabels && (rows >= Self.fewestRows || labels >= 12)
    }

    private mutating func writeTable(_ run: ArraySlice<PlacedPiece>) {
        hasFoundTable = true
        for placed in run { builder.addCell(placed.piece.range, line: placed.line) }
        builder.endRow()
        builder.endTable(layout: .flattened)
    }

    /// Writes what belongs to one paragraph until the next table, headings of sections on their own.
    private mutating func writeWords(from start: Int, before end: Int, in text: Span<UInt8>) -> Int {
        let first = pieces[start]
        var range = first.piece.range
        var index = start + 1
        while index < end, pieces[index].paragraph == first.paragraph {
            if isHeading(range, in: text) || isHeading(pieces[index].piece.range, in: text) { break }
            range = range.lowerBound..<pieces[index].piece.range.upperBound
            index += 1
        }
        builder.addParagraph(range, line: first.line)
        return index
    }

    private func isHeading(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        range.count <= 120 && SectionReader.isOfficialHeading(range, in: text)
    }

    private mutating func copy(_ table: Document.Table) {
        for row in document.rows[table.rows] {
            for cell in document.cells[row.cells] {
                builder.addCell(cell.text, line: cell.line, isContinuation: cell.isContinuation)
            }
            builder.endRow()
        }
        builder.endTable(layout: table.layout)
    }
}
