/// A file's text as every reader hands it on: paragraphs and table grids in reading order, each with its place.
///
/// This is the seam between formats and the form: a reader of text, HTML, DOCX or PDF builds one with ``DocumentBuilder``,
/// and nothing behind it knows what the file was. The text lies in one buffer, in reading order, and everything else points
/// into it, so a document costs four arrays whatever its size. A place in the source is a line, or a table's row, or a box
/// on a page, as the format has it.
public struct Document: Sendable {
    /// All text, in UTF-8.
    public let text: [UInt8]
    /// Paragraphs and tables in reading order.
    public let blocks: [Block]
    /// The rows of all tables, in order.
    public let rows: [Row]
    /// The cells of all rows, in order.
    public let cells: [Cell]
    /// Where text stands on pages, in the order of the text; empty where the format has none.
    let boxes: [BoxedText]
    /// Where pictures stand that may show a table, as positions in the text, in their order.
    var pictures: [Int] = []
    /// The texts that come from attachments, in the order of the text; empty where all is of one file.
    var attachments: [AttachedText] = []

    /// One paragraph or one table.
    public enum Block: Sendable, Hashable {
        /// One paragraph; in plain text one line that is not blank.
        case paragraph(Paragraph)
        /// One table.
        case table(Table)
    }

    /// A run of text outside tables.
    public struct Paragraph: Sendable, Hashable {
        /// Where its text lies in ``Document/text``.
        public let text: Range<Int>
        /// The line of the source it begins on, from 1; 0 where the format has no lines.
        public let line: Int
    }

    /// A grid.
    public struct Table: Sendable, Hashable {
        /// Its rows in ``Document/rows``.
        public let rows: Range<Int>
        /// Whether a value's position in its row tells its column.
        public let layout: Layout
        /// Its number among the document's tables, from 1.
        public let number: Int
    }

    /// What the position of a cell in its row is worth.
    public enum Layout: Sendable, Hashable {
        /// Empty cells are there: position tells the column.
        case grid
        /// The extractor dropped empty cells: a row with fewer values than columns no longer says which they were.
        case emptyCellsDropped
        /// No separators are left but white space, or nothing; values may even have run together.
        case flattened
    }

    /// One row of a table.
    public struct Row: Sendable, Hashable {
        /// Its cells in ``Document/cells``.
        public let cells: Range<Int>
    }

    /// One cell of a grid.
    public struct Cell: Sendable, Hashable {
        /// Where its text lies in ``Document/text``; may hold line breaks and any kind of space.
        public let text: Range<Int>
        /// The line of the source it begins on, from 1; 0 where the format has no lines.
        public let line: Int
        /// Whether the cell only continues a cell that spans several columns or rows, and so states nothing itself.
        public let isContinuation: Bool
    }

    /// Text from a position on that stands in a box of a page.
    struct BoxedText: Sendable, Hashable {
        let start: Int
        let box: PageBox
    }

    /// Text from a position on, up to that of the next attachment, that comes from another file.
    struct AttachedText: Sendable, Hashable {
        let start: Int
        let file: String
    }

    /// Whether a piece of text comes from an attachment of which only the tables count, beside the text of the file itself.
    func isOnlyAttached(_ range: Range<Int>) -> Bool {
        attachments.last { $0.start <= range.lowerBound }.map { $0.start > 0 } ?? false
    }

    /// The attachment that a piece of text comes from; nil for the file itself.
    public func file(of range: Range<Int>) -> String? {
        attachments.last { $0.start <= range.lowerBound }?.file
    }

    /// Where a piece of text stands on a page; nil where the format has none.
    public func box(of range: Range<Int>) -> PageBox? {
        if boxes.isEmpty { return nil }
        var low = 0
        var high = boxes.count
        while low < high {
            let middle = (low + high) / 2
            if boxes[middle].start <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? boxes[low - 1].box : nil
    }

    /// The text of a range, broken UTF-8 replaced: for messages, never for the hot path.
    public func string(_ range: Range<Int>) -> String {
        String(decoding: text[range], as: UTF8.self)
    }
}

/// Builds a ``Document`` in reading order.
public struct DocumentBuilder {
    private var text: [UInt8]
    private var blocks: [Document.Block] = []
    private var rows: [Document.Row] = []
    private var cells: [Document.Cell] = []
    private var boxes: [Document.BoxedText] = []
    private var pictures: [Int] = []
    private var attachments: [Document.AttachedText] = []
    private var tableCount = 0
    private var firstRowOfTable = 0
    private var firstCellOfRow = 0

    /// A builder over text that is there already (plain text), or over an empty buffer that ``append(_:)`` fills.
    public init(text: [UInt8] = []) {
        self.text = text
    }

    /// A builder that sets the blocks of a document's text anew.
    init(textOf document: Document) {
        text = document.text
        boxes = document.boxes
        pictures = document.pictures
        attachments = document.attachments
    }

    /// Where the next text will lie.
    public var textEnd: Int { text.count }

    /// Appends text to the buffer and returns where it lies. No generic function: other modules could not specialise it, and a
    /// document has a thousand cells.
    public mutating func append(_ bytes: ArraySlice<UInt8>) -> Range<Int> {
        let start = text.count
        text.append(contentsOf: bytes)
        return start..<text.count
    }

    /// Appends one byte.
    public mutating func append(_ byte: UInt8) {
        text.append(byte)
    }

    /// Says where pictures stand between the text, as positions in it, in their order.
    public mutating func setPictures(_ positions: [Int]) {
        pictures = positions
    }

    /// Says where text stands on a page; to be called in the order of the text.
    public mutating func setBox(of range: Range<Int>, _ box: PageBox) {
        boxes.append(.init(start: range.lowerBound, box: box))
    }

    /// Adds a paragraph; without a line where the format has none.
    public mutating func addParagraph(_ range: Range<Int>, line: Int = 0) {
        blocks.append(.paragraph(.init(text: range, line: line)))
    }

    /// Adds a cell to the row being built; without a line where the format has none.
    public mutating func addCell(_ range: Range<Int>, line: Int = 0, isContinuation: Bool = false) {
        cells.append(.init(text: range, line: line, isContinuation: isContinuation))
    }

    /// Ends the row being built; a row without cells leaves no trace.
    public mutating func endRow() {
        guard cells.count > firstCellOfRow else { return }
        rows.append(.init(cells: firstCellOfRow..<cells.count))
        firstCellOfRow = cells.count
    }

    /// Ends the table being built. A table without rows leaves no trace, and one of a single column says nothing by
    /// position: the lines of its cells become paragraphs.
    public mutating func endTable(layout: Document.Layout) {
        endRow()
        guard rows.count > firstRowOfTable else { return }
        if rows[firstRowOfTable...].allSatisfy({ $0.cells.count == 1 }) {
            let firstCell = rows[firstRowOfTable].cells.lowerBound
            var paragraphs: [Document.Paragraph] = []
            for cell in cells[firstCell...] {
                ByteRanges.forEachLine(of: cell.text, in: text.span) { range, lineEnds in
                    paragraphs.append(.init(text: range, line: cell.line > 0 ? cell.line + lineEnds : 0))
                }
            }
            blocks += paragraphs.map { .paragraph($0) }
            cells.removeSubrange(firstCell...)
            rows.removeSubrange(firstRowOfTable...)
            firstCellOfRow = cells.count
            return
        }
        tableCount += 1
        blocks.append(.table(.init(rows: firstRowOfTable..<rows.count, layout: layout, number: tableCount)))
        firstRowOfTable = rows.count
    }

    /// The finished document.
    public consuming func build() -> Document {
        Document(
            text: text, blocks: blocks, rows: rows, cells: cells, boxes: boxes, pictures: pictures,
            attachments: attachments)
    }
}
