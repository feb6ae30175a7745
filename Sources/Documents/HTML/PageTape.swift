import Core

/// A page as the parser came by it: lines of text and the marks of tables, in one flat run. What the tables mean is decided
/// when all of it is there.
struct PageTape {
    /// One mark on the tape.
    enum Mark {
        case line(Line)
        /// A table begins; its marks go up to `end`.
        case table(end: Int)
        case rowGroup
        case row
        /// A cell begins; its marks go up to `end`. A span of 0 rows goes to the end of the row group.
        case cell(columns: Int, rows: Int, end: Int)
    }

    /// A line of text as a browser would break it, but for the width of the window.
    struct Line {
        /// Where it lies in ``PageTape/text``, trimmed.
        let text: Range<Int>
        /// How many of its bytes are links.
        let linked: Int
        /// Whether it stands in an element that is no content by its own account.
        let isFurniture: Bool
    }

    /// All text, a line end behind each line.
    private(set) var text: [UInt8] = []
    /// What was found.
    private(set) var marks: [Mark] = []
    /// Where pictures stand between the text, as far as they may show a table.
    private(set) var pictures: [Int] = []
    /// What the page says of itself.
    private(set) var metadata = PageMetadata()
    /// Why reading had to stop.
    private(set) var failure: DocumentFailure?
    /// Whether a table was passed over because it is hidden.
    private(set) var hasHiddenTable = false

    private let budget: ReadingBudget
    private let showsHidden: Bool
    private var elements: [Element] = []
    private var tables: [OpenTable] = []
    private var cells = 0
    private var events = 0

    // The line being written.
    private var lineStart = 0
    private var linked = 0
    private var owesSpace = false
    /// A lone `<` was read; what follows tells whether it is text.
    private var owesLessThan = false

    // What the open elements come to.
    private var unseen = 0
    private var furniture = 0
    private var preformatted = 0
    private var titles = 0
    private var links = 0
    /// How many lines were written within the open link: one left open must not make a link of the whole page.
    private var linesInLink = 0

    private struct Element {
        let kind: HTMLElement
        let isHidden: Bool
        /// The number of the cell, row or table it opened, so that a late end closes nothing else; 0 for none.
        let serial: Int
    }

    private struct OpenTable {
        let mark: Int
        let serial: Int
        var row = 0
        var cell: (serial: Int, mark: Int)?
    }

    /// A tape for a page of about so many bytes.
    ///
    /// - Parameters:
    ///   - size: the page's size.
    ///   - budget: what reading it may cost.
    ///   - showsHidden: whether hidden elements are read like others.
    init(size: Int, _ budget: ReadingBudget, showsHidden: Bool = false) {
        self.budget = budget
        self.showsHidden = showsHidden
        text.reserveCapacity(size / 2)
        marks.reserveCapacity(size / 64)
    }

    // MARK: Elements

    /// An element begins.
    mutating func open(_ kind: HTMLElement, _ attributes: HTMLAttributes) {
        var columns = 1
        var rows = 1
        var isHidden = false
        var isSmall = false
        var isLink = false
        var role = kind
        if kind == .meta {
            metadata.read(attributes)
        } else {
            attributes.forEach { attribute in
                if kind == .cell, attribute.isNamed("colspan") { columns = max(1, min(attribute.number, 1000)) }
                if kind == .cell, attribute.isNamed("rowspan") { rows = attribute.number }
                if kind == .link, attribute.isNamed("href") {
                    isLink = true
                    metadata.readLink(attribute)
                }
                if kind == .picture, attribute.isNamed("width") || attribute.isNamed("height") {
                    isSmall = isSmall || 1..<Self.smallestPicture ~= attribute.number
                }
                if attribute.isNamed("style") { isHidden = isHidden || Self.hides(attribute) }
                if attribute.isNamed("hidden") { isHidden = true }
                if attribute.isNamed("role"), attribute.contains("navigation") || attribute.contains("contentinfo") {
                    role = .furniture
                }
            }
        }
        isHidden = isHidden && !showsHidden && kind != .row && kind != .cell
        if kind == .link && !isLink || kind == .picture && isSmall { role = .inline }
        let serial = begin(role, columns: columns, rows: rows, isHidden: isHidden)
        elements.append(Element(kind: role, isHidden: isHidden, serial: serial))
        if elements.count > budget.limits.nesting {
            failure = .beyond(.nesting, allowed: budget.limits.nesting)
        }
        count()
    }

    /// The element that began last and is still open ends.
    mutating func close() {
        guard let element = elements.popLast() else { return }
        if element.isHidden { unseen -= 1 }
        switch element.kind {
        case .inline, .lineBreak, .meta, .picture: break
        case .link: links -= 1
        case .block: endLine()
        case .unseen: unseen -= 1
        case .title:
            unseen -= 1
            titles -= 1
        case .preformatted:
            endLine()
            preformatted -= 1
        case .furniture:
            endLine()
            furniture -= 1
        case .cell: if tables.last?.cell?.serial == element.serial, element.serial > 0 { endCell() } else { endLine() }
        case .row: if tables.last?.row == element.serial, element.serial > 0 { endRow() }
        case .rowGroup: if unseen == 0 { endRow() }
        case .table: if tables.last?.serial == element.serial { endTable() }
        }
    }

    /// Nothing follows: what is open ends.
    mutating func finish() {
        endLine()
        while !tables.isEmpty { endTable() }
    }

    /// Takes note of a beginning; the number of the cell, row or table that it opened.
    private mutating func begin(_ kind: HTMLElement, columns: Int, rows: Int, isHidden: Bool) -> Int {
        if isHidden || unseen > 0 {
            if kind == .table { hasHiddenTable = true }
            if isHidden {
                if kind != .inline, kind != .picture { endLine() }
                unseen += 1
            }
            switch kind {
            case .unseen: unseen += 1
            case .title:
                unseen += 1
                titles += 1
            case .link: links += 1
            case .preformatted: preformatted += 1
            case .furniture: furniture += 1
            default: break
            }
            return 0
        }
        switch kind {
        case .inline, .meta: return 0
        case .picture: if furniture == 0, pictures.count < Self.mostPictures { pictures.append(text.count) }
        case .link:
            links += 1
            linesInLink = 0
            return 0
        case .block, .lineBreak: endLine()
        case .unseen: unseen += 1
        case .title:
            unseen += 1
            titles += 1
        case .preformatted:
            endLine()
            preformatted += 1
        case .furniture:
            endLine()
            furniture += 1
        case .table: return beginTable()
        case .rowGroup:
            guard !tables.isEmpty else { break }
            endRow()
            marks.append(.rowGroup)
        case .row: return beginRow()
        case .cell: return beginCell(columns: columns, rows: rows)
        }
        return 0
    }

    /// The least width and height of a picture in which a table can be read; and how many are noted.
    private static let smallestPicture = 100
    private static let mostPictures = 64

    /// `display: none` and Word's `mso-hide: all`, spaces or none.
    private static func hides(_ style: HTMLAttribute) -> Bool {
        if style.contains("mso-hide:all") { return true }
        guard style.contains("none") || style.contains("NONE") else { return false }
        let folded = style.text.lowercased().filter { !$0.isWhitespace }
        return folded.contains("display:none")
    }

    private mutating func count() {
        events &+= 1
        guard events & 0x1F == 0, failure == nil else { return }
        do throws(DocumentFailure) { try budget.checkTime() } catch { failure = error }
    }

    // MARK: Tables

    private var serial: Int { marks.count + 1 }

    private mutating func beginTable() -> Int {
        endLine()
        if let table = tables.last, table.cell == nil, table.row > 0 {
            // A table where a cell should be stands in that cell.
            _ = beginCell(columns: 1, rows: 1)
        }
        tables.append(OpenTable(mark: marks.count, serial: serial))
        marks.append(.table(end: 0))
        return tables[tables.count - 1].serial
    }

    private mutating func beginRow() -> Int {
        guard !tables.isEmpty else {
            endLine()
            return 0
        }
        endRow()
        let row = serial
        tables[tables.count - 1].row = row
        marks.append(.row)
        return row
    }

    private mutating func beginCell(columns: Int, rows: Int) -> Int {
        guard let table = tables.last else {
            endLine()
            return 0
        }
        if table.cell != nil { endCell() }
        if table.row == 0 { _ = beginRow() }
        endLine()
        cells += 1
        if cells > budget.limits.cells { failure = .beyond(.cells, allowed: budget.limits.cells) }
        let cell = serial
        tables[tables.count - 1].cell = (cell, marks.count)
        marks.append(.cell(columns: columns, rows: rows, end: 0))
        return cell
    }

    private mutating func endCell() {
        endLine()
        guard let cell = tables.last?.cell else { return }
        tables[tables.count - 1].cell = nil
        if case .cell(let columns, let rows, _) = marks[cell.mark] {
            marks[cell.mark] = .cell(columns: columns, rows: rows, end: marks.count)
        }
    }

    private mutating func endRow() {
        endCell()
        if !tables.isEmpty { tables[tables.count - 1].row = 0 }
    }

    private mutating func endTable() {
        endRow()
        guard let table = tables.popLast() else { return }
        marks[table.mark] = .table(end: marks.count)
    }

    // MARK: Text

    /// Text goes on, white space collapsed as browsers do.
    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        count()
        if unseen > 0 {
            if titles > 0, unseen == titles { unsafe metadata.readTitle(bytes) }
            return
        }
        let start = text.count
        var position = 0
        if bytes.count == 1, unsafe bytes[0] == UInt8(ascii: "<") {
            settleLessThan()
            owesLessThan = true
            return
        }
        if owesLessThan, unsafe bytes.first == UInt8(ascii: "!") {
            // `<![if !supportLists]>` is text to libxml2, and to browsers a comment.
            owesLessThan = false
            position = unsafe (bytes.firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
        }
        settleLessThan()
        while position < bytes.count {
            var end = position
            while end < bytes.count, unsafe bytes[end] > 0x20 { end += 1 }
            if end > position {
                if owesSpace {
                    if text.count > lineStart { text.append(0x20) }
                    owesSpace = false
                }
                unsafe text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[position..<end]))
            }
            if end < bytes.count {
                if unsafe preformatted > 0 && bytes[end] == 0x0A {
                    endLine()
                } else if unsafe preformatted > 0 && bytes[end] == 0x09 {
                    text.append(0x09)
                } else {
                    owesSpace = true
                }
            }
            position = end + 1
        }
        if links > 0, linesInLink < 3 { linked += max(0, text.count - start) }
    }

    private mutating func settleLessThan() {
        guard owesLessThan else { return }
        owesLessThan = false
        if owesSpace, text.count > lineStart { text.append(0x20) }
        owesSpace = false
        text.append(UInt8(ascii: "<"))
    }

    private mutating func endLine() {
        settleLessThan()
        owesSpace = false
        guard text.count > lineStart else { return }
        let line = ByteRanges.trimmed(lineStart..<text.count, in: text.span)
        if line.isEmpty {
            text.removeSubrange(lineStart...)
        } else {
            marks.append(.line(Line(text: line, linked: min(linked, line.count), isFurniture: furniture > 0)))
            text.append(0x0A)
            lineStart = text.count
            linesInLink += 1
        }
        linked = 0
    }
}
