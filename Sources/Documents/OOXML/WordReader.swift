import Core

/// Builds a ``Document`` from the body of a Word document as its elements come by (ECMA-376 part 1, WordprocessingML).
///
/// Tracked changes are read as accepted: insertions in, deletions out, what was moved once. Fields give their results and
/// not their codes; lists of contents repeat headings and are left out. What Word does not show is not read.
struct WordReader: XMLHandler {
    private var builder = DocumentBuilder()
    private let numbering: WordNumbering
    private let textLimit: Int
    private var tables = WordTables()
    /// The text of the paragraphs being read, one behind the other: text boxes put paragraphs into paragraphs.
    private var scratch: [UInt8] = []
    private var paragraphs: [OpenParagraph] = []
    private var fields = WordFields()
    /// For each open group of alternatives, whether one was taken.
    private var alternatives: [Bool] = []
    private var isRunHidden = false
    /// Text of paragraphs whose end was deleted: it goes on in the next one.
    private var carried: [UInt8] = []
    private var pictures = 0
    private var foreignParts = 0

    private struct OpenParagraph {
        /// Where its text begins in `scratch`.
        let start: Int
        var style: String?
        var list: Int?
        var level: Int?
        var isInProperties = false
        var hasDeletedEnd = false
        /// Whether the run around it, in whose text box it stands, is hidden.
        let isRunHidden: Bool
    }

    /// A reader that counts numbered paragraphs by `numbering`, and takes as many cells and as much text as the limits allow.
    init(_ numbering: WordNumbering, _ limits: ReadingLimits) {
        self.numbering = numbering
        textLimit = limits.textBytes
        tables.cellLimit = limits.cells
    }

    /// What was read.
    mutating func finish() -> Document {
        finishCarried()
        return builder.build()
    }

    /// Why there is no text, where there is a reason; for people.
    var whyEmpty: Message? {
        if pictures > 0 {
            return Message(
                zh: "DOCX 中只有图片，没有文字（可能是扫描件）；请向原网站索取文字版",
                en: "the DOCX holds only pictures and no text, as a scan does; ask the site for text")
        }
        guard foreignParts > 0 else { return nil }
        return Message(
            zh: "DOCX 的正文是嵌入的网页（altChunk），本版本不读取；请用 Word 打开后另存",
            en: "the text of the DOCX is an embedded web page (altChunk), which is not read: open and save it in Word")
    }

    // MARK: Elements

    mutating func open(
        _ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes
    ) throws(DocumentFailure) -> Bool {
        switch element {
        case .unread: return false
        case .paragraph: openParagraph()
        case .paragraphProperties, .paragraphStyle, .listLevel, .listNumber, .runProperties:
            takeProperty(element, in: parent, attributes)
        case .run: isRunHidden = false
        case .hiddenText where parent == .runProperties:
            if !isInParagraphProperties { isRunHidden = attributes.isOn() }
        case .deletion, .movedAway: return takeDeletion(in: parent)
        case .tab: append(UInt8(ascii: "\t"))
        case .lineBreak: append(UInt8(ascii: "\n"))
        case .noBreakHyphen: append(UInt8(ascii: "-"))
        case .symbol: takeSymbol(attributes)
        case .fieldMark: fields.take(attributes)
        case .picture: pictures += 1
        case .foreignPart: foreignParts += 1
        case .alternatives: alternatives.append(false)
        case .choice, .fallback: return takeAlternative()
        case .table:
            if let lines = tables.openTable() { addParagraphs(lines) }
        case .tableRow: tables.openRow()
        case .tableCell: tables.openCell()
        case .hiddenRow where parent == .rowProperties: if attributes.isOn() { tables.dropRow() }
        case .gridBefore: try tables.skip(attributes.number("val") ?? 0)
        case .gridAfter: tables.skipBehind(attributes.number("val") ?? 0)
        case .columnSpan: tables.setSpan(attributes.number("val") ?? 1)
        case .rowMerge: tables.mergeRows(isStart: attributes.has("val", "restart"))
        case .columnMerge: tables.mergeColumns(isStart: attributes.has("val", "restart"))
        default: break
        }
        return true
    }

    mutating func close(_ element: OfficeElement) throws(DocumentFailure) {
        switch element {
        case .paragraph: try closeParagraph()
        case .paragraphProperties: change { $0.isInProperties = false }
        case .alternatives: _ = alternatives.popLast()
        case .tableCell:
            finishCarried()
            try tables.closeCell(&builder)
        case .tableRow: try tables.closeRow()
        case .table: tables.closeTable(&builder)
        default: break
        }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, in element: OfficeElement) {
        switch element {
        case .text: if isShown { unsafe scratch.append(contentsOf: bytes) }
        case .fieldCode: unsafe fields.takeCode(bytes)
        default: break
        }
    }

    /// Of the same content in several dialects the first is read.
    private mutating func takeAlternative() -> Bool {
        guard let isTaken = alternatives.last, !isTaken else { return false }
        alternatives[alternatives.count - 1] = true
        return true
    }

    /// A deletion is around what was deleted, or a property of the row or of the paragraph's end.
    private mutating func takeDeletion(in parent: OfficeElement) -> Bool {
        if parent == .rowProperties { tables.dropRow() }
        if parent == .runProperties, isInParagraphProperties { change { $0.hasDeletedEnd = true } }
        return false
    }

    // MARK: Paragraphs

    private var isInParagraphProperties: Bool { paragraphs.last?.isInProperties ?? false }

    private mutating func change(_ body: (inout OpenParagraph) -> Void) {
        guard !paragraphs.isEmpty else { return }
        body(&paragraphs[paragraphs.count - 1])
    }

    private mutating func openParagraph() {
        paragraphs.append(OpenParagraph(start: scratch.count, isRunHidden: isRunHidden))
        scratch += carried
        carried = []
        isRunHidden = false
    }

    private mutating func takeProperty(_ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes)
    {
        switch element {
        case .paragraphProperties where parent == .paragraph: change { $0.isInProperties = true }
        case .paragraphStyle: change { $0.style = attributes.string("val") }
        case .listLevel: change { $0.level = attributes.number("val") }
        case .listNumber: change { $0.list = attributes.number("val") }
        default: break
        }
    }

    private mutating func closeParagraph() throws(DocumentFailure) {
        guard let paragraph = paragraphs.popLast() else { return }
        isRunHidden = paragraph.isRunHidden
        if paragraph.hasDeletedEnd {
            carried = Array(scratch[paragraph.start...])
        } else {
            let number = try numbering.next(style: paragraph.style, list: paragraph.list, level: paragraph.level)
            addLines(from: paragraph.start, number)
        }
        if builder.textEnd > textLimit { throw .beyond(.text, allowed: textLimit) }
        scratch.removeSubrange(paragraph.start...)
    }

    /// What goes on in no paragraph ends with its cell.
    private mutating func finishCarried() {
        guard !carried.isEmpty else { return }
        let start = scratch.count
        scratch += carried
        carried = []
        addLines(from: start, nil)
        scratch.removeSubrange(start...)
    }

    /// Adds what stands in `scratch` line by line: to the cell that is open, else to the document.
    private mutating func addLines(from start: Int, _ number: [UInt8]?) {
        var number = number
        var lineStart = start
        for position in start...scratch.count where position == scratch.count || scratch[position] == 0x0A {
            let line = lineStart..<position
            lineStart = position + 1
            if ByteRanges.trimmed(line, in: scratch.span).isEmpty { continue }
            if tables.isInCell { tables.separateLine(&builder) }
            let textStart = builder.textEnd
            if let bytes = number { _ = builder.append(bytes[...]) }
            number = nil
            let range = textStart..<builder.append(scratch[line]).upperBound
            if !tables.take(range) { builder.addParagraph(range) }
        }
    }

    private mutating func addParagraphs(_ lines: [Range<Int>]) {
        for line in lines { builder.addParagraph(line) }
    }

    // MARK: Text

    private var isShown: Bool { !isRunHidden && !fields.isUnread && !paragraphs.isEmpty }

    private mutating func append(_ byte: UInt8) {
        if isShown { scratch.append(byte) }
    }

    /// A character of a font of pictures: the digits and marks of Symbol are those of ASCII in another place, of any
    /// other only that something stands there can be said.
    private mutating func takeSymbol(_ attributes: XMLAttributes) {
        guard isShown, let digits = attributes.string("char"), let code = UInt32(digits, radix: 16) else { return }
        let isSymbol = attributes.string("font") == "Symbol"
        let shifted = (0xF000...0xF0FF).contains(code) ? code - 0xF000 : code
        let isLegible = isSymbol ? (0x20...0x3F).contains(shifted) : code > 0x7F && !(0xE000...0xF8FF).contains(code)
        let scalar = isLegible ? Unicode.Scalar(isSymbol ? shifted : code) : "□"
        scratch.append(contentsOf: String(scalar ?? "□").utf8)
    }
}
