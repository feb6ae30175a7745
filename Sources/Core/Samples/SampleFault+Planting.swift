/// How each fault is put into a draft. Figures are changed so that no identity breaks but the one that is meant to.
extension SampleFault {
    /// Puts the fault into the clean draft of a place; of a copy or a duplicate nothing is left to do.
    func plant(in draft: inout SampleDraft, at place: SamplePlace, _ generator: inout SeededGenerator) {
        switch self {
        case .requestsBalance, .requestsOutcomes, .requestsRow, .appeals, .carriedOver, .documentsContinuity,
            .itemsContinuity, .yearOverYear, .licensingEqualsPublished, .revision:
            plantFigures(&draft, place, &generator)
        case .notJudged, .unreadable, .negative, .fraction, .textInNumber, .blank, .collapsedRow:
            plantCells(&draft, &generator)
        case .requests, .outcomes, .narrativeAppeals, .normativeDocuments, .breakdown:
            plantWords(&draft, &generator)
        case .sectionMissing, .tableMissing, .rowMissing, .sectionNumbering, .declaredParts, .feeStatement, .assessment,
            .problemsEmpty:
            plantGaps(&draft, &generator)
        case .agency, .year, .conflict, .late, .encoding, .sidecar:
            plantAround(&draft, &generator)
        case .edition, .copied, .duplicate, .unsupported, .empty, .foreign: break
        }
    }

    /// What is left out or misnumbered.
    private func plantGaps(_ draft: inout SampleDraft, _ generator: inout SeededGenerator) {
        switch self {
        case .sectionMissing:
            let mayEndEarly = draft.year < 2021 && draft.organ.kind == .department
            draft.omittedSection = mayEndEarly ? generator.pick([.problems, .other]) : .problems
        case .tableMissing: draft.omittedTable = generator.pick([.requests, .appeals])
        case .rowMissing: draft.omittedRow = generator.pick(draft.zeroRows).id
        case .sectionNumbering:
            let section = generator.pick(SectionID.allCases)
            let wrong = section.number + (section.number > 1 && generator.chance(50) ? -1 : 1)
            draft.misnumbered = (section, generator.chance(40) ? nil : wrong)
        case .declaredParts: draft.declaredParts = generator.pick([5, 7, 8, 9])
        case .feeStatement: draft.omittedStatement = .fee
        case .assessment: draft.omittedStatement = .assessment
        case .problemsEmpty: draft.emptyProblems = generator.pick(["", "无", "无。", "暂无。"])
        default: break
        }
    }

    /// What is wrong with name, year, date, bytes and sidecar.
    private func plantAround(_ draft: inout SampleDraft, _ generator: inout SeededGenerator) {
        switch self {
        case .agency: draft.namesAgency = false
        case .year: draft.namesYear = false
        case .conflict:
            if generator.chance(50) { draft.periodYear = draft.year - 1 } else { draft.fileYear = draft.year + 1 }
        case .late:
            draft.showDate()
            let due = draft.organ.dueDate(for: draft.year).daysSinceEpoch
            draft.date = CivilDate(daysSinceEpoch: due + 1 + Int64(generator.chance(10) ? 0 : generator.below(150)))
        case .encoding: draft.brokenCharacters = generator.within(1...3)
        case .sidecar:
            // Without its region it would be another organ's, where the other years have one.
            draft.sidecar = draft.sidecar == nil ? generator.pick([.truncated, .mistyped, .page]) : .mistyped
        default: break
        }
        if isOfIdentity { draft.sidecar = nil }
    }
}

// MARK: Figures

extension SampleFault {
    private func plantFigures(
        _ draft: inout SampleDraft, _ place: SamplePlace, _ generator: inout SeededGenerator
    ) {
        switch self {
        case .requestsBalance: draft.raise(["received"], &generator)
        case .requestsOutcomes: draft.raise([draft.anyOutcome(&generator)], &generator)
        case .carriedOver: draft.raise(["carried_in", "granted", "total"], &generator)
        case .requestsRow: draft.raiseTotals(&generator)
        case .appeals:
            let kind = generator.below(Form.appealKinds.count)
            let total = Form.appealCell(kind: kind, outcome: Form.appealOutcome("total"))
            draft.add(generator.within(1...3), to: total)
        case .documentsContinuity:
            // The number in force is what the next year counts from.
            let row = generator.pick(["normative_documents", "normative_documents", "regulations"])
            let column = generator.pick(["issued", "repealed"])
            draft.add(generator.within(1...4), to: SampleCells.cell("disclosure.\(row).\(column)"))
        case .itemsContinuity:
            let row = generator.pick(["licensing", "other_services", "penalties", "coercion", "fees"])
            let more = generator.within(1...9)
            draft.add(more, to: SampleCells.cell("disclosure.\(row).previous_items"))
            draft.add(-more, to: SampleCells.cell("disclosure.\(row).change"))
        case .yearOverYear:
            let cell = generator.pick(SampleCells.decisions(place))
            let earlier = place.earlierCells.number(cell)?.wholeValue ?? 0
            let falls = earlier > 100 && generator.chance(50)
            let times = generator.within(6...12)
            draft.set(falls ? earlier / times : max(101, earlier * times), in: cell)
            draft.avoidPermits()
        case .licensingEqualsPublished:
            if draft.permits ?? 0 < 10 { draft.set(generator.within(10...60), in: SampleCells.permits) }
            draft.publish(draft.figure(SampleCells.permits), &generator)
        case .revision: draft.correct(&generator)
        default: break
        }
    }
}

extension SampleDraft {
    fileprivate mutating func set(_ figure: Int, in cell: CellID) {
        cells[cell] = .number(Quantity(figure))
    }

    fileprivate mutating func add(_ more: Int, to cell: CellID) {
        set(figure(cell) + more, in: cell)
    }

    /// Raises one column and the total of rows: each row still adds up, the two columns do only if the rows balance.
    fileprivate mutating func raise(_ rows: [String], _ generator: inout SeededGenerator) {
        let total = Form.requestColumn("total")
        let column = generator.below(total)
        let more = generator.within(1...5)
        for row in rows.map({ Form.requestRow($0) }) {
            add(more, to: Form.requestCell(row: row, column: column))
            add(more, to: Form.requestCell(row: row, column: total))
        }
    }

    /// Raises the total column alone in three rows that balance one another: the columns still add up, the rows no longer do.
    fileprivate mutating func raiseTotals(_ generator: inout SeededGenerator) {
        let more = generator.within(1...5)
        for row in ["received", anyOutcome(&generator), "total"] {
            add(more, to: Form.requestCell(row: Form.requestRow(row), column: Form.requestColumn("total")))
        }
    }

    fileprivate func anyOutcome(_ generator: inout SeededGenerator) -> String {
        Form.requestRows[generator.pick(form.outcomeRows)].id
    }

    /// Corrects figures that no other year depends on: requests from receipt to their end, and perhaps the penalties.
    fileprivate mutating func correct(_ generator: inout SeededGenerator) {
        raise(["received", anyOutcome(&generator), "total"], &generator)
        if generator.chance(50) { add(generator.within(1...3), to: SampleCells.penalties) }
    }
}

// MARK: Cells

extension SampleFault {
    private func plantCells(_ draft: inout SampleDraft, _ generator: inout SeededGenerator) {
        switch self {
        case .notJudged:
            let row = Form.requestRow(draft.anyOutcome(&generator))
            let column = generator.within(1...(Form.requestColumns.count - 2))
            draft.spoil(Form.requestCell(row: row, column: column), &generator)
        case .unreadable: draft.spoil(SampleCells.coercion, &generator)
        case .negative: draft.write(Quantity(-generator.within(1...9)), in: SampleCells.coercion)
        case .fraction:
            let tenths = Int64(10 * generator.below(30) + generator.within(1...9))
            draft.write(Quantity(significand: tenths, scale: 1), in: SampleCells.coercion)
        case .textInNumber: draft.addWords(&generator)
        case .blank: draft.blankZeros(&generator)
        case .collapsedRow: draft.collapseZeroRows()
        default: break
        }
    }
}

extension SampleDraft {
    fileprivate mutating func write(_ quantity: Quantity, in cell: CellID) {
        cells[cell] = .number(quantity)
        written[cell] = quantity.description
    }

    fileprivate mutating func spoil(_ cell: CellID, _ generator: inout SeededGenerator) {
        cells[cell] = .unreadable
        written[cell] = generator.pick(["若干", "不详", "见说明", "待核实", "？", "＊＊"])
    }

    fileprivate mutating func addWords(_ generator: inout SeededGenerator) {
        let cell = generator.pick([
            SampleCells.permits, SampleCells.coercion, SampleCells.received, SampleCells.reconsiderations,
        ])
        let figure = figure(cell)
        written[cell] = generator.pick([
            "\(figure)件", "\(figure)宗", "\(figure) 件", "\(figure)（件）", "\(figure)件（不含街道数据）",
        ])
    }

    fileprivate mutating func blankZeros(_ generator: inout SeededGenerator) {
        let table = generator.pick(FormTable.allCases)
        func zeros(_ table: FormTable) -> [CellID] {
            form.cells.filter { $0.definition.table == table && cells.number($0) == .zero }
        }
        let candidates = zeros(table).isEmpty ? zeros(.requests) : zeros(table)
        let share = generator.pick([20, 100])
        var chosen = candidates.filter { _ in generator.chance(share) }
        if chosen.isEmpty { chosen = [generator.pick(candidates)] }
        let mark = generator.pick(["", "", "", "/", "-", "—", "无"])
        for cell in chosen {
            cells[cell] = .blank
            written[cell] = mark
        }
    }

    fileprivate mutating func collapseZeroRows() {
        for row in zeroRows.map({ Form.requestRow($0.id) }) {
            for column in 0..<Form.requestColumn("total") {
                let cell = Form.requestCell(row: row, column: column)
                cells[cell] = .blank
                written[cell] = ""
            }
        }
    }
}

// MARK: Words

extension SampleFault {
    private func plantWords(_ draft: inout SampleDraft, _ generator: inout SeededGenerator) {
        switch self {
        case .breakdown:
            draft.misstate(.published, &generator) { $0 == $1.permits }
        case .requests:
            draft.misstate(.received, &generator) {
                let received = $1.stated(.received)
                return [received, received + $1.stated(.carriedIn), $1.stated(.handled)].contains($0)
            }
        case .outcomes:
            let fact = generator.pick([SampleFact.granted, .refused, .unavailable])
            draft.misstate(fact, &generator) { $1.mayBeOutcome($0) }
        case .narrativeAppeals:
            let fact = generator.pick([SampleFact.reconsiderations, .lawsuits])
            draft.misstate(fact, &generator) { $0 <= $1.stated(.appeals) }
        case .normativeDocuments: draft.misstate(.issued, &generator) { _, _ in false }
        default: break
        }
    }
}

extension SampleDraft {
    /// Has the text state a number above the right one that is not right in another way either.
    fileprivate mutating func misstate(
        _ fact: SampleFact, _ generator: inout SeededGenerator, isRight: (Int, SampleDraft) -> Bool
    ) {
        var wrong = stated(fact) + generator.within(1...9)
        while isRight(wrong, self) { wrong += 1 }
        misstated[fact] = wrong
    }

    /// Whether a number is that of some outcome, or of some of them together.
    fileprivate func mayBeOutcome(_ number: Int) -> Bool {
        let outcomes = [SampleFact.granted, .partlyGranted, .refused, .unavailable, .notProcessed, .endedOtherwise]
            .map { stated($0) }
        let sums = (0..<(1 << outcomes.count)).map { subset in
            outcomes.indices.reduce(0) { $0 + (subset & (1 << $1) == 0 ? 0 : outcomes[$1]) }
        }
        return ([stated(.received), stated(.received) + stated(.carriedIn)] + sums).contains(number)
    }
}
