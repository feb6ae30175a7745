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
            let read = ReportReader.read(try page(sample), attachments: [try tables(sample)])
            let report = try report(read.reading)
            #expect(read.used == [0])
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
        let read = ReportReader.read(stub, attachments: [try part(WordDocument.write(sample), "报告.docx")])
        #expect(read.used == [0])
        #expect(try report(read.reading).cells == sample.truth.cells)
        #expect(try report(read.reading).headings.count == SectionID.allCases.count)
    }

    @Test func `a whole page needs no attachment, and another organ's tables are not its own`() throws {
        let sample = samples.sample(at: 0)
        let whole = try part(WordDocument.write(sample), "报告.docx")
        #expect(ReportReader.read(whole, attachments: [try tables(samples.sample(at: 1))]).used.isEmpty)
        let other = try part(WordDocument.write(samples.sample(at: 5)), "其他.docx")
        #expect(ReportReader.read(try page(sample), attachments: [other]).used.isEmpty)
    }

    @Test func `tables in several files are put together, each cell with its own`() throws {
        for index in 0..<20 {
            let sample = samples.sample(at: index)
            let whole = try part(PartedReport.tables(sample), "a.doc")
            let parts = try [
                part(PartedReport.tables(sample) { $0 > 0 }, "二.doc"),
                part(PartedReport.tables(samples.sample(at: index + 1)) { $0 == 0 }, "别处.doc"),
                part(PartedReport.tables(sample) { $0 == 0 }, "一.doc"),
            ]
            let read = ReportReader.read(try page(sample), attachments: [parts[0], parts[2]])
            #expect(read.used == [0, 1])
            #expect(try report(read.reading).cells == sample.truth.cells)
            let files = try Set(Form.cells.compactMap { try report(read.reading).places[$0]?.file })
            #expect(files == ["一.doc", "二.doc"])
            #expect(ReportReader.read(try page(sample), attachments: parts + [whole]).used == [3])
        }
    }

    @Test func `an archive of tables is an attachment, one of several reports is none`() throws {
        let sample = samples.sample(at: 2)
        let page = FilePart(bytes: PartedReport.page(sample), name: Array("x.html".utf8))
        func attachment(_ files: [(String, [UInt8])]) -> FilePart {
            let zip = PackedFile.zip(files.map { (Array($0.0.utf8), $0.1) })
            return FilePart(bytes: zip, name: Array("x.zip".utf8))
        }
        let tables = attachment([
            ("年报/一.doc", PartedReport.tables(sample) { $0 == 0 }), ("二.xls", PartedReport.tables(sample) { $0 > 0 }),
        ])
        let joined = try #require(Examiner().examine(page, attachments: [tables]))
        #expect(joined.examination.verdict == .valid)
        #expect(joined.examination.report?.cells == sample.truth.cells)
        #expect(joined.examination.attachments == ["x.zip/年报/一.doc", "x.zip/二.xls"])
        #expect(joined.parts == [.init(file: 0, content: ContentID(of: tables.bytes))])
        let several = attachment([("a.txt", sample.text), ("b.txt", samples.sample(at: 6).text)])
        #expect(Examiner().examine(page, attachments: [several]) == nil)
    }

    @Test func `a page and its tables in one archive are one report`() throws {
        let sample = samples.sample(at: 4)
        let bytes = PackedFile.zip([
            (Array("年报.html".utf8), PartedReport.page(sample)), (Array("表.xls".utf8), PartedReport.tables(sample)),
        ])
        let found = Examiner().examine(bytes, name: Array("x.zip".utf8))
        #expect(found.verdict == .valid && found.report?.cells == sample.truth.cells)
        #expect(found.member == "年报.html" && found.attachments == ["表.xls"])
    }
}
