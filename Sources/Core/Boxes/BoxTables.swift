/// Finds the form's three tables on the strip by the wordings of their heads and rows.
struct BoxTables {
    private let placed: PlacedText
    private let strip: Strip
    private let labels: [BoxLabel]
    /// Whether a word belongs to a label.
    private let isLabel: [Bool]
    /// How figures stand to heads in the tables that tell.
    private var styles: [FigureStyle] = []

    private init(_ placed: PlacedText, _ strip: Strip) {
        self.placed = placed
        self.strip = strip
        labels = BoxLabelSearch.labels(in: placed, on: strip).sorted { $0.box.top < $1.box.top }
        var isLabel = Array(repeating: false, count: strip.items.count)
        for label in labels {
            for item in label.items { isLabel[item] = true }
        }
        self.isLabel = isLabel
    }

    /// The tables from the top to the bottom.
    static func tables(in placed: PlacedText, on strip: Strip) -> [BoxTable] {
        var finder = BoxTables(placed, strip)
        let tables = finder.all()
        finder.styles = tables.flatMap(\.styles)
        // A document is set in one manner: what one table tells of it helps where another has too few figures.
        return finder.styles.isEmpty || tables.allSatisfy(\.isGrid) ? tables : finder.all()
    }

    private func all() -> [BoxTable] {
        (disclosure() + requests() + appeals()).sorted { $0.box.top < $1.box.top }
    }

    /// The words where the figures of rows stand, in reading order: to the right of their labels, and no lower than the last of
    /// them. A figure may stand a little lower; text that does is the next paragraph.
    private func words(from top: Double, to end: Double, beside rows: [BoxLabel], rightOf left: Double) -> [Int] {
        guard let last = rows.last else { return [] }
        let height = strip.items[last.items[0]].box.height
        let bottom = min(end, last.box.bottom + 0.7 * height)
        guard bottom > top else { return [] }
        return strip.items(startingIn: top - 40...bottom).filter { index in
            let item = strip.items[index]
            return !isLabel[index] && item.box.left > left && item.box.middleY > top
                && item.box.middleY < (item.isFigure ? bottom : min(bottom, last.box.bottom))
        }.prefix(Self.mostFigures).sorted()
    }

    private func isUnknownRow(_ row: Rectangle, leftOf left: Double) -> Bool {
        strip.items(startingIn: row.top - 2 * row.height...row.bottom + row.height).contains { index in
            let item = strip.items[index]
            return !isLabel[index] && !item.isFigure && item.box.right < left + row.height
                && item.box.sharedHeight(with: row) > 0.3
        }
    }

    private func box(_ rows: [[[Int]]]) -> Rectangle? {
        strip.box(of: rows.joined().joined())
    }

    /// A report has each table once, or twice where it is printed twice; each page that repeats its heads begins another. What
    /// has more tables, rows or figures is made to take time.
    private static let mostTables = 16
    private static let mostRows = 200
    private static let mostFigures = 4000

    // MARK: Section two

    private func disclosure() -> [BoxTable] {
        let members = labels.indices.filter { labels[$0].term.onlyTable == .disclosure }
        return runs(of: members).prefix(Self.mostTables).compactMap { run in
            let run = run.prefix(Self.mostRows).map { labels[$0] }
            guard let first = run.firstIndex(where: { $0.term.disclosureRow == nil }),
                run[first...].count(where: { $0.term.disclosureRow != nil }) >= 2
            else { return nil }
            return disclosureTable(Array(run[first...]))
        }
    }

    /// Each block below heads of its own has its own columns.
    private func disclosureTable(_ labels: [BoxLabel]) -> BoxTable? {
        var rows: [[[Int]]] = []
        var isGrid = true
        var found: [FigureStyle] = []
        var heads: [BoxLabel] = []
        var index = 0
        while index < labels.count {
            var block: [BoxLabel] = []
            while index < labels.count, labels[index].term.disclosureRow == nil {
                if labels[index].term.disclosureHeadEditions != 0 {
                    // A head that stands below the others begins the next block's.
                    if let last = heads.last, labels[index].box.top > last.box.bottom { heads = [] }
                    heads.append(labels[index])
                } else {
                    rows.append([labels[index].items])
                }
                index += 1
            }
            while index < labels.count, labels[index].term.disclosureRow != nil {
                block.append(labels[index])
                index += 1
            }
            heads.sort { $0.box.left < $1.box.left }
            if !heads.isEmpty { rows.append(heads.map(\.items)) }
            if block.isEmpty { continue }
            let top = heads.map(\.box.bottom).max() ?? block.first?.box.top ?? 0
            let end = index < labels.count ? labels[index].box.top : .infinity
            let left = block.map(\.box.right).max() ?? 0
            let read = BoxRows(
                strip: strip, placed: placed, labels: block, heads: heads.map(\.box), count: max(heads.count, 1),
                styles: styles, isUnknownRow: { isUnknownRow($0, leftOf: left) }
            ).rows(of: words(from: top, to: end, beside: block, rightOf: left - 1))
            rows += read.rows
            isGrid = isGrid && read.isGrid
            found += read.styles
            heads = []
        }
        return box(rows).map { BoxTable(box: $0, rows: rows, isGrid: isGrid, styles: found) }
    }

    /// Labels of one table, by position, that stand close enough to be of one.
    private func runs(of members: [Int]) -> [[Int]] {
        var runs: [[Int]] = []
        for member in members {
            if let last = runs.last?.last, labels[member].box.top - labels[last].box.bottom < Self.widestRow {
                runs[runs.count - 1].append(member)
            } else {
                runs.append([member])
            }
        }
        return runs
    }

    /// Rows are no higher than this, points; beyond it begins something else.
    private static let widestRow = 160.0

    // MARK: Section three

    private func requests() -> [BoxTable] {
        let anchors = labels.filter { $0.term.isRequestColumn && $0.term.requestRow == nil }
        var groups: [[BoxLabel]] = []
        for anchor in anchors {
            if let last = groups.last?.last, anchor.box.top - last.box.bottom < 3 * last.box.height {
                groups[groups.count - 1].append(anchor)
            } else {
                groups.append([anchor])
            }
        }
        groups = groups.filter { $0.count >= 3 }
        return groups.indices.prefix(Self.mostTables).compactMap { index in
            let top = groups[index].first?.box.top ?? 0
            // 总计 is a row here and a head there: section four begins with what only it has.
            let following = labels.first { $0.term.onlyTable == .appeals && $0.box.top > top }?.box.top
            let next = index + 1 < groups.count ? groups[index + 1].first?.box.top : nil
            return requestTable(below: groups[index], before: min(next ?? .infinity, following ?? .infinity))
        }
    }

    private func requestTable(below anchors: [BoxLabel], before end: Double) -> BoxTable? {
        guard let left = anchors.map(\.box.left).min(), let top = anchors.map(\.box.top).min(),
            let bottom = anchors.map(\.box.bottom).max(), let height = anchors.first?.box.height
        else { return nil }
        let heads = labels.filter {
            $0.term.isRequestColumn && $0.box.left >= left - 1
                && (top - 3 * height...bottom + height).contains($0.box.middleY)
        }.sorted { $0.box.middleX < $1.box.middleX }
        let below = labels.filter {
            $0.term.requestRow != nil && $0.box.right < left + height && $0.box.top > top && $0.box.top < end
        }
        let rows = withoutGroups(connected(below, from: bottom))
        guard rows.count >= 2 else { return nil }
        let count = Form.requestColumns.count
        let figures = words(from: bottom, to: end, beside: rows, rightOf: (rows.map(\.box.right).max() ?? left) - 1)
        let read = BoxRows(
            strip: strip, placed: placed, labels: rows, heads: heads.map(\.box), count: count, styles: styles,
            isUnknownRow: { isUnknownRow($0, leftOf: left) }
        ).rows(of: figures)
        let isGrid = read.isGrid && mostlyAddsUp(read.rows)
        let body = isGrid ? read.rows : read.rows.map { row in row.filter { !$0.isEmpty } }
        let all = [[[]] + heads.map(\.items)] + body
        guard let box = box(all) else { return nil }
        return BoxTable(
            box: box.union(caption(above: top, height: height)), rows: all, isGrid: isGrid,
            styles: isGrid ? read.styles : [])
    }

    /// 申请人情况 and the note on the rows stand above or beside the heads.
    private func caption(above top: Double, height: Double) -> Rectangle {
        let captions = labels.filter {
            $0.term.isCaption && $0.term.onlyTable == .requests && $0.box.bottom < top + 6 * height
                && $0.box.top > top - 8 * height
        }
        let start = captions.map(\.box.top).min() ?? top
        return Rectangle(left: 0, top: min(start, top), right: 1, bottom: top)
    }

    /// Rows up to the first gap that no row of the form is as high as.
    private func connected(_ rows: [BoxLabel], from top: Double) -> [BoxLabel] {
        var end = top
        return Array(
            rows.prefix(Self.mostRows).prefix { row in
                defer { end = max(end, row.box.bottom) }
                return row.box.top - end < Self.widestRow
            })
    }

    /// A label with another one to its right in the same row names a group of rows.
    private func withoutGroups(_ rows: [BoxLabel]) -> [BoxLabel] {
        rows.filter { row in
            !rows.contains { other in
                other.box.left > row.box.right - 1 && other.box.sharedHeight(with: row.box) > 0.5
            }
        }
    }

    /// Whether rows add up to their totals as placed. A report has a wrong sum now and then; where most rows do not add up, the
    /// columns were misread.
    private func mostlyAddsUp(_ rows: [[[Int]]]) -> Bool {
        var right = 0
        var wrong = 0
        for row in rows {
            let values = row.dropFirst().map { value(of: $0) }
            guard values.contains(where: { $0 != nil && $0 != .zero }), values.count == Form.requestColumns.count else {
                continue
            }
            let sum = values.dropLast().reduce(Quantity?.some(.zero)) { $0?.adding($1 ?? .zero) }
            if sum == values.last ?? .zero { right += 1 } else { wrong += 1 }
        }
        return wrong <= 1 || wrong <= right
    }

    private func value(of words: [Int]) -> Quantity? {
        let text = words.flatMap { placed.text[placed.words[strip.items[$0].word].text] }
        guard case .number(let value) = CellText.read(0..<text.count, in: text.span).value else { return nil }
        return value
    }

    // MARK: Section four

    private static let outcomes = Set(Form.appealOutcomes.flatMap(\.wordings).map { Array($0.unicodeScalars) })
    /// So few outcomes are no table: a table has five for each of three kinds.
    private static let fewestOutcomes = 8

    private func appeals() -> [BoxTable] {
        let heads = labels.filter { $0.term.isAppealHead && isOutcome($0) }
        var groups: [[BoxLabel]] = []
        for head in heads {
            if let last = groups.last?.map(\.box.bottom).max(), head.box.top - last < 3 * head.box.height {
                groups[groups.count - 1].append(head)
            } else {
                groups.append([head])
            }
        }
        return groups.filter { $0.count >= Self.fewestOutcomes }.prefix(Self.mostTables).compactMap { appealTable($0) }
    }

    private func isOutcome(_ label: BoxLabel) -> Bool {
        let bytes = label.items.flatMap { placed.text[placed.words[strip.items[$0].word].text] }
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter {
            !Scalars.isSpace(Scalars.folded($0.value))
        }
        return Self.outcomes.contains(Array(scalars))
    }

    private func appealTable(_ outcomes: [BoxLabel]) -> BoxTable? {
        let outcomes = outcomes.sorted { $0.box.middleX < $1.box.middleX }
        guard let bottom = outcomes.map(\.box.bottom).max(), let top = outcomes.map(\.box.top).min(),
            let height = outcomes.first.map({ strip.items[$0.items[0]].box.height })
        else { return nil }
        let kinds = labels.filter {
            $0.term.onlyTable == .appeals && !isOutcome($0) && $0.box.bottom < bottom && $0.box.top > top - 8 * height
        }.sorted { $0.box.top == $1.box.top ? $0.box.left < $1.box.left : $0.box.top < $1.box.top }
        let count = Form.appealKinds.count * Form.appealOutcomes.count
        let words = figureWords(below: bottom, height: height)
        let cells = stacked(words)
        var row: [[Int]] = cells
        let boxes = cells.compactMap { strip.box(of: $0) }
        let found = FigureColumns.columns(of: boxes, heads: outcomes.map(\.box), count: count, styles: styles)
        if let found {
            row = Array(repeating: [], count: count)
            for (cell, column) in zip(cells, found.columns) { row[column] += cell }
        }
        let rows = [kinds.map(\.items), outcomes.map(\.items), row]
        return box(rows).map {
            BoxTable(box: $0, rows: rows, isGrid: found != nil, styles: found?.styles ?? [])
        }
    }

    /// The lines of figures right below the heads, up to the first that holds anything else.
    private func figureWords(below bottom: Double, height: Double) -> [Int] {
        var words: [Int] = []
        var end = bottom
        for line in strip.lines[strip.firstLine(below: bottom)...] where words.count < Self.mostFigures {
            guard let box = strip.box(of: line), box.middleY > bottom else { continue }
            let limit = words.isEmpty ? 5 * height : 0.9 * height
            guard box.top - end < limit, line.allSatisfy({ strip.items[$0].isFigure && !isLabel[$0] }) else { break }
            words += line
            end = box.bottom
        }
        return words
    }

    /// Words below each other are one figure that its narrow column broke.
    private func stacked(_ words: [Int]) -> [[Int]] {
        var cells: [[Int]] = []
        for word in words {
            let box = strip.items[word].box
            let above = cells.firstIndex { cell in
                strip.box(of: cell).map { $0.sharedWidth(with: box) > 0.3 && $0.bottom < box.middleY } ?? false
            }
            if let above { cells[above].append(word) } else { cells.append([word]) }
        }
        return cells.sorted { strip.items[$0[0]].box.left < strip.items[$1[0]].box.left }
    }
}
