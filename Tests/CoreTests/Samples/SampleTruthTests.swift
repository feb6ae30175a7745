import Testing

@testable import Core

@Suite("The truth of a clean sample")
struct SampleTruthTests {
    private static let samples = (0..<140).map { SampleCorpus(seed: 11).sample(at: $0) }

    @Test("has every cell of its edition and no other, all of them numbers the form allows")
    func cellsAreComplete() {
        for truth in Self.samples.map(\.truth) {
            #expect(truth.cells.present == truth.edition?.cells)
            for cell in truth.cells.present {
                let number = truth.cells.number(cell)
                #expect(number != nil)
                if cell.definition.measure != .amount { #expect(number?.isWhole == true) }
                if cell.definition.measure != .change { #expect(number?.isNegative == false) }
            }
            #expect(truth.stored == .clean && truth.alone == .clean && truth.fault == nil)
        }
    }

    @Test("keeps every identity of the form")
    func identitiesHold() {
        for truth in Self.samples.map(\.truth) { #expect(brokenIdentities(truth).isEmpty) }
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
    guard let edition = truth.edition else { return broken }
    let rows = edition.requests.map(\.id)
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
