/// One edition of the form as samples need it: the tables as rows of cells, and the positions of figures.
struct SampleForm: Sendable {
    /// The edition.
    let edition: Edition
    /// All its cells.
    let cells: [CellID]
    /// The cells of other editions.
    let foreignCells: [CellID]
    /// The rows of section three that say how requests ended, as positions in ``Form/requestRows``.
    let outcomeRows: [Int]

    private let grids: [[FormTable: SampleGrid]]

    private init(_ edition: Edition) {
        self.edition = edition
        cells = edition.cells
        foreignCells = Form.cells.filter { !Form.belongs($0, to: edition) }
        outcomeRows = edition.requests
            .filter { !["received", "carried_in", "total", "carried_out"].contains($0.id) }
            .map { Form.requestRow($0.id) }
        grids = SampleWording.allCases.map { wording in
            let tables = FormTable.allCases.map { ($0, SampleGrid($0, of: edition, wording: wording)) }
            return Dictionary(uniqueKeysWithValues: tables)
        }
    }

    /// All editions.
    static let all: [SampleForm] = Form.editions.map { SampleForm($0) }

    /// The edition for a report year.
    static func covering(_ year: Int) -> SampleForm {
        all.first { $0.edition.covers(year: year) } ?? all[0]
    }

    /// A table with its labels in some wording.
    func grid(_ table: FormTable, wording: SampleWording, without row: String?) -> SampleGrid {
        guard row == nil, let grid = grids[wording.rawValue][table] else {
            return SampleGrid(table, of: edition, wording: wording, without: row)
        }
        return grid
    }
}

/// Which of a label's wordings a report uses.
enum SampleWording: Int, CaseIterable, Sendable {
    case official, firstVariant, lastVariant

    func callAsFunction(_ label: FormLabel) -> String {
        switch self {
        case .official: label.label
        case .firstVariant: label.aliases.first ?? label.label
        case .lastVariant: label.aliases.last ?? label.label
        }
    }
}

/// One table of the form as the rows a document has, merged cells included.
struct SampleGrid: Sendable {
    /// One place in a row.
    enum Cell: Sendable {
        /// Words of the form, over so many columns.
        case label(String, span: Int)
        /// A figure, over so many columns.
        case value(CellID, span: Int)
        /// Belongs to the cell above, over so many columns.
        case below(span: Int)

        /// Over how many columns it goes.
        var span: Int {
            switch self {
            case .label(_, let span), .value(_, let span), .below(let span): span
            }
        }
    }

    /// One row.
    struct Row: Sendable {
        /// Its cells; their spans add up to the grid's width.
        let cells: [Cell]
        /// Whether it only names columns.
        let isHead: Bool
    }

    /// How many columns it has.
    let width: Int
    /// Its rows.
    let rows: [Row]

    /// A table of an edition, a row left out if so wanted.
    init(_ table: FormTable, of edition: Edition, wording: SampleWording, without omitted: String? = nil) {
        switch table {
        case .disclosure:
            width = 4
            rows = Self.disclosure(edition, wording, omitted)
        case .requests:
            width = 3 + Form.requestColumns.count
            rows = Self.requests(edition, wording, omitted)
        case .appeals:
            width = Form.appealKinds.count * Form.appealOutcomes.count
            rows = Self.appeals(wording)
        }
    }

    private static func disclosure(_ edition: Edition, _ wording: SampleWording, _ omitted: String?) -> [Row] {
        var rows: [Row] = []
        var article = ""
        for row in edition.disclosure where row.label.id != omitted {
            if row.article != article {
                article = row.article
                rows.append(Row(cells: [.label(article, span: 4)], isHead: true))
                let heads = row.columns.map { wording($0.label) }
                rows.append(
                    Row(cells: spread([Vocabulary.disclosureHead] + heads) { .label($0, span: $1) }, isHead: true))
            }
            let values = row.columns.compactMap { column in
                Form.cell(named: "disclosure.\(row.label.id).\(column.label.id)")
            }
            let cells = spread(values, over: 3) { .value($0, span: $1) }
            rows.append(Row(cells: [.label(wording(row.label), span: 1)] + cells, isHead: false))
        }
        return rows
    }

    /// Cells for the elements, the last one as wide as the columns that are left.
    private static func spread<Element>(
        _ elements: [Element], over width: Int = 4, _ cell: (Element, Int) -> Cell
    ) -> [Cell] {
        elements.enumerated().map { index, element in
            cell(element, index == elements.count - 1 ? width - index : 1)
        }
    }

    private static func requests(_ edition: Edition, _ wording: SampleWording, _ omitted: String?) -> [Row] {
        let columns = Form.requestColumns
        let groups = columns.compactMap(\.group)
        var rows = [
            Row(
                cells: [
                    .label(Vocabulary.requestsNote, span: 3), .label(Vocabulary.requestsHead, span: columns.count),
                ], isHead: true)
        ]
        var upper: [Cell] = [.below(span: 3)]
        for (index, column) in columns.enumerated() {
            guard let group = column.group else {
                upper.append(.label(wording(column), span: 1))
                continue
            }
            if index == 0 || columns[index - 1].group != group {
                upper.append(.label(group, span: groups.filter { $0 == group }.count))
            }
        }
        rows.append(Row(cells: upper, isHead: true))
        rows.append(
            Row(
                cells: [.below(span: 3)]
                    + columns.map { $0.group == nil ? .below(span: 1) : .label(wording($0), span: 1) },
                isHead: true))

        let outer = edition.requests.first { $0.id == "total" }?.group
        var above: (outer: String?, inner: String?)
        for row in edition.requests where row.id != omitted {
            var cells: [Cell] = []
            if let group = row.group {
                cells.append(above.outer == nil ? .label(outer ?? group, span: 1) : .below(span: 1))
                let isInner = group != outer
                if isInner { cells.append(above.inner == group ? .below(span: 1) : .label(group, span: 1)) }
                cells.append(.label(wording(row), span: isInner ? 1 : 2))
                above = (outer, isInner ? group : nil)
            } else {
                cells.append(.label(wording(row), span: 3))
                above = (nil, nil)
            }
            let position = Form.requestRow(row.id)
            cells += columns.indices.map { .value(Form.requestCell(row: position, column: $0), span: 1) }
            rows.append(Row(cells: cells, isHead: false))
        }
        return rows
    }

    private static func appeals(_ wording: SampleWording) -> [Row] {
        let kinds = Form.appealKinds
        let outcomes = Form.appealOutcomes
        let heads = outcomes.map { Cell.label(wording($0), span: 1) }
        var top: [Cell] = []
        var middle: [Cell] = []
        var bottom: [Cell] = []
        for (index, kind) in kinds.enumerated() {
            guard let group = kind.group else {
                top.append(.label(wording(kind), span: outcomes.count))
                middle += heads
                bottom += heads.map { _ in .below(span: 1) }
                continue
            }
            if index == 0 || kinds[index - 1].group != group {
                top.append(.label(group, span: kinds.filter { $0.group == group }.count * outcomes.count))
            }
            middle.append(.label(wording(kind), span: outcomes.count))
            bottom += heads
        }
        let values = kinds.indices.flatMap { kind in
            outcomes.indices.map { Cell.value(Form.appealCell(kind: kind, outcome: $0), span: 1) }
        }
        return [top, middle, bottom].map { Row(cells: $0, isHead: true) } + [Row(cells: values, isHead: false)]
    }
}
