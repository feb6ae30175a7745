import TestSupport
import Testing

@testable import Core
@testable import Documents

/// Packages that are broken or mean harm: each gives its finding, and costs what the limits allow.
struct PackageTests {
    private let failure = { (bytes: [UInt8]) in OfficeFixtures.failure(bytes) }

    private func limits(_ change: (inout ReadingLimits) -> Void) -> ReadingLimits {
        var limits = ReadingLimits()
        change(&limits)
        return limits
    }

    private func unpacked(_ bytes: Int) -> ReadingLimits {
        var limits = ReadingLimits()
        limits.inflateRatio = 5000
        limits.inflatedBytes = bytes
        return limits
    }

    @Test func `a bomb is refused by what its header says`() {
        let bomb = OfficeFixtures.word(OfficeFixtures.paragraph(String(repeating: "0", count: 8 << 20)))
        #expect(bomb.count < 64 << 10)
        #expect(failure(bomb) == .beyond(.inflateRatio, allowed: 200))
        #expect(
            OfficeFixtures.failure(bomb, unpacked(1 << 20))
                == .beyond(.inflatedBytes, allowed: 1 << 20))
    }

    @Test func `a bomb whose header lies is stopped all the same`() throws {
        var bomb = OfficeFixtures.word(OfficeFixtures.paragraph(String(repeating: "0", count: 8 << 20)))
        let size = (0..<4).map { UInt8(truncatingIfNeeded: (8 << 20) >> (8 * $0)) }
        // The size stands in the local header and in the directory.
        var changed = 0
        for position in bomb.indices.dropLast(3) where bomb[position + 2] == size[2] && bomb[position + 3] == 0 {
            let length = (0..<4).reduce(0) { $0 | Int(bomb[position + $1]) << (8 * $1) }
            guard (8 << 20..<(8 << 20) + 1000).contains(length) else { continue }
            bomb.replaceSubrange(position..<position + 4, with: [0, 0x20, 0, 0])
            changed += 1
        }
        try #require(changed == 2)
        #expect(failure(bomb)?.rule == "document.corrupt")
    }

    @Test func `all parts of a document share what it may become`() {
        // Numbering is read too where a paragraph asks for it.
        let long = String(repeating: "<!-- 0123456789abcdef -->", count: 40_000)
        let parts = [
            ("word/_rels/document.xml.rels", OfficeXML.relations([("numbering", "numbering.xml")])),
            ("word/numbering.xml", "<w:numbering xmlns:w=\"\(OfficeFixtures.wordSpace)\">\(long)</w:numbering>"),
        ]
        let body = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>" + long
        let allowed = unpacked(1_500_000)
        let failure = OfficeFixtures.failure(OfficeFixtures.word(body, parts), allowed)
        #expect(failure == .beyond(.inflatedBytes, allowed: 1_500_000))
    }

    @Test func `entities are not even declared`() {
        let laughs = (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined()
        let bomb = "<!DOCTYPE w [<!ENTITY l0 \"lol\">\(laughs)]>"
        let external = "<!DOCTYPE w [<!ENTITY l9 SYSTEM \"file:///etc/passwd\">]>"
        for prologue in [bomb, external, "<!DOCTYPE w SYSTEM \"http://127.0.0.1:9/x.dtd\">"] {
            let bytes = OfficeFixtures.word(OfficeFixtures.paragraph("&l9;"), prologue: prologue)
            #expect(failure(bytes)?.rule == "document.corrupt")
            #expect(failure(bytes)?.message.english.contains("DOCTYPE") == true)
        }
        #expect(failure(OfficeFixtures.word(OfficeFixtures.paragraph("&l9;")))?.rule == "document.corrupt")
    }

    @Test func `what nests too deep is refused at the limit`() throws {
        let deep = String(repeating: "<w:x>", count: 200_000) + String(repeating: "</w:x>", count: 200_000)
        let allowed = limits { $0.inflateRatio = 5000 }
        #expect(OfficeFixtures.failure(OfficeFixtures.word(deep), allowed) == .beyond(.nesting, allowed: 512))
        let hidden = "<w:sdtPr>" + deep + "</w:sdtPr>"
        #expect(OfficeFixtures.failure(OfficeFixtures.word(hidden), allowed) == .beyond(.nesting, allowed: 512))
        let open = String(repeating: "<w:x>", count: 500)
        let close = String(repeating: "</w:x>", count: 500)
        #expect(try OfficeFixtures.shown(OfficeFixtures.word(open + OfficeFixtures.paragraph("甲") + close)) == ["甲"])
    }

    @Test(arguments: ["a", "xmlns:a"]) func `attributes without end are soon over`(name: String) {
        let attributes = (0..<60_000).map { " \(name)\($0)=\"\($0)\"" }.joined()
        let bytes = OfficeFixtures.word("<w:p\(attributes)/>" + OfficeFixtures.paragraph("甲"))
        #expect(failure(bytes)?.rule == "document.corrupt")
    }

    @Test func `text that cells share cannot blow a workbook up`() {
        let cells = (1...100).map { "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>0</v></c></row>" }.joined()
        let strings = "<si><t>\(String(repeating: "甲", count: 20_000))</t></si>"
        let bytes = OfficeFixtures.sheet("<sheetData>\(cells)</sheetData>", strings: strings)
        #expect(OfficeFixtures.failure(bytes, limits { $0.inflateRatio = 5000 }) == .beyond(.text, allowed: 4 << 20))
    }

    @Test func `numbers cannot blow a text up`() {
        let list = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
        let text = String(repeating: "甲", count: 60_000)
        let level = "<w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"\(text)\"/></w:lvl>"
        let lists = "<w:abstractNum w:abstractNumId=\"0\">\(level)</w:abstractNum>\(list)"
        let parts = [
            ("word/_rels/document.xml.rels", OfficeXML.relations([("numbering", "numbering.xml")])),
            (
                "word/numbering.xml",
                "<w:numbering xmlns:w=\"\(OfficeFixtures.wordSpace)\">\(lists)</w:numbering>"
            ),
        ]
        let item = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>"
        let bytes = OfficeFixtures.word(String(repeating: item, count: 100), parts)
        #expect(OfficeFixtures.failure(bytes, limits { $0.inflateRatio = 5000 }) == nil)
        let allowed = limits {
            $0.inflateRatio = 5000
            $0.textBytes = 10_000
        }
        #expect(OfficeFixtures.failure(bytes, allowed) == .beyond(.text, allowed: 10_000))
    }

    @Test func `spans cannot blow a table up`() {
        let cell = OfficeFixtures.cell("1", "<w:gridSpan w:val=\"2000000000\"/>")
        let rows = String(repeating: "<w:tr>\(cell)</w:tr>", count: 2000)
        let bytes = OfficeFixtures.word("<w:tbl>\(rows)</w:tbl>")
        #expect(OfficeFixtures.failure(bytes, limits { $0.inflateRatio = 5000 }) == .beyond(.cells, allowed: 1_000_000))
    }

    @Test func `columns hidden again and again are looked at once`() {
        let columns = String(repeating: "<col min=\"5\" max=\"5\" hidden=\"1\"/>", count: 16_000)
        let cells = (1...3000).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>1</v></c><c r=\"E\($0)\"><v>2</v></c></row>" }
        let bytes = OfficeFixtures.sheet("<cols>\(columns)</cols><sheetData>\(cells.joined())</sheetData>")
        let allowed = limits {
            $0.inflateRatio = 5000
            $0.seconds = 3
        }
        #expect(OfficeFixtures.failure(bytes, allowed) == nil)
    }

    @Test func `more entries than allowed are not even listed`() {
        let names = ["[Content_Types].xml"] + (1...10_000).map { "word/\($0)" }
        let files = names.map { (Array($0.utf8), [UInt8]()) }
        let bytes = PackedFile.zip(files)
        #expect(failure(bytes) == .beyond(.zipEntries, allowed: 10_000))
        #expect(ZipDirectory.count(in: bytes, upTo: 20_000) == 10_001)
    }

    @Test func `a directory that is nowhere is broken`() {
        // The end record says that the wide one knows, whose locator names a place that no file reaches.
        let locator: [UInt8] = [0x50, 0x4B, 6, 7, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 127, 1, 0, 0, 0]
        let end: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 255, count: 16) + [0, 0]
        let bytes = [UInt8](repeating: 0, count: 60) + locator + end
        #expect(ZipDirectory.count(in: bytes, upTo: 10) == 0)
    }

    @Test func `a document cut off anywhere is broken, and a broken one does no harm`() {
        let whole = WordDocument.write(SampleCorpus(seed: 3).sample(at: 0))
        for end in stride(from: 60, to: whole.count - 1, by: whole.count / 40) {
            let examination = Examiner().examine(Array(whole[..<end]), name: [])
            #expect(examination.findings.map(\.rule) == ["document.corrupt"], "\(end) of \(whole.count)")
        }
        for position in stride(from: 8, to: whole.count, by: 97) {
            var broken = whole
            broken[position] ^= 0x55
            let rule = failure(broken)?.rule
            let expected: [RuleID] = [
                "document.corrupt", "document.unsupported", "document.too-large", "document.empty",
            ]
            #expect(rule.map(expected.contains) ?? true)
        }
    }

    @Test func `a password is asked for by nobody`() {
        let files = ["word/document.xml", "_rels/.rels"].map { (Array($0.utf8), Array("x".utf8)) }
        let failure = failure(PackedFile.zip(files, password: "1234"))
        #expect(failure?.rule == "document.unsupported")
        #expect(failure?.message.chinese.contains("密码") == true)
    }

    @Test func `a picture named docx is a picture`() {
        let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10] + Array(repeating: 7, count: 5000)
        let examination = Examiner().examine(jpeg, name: Array("报告.docx".utf8))
        #expect(examination.findings.map(\.rule) == ["document.unsupported"])
        #expect(examination.findings[0].message.chinese.contains("JPEG"))
    }

    @Test func `time that is over ends the reading`() {
        let bytes = WordDocument.write(SampleCorpus(seed: 3).sample(at: 0))
        #expect(OfficeFixtures.failure(bytes, limits { $0.seconds = 0 }) == .timeout(seconds: 0))
    }
}
