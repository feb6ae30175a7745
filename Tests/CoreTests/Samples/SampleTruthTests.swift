import Testing

@testable import Core

@Suite("The truth of a clean sample")
struct SampleTruthTests {
    private static let samples = (0..<140).map { SampleCorpus(seed: 11).sample(at: $0) }

    @Test("has every cell of its edition and no other, all of them numbers the form allows")
    func cellsAreComplete() {
        for truth in Self.samples.map(\.truth) {
            #expect(truth.cells.present == truth.edition.cells)
            for cell in truth.cells.present {
                let number = truth.cells.number(cell)
                #expect(number != nil)
                if cell.definition.measure != .amount { #expect(number?.isWhole == true) }
                if cell.definition.measure != .change { #expect(number?.isNegative == false) }
            }
            #expect(truth.findings.isEmpty && truth.verdict == .valid && truth.fault == nil)
        }
    }

    @Test("keeps every identity of the form")
    func identitiesHold() {
        for truth in Self.samples.map(\.truth) { #expect(brokenIdentities(truth).isEmpty) }
    }

    @Test("fits the years before and after it")
    func yearsAreContinuous() {
        for (earlier, later) in zip(Self.samples, Self.samples.dropFirst())
        where earlier.truth.agency == later.truth.agency {
            let (last, now) = (earlier.truth.cells, later.truth.cells)
            for column in Form.requestColumns.indices {
                let carriedOut = Form.requestCell(row: Form.requestRow("carried_out"), column: column)
                let carriedIn = Form.requestCell(row: Form.requestRow("carried_in"), column: column)
                #expect(last.number(carriedOut) == now.number(carriedIn))
            }
            for row in ["regulations", "normative_documents"] {
                let effective = SampleCells.cell("disclosure.\(row).effective")
                guard let before = last.number(effective)?.wholeValue else { continue }
                let issued = value(now, "disclosure.\(row).issued")
                let repealed = value(now, "disclosure.\(row).repealed")
                #expect(before + issued - repealed == now.number(effective)?.wholeValue)
            }
            guard earlier.truth.edition.id == "2019", later.truth.edition.id == "2019" else { continue }
            for row in ["licensing", "other_services", "penalties", "coercion", "fees"] {
                let before = value(last, "disclosure.\(row).previous_items") + value(last, "disclosure.\(row).change")
                #expect(before == value(now, "disclosure.\(row).previous_items"))
            }
        }
    }

    @Test("moves no large figure by more than five times from year to year")
    func yearsAreAlike() {
        for (earlier, later) in zip(Self.samples, Self.samples.dropFirst())
        where earlier.truth.agency == later.truth.agency {
            for cell in earlier.truth.cells.present {
                let values = [earlier, later].compactMap { $0.truth.cells.number(cell) }
                guard let last = values.first, let now = values.dropFirst().first else { continue }
                let (low, high) = last < now ? (last, now) : (now, last)
                if high > 100 { #expect((0..<5).reduce(Quantity.zero) { sum, _ in sum.adding(low) ?? sum } >= high) }
            }
        }
    }

    private func value(_ cells: CellTable, _ name: String) -> Int {
        cells.number(SampleCells.cell(name))?.wholeValue ?? 0
    }
}

/// The rules of the identities that the cells of a truth break, one entry for each equation.
func brokenIdentities(_ truth: SampleTruth) -> [RuleID] {
    var broken: [RuleID] = []
    func sum(_ cells: [CellID]) -> Int? {
        cells.reduce(0) { sum, cell in
            guard let sum, truth.cells[cell] != .unreadable else { return nil }
            return sum + (truth.cells.amount(cell)?.wholeValue ?? 0)
        }
    }
    func check(_ left: [CellID], _ right: [CellID], _ rule: RuleID) {
        if let left = sum(left), let right = sum(right), left != right { broken.append(rule) }
    }
    let rows = truth.edition.requests.map(\.id)
    let outcomes = rows.filter { !["received", "carried_in", "total", "carried_out"].contains($0) }
    let total = Form.requestColumn("total")
    func cell(_ row: String, _ column: Int) -> CellID {
        Form.requestCell(row: Form.requestRow(row), column: column)
    }
    if !truth.cells.present.contains(where: { $0.definition.table == .requests }) { return broken }
    for column in Form.requestColumns.indices {
        check(
            [cell("received", column), cell("carried_in", column)],
            [cell("total", column), cell("carried_out", column)], "arithmetic.requests-balance")
        check(outcomes.map { cell($0, column) }, [cell("total", column)], "arithmetic.requests-outcomes")
    }
    for row in rows {
        check((0..<total).map { cell(row, $0) }, [cell(row, total)], "arithmetic.requests-row")
    }
    for kind in Form.appealKinds.indices {
        let total = Form.appealOutcome("total")
        check(
            (0..<total).map { Form.appealCell(kind: kind, outcome: $0) },
            [Form.appealCell(kind: kind, outcome: total)], "arithmetic.appeals")
    }
    return broken
}
