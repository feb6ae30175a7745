/// What reading a document gave.
public enum Reading: Sendable {
    /// It is a report.
    case report(Report)
    /// It is no such report, and what it seems to be.
    case foreign(Message)
}

/// ``Document`` and ``Form`` → ``Report``: sections, tables, identity and narrative figures, read once and not judged.
public enum ReportReader {
    /// Reads a document.
    ///
    /// - Parameters:
    ///   - document: what a format's reader made of the file.
    ///   - fileName: the file's name without its folder; a source of identity behind the text.
    ///   - sidecar: what stands beside the file; another one.
    ///   - page: what the page it was saved from says; the last one, but above the text's foot for the publication.
    /// - Returns: the report, or what the document is instead.
    public static func read(
        _ document: Document, fileName: [UInt8], sidecar: Sidecar? = nil, page: PageFacts = PageFacts()
    ) -> Reading {
        let surroundings = Surroundings(fileName: fileName, sidecar: sidecar, page: page)
        let first = readTables(of: document)
        guard first.tables.count < FormTable.allCases.count,
            let restored = FlattenedText.restored(document, in: document.text.span)
        else { return finish(document, first, surroundings) }
        let second = readTables(of: restored)
        return second.tables.count > first.tables.count
            ? finish(restored, second, surroundings) : finish(document, first, surroundings)
    }

    /// What is known of a document beside its text.
    struct Surroundings {
        let fileName: [UInt8]
        var sidecar: Sidecar?
        var page = PageFacts()
    }

    /// The rows of all tables and what may be said of the tables by them.
    private struct Tables {
        let reader: TableReader
        let tables: Set<FormTable>
    }

    private static func readTables(of document: Document) -> Tables {
        var reader = TableReader(document)
        let text = document.text.span
        for case .table(let table) in document.blocks { reader.read(table, in: text) }
        var counts: [FormTable: Int] = [:]
        for row in reader.rows { counts[row.table, default: 0] += 1 }
        var tables: Set<FormTable> = []
        if counts[.disclosure, default: 0] >= 2 { tables.insert(.disclosure) }
        if counts[.requests, default: 0] >= 3 { tables.insert(.requests) }
        if counts[.appeals, default: 0] >= 1 || reader.appealHeads >= fewestAppealHeads { tables.insert(.appeals) }
        return Tables(reader: reader, tables: tables)
    }

    /// Section four without a figure left: its heads alone show the table.
    private static let fewestAppealHeads = 12

    private static func finish(
        _ document: Document, _ found: Tables, _ surroundings: Surroundings
    ) -> Reading {
        let text = document.text.span
        let lines = runningText(of: document, leftOver: found.reader.leftOver, in: text)
        let sections = SectionReader(lines, in: text)
        let firstHeading = sections.headings.map(\.index).min() ?? lines.count
        let identity = IdentityReader(document, lines: Array(lines[..<min(max(firstHeading + 8, 12), lines.count)]))
            .read(surroundings, in: text)
        let hasTitle = identity.claims.contains { $0.source == .title || $0.source == .page && $0.year != nil }
        let looksLikeOne = hasTitle && sections.headings.count >= 3 && !isOldForm(identity)
        guard !found.tables.isEmpty || looksLikeOne else {
            return .foreign(
                foreignReason(document, identity, hasTitle: hasTitle, headings: sections.headings.count))
        }
        var report = Report()
        report.identity = identity
        report.tables = found.tables
        report.headings = sections.headings.map { heading in
            SectionHeading(
                section: heading.section, numeral: heading.enumerator.value, place: lines[heading.index].place,
                quote: document.string(lines[heading.index].text))
        }
        var filler = TableFiller(document, found.reader, year: identity.year)
        filler.fill(&report, in: text)
        report.narrative = readNarrative(document, lines, sections, report, surroundings.page, in: text)
        report.textDigest = textDigest(lines, sections, organ: identity.agency, in: text)
        return .report(report)
    }

    /// Paragraphs and the cells that belong to no table of the form, in reading order.
    private static func runningText(of document: Document, leftOver: [Int], in text: Span<UInt8>) -> [TextLine] {
        var lines: [TextLine] = []
        lines.reserveCapacity(document.blocks.count + leftOver.count)
        for case .paragraph(let paragraph) in document.blocks {
            let range = withoutMarkdown(paragraph.text, in: text)
            lines.append(
                TextLine(
                    text: range, line: paragraph.line, box: document.box(of: range), file: document.file(of: range)))
        }
        guard !leftOver.isEmpty else { return lines }
        for index in leftOver {
            let cell = document.cells[index]
            // An attachment gives its tables; the headings over them are the page's as well.
            if document.isOnlyAttached(cell.text) { continue }
            ByteRanges.forEachLine(of: cell.text, in: text) { range, lineEnds in
                let line = cell.line > 0 ? cell.line + lineEnds : 0
                lines.append(
                    TextLine(
                        text: range, line: line, isCell: true, box: document.box(of: range),
                        file: document.file(of: range)))
            }
        }
        return lines.sorted { $0.text.lowerBound < $1.text.lowerBound }
    }

    /// A paragraph without the marks that make it a heading or bold in Markdown: `## …`, `**…**`.
    private static func withoutMarkdown(_ range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
        let number = UInt8(ascii: "#")
        let star = UInt8(ascii: "*")
        var range = ByteRanges.trimmed(range, in: text)
        guard let first = range.first, text[first] == number || text[first] == star else { return range }
        var start = range.lowerBound
        while start < range.upperBound, text[start] == number { start += 1 }
        range = ByteRanges.trimmed(start..<range.upperBound, in: text)
        guard range.count > 4, text[range.lowerBound] == star, text[range.lowerBound + 1] == star,
            text[range.upperBound - 1] == star, text[range.upperBound - 2] == star
        else { return range }
        return ByteRanges.trimmed(range.lowerBound + 2..<range.upperBound - 2, in: text)
    }

    /// The free form of the years before the tables were prescribed had much the same sections.
    private static func isOldForm(_ identity: Identity) -> Bool {
        guard let year = identity.year, let first = Form.editions.first?.firstYear else { return false }
        return year < first
    }

    private static func foreignReason(
        _ document: Document, _ identity: Identity, hasTitle: Bool, headings: Int
    ) -> Message {
        if hasTitle, isOldForm(identity), let year = identity.year, let first = Form.editions.first?.firstYear {
            return Message(
                zh: "旧式年度报告（\(year) 年，\(first) 年以前没有统一表格），不予校验",
                en: "old form: a report on \(year), before the tables were prescribed in \(first); not validated")
        }
        if hasTitle {
            return Message(
                zh: "标题像年度报告，但没有可识别的表格，六个部分中只找到 \(headings) 个；如表格在附件中，请放入附件",
                en:
                    "the title is that of a report, but no table was recognised and only \(headings) of the six sections; "
                    + "if the tables are in an attachment, drop the attachment")
        }
        if FormWordings.speaksTraditionally(in: document.text) {
            return Message(
                zh: "繁体字文本：年度报告的格式以简体字规定，繁体字文件不予校验",
                en: "a text in traditional characters: the form is prescribed in simplified ones; not validated")
        }
        return Message(
            zh: "不是政府信息公开工作年度报告：没有相应的标题和表格", en: "not such a report: neither its title nor its tables are there")
    }
}

extension CollectedRow {
    /// The table the row belongs to.
    var table: FormTable {
        switch kind {
        case .disclosure: .disclosure
        case .request: .requests
        case .appeals: .appeals
        }
    }
}
