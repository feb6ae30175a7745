import Testing

@testable import Core

@Suite struct FormTests {
    @Test func editionsHaveTheirCells() {
        #expect(Form.editions.map(\.id) == ["2019", "2021"])
        #expect(Edition.edition2019.cells.count == 198)
        #expect(Edition.edition2021.cells.count == 200)
        #expect(Edition.edition2019.cells.count { $0.definition.table == .disclosure } == 22)
        #expect(Edition.edition2021.cells.count { $0.definition.table == .disclosure } == 10)
        for edition in Form.editions {
            #expect(edition.cells.count { $0.definition.table == .appeals } == 15)
            #expect(edition.cells.count { $0.definition.table == .requests } == edition.requests.count * 7)
        }
    }

    @Test func cellNamesAreUniqueAndLeadBack() {
        #expect(Set(Form.cells.map(\.description)).count == Form.cells.count)
        #expect(Form.cells.allSatisfy { Form.cell(named: $0.description) == $0 })
        #expect(Form.cell(named: "requests.granted.nobody") == nil)
    }

    @Test func everyCellBelongsSomewhere() {
        #expect(Form.cells.allSatisfy { cell in Form.editions.contains { Form.belongs(cell, to: $0) } })
    }

    @Test func positionsNameTheCellsTheySay() {
        let row = Form.requestRow("total")
        let column = Form.requestColumn("other")
        #expect(Form.requestCell(row: row, column: column).description == "requests.total.other")
        #expect(
            Form.appealCell(kind: 1, outcome: Form.appealOutcome("pending")).description
                == "appeals.litigation_direct.pending")
    }

    @Test func totalsStandLastInTheirGroups() {
        #expect(Form.requestColumns.last?.id == "total")
        #expect(Form.appealOutcomes.last?.id == "total")
    }

    @Test(arguments: [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2035, "2021")])
    func oneEditionCoversAYear(year: Int, edition: String) {
        #expect(Form.editions.filter { $0.covers(year: year) }.map(\.id) == [edition])
    }

    @Test func noEditionCoversTheOldForm() {
        #expect(!Form.editions.contains { $0.covers(year: 2018) })
    }

    @Test func onlyAmountsHaveDecimalsAndOnlyChangesASign() {
        #expect(Form.definitions.filter { $0.measure == .amount }.map(\.unit) == ["万元", "元"])
        #expect(Form.definitions.filter { $0.measure == .change }.allSatisfy { $0.column.id == "change" })
        #expect(Form.definitions.count { $0.measure == .change } == 5)
    }
}
