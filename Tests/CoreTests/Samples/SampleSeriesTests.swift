import Testing

@testable import Core

@Suite("A series of samples")
struct SampleSeriesTests {
    @Test("fits together from year to year when it is clean")
    func cleanSeriesAreContinuous() {
        let corpus = SampleCorpus(seed: 11)
        let pairs = stored((0..<500).map { corpus.sample(at: $0).truth }).pairs
        #expect(pairs.count == 400)
        for (last, now) in pairs { #expect(brokenContinuity(last, now) == []) }
    }

    @Test("breaks from year to year where its truth says and nowhere else", arguments: [UInt64(12), 13])
    func faultySeriesBreakWhereTheySay(seed: UInt64) {
        let corpus = SampleCorpus(seed: seed, faults: .all)
        let rules = Set([SampleFault.carriedOver, .documentsContinuity, .itemsContinuity, .yearOverYear].map(\.rule))
        var found: Set<RuleID> = []
        for (last, now) in stored((0..<900).map { corpus.sample(at: $0).truth }).pairs {
            let broken = brokenContinuity(last, now)
            #expect(broken == now.stored.findings.filter { rules.contains($0) }, "\(now.fileName)")
            found.formUnion(broken)
        }
        #expect(found == rules)
    }

    @Test("has a correction that other years do not notice, and a duplicate that is one")
    func repeats() {
        let corpus = SampleCorpus(seed: 14, faults: SampleFaults([.revision, .duplicate]))
        var count = 0
        for index in 1..<400 {
            let (before, sample) = (corpus.sample(at: index - 1), corpus.sample(at: index))
            guard let fault = sample.truth.fault else { continue }
            count += 1
            #expect(before.truth.fault == nil && before.truth.agency == sample.truth.agency)
            #expect(before.truth.year == sample.truth.year && before.fileName != sample.fileName)
            #expect((before.text == sample.text) == (fault == .duplicate))
            let changed = Form.cells.filter { before.truth.cells[$0] != sample.truth.cells[$0] }
            #expect(changed.isEmpty == (fault == .duplicate))
            #expect(brokenIdentities(sample.truth) == [])
        }
        #expect(count > 40)
    }

    /// The reports as they stand when all are stored, by organ and year.
    private func stored(_ truths: [SampleTruth]) -> StoredTruths {
        var result = StoredTruths()
        for truth in truths {
            guard let agency = truth.agency, let year = truth.year else { continue }
            result.reports[agency, default: [:]][year] = truth
        }
        return result
    }

    private struct StoredTruths {
        var reports: [String: [Int: SampleTruth]] = [:]

        var pairs: [(last: SampleTruth, now: SampleTruth)] {
            reports.values.flatMap { years in
                years.keys.sorted().compactMap { year in
                    guard let last = years[year - 1], let now = years[year] else { return nil }
                    return (last, now)
                }
            }
        }
    }

    /// The rules that two successive reports break together, sorted, one entry for each break.
    private func brokenContinuity(_ last: SampleTruth, _ now: SampleTruth) -> [RuleID] {
        func amount(_ truth: SampleTruth, _ name: String) -> Int? {
            truth.cells.amount(SampleCells.cell(name))?.wholeValue
        }
        var broken: [RuleID] = []
        for column in Form.requestColumns.map(\.id) {
            if let out = amount(last, "requests.carried_out.\(column)"),
                let carried = amount(now, "requests.carried_in.\(column)"), out != carried
            {
                broken.append("continuity.carried-over")
            }
        }
        for row in ["disclosure.regulations", "disclosure.normative_documents"] {
            if let before = amount(last, "\(row).effective"), let issued = amount(now, "\(row).issued"),
                let repealed = amount(now, "\(row).repealed"), let effective = amount(now, "\(row).effective"),
                before + issued - repealed != effective
            {
                broken.append("continuity.normative-documents")
            }
        }
        for row in ["licensing", "other_services", "penalties", "coercion", "fees"].map({ "disclosure.\($0)" }) {
            if let before = amount(last, "\(row).previous_items"), let change = amount(last, "\(row).change"),
                let items = amount(now, "\(row).previous_items"), before + change != items
            {
                broken.append("continuity.items")
            }
        }
        for cell in Form.cells where leaps(last.cells.amount(cell), now.cells.amount(cell)) {
            broken.append("plausibility.year-over-year")
        }
        return broken.sorted { $0.description < $1.description }
    }

    /// Whether the larger of two figures is over 100 and more than five times the other.
    private func leaps(_ last: Quantity?, _ now: Quantity?) -> Bool {
        guard let last, let now else { return false }
        let (low, high) = last < now ? (last, now) : (now, last)
        return high > 100 && (0..<5).reduce(Quantity.zero) { sum, _ in sum.adding(low) ?? sum } < high
    }
}
