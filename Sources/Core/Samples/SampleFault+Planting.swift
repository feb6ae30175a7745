/// How each fault is put into a draft. Figures are changed so that no identity breaks but the one that is meant to.
extension SampleFault {
    /// Puts the fault into a clean draft.
    func plant(in draft: inout SampleDraft, _ generator: inout SeededGenerator) {
        switch self {
        case .requestsBalance:
            Self.raise(&draft, rows: ["received"], &generator)
        case .requestsOutcomes:
            Self.raise(&draft, rows: [Self.outcome(of: draft, &generator)], &generator)
        case .requestsRow:
            Self.raiseTotals(&draft, &generator)
        case .appeals:
            let kind = generator.below(Form.appealKinds.count)
            let total = Form.appealCell(kind: kind, outcome: Form.appealOutcome("total"))
            draft.add(generator.within(1...3), to: total)
        case .notJudged:
            let row = Form.requestRow(Self.outcome(of: draft, &generator))
            let column = generator.within(1...(Form.requestColumns.count - 2))
            Self.spoil(&draft, Form.requestCell(row: row, column: column), &generator)
        case .unreadable:
            Self.spoil(&draft, SampleCells.coercion, &generator)
        case .negative:
            draft.write(Quantity(-generator.within(1...9)), in: SampleCells.coercion)
        case .fraction:
            let tenths = Int64(10 * generator.below(30) + generator.within(1...9))
            draft.write(Quantity(significand: tenths, scale: 1), in: SampleCells.coercion)
        case .textInNumber: Self.addWords(&draft, &generator)
        case .blank: Self.blankZeros(&draft, &generator)
        case .collapsedRow: Self.collapseZeroRows(&draft)
        case .sectionMissing:
            let mayEndEarly = draft.year < 2021 && draft.organ.kind == .department
            draft.omittedSection = mayEndEarly ? generator.pick([.problems, .other]) : .problems
        case .tableMissing: draft.omittedTable = generator.pick([.requests, .appeals])
        case .rowMissing: draft.omittedRow = generator.pick(draft.zeroRows).id
        case .sectionNumbering: Self.misnumber(&draft, &generator)
        case .declaredParts: draft.declaredParts = generator.pick([5, 7, 8, 9])
        case .edition: break
        case .agency: draft.namesAgency = false
        case .year: draft.namesYear = false
        case .conflict:
            if generator.chance(50) { draft.periodYear = draft.year - 1 } else { draft.fileYear = draft.year + 1 }
        case .breakdown:
            draft.misstatedPublished = draft.misstatement(of: draft.published.reduce(0, +), &generator) {
                $0 == $1.permits
            }
        case .requests:
            draft.misstatedRequests = draft.misstatement(of: draft.figure(SampleCells.received), &generator) {
                let received = $1.figure(SampleCells.received)
                return [received, received + $1.figure(SampleCells.carriedIn), $1.figure(SampleCells.handled)]
                    .contains($0)
            }
        case .normativeDocuments:
            draft.misstatedDocuments = draft.misstatement(of: draft.documentsMade, &generator) { _, _ in false }
        case .licensingEqualsPublished:
            if draft.permits ?? 0 < 10 {
                draft.cells[SampleCells.permits] = .number(Quantity(generator.within(10...60)))
            }
            draft.publish(draft.figure(SampleCells.permits), &generator)
        }
    }

    /// The edition of the form that the report is to be on.
    func form(for year: Int) -> SampleForm {
        let right = SampleForm.covering(year)
        guard self == .edition else { return right }
        return SampleForm.all.first { $0.edition.id != right.edition.id } ?? right
    }

    // MARK: Figures

    /// Raises one column and the total of rows: each row still adds up, the two columns no longer do.
    private static func raise(_ draft: inout SampleDraft, rows: [String], _ generator: inout SeededGenerator) {
        let total = Form.requestColumn("total")
        let column = generator.below(total)
        let more = generator.within(1...5)
        for row in rows.map({ Form.requestRow($0) }) {
            draft.add(more, to: Form.requestCell(row: row, column: column))
            draft.add(more, to: Form.requestCell(row: row, column: total))
        }
    }

    /// Raises the total column alone in three rows that balance one another: the columns still add up, the rows no longer do.
    private static func raiseTotals(_ draft: inout SampleDraft, _ generator: inout SeededGenerator) {
        let more = generator.within(1...5)
        for row in ["received", outcome(of: draft, &generator), "total"] {
            draft.add(
                more, to: Form.requestCell(row: Form.requestRow(row), column: Form.requestColumn("total")))
        }
    }

    private static func outcome(of draft: SampleDraft, _ generator: inout SeededGenerator) -> String {
        Form.requestRows[generator.pick(draft.form.outcomeRows)].id
    }

    // MARK: Cells

    private static func spoil(_ draft: inout SampleDraft, _ cell: CellID, _ generator: inout SeededGenerator) {
        draft.cells[cell] = .unreadable
        draft.written[cell] = generator.pick(["若干", "不详", "见说明", "待核实", "？", "＊＊"])
    }

    private static func addWords(_ draft: inout SampleDraft, _ generator: inout SeededGenerator) {
        let cell = generator.pick([
            SampleCells.permits, SampleCells.coercion, SampleCells.received, SampleCells.reconsiderations,
        ])
        let figure = draft.figure(cell)
        draft.written[cell] = generator.pick([
            "\(figure)件", "\(figure)宗", "\(figure) 件", "\(figure)（件）", "\(figure)件（不含街道数据）",
        ])
    }

    private static func blankZeros(_ draft: inout SampleDraft, _ generator: inout SeededGenerator) {
        let table = generator.pick(FormTable.allCases)
        func zeros(_ table: FormTable) -> [CellID] {
            draft.form.cells.filter { $0.definition.table == table && draft.cells.number($0) == .zero }
        }
        let candidates = zeros(table).isEmpty ? zeros(.requests) : zeros(table)
        let share = generator.pick([20, 100])
        var chosen = candidates.filter { _ in generator.chance(share) }
        if chosen.isEmpty { chosen = [generator.pick(candidates)] }
        let mark = generator.pick(["", "", "", "/", "-", "—", "无"])
        for cell in chosen {
            draft.cells[cell] = .blank
            draft.written[cell] = mark
        }
    }

    private static func collapseZeroRows(_ draft: inout SampleDraft) {
        for row in draft.zeroRows.map({ Form.requestRow($0.id) }) {
            for column in 0..<Form.requestColumn("total") {
                let cell = Form.requestCell(row: row, column: column)
                draft.cells[cell] = .blank
                draft.written[cell] = ""
            }
        }
    }

    // MARK: Structure

    private static func misnumber(_ draft: inout SampleDraft, _ generator: inout SeededGenerator) {
        let section = generator.pick(SectionID.allCases)
        let wrong = section.number + (section.number > 1 && generator.chance(50) ? -1 : 1)
        draft.misnumbered = (section, generator.chance(40) ? nil : wrong)
    }
}

extension SampleDraft {
    /// The rows of outcomes in which every figure is 0; every edition has some that are always so.
    var zeroRows: [FormLabel] {
        form.outcomeRows
            .filter { row in
                Form.requestColumns.indices.allSatisfy { cells.number(Form.requestCell(row: row, column: $0)) == .zero }
            }
            .map { Form.requestRows[$0] }
    }

    /// A figure, 0 where there is none.
    func figure(_ cell: CellID) -> Int {
        cells.number(cell)?.wholeValue ?? 0
    }

    /// The normative documents made in the year, as either edition calls it.
    var documentsMade: Int {
        SampleCells.documentsMade.reduce(0) { $0 + figure($1) }
    }

    fileprivate mutating func add(_ more: Int, to cell: CellID) {
        cells[cell] = .number(Quantity(figure(cell) + more))
    }

    fileprivate mutating func write(_ quantity: Quantity, in cell: CellID) {
        cells[cell] = .number(quantity)
        written[cell] = quantity.description
    }

    /// A number above the right one that is not right in another way either.
    fileprivate func misstatement(
        of right: Int, _ generator: inout SeededGenerator, isRight: (Int, SampleDraft) -> Bool
    ) -> Int {
        var wrong = right + generator.within(1...9)
        while isRight(wrong, self) { wrong += 1 }
        return wrong
    }
}
