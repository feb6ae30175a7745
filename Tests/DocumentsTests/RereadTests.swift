import Core
import Documents
import Testing

/// Synthetic files read back, each by itself: every cell right, nothing found on clean ones, every planted fault found and
/// nothing else.
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
            let report = found.report
            let isRead =
                report?.identity.agency == truth.agency && report?.identity.year == truth.year
                && report?.identity.title == truth.title && report?.edition?.id == truth.edition?.id
                && numbers(report?.cells ?? CellTable()) == numbers(truth.cells)
            #expect(isRead, "\(truth.fileName), \(truth.layout.map { "\($0)" } ?? "no report")")
            // What only the sidecar shows cannot be seen in the bytes of the report.
            let alone = truth.fault == .sidecar ? [] : truth.alone.findings
            let isJudged =
                found.findings.map(\.rule.description).sorted() == alone.map(\.description)
                && (truth.fault == .sidecar || found.verdict == truth.alone.verdict)
            #expect(isJudged, "\(truth.fileName), \(alone), found \(found.findings.map(\.rule))")
        }
    }

    /// What the JSON contract shows of cells: a number, null, or nothing at all.
    private func numbers(_ cells: CellTable) -> [CellID: Quantity?] {
        Dictionary(uniqueKeysWithValues: cells.present.map { ($0, cells.number($0)) })
    }
}
