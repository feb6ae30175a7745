/// An organ's figures over the years; each year can be asked for on its own, and neighbouring years fit together.
///
/// What is carried from one year to the next is drawn by the earlier year alone, from what it received, so that a year
/// needs to know only the one before it.
struct SampleLedger: Sendable {
    private let seed: UInt64
    private let organ: Int
    let bureau: Bureau
    let scale: Int
    /// Requests of each applicant column but the total, in a usual year.
    let usualRequests: [Int]
    /// In percent of the requests received.
    private let usualCarry: Int
    private let weights: [Int]

    /// The figures of an organ.
    init(_ organ: SampleOrgan, number: Int, seed: UInt64) {
        var generator = SeededGenerator(seed: seed, number, Stream.organ)
        self.seed = seed
        self.organ = number
        bureau = organ.bureau
        scale = organ.scale
        let requests = organ.bureau.requests * scale * generator.within(20...180) / 10_000
        usualRequests = Self.applicants.enumerated().map { column, share in
            requests * share * generator.within(column == 0 ? 60...140 : 0...200) / 10_000
        }
        usualCarry = generator.within(0...7)
        weights = Self.outcomeWeights.map { weight in weight * generator.within(0...200) }
    }

    /// All cells of a year's report on an edition; `offset` counts years from the corpus's first.
    func cells(year offset: Int, form: SampleForm) -> CellTable {
        var table = CellTable()
        fillDisclosure(&table, offset, form)
        fillRequests(&table, offset, form)
        fillAppeals(&table, offset)
        return table
    }

    enum Stream {
        static let organ = 1 << 8
        static let received = 2 << 8
        static let carried = 3 << 8
        static let outcomes = 4 << 8
        static let appeals = 5 << 8
        static let disclosure = 6 << 8
        static let documents = 7 << 8
        static let items = 8 << 8
    }

    /// The organ's numbers of one kind; for a year, and for a cell, numbers of their own.
    func generator(_ stream: Int, _ offset: Int = 0, of cell: CellID? = nil) -> SeededGenerator {
        SeededGenerator(seed: seed, organ, stream + offset + (cell.map { ($0.index + 1) << 16 } ?? 0))
    }
}

// MARK: Section three

extension SampleLedger {
    /// Of a hundred requests, about how many come from each kind of applicant.
    private static let applicants = [88, 8, 1, 1, 3, 2]
    /// How often each row of ``Form/requestRows`` is how a request ends; rows not named here stay 0.
    private static let outcomeWeights: [Int] = {
        let weights = [
            "granted": 120, "partly_granted": 14, "refused_state_secret": 1, "refused_prohibited_by_law": 1,
            "refused_third_party_rights": 3,
            "refused_internal_affairs": 4, "refused_process_information": 5, "refused_enforcement_files": 3,
            "refused_administrative_query": 4, "unavailable_not_held": 30, "unavailable_needs_creation": 8,
            "unavailable_unclear": 4, "not_processed_petition": 6, "not_processed_repeated": 2,
            "not_processed_publication": 1, "not_processed_excessive": 1, "not_processed_reconfirmation": 1, "other": 5,
            "other_not_corrected": 4, "other_misc": 2,
        ]
        return Form.requestRows.map { weights[$0.id] ?? 0 }
    }()

    private static let received = Form.requestRow("received")
    private static let carriedIn = Form.requestRow("carried_in")
    private static let granted = Form.requestRow("granted")
    private static let total = Form.requestRow("total")
    private static let carriedOut = Form.requestRow("carried_out")

    private func received(_ offset: Int) -> [Int] {
        var generator = generator(Stream.received, offset)
        return usualRequests.map { usual in
            guard usual < 20 else { return generator.near(usual, percent: 25) }
            let bound = 2 * usual + 2
            return generator.below(bound) * generator.below(bound) / bound
        }
    }

    private func carriedOut(_ offset: Int) -> [Int] {
        var generator = generator(Stream.carried, offset)
        return received(offset).map { received in
            let usual = received * usualCarry / 100
            return usual == 0 ? min(received, generator.below(10) / 8) : generator.near(usual, percent: 30)
        }
    }

    private func fillRequests(_ table: inout CellTable, _ offset: Int, _ form: SampleForm) {
        let received = received(offset)
        let carriedIn = carriedOut(offset - 1)
        let carriedOut = carriedOut(offset)
        var generator = generator(Stream.outcomes, offset)
        var outcomes = Array(repeating: [Int](), count: received.count)
        for column in received.indices {
            let handled = received[column] + carriedIn[column] - carriedOut[column]
            outcomes[column] = distribute(handled, over: form.outcomeRows, &generator)
        }
        fill(&table, Self.received, received)
        fill(&table, Self.carriedIn, carriedIn)
        fill(&table, Self.carriedOut, carriedOut)
        for (index, row) in form.outcomeRows.enumerated() { fill(&table, row, outcomes.map { $0[index] }) }
        fill(&table, Self.total, outcomes.map { $0.reduce(0, +) })
    }

    private func fill(_ table: inout CellTable, _ row: Int, _ parts: [Int]) {
        for (column, part) in parts.enumerated() {
            table[Form.requestCell(row: row, column: column)] = .number(Quantity(part))
        }
        table[Form.requestCell(row: row, column: parts.count)] = .number(Quantity(parts.reduce(0, +)))
    }

    /// Few requests fall on outcomes one by one, many in proportion; what rounding leaves over is granted.
    private func distribute(_ count: Int, over rows: [Int], _ generator: inout SeededGenerator) -> [Int] {
        var result = Array(repeating: 0, count: rows.count)
        guard count > 0 else { return result }
        let sum = rows.reduce(1) { $0 + weights[$1] }
        var rest = count
        if count > 24 {
            for (index, row) in rows.enumerated() where row != Self.granted {
                let share = min(rest, generator.near(count * weights[row] / sum, percent: 25))
                result[index] = share
                rest -= share
            }
        } else {
            for _ in 0..<count {
                var mark = generator.below(sum)
                let index = rows.firstIndex { row in
                    mark -= weights[row]
                    return mark < 0
                }
                guard let index else { continue }
                result[index] += 1
                rest -= 1
            }
        }
        if let granted = rows.firstIndex(of: Self.granted) { result[granted] += rest }
        return result
    }
}
