import Core

/// Tape → ``Document``: tells tables of figures from tables that only lay out the page, and the article from what the site
/// puts around it.
struct PageAssembler {
    private let tape: PageTape
    private let furniture: PageFurniture
    private let limits: ReadingLimits

    /// What stands one below the other on a page.
    private enum Piece {
        case line(PageTape.Line)
        /// The marks of a table of figures.
        case table(Range<Int>)
    }

    /// An assembler of a tape that is complete.
    init(_ tape: PageTape, _ limits: ReadingLimits) {
        self.tape = tape
        self.limits = limits
        furniture = PageFurniture(text: tape.text)
    }

    /// The document.
    func document() throws(DocumentFailure) -> Document {
        var pieces: [Piece] = []
        collect(tape.marks.indices, into: &pieces)
        var builder = DocumentBuilder(text: tape.text)
        builder.setPictures(tape.pictures)
        for piece in withoutFurniture(pieces) {
            switch piece {
            case .line(let line): builder.addParagraph(line.text)
            case .table(let marks): try write(marks, to: &builder)
            }
        }
        return builder.build()
    }

    // MARK: The article

    private func withoutFurniture(_ pieces: [Piece]) -> [Piece] {
        let lines = pieces.map { piece -> PageTape.Line? in if case .line(let line) = piece { line } else { nil } }
        let foot = furniture.foot(of: lines)
        return pieces[..<foot].filter { piece in
            switch piece {
            case .line(let line): !line.isFurniture && !furniture.isNavigation(line)
            case .table: true
            }
        }
    }

    private func collect(_ marks: Range<Int>, into pieces: inout [Piece]) {
        var index = marks.lowerBound
        while index < marks.upperBound {
            switch tape.marks[index] {
            case .line(let line): pieces.append(.line(line))
            case .table(let end):
                let inside = index + 1..<end
                let kind = kind(of: inside)
                if kind != .layout {
                    let place = pieces.count
                    if kind == .figures { pieces.append(.table(inside)) }
                    // What stands in a table outside of its cells, browsers show above it; tables in cells follow.
                    let strays = collectTables(within: inside, isLinkList: kind == .links, into: &pieces)
                    pieces.insert(contentsOf: strays, at: place)
                    index = end
                    continue
                }
            case .rowGroup, .row, .cell: break
            }
            index += 1
        }
    }

    /// Collects the tables within the cells of a table; returns the lines between its cells.
    private func collectTables(within marks: Range<Int>, isLinkList: Bool, into pieces: inout [Piece]) -> [Piece] {
        var index = marks.lowerBound
        var strays: [Piece] = []
        while index < marks.upperBound {
            switch tape.marks[index] {
            case .line(let line): if !isLinkList { strays.append(.line(line)) }
            case .cell(_, _, let end):
                index = firstTable(in: index + 1..<end) ?? end
                continue
            case .table(let end):
                collect(index..<end, into: &pieces)
                index = end
                continue
            case .rowGroup, .row: break
            }
            index += 1
        }
        return strays
    }

    private func firstTable(in marks: Range<Int>) -> Int? {
        marks.first { if case .table = tape.marks[$0] { true } else { false } }
    }

    // MARK: What a table is for

    private enum TableKind {
        case figures, layout, links
    }

    /// What the cells of a table hold that are its own, not those of a table within.
    private struct Census {
        var nested = 0
        var figures = 0
        var hasLongText = false
        var bytes = 0
        var linked = 0
    }

    /// Tables that lay out a page hold tables or articles and no figures of their own.
    private func kind(of marks: Range<Int>) -> TableKind {
        let census = census(marks)
        if census.figures >= Self.fewestFigures { return .figures }
        if census.nested > 0 || census.hasLongText { return .layout }
        return furniture.isNavigation(linked: census.linked, of: census.bytes) ? .links : .figures
    }

    private static let fewestFigures = 6
    /// A cell of so many lines and bytes is an article.
    private static let articleLines = 4
    private static let articleBytes = 600

    private func census(_ marks: Range<Int>) -> Census {
        var census = Census()
        var index = marks.lowerBound
        while index < marks.upperBound {
            switch tape.marks[index] {
            case .table(let end):
                census.nested += 1
                index = end
                continue
            case .cell(_, _, let end):
                var lines = 0
                var bytes = 0
                var first = 0
                index += 1
                while index < end {
                    switch tape.marks[index] {
                    case .line(let line):
                        if lines == 0 { first = line.text.lowerBound }
                        lines += 1
                        bytes += line.text.count
                        census.linked += line.linked
                    case .table(let end):
                        census.nested += 1
                        index = end
                        continue
                    default: break
                    }
                    index += 1
                }
                census.bytes += bytes
                if lines == 1, bytes <= 12, isFigure(tape.text[first]) { census.figures += 1 }
                if lines >= Self.articleLines, bytes >= Self.articleBytes { census.hasLongText = true }
                continue
            case .line, .row, .rowGroup: index += 1
            }
        }
        return census
    }

    private func isFigure(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") || byte == 0xEF
    }

    // MARK: Grids

    private func write(_ marks: Range<Int>, to builder: inout DocumentBuilder) throws(DocumentFailure) {
        var grid = SpanGrid(limit: limits.cells)
        var row: [SpanGrid.Cell] = []
        var hasRow = false
        var index = marks.lowerBound
        while index < marks.upperBound {
            switch tape.marks[index] {
            case .row, .rowGroup:
                if hasRow { try grid.addRow(row) }
                row.removeAll(keepingCapacity: true)
                hasRow = false
                if case .row = tape.marks[index] { hasRow = true } else { grid.endGroup() }
            case .cell(let columns, let rows, let end):
                row.append(.init(text: text(of: index + 1..<end), columns: columns, rows: rows))
                index = end
                continue
            case .table(let end):
                index = end
                continue
            case .line: break
            }
            index += 1
        }
        if hasRow { try grid.addRow(row) }
        try grid.write(to: &builder)
    }

    /// The text of a cell's lines, up to a table in it.
    private func text(of marks: Range<Int>) -> Range<Int> {
        var range: Range<Int>?
        for index in marks {
            guard case .line(let line) = tape.marks[index] else { break }
            range = (range?.lowerBound ?? line.text.lowerBound)..<line.text.upperBound
        }
        return range ?? 0..<0
    }
}
