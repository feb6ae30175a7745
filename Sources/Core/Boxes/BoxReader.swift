/// ``PlacedText`` and ``Form`` → ``Document``: the tables rebuilt from boxes, everything else as paragraphs.
public enum BoxReader {
    /// Reads placed words.
    ///
    /// - Parameter placed: the words of all pages.
    /// - Returns: paragraphs and tables, each with its page and box. A table whose figures cannot be told to their columns by
    ///   where they stand says so by its layout.
    public static func read(_ placed: PlacedText) -> Document {
        let placed = PageTurn.upright(placed)
        let strip = Strip(placed)
        var writer = BoxDocumentWriter(placed, strip)
        writer.write(BoxTables.tables(in: placed, on: strip))
        return writer.document
    }
}

/// Writes a document's blocks in the order of the strip.
private struct BoxDocumentWriter {
    private let placed: PlacedText
    private let strip: Strip
    private let paragraphs: BoxParagraphs
    private var builder = DocumentBuilder()

    init(_ placed: PlacedText, _ strip: Strip) {
        self.placed = placed
        self.strip = strip
        paragraphs = BoxParagraphs(placed, strip)
    }

    var document: Document { builder.build() }

    mutating func write(_ tables: [BoxTable]) {
        var isWritten = Array(repeating: false, count: strip.items.count)
        for table in tables {
            for item in table.rows.joined().joined() { isWritten[item] = true }
        }
        var waiting: [[Int]] = []
        var next = tables[...]
        for line in strip.lines {
            let height = strip.box(of: line)?.middleY ?? 0
            while let table = next.first, table.box.top < height {
                flush(&waiting)
                write(table)
                next.removeFirst()
            }
            let isInside = tables.contains { $0.box.top < height && height < $0.box.bottom }
            let words = line.filter { !isWritten[$0] && !isInside }
            if !words.isEmpty { waiting.append(words) }
        }
        flush(&waiting)
        for table in next { write(table) }
    }

    private mutating func flush(_ lines: inout [[Int]]) {
        for paragraph in paragraphs.paragraphs(of: lines) {
            let range = append(paragraph.flatMap(\.self))
            builder.addParagraph(range)
        }
        lines = []
    }

    private mutating func write(_ table: BoxTable) {
        for row in table.rows {
            for cell in row { builder.addCell(append(cell)) }
            builder.endRow()
        }
        builder.endTable(layout: table.isGrid ? .grid : .emptyCellsDropped)
    }

    /// Appends words, with a space only where one stood between them.
    private mutating func append(_ words: [Int]) -> Range<Int> {
        var bytes: [UInt8] = []
        var previous: Int?
        for word in words {
            if let previous, needsSpace(between: previous, and: word) { bytes.append(0x20) }
            bytes += placed.text[placed.words[strip.items[word].word].text]
            previous = word
        }
        let range = builder.append(bytes[...])
        if let first = words.first, let box = pageBox(of: words, page: strip.items[first].page) {
            builder.setBox(of: range, box)
        }
        return range
    }

    private func needsSpace(between first: Int, and second: Int) -> Bool {
        let (left, right) = (strip.items[first], strip.items[second])
        let areWords = isLatin(left.word, last: true) && isLatin(right.word, last: false)
        guard left.line == right.line else { return areWords }
        let gap = (right.box.left - left.box.right) / max(left.box.height, 0.1)
        if left.isFigure, right.isFigure { return gap > 0.15 }
        return gap > (areWords ? 0.1 : 0.9)
    }

    private func isLatin(_ word: Int, last: Bool) -> Bool {
        let range = placed.words[word].text
        let byte = placed.text[last ? range.upperBound - 1 : range.lowerBound] | 0x20
        return byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
    }

    /// The box of words on one page.
    private func pageBox(of words: [Int], page: Int) -> PageBox? {
        let boxes = words.filter { strip.items[$0].page == page }.map { placed.words[strip.items[$0].word].box }
        guard let first = boxes.first else { return nil }
        let box = boxes.dropFirst().reduce(first) { $0.union($1) }
        return PageBox(page: page + 1, left: box.left, top: box.top, right: box.right, bottom: box.bottom)
    }
}
