import CZip
import Core
import Foundation
import FoundationXML
import Testing

@testable import Export

@Suite("Tables out")
struct TableWriterTests {
    private let folder: URL
    private let columns = [
        TableColumn("organ", Message(zh: "机关", en: "organ")),
        TableColumn("amount", Message(zh: "金额", en: "amount"), isNumeric: true),
    ]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "gongkai-export-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func csv(_ rows: [TableValue]...) throws -> String {
        defer { try? FileManager.default.removeItem(at: folder) }
        let writer = try CSVWriter(columns, to: .file(at: path("a.csv")))
        for row in rows { try writer.write(row) }
        try writer.finish()
        return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path("a.csv"))), as: UTF8.self)
    }

    @Test func `Excel knows the encoding by the mark at the beginning`() throws {
        #expect(try csv() == "\u{FEFF}organ,amount\r\n")
    }

    @Test func `numbers stand exactly, nothing is nothing`() throws {
        let row: [TableValue] = [.none, .number(Quantity(significand: 4_629_772_202, scale: 2))]
        #expect(try csv(row).hasSuffix("\r\n,46297722.02\r\n"))
    }

    @Test(
        arguments: [
            ("嘉兴市民政局", "嘉兴市民政局"), ("甲,乙", "\"甲,乙\""), ("称“无”\"\n", "\"称“无”\"\"\n\""), ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"), ("-2,5", "\"'-2,5\""), ("+86", "'+86"), ("", ""),
        ])
    func `text stays text`(text: String, written: String) throws {
        #expect(try csv([.text(text), .none]).hasSuffix("amount\r\n\(written),\r\n"))
    }

    @Test func `a file appears under its name only when it is whole`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let target = path("a.csv")
        try Data("before".utf8).write(to: URL(fileURLWithPath: target))
        do {
            let writer = try CSVWriter(columns, to: .file(at: target))
            try writer.write([.text("甲"), .none])
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data("before".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.csv"])
    }

    @Test func `a folder that is not there is named`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = #expect(throws: ExportError.self) { try ByteSink.file(at: path("none/a.csv")) }
        #expect(error?.description.contains("none/a.csv") == true)
    }

    // MARK: Spreadsheets

    @Test func `a spreadsheet holds numbers as numbers and hostile text as text`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let writer = try XLSXWriter(columns, at: path("a.xlsx"))
        try writer.write([.text("<甲&乙>\u{0}\u{8}"), .number(12)])
        try writer.write([.none, .number(Quantity(significand: 1_234_567_890_123_456_789, scale: 2))])
        try writer.finish()
        let sheet = try #require(member("xl/worksheets/sheet1.xml", of: path("a.xlsx")))
        #expect(sheet.contains("<c r=\"A2\" s=\"0\" t=\"inlineStr\"><is><t xml:space=\"preserve\">&lt;甲&amp;乙&gt;</t>"))
        #expect(sheet.contains("<c r=\"B2\" s=\"0\"><v>12</v></c>"))
        // Excel keeps fifteen digits of a number.
        #expect(sheet.contains("<t xml:space=\"preserve\">12345678901234567.89</t>"))
        #expect(!sheet.contains("r=\"A3\""))
        let legend = try #require(member("xl/worksheets/sheet2.xml", of: path("a.xlsx")))
        #expect(legend.contains("机关"))
        for part in ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", sheet] where part != sheet {
            let xml = try #require(member(part, of: path("a.xlsx")))
            #expect(throws: Never.self) { try XMLDocument(xmlString: xml) }
        }
        #expect(throws: Never.self) { try XMLDocument(xmlString: sheet) }
    }

    @Test(arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
    func `columns are counted in letters`(column: Int, letters: String) {
        #expect(XLSXWriter.reference(column) == letters)
    }

    private func member(_ name: String, of archive: String) -> String? {
        var code: CInt = 0
        guard let zip = unsafe zip_open(archive, ZIP_RDONLY, &code) else { return nil }
        defer { unsafe zip_discard(zip) }
        guard let file = unsafe zip_fopen(zip, name, 0) else { return nil }
        defer { unsafe zip_fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe zip_fread(file, $0.baseAddress, UInt64($0.count)) }
        guard count >= 0 else { return nil }
        return String(decoding: bytes.prefix(Int(count)), as: UTF8.self)
    }
}
