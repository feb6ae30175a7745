/// Turns collected rows into cells: decides the edition, finds each value's column, reads the values.
struct TableFiller {
    private let document: Document
    private let rows: [CollectedRow]
    private let edition: Edition?
    private let needsBlankAppeals: Bool
    private var openRows: [OpenRow] = []

    /// A row whose values could not be placed by themselves.
    private struct OpenRow {
        let row: CollectedRow
        let cells: [CellID]
        let sources: [Int]
        /// The numbers in order; nil for one that cannot be read.
        let values: [Quantity?]
    }

    init(_ document: Document, _ reader: TableReader, year: Int?) {
        self.document = document
        rows = reader.rows
        edition = TableFiller.edition(of: reader, year: year)
        needsBlankAppeals = !reader.rows.contains { $0.kind == .appeals }
    }

    /// Fills a report whose tables are known.
    mutating func fill(_ report: inout Report, in text: Span<UInt8>) {
        report.edition = edition
        var filled: Set<CollectedRow.Kind> = []
        for row in rows where report.tables.contains(row.table) {
            let cells = cells(of: row)
            guard !cells.isEmpty else { continue }
            // A repeated row (a head repeated on the next page, a second copy for printing) adds nothing.
            if filled.contains(row.kind), !isBlank(cells, in: report) { continue }
            filled.insert(row.kind)
            place(row, cells: cells, in: &report, text)
        }
        closeRows(in: &report, text)
        if needsBlankAppeals, report.tables.contains(.appeals) {
            for cell in Form.cells(of: .appeals) { report.cells[cell] = .blank }
        }
        dropSummaryOfOther(in: &report)
    }

    /// Column heads say the edition; where none was seen, the rows that only one edition has; then the year.
    private static func edition(of reader: TableReader, year: Int?) -> Edition? {
        let votes = reader.editionVotes
        if let most = votes.max(), most > 0, let winner = votes.firstIndex(of: most) { return Form.editions[winner] }
        let ids = reader.rows.compactMap { row -> String? in
            switch row.kind {
            case .disclosure(let position): Form.disclosureRows[position]
            case .request(let position): Form.requestRows[position].id
            case .appeals: nil
            }
        }
        let telling = Form.editions.filter { edition in
            ids.contains { id in
                let holders = Form.editions.filter { $0.hasRow(id) }
                return holders == [edition]
            }
        }
        if telling.count == 1 { return telling.first }
        return year.flatMap { year in Form.editions.first { $0.covers(year: year) } }
    }

    // MARK: Columns

    private func cells(of row: CollectedRow) -> [CellID] {
        switch row.kind {
        case .appeals: return Form.cells(of: .appeals)
        case .request(let position):
            return Form.requestColumns.indices.map { Form.requestCell(row: position, column: $0) }
        case .disclosure(let position):
            return edition.map { Form.cells(ofDisclosureRow: position, in: $0) } ?? []
        }
    }

    /// The groups of columns that add up, the total last.
    private func groups(of row: CollectedRow) -> [Range<Int>] {
        switch row.kind {
        case .disclosure: return []
        case .request: return [0..<Form.requestColumns.count]
        case .appeals:
            let width = Form.appealOutcomes.count
            return Form.appealKinds.indices.map { $0 * width..<($0 + 1) * width }
        }
    }

    // MARK: Values

    private mutating func place(_ row: CollectedRow, cells: [CellID], in report: inout Report, _ text: Span<UInt8>) {
        var sources = row.cells
        while sources.count > cells.count, let last = sources.last, isEmpty(last, in: text) { sources.removeLast() }
        // A label that spans several columns leaves empty cells behind it.
        let leading = sources.prefix { isEmpty($0, in: text) }.count
        sources.removeFirst(min(leading, max(0, sources.count - cells.count)))
        if sources.count > cells.count {
            // One more column of remarks is none of ours.
            let extra = sources[cells.count...]
            if extra.allSatisfy({ !CellText.isValue(document.cells[$0].text, in: text) }) {
                sources.removeSubrange(cells.count...)
            }
        }
        if cells.count == 1, let only = sources.first, row.layout != .flattened {
            // A value that spans columns, repeated in each.
            let value = trimmedText(of: only, in: text)
            if sources.allSatisfy({ trimmedText(of: $0, in: text) == value }) { sources.removeSubrange(1...) }
        }
        if sources.count == cells.count {
            for (column, source) in sources.enumerated() { put(source, cells, column, row, in: &report, text) }
            return
        }
        spread(sources.filter { !isEmpty($0, in: text) }, row, cells: cells, in: &report, text)
    }

    /// A row whose values no longer say which columns they were.
    private mutating func spread(
        _ sources: [Int], _ row: CollectedRow, cells: [CellID], in report: inout Report, _ text: Span<UInt8>
    ) {
        for cell in cells {
            report.cells[cell] = .blank
            report.places[cell] = row.place
        }
        let groups = groups(of: row)
        if row.layout == .flattened, sources.count == 1, let only = sources.first,
            let values = split(only, columns: cells.count, groups: groups, in: text)
        {
            for (cell, value) in zip(cells, values) { report.cells[cell] = .number(value) }
            return note(row, .identities, in: &report)
        }
        let values = sources.map { number(in: $0, text) }
        switch RowPlacement.place(values, columns: cells.count, groups: groups) {
        case .blank: break
        case .complete:
            for (column, source) in sources.enumerated() { put(source, cells, column, row, in: &report, text) }
        case .totals(let columns):
            for (column, source) in zip(columns, sources) { put(source, cells, column, row, in: &report, text) }
            note(row, .totals, in: &report)
        case .identities(let columns):
            for (column, source) in zip(columns, sources) { put(source, cells, column, row, in: &report, text) }
            note(row, .identities, in: &report)
        case .undecided:
            for cell in cells { report.cells[cell] = .unplaced }
            openRows.append(OpenRow(row: row, cells: cells, sources: sources, values: values))
        }
    }

    /// Rows that their own identity leaves open: the identities between rows may decide, or nothing does.
    private mutating func closeRows(in report: inout Report, _ text: Span<UInt8>) {
        guard !openRows.isEmpty else { return }
        let requests = openRows.compactMap { open -> (row: Int, values: [Quantity])? in
            let values = open.values.compactMap { $0 }
            guard case .request(let position) = open.row.kind, values.count == open.values.count else { return nil }
            return (position, values)
        }
        var joint = JointPlacement(requests, in: report)
        let solution = joint.solve()
        for open in openRows {
            if case .request(let position) = open.row.kind, let columns = solution[position] {
                for cell in open.cells { report.cells[cell] = .blank }
                for (column, source) in zip(columns, open.sources) {
                    put(source, open.cells, column, open.row, in: &report, text)
                }
                note(open.row, .identities, in: &report)
            } else {
                let raw = open.sources.map { trimmedText(of: $0, in: text) }.joined(separator: " ")
                for cell in open.cells { report.raw[cell] = raw }
                note(open.row, nil, in: &report)
            }
        }
    }

    private func split(
        _ source: Int, columns: Int, groups: [Range<Int>], in text: Span<UInt8>
    ) -> [Quantity]? {
        var digits: [Int] = []
        for position in ByteRanges.trimmed(document.cells[source].text, in: text) {
            guard let digit = Scalars.digit(UInt32(text[position])) else { return nil }
            digits.append(digit)
        }
        return RowPlacement.split(digits, columns: columns, groups: groups)
    }

    private func put(
        _ source: Int, _ cells: [CellID], _ column: Int, _ row: CollectedRow, in report: inout Report,
        _ text: Span<UInt8>
    ) {
        let cell = cells[column]
        let from = document.cells[source]
        let read = CellText.read(from.text, in: text)
        report.cells[cell] = read.value
        report.places[cell] = Place(
            line: from.line > 0 ? from.line : nil, table: row.place.table, row: row.place.row, column: column + 1,
            box: document.box(of: from.text), file: document.file(of: from.text))
        if read.keepsRaw { report.raw[cell] = trimmedText(of: source, in: text) }
    }

    private func note(_ row: CollectedRow, _ placement: CollapsedRow.Placement?, in report: inout Report) {
        let label =
            switch row.kind {
            case .disclosure(let position):
                edition?.disclosure.first { $0.label.id == Form.disclosureRows[position] }?.label.label
            case .request(let position): Form.requestRows[position].label
            case .appeals: Form.sections[.appeals]?.label
            }
        report.collapsedRows.append(
            CollapsedRow(table: row.table, label: label ?? "", placement: placement, place: row.place))
    }

    private func number(in source: Int, _ text: Span<UInt8>) -> Quantity? {
        switch CellText.read(document.cells[source].text, in: text).value {
        case .number(let value): value
        case .blank: .zero
        case .absent, .unreadable, .unplaced: nil
        }
    }

    private func isEmpty(_ source: Int, in text: Span<UInt8>) -> Bool {
        ByteRanges.trimmed(document.cells[source].text, in: text).isEmpty
    }

    private func isBlank(_ cells: [CellID], in report: Report) -> Bool {
        cells.allSatisfy { report.cells[$0] == .blank || report.cells[$0] == .absent }
    }

    private func trimmedText(of source: Int, in text: Span<UInt8>) -> String {
        document.string(ByteRanges.trimmed(document.cells[source].text, in: text))
    }

    /// 其他处理 beside its own three rows is their heading with a sum, not a row: counting it would count them twice.
    private func dropSummaryOfOther(in report: inout Report) {
        guard edition?.hasRow(Form.requestRows[Self.otherSummary].id) == false,
            Self.otherParts.contains(where: { report.cells[Form.requestCell(row: $0, column: 0)] != .absent })
        else { return }
        for column in Form.requestColumns.indices {
            let cell = Form.requestCell(row: Self.otherSummary, column: column)
            report.cells[cell] = .absent
            report.raw[cell] = nil
        }
    }

    private static let otherParts = Vocabulary.otherAsThreeRows.map { Form.requestRow($0.id) }
    private static let otherSummary = Form.requestRow("other")
}

extension Edition {
    /// Whether the edition has a row of that id in section two or three.
    func hasRow(_ id: String) -> Bool {
        disclosure.contains { $0.label.id == id } || requests.contains { $0.id == id }
    }
}
