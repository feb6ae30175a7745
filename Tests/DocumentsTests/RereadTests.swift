import Core
import Documents
import Testing

/// Synthetic reports read back: every cell right, nothing found on clean ones, every planted fault found and nothing else.
struct RereadTests {
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `clean reports are read without a finding`(seed: UInt64) throws {
        try reread(SampleCorpus(seed: seed), count: 250)
    }

    @Test(arguments: [UInt64(5), 6, 7, 8])
    func `planted faults are found, and nothing else`(seed: UInt64) throws {
        try reread(SampleCorpus(seed: seed, faults: .all), count: 250)
    }

    private func reread(_ corpus: SampleCorpus, count: Int) throws {
        let examiner = Examiner()
        for index in 0..<count {
            let sample = corpus.sample(at: index)
            let found = examiner.examine(sample.text, name: Array(sample.fileName.utf8))
            let truth = sample.truth
            let report = try #require(found.report, "\(truth.fileName)")
            let isRight =
                report.identity.agency == truth.agency && report.identity.year == truth.year
                && report.identity.title == truth.title && report.edition?.id == truth.edition.id
                && numbers(report.cells) == numbers(truth.cells) && found.verdict == truth.verdict
                && found.findings.map(\.rule.description).sorted() == truth.findings.map(\.description).sorted()
            #expect(isRight, "\(truth.fileName), \(truth.layout), \(truth.fault.map { "\($0)" } ?? "clean")")
        }
    }

    /// What the JSON contract shows of cells: a number, null, or nothing at all.
    private func numbers(_ cells: CellTable) -> [CellID: Quantity?] {
        Dictionary(uniqueKeysWithValues: cells.present.map { ($0, cells.number($0)) })
    }
}
