import TestSupport
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

    /// What LibreOffice itself writes of the same report.
    @Test(.enabled(if: OfficeReader.isInstalled)) func `DOC gives the same cells as text`() throws {
        for sample in Self.samples {
            let legacy = try LegacyFile.convert(WordDocument.write(sample), from: "docx", to: "doc")
            let examination = Examiner().examine(legacy, name: Array("a.bin".utf8))
            #expect(examination.format == .doc)
            let report = try #require(examination.report, "\(examination.findings.map(\.message.english))")
            #expect(Form.cells.filter { report.cells[$0] != sample.truth.cells[$0] } == [], "\(sample.fileName)")
            #expect(report.identity.agency == sample.truth.agency && report.identity.year == sample.truth.year)
        }
    }

    @Test(arguments: ["", "Workbook"]) func `a compound file of nothing is corrupt`(text: String) {
        let name = text.utf8.flatMap { [$0, 0] as [UInt8] }
        let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let bytes = signature + name + Array(repeating: 0x41, count: 5000)
        let examination = Examiner().examine(bytes, name: Array("a.doc".utf8))
        #expect(examination.findings.map(\.rule) == ["document.corrupt"])
        #expect(examination.format == (text.isEmpty ? .doc : .xls))
    }

    @Test(.enabled(if: !OfficeReader.isInstalled)) func `without LibreOffice its package is named`() {
        let finding = Examiner().examine(Array("{\\rtf1 text}".utf8), name: Array("a.rtf".utf8)).findings.first
        #expect(finding?.rule == "document.unsupported")
        #expect(finding?.message.english.contains("apt install libreoffice-writer-nogui") == true)
    }
}
