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
        #expect(FormatSniffer.content(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D]) == .unknown)
        #expect(FormatSniffer.content(of: [0xFF, 0xFE, 0x31, 0x00]) == .text, "UTF-16 is text of another encoding")
    }
}
