/// Sections two and four.
extension SampleLedger {
    private static func cell(_ name: String) -> CellID { SampleCells.cell(name) }

    // MARK: Documents

    private struct Documents {
        let made: [CellID]
        let repealed: CellID
        let effective: [CellID]

        /// Both editions' cells of one row: what the later calls 制发 and 现行有效 the earlier calls 新制作 and 对外公开总数.
        init(_ row: String) {
            made = ["made", "disclosed", "issued"].map { cell("disclosure.\(row).\($0)") }
            repealed = cell("disclosure.\(row).repealed")
            effective = ["total", "effective"].map { cell("disclosure.\(row).\($0)") }
        }
    }

    private static let regulations = Documents("regulations")
    private static let normativeDocuments = Documents("normative_documents")

    private func fill(_ table: inout CellTable, _ cells: Documents, _ offset: Int, first: Int, atMost: Int) {
        var effective = first
        var issued = 0
        var repealed = 0
        for year in 0...offset {
            var generator = generator(Stream.documents, year, of: cells.repealed)
            issued = generator.below(atMost + 1)
            repealed = min(effective, generator.below(atMost + 1) / 2)
            effective += issued - repealed
        }
        for cell in cells.made { table[cell] = .number(Quantity(issued)) }
        table[cells.repealed] = .number(Quantity(repealed))
        for cell in cells.effective { table[cell] = .number(Quantity(effective)) }
    }

    // MARK: Items and decisions

    private struct Items {
        let previous: CellID
        let change: CellID

        init(_ row: String) {
            previous = cell("disclosure.\(row).previous_items")
            change = cell("disclosure.\(row).change")
        }
    }

    private static let items = ["licensing", "other_services", "penalties", "coercion", "fees"].map { Items($0) }
    private static let licensing = cell("disclosure.licensing.decisions")
    private static let otherServices = cell("disclosure.other_services.decisions")
    private static let penalties = cell("disclosure.penalties.decisions")
    private static let coercion = cell("disclosure.coercion.decisions")
    private static let fees = cell("disclosure.fees.amount_10k_yuan")
    private static let projects = cell("disclosure.procurement.projects")
    private static let spent = cell("disclosure.procurement.amount_yuan")

    func fillDisclosure(_ table: inout CellTable, _ offset: Int, _ form: SampleForm) {
        var usual = generator(Stream.disclosure)
        let makesRules = scale >= 400
        fill(&table, Self.regulations, offset, first: makesRules ? 4 : 0, atMost: makesRules ? 2 : 0)
        fill(
            &table, Self.normativeDocuments, offset, first: usual.below(1 + 30 * scale / 100),
            atMost: usual.below(2 + 5 * scale / 100))
        let has = [
            bureau.permits > 0, usual.chance(50), bureau.penalties > 0, bureau.penalties > 20, usual.chance(30),
        ]
        for (items, has) in zip(Self.items, has) {
            fill(&table, items, offset, first: has ? usual.within(3...80) : 0)
        }

        var year = generator(Stream.disclosure, 1 + offset)
        let permits = bureau.permits * scale * usual.within(30...170) / 10_000
        let penalties = bureau.penalties * scale * usual.within(30...170) / 10_000
        let services = has[1] ? usual.within(3...400) : 0
        let charged = has[4] ? usual.within(500...300_000) : 0
        let projects = usual.within(4...60)
        let spent = projects * usual.within(4_000_000...90_000_000)
        table[Self.licensing] = .number(Quantity(year.near(permits, percent: 30)))
        table[Self.penalties] = .number(Quantity(year.near(penalties, percent: 30)))
        table[Self.coercion] = .number(Quantity(has[3] ? year.below(2 + min(penalties, 700) / 30) : 0))
        table[Self.otherServices] = .number(Quantity(year.near(services, percent: 30)))
        table[Self.fees] = .number(Quantity(significand: Int64(year.near(charged, percent: 30)), scale: 2))
        table[Self.projects] = .number(Quantity(year.near(projects, percent: 30)))
        table[Self.spent] = .number(Quantity(significand: Int64(year.near(spent, percent: 30)), scale: 2))
        for cell in form.foreignCells { table[cell] = .absent }
    }

    private func fill(_ table: inout CellTable, _ cells: Items, _ offset: Int, first: Int) {
        var items = first
        var change = 0
        for year in 0...offset {
            items += change
            var generator = generator(Stream.items, year, of: cells.previous)
            change = first == 0 ? 0 : max(-items, generator.within(-3...6))
        }
        table[cells.previous] = .number(Quantity(items))
        table[cells.change] = .number(Quantity(change))
    }

    // MARK: Appeals

    func fillAppeals(_ table: inout CellTable, _ offset: Int) {
        var generator = generator(Stream.appeals, offset)
        let usual = usualRequests.reduce(0, +) / 60
        let total = Form.appealOutcome("total")
        for kind in Form.appealKinds.indices {
            var sum = 0
            for outcome in Form.appealOutcomes.indices where outcome != total {
                let count = usual == 0 ? generator.below(30) / 29 : generator.below(usual + 2)
                sum += count
                table[Form.appealCell(kind: kind, outcome: outcome)] = .number(Quantity(count))
            }
            table[Form.appealCell(kind: kind, outcome: total)] = .number(Quantity(sum))
        }
    }
}
