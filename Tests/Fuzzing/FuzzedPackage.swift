@testable import Documents

/// A DOCX or an XLSX around parts that were mutated, with relations that are whole.
enum FuzzedPackage {
    /// Packs up to three parts with a NUL between them: a document, its numbering and styles; or, where there is a worksheet, that,
    /// the texts that cells share, and styles.
    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map { Array($0) }
        let isSheet = ByteSearch.contains("<worksheet", in: bytes)
        let main = isSheet ? "xl/workbook.xml" : "word/document.xml"
        var files = [("_rels/.rels", OfficeXML.relations([("officeDocument", main)]))]
        files += isSheet ? workbook : [("word/_rels/document.xml.rels", wordRelations)]
        let names =
            isSheet
            ? ["xl/sheet.xml", "xl/strings.xml", "xl/styles.xml"]
            : ["word/document.xml", "word/numbering.xml", "word/styles.xml"]
        return PackedFile.zip(
            files.map { (Array($0.0.utf8), Array($0.1.utf8)) } + zip(names, parts).map { (Array($0.utf8), $1) })
    }

    private static let wordRelations = OfficeXML.relations([("numbering", "numbering.xml"), ("styles", "styles.xml")])

    private static let workbook: [(String, String)] = {
        let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let references = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let sheets = "<sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets>"
        return [
            ("xl/workbook.xml", "<workbook xmlns=\"\(space)\" xmlns:r=\"\(references)\">\(sheets)</workbook>"),
            (
                "xl/_rels/workbook.xml.rels",
                OfficeXML.relations([
                    ("worksheet", "sheet.xml"), ("sharedStrings", "strings.xml"), ("styles", "styles.xml"),
                ])
            ),
        ]
    }()
}
