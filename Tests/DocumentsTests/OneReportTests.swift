import Core
import Documents
import TestSupport
import Testing

/// One report gives one result, whatever it was saved as.
struct OneReportTests {
    @Test(arguments: DocumentRendering.all)
    func `a clean report is read without a finding`(rendering: DocumentRendering) throws {
        try reread(SampleCorpus(seed: 11), count: 60, rendering)
    }

    @Test(arguments: DocumentRendering.all)
    func `planted faults are found, and nothing else`(rendering: DocumentRendering) throws {
        try reread(SampleCorpus(seed: 12, faults: .all), count: 150, rendering)
    }

    private func reread(_ corpus: SampleCorpus, count: Int, _ rendering: DocumentRendering) throws {
        let examiner = Examiner()
        for index in 0..<count {
            let sample = corpus.sample(at: index)
            let truth = sample.truth
            // What a text has lost, another format still has.
            guard let layout = truth.layout, truth.fault?.isOfText != true else { continue }
            let found = examiner.examine(rendering.render(sample), name: Array(sample.fileName.utf8))
            let report = found.report
            let spot = "\(rendering): \(truth.fileName), \(layout), \(truth.fault.map { "\($0)" } ?? "clean")"
            #expect(report?.identity.agency == truth.agency, "\(spot)")
            #expect(report?.identity.year == truth.year, "\(spot)")
            #expect(report?.identity.title == truth.title, "\(spot)")
            #expect(report?.edition?.id == truth.edition?.id, "\(spot)")
            let wrong = Form.cells.filter { report?.cells[$0] != truth.cells[$0] }
            #expect(wrong.isEmpty, "\(spot): \(wrong.count) cells, \(wrong.prefix(3))")
            let alone = truth.fault == .sidecar ? [] : truth.alone.findings
            let rules = found.findings.map(\.rule).filter { $0 != "document.encoding" }
            #expect(
                rules.map(\.description).sorted() == alone.map(\.description).sorted(),
                "\(spot): \(found.findings.map(\.message.english))")
        }
    }
}

extension SampleFault {
    /// Whether it plants what only text can suffer.
    fileprivate var isOfText: Bool { rule == "document.encoding" || rule == "cell.collapsed-row" }
}
