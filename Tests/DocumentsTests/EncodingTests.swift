import TestSupport
import Testing

@testable import Core
@testable import Documents

struct EncodingTests {
    private static let report = """
        青岚市渔业局2020年度政府信息公开工作年度报告
        二、主动公开政府信息情况
        规章 | 0 | 0 | 0 |
        规范性文件 | 1 | 1 | 4 |
        行政许可 | 2 | 1 | 3 |
        """

    private func examine(_ bytes: [UInt8]) -> Examination {
        Examiner().examine(bytes, name: Array("a.txt".utf8))
    }

    @Test(arguments: [
        ("GB18030", TextEncoding.gb18030, []), ("UTF-16LE", .utf16LittleEndian, [0xFF, 0xFE]),
        ("UTF-16BE", .utf16BigEndian, [0xFE, 0xFF]), ("UTF-16LE", .utf16LittleEndian, []),
        ("UTF-16BE", .utf16BigEndian, []),
    ])
    func `text is read in whatever encoding it is`(name: String, encoding: TextEncoding, mark: [UInt8]) throws {
        let examination = examine(mark + Recoded.bytes(Array(Self.report.utf8), name))
        #expect(examination.encoding == encoding)
        #expect(examination.report?.identity.agency == "青岚市渔业局")
        #expect(examination.report?.cells.present == examine(Array(Self.report.utf8)).report?.cells.present)
        let finding = try #require(examination.findings.first { $0.rule == "document.encoding" })
        #expect(finding.severity == .info)
    }

    @Test func `four bytes of GB18030 are one character`() throws {
        let text = Self.report + "\n㐀𠀀"
        let decoded = try TextDecoder.decode(Recoded.bytes(Array(text.utf8), "GB18030"))
        #expect(String(decoding: decoded.text, as: UTF8.self) == text)
        #expect(decoded.replaced == 0)
    }

    @Test func `Big5 is told from GBK by what is declared where no wording tells`() throws {
        let text = Array("政府資訊公開年度報告，的、是、不。".utf8)
        let decoded = try TextDecoder.decode(Recoded.bytes(text, "BIG5"), declared: .big5)
        #expect(decoded.encoding == .big5)
        #expect(decoded.text == text)
    }

    @Test(arguments: [("UTF-8", TextEncoding.utf8), ("BIG5", .big5), ("GB18030", .gb18030)])
    func `a report in traditional characters is foreign and says why`(name: String, encoding: TextEncoding) throws {
        let text = """
            青嵐市漁業局2020年度政府資訊公開工作年度報告
            一、總體情況
            全年主動公開政府資訊三十四條。
            """
        let examination = examine(Recoded.bytes(Array(text.utf8), name))
        #expect(examination.verdict == .foreign)
        #expect(examination.encoding == encoding)
        let finding = try #require(examination.findings.first { $0.rule == "document.foreign" })
        #expect(finding.message.english.contains("traditional characters"))
        #expect(finding.message.chinese.contains("繁体"))
    }

    @Test(arguments: [TextEncoding.utf8, .big5, .gb18030])
    func `a lying declaration is survived`(declared: TextEncoding) throws {
        let decoded = try TextDecoder.decode(Recoded.bytes(Array(Self.report.utf8), "GB18030"), declared: declared)
        #expect(decoded.encoding == .gb18030)
        #expect(decoded.text == Array(Self.report.utf8))
    }

    @Test func `broken sequences of GB18030 are replaced and counted`() throws {
        var bytes = Recoded.bytes(Array((Self.report + String(repeating: "\n公开工作稳步推进。", count: 40)).utf8), "GB18030")
        bytes += [0xFF, 0x0A, 0xFF]
        let decoded = try TextDecoder.decode(bytes)
        #expect(decoded.replaced == 2)
        let finding = try #require(examine(bytes).findings.first { $0.rule == "document.encoding" })
        #expect(finding.message.english.contains("2 broken"))
    }

    @Test func `the full-width space of old software is a space`() throws {
        let bytes = Recoded.bytes(Array(Self.report.utf8), "GB18030") + [0x0A, 0xA3, 0xA0]
        let decoded = try TextDecoder.decode(bytes)
        #expect(decoded.text.suffix(3) == [0xE3, 0x80, 0x80])
    }

    @Test func `what no encoding makes a text of is unsupported`() throws {
        var generator = UInt64(7)
        let noise = (0..<4000).map { _ -> UInt8 in
            generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: generator >> 33) | 0x80
        }
        #expect(examine(noise).findings.map(\.rule) == ["document.unsupported"])
    }
}
