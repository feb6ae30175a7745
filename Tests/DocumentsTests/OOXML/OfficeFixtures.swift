import TestSupport

@testable import Core
@testable import Documents

/// Small Office documents around some XML.
enum OfficeFixtures {
    static let wordSpace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    static let sheetSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    /// A Word document with this body, and parts beside it.
    static func word(_ body: String, _ parts: [(String, String)] = [], prologue: String = OfficeXML.head) -> [UInt8] {
        let compatibility = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
        let main = "<w:document xmlns:w=\"\(wordSpace)\" \(compatibility)><w:body>\(body)</w:body></w:document>"
        let relations = OfficeXML.relations([("officeDocument", "word/document.xml")])
        return PackedFile.zip([("_rels/.rels", relations), ("word/document.xml", prologue + main)] + parts)
    }

    /// A workbook of one sheet with this content.
    static func sheet(_ sheet: String, styles: String = "", strings: String = "") -> [UInt8] {
        let references = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
        let sheets = "<sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets>"
        return PackedFile.zip([
            ("_rels/.rels", OfficeXML.relations([("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", "<workbook xmlns=\"\(sheetSpace)\" \(references)>\(sheets)</workbook>"),
            (
                "xl/_rels/workbook.xml.rels",
                OfficeXML.relations([
                    ("worksheet", "worksheets/a.xml"), ("styles", "styles.xml"), ("sharedStrings", "strings.xml"),
                ]),
            ),
            ("xl/worksheets/a.xml", "<worksheet xmlns=\"\(sheetSpace)\">\(sheet)</worksheet>"),
            ("xl/styles.xml", "<styleSheet xmlns=\"\(sheetSpace)\">\(styles)</styleSheet>"),
            ("xl/strings.xml", "<sst xmlns=\"\(sheetSpace)\">\(strings)</sst>"),
        ])
    }

    static func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }

    static func cell(_ text: String, _ properties: String = "") -> String {
        "<w:tc><w:tcPr>\(properties)</w:tcPr>\(paragraph(text))</w:tc>"
    }

    /// What reading gave, a line for each block: paragraphs as they are, rows between brackets, cells parted by bars, and a
    /// caret for one that continues another.
    static func shown(_ bytes: [UInt8], _ limits: ReadingLimits = ReadingLimits()) throws -> [String] {
        let content = FormatSniffer.content(of: bytes)
        let document = try DocumentReader(limits: limits).read(bytes, as: content).document
        return document.blocks.flatMap { block -> [String] in
            switch block {
            case .paragraph(let paragraph): return [document.string(paragraph.text)]
            case .table(let table):
                return document.rows[table.rows].map { row in
                    let cells = document.cells[row.cells].map { $0.isContinuation ? "^" : document.string($0.text) }
                    return "[" + cells.joined(separator: "|") + "]"
                }
            }
        }
    }

    /// The failure that reading gives; nil when it gives none.
    static func failure(_ bytes: [UInt8], _ limits: ReadingLimits = ReadingLimits()) -> DocumentFailure? {
        do throws(DocumentFailure) {
            _ = try DocumentReader(limits: limits).read(bytes, as: FormatSniffer.content(of: bytes))
            return nil
        } catch { return error }
    }
}
