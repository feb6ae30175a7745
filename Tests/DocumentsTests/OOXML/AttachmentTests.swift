import TestSupport
import Testing

@testable import Core
@testable import Documents

/// A page and the attachment that its tables stand in.
struct AttachmentTests {
    private let samples = SampleCorpus(seed: 31)

    private func part(_ bytes: [UInt8], _ name: String) throws -> ReportPart {
        let reading = try DocumentReader(limits: ReadingLimits()).read(bytes, as: FormatSniffer.content(of: bytes))
        return ReportPart(document: reading.document, fileName: Array(name.utf8), page: reading.page)
    }

    private func page(_ sample: Sample) throws -> ReportPart {
        let text = sample.blocks.compactMap { if case .paragraph(let text) = $0 { text } else { nil } }
        return try part(Array(text.joined(separator: "\n").utf8), "报告.html")
    }

    private func tables(_ sample: Sample) throws -> ReportPart {
        let whole = try part(SheetDocument.write(sample, .parted), "附件1.xlsx")
        let empty = DocumentBuilder().build()
        return ReportPart(document: empty.with(tablesOf: whole.document, named: "x"), fileName: whole.fileName)
    }

    private func report(_ reading: Reading) throws -> Report {
        guard case .report(let report) = reading else { throw DocumentFailure.empty }
        return report
    }

    @Test func `the page's text and the attachment's tables are one report, and every cell names its file`() throws {
        for index in 0..<20 {
            let sample = samples.sample(at: index)
            let read = ReportReader.read(try page(sample), attachment: try tables(sample))
            let report = try report(read.reading)
            #expect(read.usesAttachment)
            #expect(report.cells == sample.truth.cells)
            #expect(report.identity.agency == sample.truth.agency)
            #expect(report.headings.count == SectionID.allCases.count)
            #expect(report.headings.allSatisfy { $0.place.file == nil })
            let places = Form.cells.compactMap { report.places[$0] }
            #expect(!places.isEmpty && places.allSatisfy { $0.file == "附件1.xlsx" })
        }
    }

    @Test func `an attachment that holds the whole report is read instead`() throws {
        let sample = samples.sample(at: 3)
        let stub = try part(Array("\(sample.truth.title ?? "")\n详见附件。\n".utf8), "page.html")
        let read = ReportReader.read(stub, attachment: try part(WordDocument.write(sample), "报告.docx"))
        #expect(read.usesAttachment)
        #expect(try report(read.reading).cells == sample.truth.cells)
        #expect(try report(read.reading).headings.count == SectionID.allCases.count)
    }

    @Test func `a whole page needs no attachment, and another organ's tables are not its own`() throws {
        let sample = samples.sample(at: 0)
        let whole = try part(WordDocument.write(sample), "报告.docx")
        #expect(!ReportReader.read(whole, attachment: try tables(samples.sample(at: 1))).usesAttachment)
        let other = try part(WordDocument.write(samples.sample(at: 5)), "其他.docx")
        #expect(!ReportReader.read(try page(sample), attachment: other).usesAttachment)
    }
}
