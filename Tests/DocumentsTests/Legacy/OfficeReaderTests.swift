import Testing

@testable import Core
@testable import Documents

@Suite(.serialized) struct OfficeReaderTests {
    private static let samples: [Sample] = (0..<60).lazy.map { SampleCorpus(seed: 11).sample(at: $0) }
        .filter { $0.truth.layout == .tabCells }.prefix(2).map { $0 }

    @Test(.enabled(if: OfficeReader.isInstalled)) func `RTF gives the same cells as text`() throws {
        for sample in Self.samples {
            let examination = Examiner().examine(RTFSheet.render(sample), name: Array("a.doc".utf8))
            #expect(examination.format == .rtf)
            #expect(examination.encoding == nil)
            let report = try #require(examination.report, "\(examination.findings.map(\.message.english))")
            #expect(Form.cells.filter { report.cells[$0] != sample.truth.cells[$0] } == [], "\(sample.fileName)")
            #expect(report.identity.agency == sample.truth.agency && report.identity.year == sample.truth.year)
            #expect(examination.findings.map(\.rule) == sample.truth.alone.findings)
        }
    }

    @Test(.enabled(if: OfficeReader.isInstalled)) func `a compound file of nothing is no report`() {
        let bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0x41, count: 5000)
        // LibreOffice takes what it cannot open for text.
        let rules = Examiner().examine(bytes, name: Array("a.doc".utf8)).findings.map(\.rule)
        #expect(rules == ["document.corrupt"] || rules == ["document.foreign"])
    }

    @Test(.enabled(if: !OfficeReader.isInstalled)) func `without LibreOffice its package is named`() {
        let finding = Examiner().examine(Array("{\\rtf1 text}".utf8), name: Array("a.rtf".utf8)).findings.first
        #expect(finding?.rule == "document.unsupported")
        #expect(finding?.message.english.contains("apt install libreoffice-writer-nogui") == true)
    }
}
