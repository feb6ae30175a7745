/// The rows of the form as they stand in a document: which row, and the cells that follow its label.
struct CollectedRow {
    /// What the row is.
    enum Kind: Hashable {
        /// A row of section two, by position in ``Form/disclosureRows``.
        case disclosure(Int)
        /// A row of section three, by position in ``Form/requestRows``.
        case request(Int)
        /// The one row of figures of section four.
        case appeals
    }

    let kind: Kind
    let layout: Document.Layout
    let place: Place
    /// The cells behind the label, in order, empty ones where the layout has them; positions in ``Document/cells``.
    var cells: [Int] = []
}

/// Walks tables cell by cell and collects the rows of the form, wherever tables begin and end: one table may hold several
/// of the form's tables, and one physical row several of its rows.
struct TableReader {
    private let document: Document
    /// What has been collected, in reading order.
    private(set) var rows: [CollectedRow] = []
    /// How often each edition's own column heads were seen, by position in ``Form/editions``.
    private(set) var editionVotes = Array(repeating: 0, count: Form.editions.count)
    /// How many heads of section four were seen: without any figures behind them, the row of figures was blank.
    private(set) var appealHeads = 0
    /// Cells whose text belongs to no table of the form: the narrative takes them.
    private(set) var leftOver: [Int] = []

    private var current: CollectedRow?
    private var mode: FormTable?
    private var hasSeenRequestRow = false
    /// The position in its row of section three's first column head: where a grid keeps merged cells as empty ones, the
    /// cells between a label and that column belong to the label.
    private var firstRequestColumn: Int?

    init(_ document: Document) {
        self.document = document
    }

    /// Reads one table.
    mutating func read(_ table: Document.Table, in text: Span<UInt8>) {
        for index in table.rows {
            let place = Place(table: table.number, row: index - table.rows.lowerBound + 1)
            read(document.rows[index], layout: table.layout, place: place, in: text)
        }
        finishRow()
        mode = nil
        hasSeenRequestRow = false
        firstRequestColumn = nil
    }

    private mutating func read(_ row: Document.Row, layout: Document.Layout, place: Place, in text: Span<UInt8>) {
        if layout != .flattened { finishRow() }
        for index in row.cells {
            let cell = document.cells[index]
            guard !cell.isContinuation else { continue }
            let range = ByteRanges.trimmed(cell.text, in: text)
            if range.isEmpty {
                takeEmpty(index, row: row, layout: layout, place: place, in: text)
            } else if !isASCII(range, in: text), let term = LabelIndex.form.term(for: range, in: text) {
                // 总计 and 其他 are rows as well as columns: what stands beside them decides.
                let isHeader =
                    layout == .grid && term.isRequestColumn && term.requestRow != nil && isRequestHeader(row, in: text)
                takeLabel(term, range: range, isHeader: isHeader, layout: layout, place: at(place, cell), in: text)
                // Behind takeLabel, which begins the table where a head is the first that tells it.
                if term.isRequestColumn, term.onlyTable == .requests, layout == .grid, !hasSeenRequestRow {
                    firstRequestColumn = firstRequestColumn ?? (index - row.cells.lowerBound)
                }
            } else {
                takeValue(index, range, row: row, layout: layout, place: at(place, cell), in: text)
            }
        }
    }

    private func at(_ place: Place, _ cell: Document.Cell) -> Place {
        Place(
            line: cell.line > 0 ? cell.line : nil, table: place.table, row: place.row, box: document.box(of: cell.text),
            file: document.file(of: cell.text))
    }

    /// Almost every cell is a plain number, and every wording of the form is Chinese.
    private func isASCII(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        for position in range where text[position] >= 0x80 { return false }
        return true
    }

    /// A head over section three's columns: repeated on every page of a long table.
    private func isRequestHeader(_ row: Document.Row, in text: Span<UInt8>) -> Bool {
        guard mode == .requests else { return false }
        return row.cells.contains { index in
            let range = document.cells[index].text
            guard range.count > 3, let term = LabelIndex.form.term(for: range, in: text) else { return false }
            return term.isRequestColumn && term.onlyTable == .requests && term.requestRow == nil
        }
    }

    // MARK: The three kinds of cell

    private mutating func takeEmpty(
        _ index: Int, row: Document.Row, layout: Document.Layout, place: Place, in text: Span<UInt8>
    ) {
        guard layout == .grid else { return }
        if current == nil, mode == .appeals, row.cells.count == appealWidth, isBlank(row, in: text) {
            start(.appeals, layout: layout, place: at(place, document.cells[index]))
        }
        guard mode != .requests || index - row.cells.lowerBound >= firstRequestColumn ?? 0 else { return }
        current?.cells.append(index)
    }

    private func isBlank(_ row: Document.Row, in text: Span<UInt8>) -> Bool {
        for index in row.cells where !ByteRanges.trimmed(document.cells[index].text, in: text).isEmpty { return false }
        return true
    }

    private mutating func takeLabel(
        _ term: Term, range: Range<Int>, isHeader: Bool, layout: Document.Layout, place: Place, in text: Span<UInt8>
    ) {
        let table = term.onlyTable ?? mode
        guard let table else { return }
        if table != mode {
            finishRow()
            mode = table
            hasSeenRequestRow = false
            firstRequestColumn = nil
        }
        for edition in editionVotes.indices where term.disclosureHeadEditions >> UInt64(edition) & 1 == 1 {
            editionVotes[edition] += 1
        }
        switch table {
        case .disclosure:
            finishRow()
            if let row = term.disclosureRow { start(.disclosure(row), layout: layout, place: place) }
        case .requests:
            finishRow()
            guard !isHeader, let row = term.requestRow else { return }
            let isColumnHead =
                term.isRequestColumn && !hasSeenRequestRow && Enumerator.read(range, in: text).value == nil
            if isColumnHead { return }
            hasSeenRequestRow = true
            start(.request(row), layout: layout, place: place)
        case .appeals:
            finishRow()
            appealHeads += 1
        }
    }

    private mutating func takeValue(
        _ index: Int, _ range: Range<Int>, row: Document.Row, layout: Document.Layout, place: Place,
        in text: Span<UInt8>
    ) {
        if layout == .grid, isLabelColumn(index, of: row), !CellText.isValue(range, in: text) {
            // Words that are no label of the form, where labels stand: whatever the row is, it is not the current one.
            finishRow()
            leftOver.append(index)
        } else if current != nil {
            // Where nothing separates cells, words that are no value end the row.
            if layout != .flattened || CellText.isValue(range, in: text) {
                current?.cells.append(index)
            } else {
                finishRow()
                leftOver.append(index)
            }
        } else if mode == .appeals, CellText.isValue(range, in: text) {
            start(.appeals, layout: layout, place: place)
            if layout == .grid { current?.cells = Array(row.cells.lowerBound..<index) }
            current?.cells.append(index)
        } else {
            leftOver.append(index)
        }
    }

    /// Whether a cell of section three stands before the columns of figures, in a row that has all of them.
    private func isLabelColumn(_ index: Int, of row: Document.Row) -> Bool {
        guard mode == .requests, let firstRequestColumn else { return false }
        return index - row.cells.lowerBound < firstRequestColumn
            && row.cells.count >= firstRequestColumn + Form.requestColumns.count
    }

    // MARK: Rows

    private var appealWidth: Int { Form.appealKinds.count * Form.appealOutcomes.count }

    private mutating func start(_ kind: CollectedRow.Kind, layout: Document.Layout, place: Place) {
        current = CollectedRow(kind: kind, layout: layout, place: place)
    }

    private mutating func finishRow() {
        guard let row = current else { return }
        rows.append(row)
        current = nil
        if row.kind == .appeals { mode = nil }
    }
}
