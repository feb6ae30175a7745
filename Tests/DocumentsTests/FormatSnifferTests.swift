import Testing

@testable import Core
@testable import Documents

@Suite struct FormatSnifferTests {
    private func format(_ text: String) -> DocumentFormat {
        FormatSniffer.content(of: Array(text.utf8)).format
    }

    @Test func theFirstBytesTell() {
        #expect(format("%PDF-1.7\n") == .pdf)
        #expect(format("{\\rtf1\\ansi") == .rtf)
        #expect(format("PK\u{3}\u{4}....word/document.xml") == .docx)
        #expect(format("PK\u{3}\u{4}....xl/workbook.xml") == .xlsx)
        #expect(format("PK\u{3}\u{4}....data/a.bin") == .unknown)
        let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(FormatSniffer.content(of: compound) == .doc)
        #expect(FormatSniffer.content(of: compound + "Workbook".utf8.flatMap { [$0, 0] as [UInt8] }) == .xls)
    }

    @Test(arguments: [
        "<!DOCTYPE html>", "<HTML>", "  \n<html lang=zh>", "\u{FEFF}<html>", "<!-- 备份 --><div>甲</div>", "<p>甲</p>",
        "<?xml version=\"1.0\"?><html xmlns=\"a\">", "<table><tr><td>规章",
    ])
    func htmlByItsTags(text: String) {
        #expect(format(text) == .html)
    }

    @Test(arguments: [
        "", "甲", "<政府信息公开>年度报告", "< 3件", "共3件 <html>", "年度报告\r\n\t0\r\n", "甲\u{C}乙", "甲乙丙丁戊己庚辛壬癸\u{1A}",
    ])
    func textOtherwise(text: String) {
        #expect(format(text) == .text)
    }

    @Test func controlCharactersMakeItBinary() {
        #expect(FormatSniffer.content(of: Array(repeating: 0, count: 100)) == .unknown)
        #expect(FormatSniffer.content(of: [0xFF, 0xFE, 0x31, 0x00]) == .text, "UTF-16 is text of another encoding")
    }

    @Test func picturesAndArchivesAreNamed() {
        #expect(FormatSniffer.content(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]) == .picture("PNG"))
        #expect(FormatSniffer.content(of: [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10]) == .picture("JPEG"))
        #expect(FormatSniffer.content(of: Array("GIF89a".utf8)) == .picture("GIF"))
        #expect(FormatSniffer.content(of: [0x1F, 0x8B, 8, 0]) == .archive("gzip"))
        #expect(FormatSniffer.content(of: Array("Rar!\u{1A}\u{7}\u{1}".utf8)) == .archive("RAR"))
        #expect(FormatSniffer.content(of: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]) == .archive("7z"))
    }

    @Test func aPictureNamedLikeADocumentIsSaidToBeOne() throws {
        let found = Examiner().examine([0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10], name: Array("报告.docx".utf8))
        #expect(found.findings.map(\.rule) == ["document.unsupported"])
        #expect(found.findings.first?.message.chinese.contains("图片") == true)
    }

    @Test func junkBeforeAPDFIsPassedOver() {
        #expect(format("HTTP/1.1 200 OK\n\n%PDF-1.4\n1 0 obj\nendobj") == .pdf)
        #expect(format("见 %PDF-1.4 格式的附件") == .text)
    }

    @Test func markupIsToldApart() {
        #expect(
            FormatSniffer.content(of: Array("MIME-Version: 1.0\nContent-Type: multipart/related".utf8)) == .webArchive)
        let sheet = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
        #expect(FormatSniffer.content(of: Array(sheet.utf8)) == .spreadsheetXML)
        #expect(format("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<html><body>甲") == .html)
    }

    /// A zip archive of empty entries with these names: nothing but its central directory.
    private func zip(_ names: [String]) -> [UInt8] {
        var bytes = Array("PK\u{3}\u{4}".utf8)
        let start = bytes.count
        for name in names {
            bytes += Array("PK\u{1}\u{2}".utf8) + [UInt8](repeating: 0, count: 24) + [UInt8(name.utf8.count), 0]
            bytes += [UInt8](repeating: 0, count: 16) + Array(name.utf8)
        }
        bytes += Array("PK\u{5}\u{6}".utf8) + [0, 0, 0, 0, UInt8(names.count), 0, UInt8(names.count), 0]
        return bytes + [0, 0, 0, 0, UInt8(start), 0, 0, 0, 0, 0]
    }

    @Test func packagesAreToldByTheNamesOfTheirParts() {
        #expect(FormatSniffer.content(of: zip(["[Content_Types].xml", "word/document.xml"])) == .docx)
        #expect(FormatSniffer.content(of: zip(["xl/workbook.xml"])) == .xlsx)
        #expect(FormatSniffer.content(of: zip(["OFD.xml"])) == .ofd)
        #expect(FormatSniffer.content(of: zip(["报告.docx", "password/a.txt"])) == .zip)
        #expect(FormatSniffer.content(of: zip(["[Content_Types].xml", "word/正文2.xml"])) == .docx)
        #expect(FormatSniffer.content(of: zip(["WORD\\document.xml"])) == .docx)
    }

    @Test(arguments: ["word/", "xl/"])
    func foldersOfThoseNamesMakeNoPackage(folder: String) {
        #expect(FormatSniffer.content(of: zip([folder, "\(folder)报告.docx"])) == .zip)
    }

    @Test func compoundFilesAreToldByTheirDirectory() {
        #expect(FormatSniffer.content(of: CompoundFileWriter.file(["WordDocument"])) == .doc)
        #expect(FormatSniffer.content(of: CompoundFileWriter.file(["\u{5}SummaryInformation", "Workbook"])) == .xls)
        #expect(FormatSniffer.content(of: CompoundFileWriter.file(["Book"])) == .xls)
        #expect(FormatSniffer.content(of: CompoundFileWriter.file(["EncryptedPackage"])) == .encrypted)
        #expect(FormatSniffer.content(of: CompoundFileWriter.file(["PowerPoint Document"])) == .compound)
    }

    @Test func aDirectoryThatLeadsInCirclesEnds() {
        var bytes = CompoundFileWriter.file(["A", "B"])
        // The directory's sector follows itself, and so do its entries.
        bytes.replaceSubrange(516..<520, with: [1, 0, 0, 0])
        for entry in 1...2 {
            bytes.replaceSubrange(1024 + 128 * entry + 68..<1024 + 128 * entry + 76, with: [1, 0, 0, 0, 2, 0, 0, 0])
        }
        #expect(FormatSniffer.content(of: bytes) == .compound)
        #expect(CompoundFile.topNames(in: Array(bytes.prefix(1100))) == nil)
    }
}
