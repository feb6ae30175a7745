import TestSupport
import Testing

@testable import Core
@testable import Documents

/// What of a workbook is read, and as what.
struct SheetReaderTests {
    private func shown(_ rows: String, behind: String = "", styles: String = "") throws -> [String] {
        try OfficeFixtures.shown(OfficeFixtures.sheet("<sheetData>\(rows)</sheetData>\(behind)", styles: styles))
    }

    private func text(_ place: String, _ words: String) -> String {
        "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(words)</t></is></c>"
    }

    @Test func `what stands above the table is paragraphs, and empty cells keep their place`() throws {
        let rows = """
            <row r="2">\(text("B2", "青岚市渔业局"))</row>
            <row r="4">\(text("B4", "规章"))<c r="D4"><v>12</v></c><c r="E4"><v>3</v></c></row>
            <row r="5">\(text("B5", "其他"))<c r="C5"><v>0</v></c></row>
            <row r="9">\(text("B9", "备注"))<c r="E9"><v>1</v></c></row>
            """
        #expect(try shown(rows) == ["青岚市渔业局", "[规章||12|3]", "[其他|0||]", "[|||]", "[备注|||1]"])
    }

    @Test func `shared strings may have runs, and hidden rows and columns are out`() throws {
        let runs = "<si><r><t>行政</t></r><r><t>许可</t></r><rPh sb=\"0\" eb=\"1\"><t>xing</t></rPh></si>"
        let strings = "<si><t>规章</t></si>\(runs)"
        let rows = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c><c r="C1"><v>6</v></c></row>
            <row r="2" hidden="1"><c r="A2"><v>9</v></c></row>
            <row><c t="s"><v>1</v></c><c><v>7</v></c><c t="b"><v>1</v></c></row>
            """
        let hidden = "<cols><col min=\"3\" max=\"9\" hidden=\"1\"/></cols>"
        #expect(
            try OfficeFixtures.shown(
                OfficeFixtures.sheet("\(hidden)<sheetData>\(rows)</sheetData>", strings: strings))
                == ["[规章|5]", "[行政许可|7]"])
    }

    @Test func `merged cells continue, and giant areas cost nothing`() throws {
        let rows = """
            <row r="1">\(text("A1", "甲"))\(text("B1", "乙"))\(text("D1", "丙"))</row>
            <row r="2">\(text("A2", "藏"))<c r="B2"><v>1</v></c><c r="C2"><v>2</v></c><c r="D2"><v>3</v></c></row>
            """
        let merges = "<mergeCell ref=\"A1:A1048576\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"Z9:XFD1048576\"/>"
        #expect(try shown(rows, behind: "<mergeCells>\(merges)</mergeCells>") == ["[甲|乙|^|丙]", "[^|1|2|3]"])
    }

    @Test(arguments: [
        ("General", "12", "12"), ("General", "46297722.020000003", "46297722.02"), ("General", "1E-3", "0.001"),
        ("0", "12.5", "13"), ("0.00", "12.5", "12.5"),
        ("#,##0.00", "-1234567.891", "-1234567.89"), ("0%", "0.125", "13%"),
        ("0\"件\"", "8", "8件"), ("yyyy\"年\"m\"月\"d\"日\"", "44227", "2021年1月31日"), ("@", "7", "7"),
        ("[Red]0;-0", "3", "3"), ("_ * #,##0_ ;_ * \\-#,##0_ ", "41", "41"), ("0.00", "0.285", "0.29"),
        ("0%", "500000000000000", "50000000000000000%"),
    ])
    func `numbers are as they are shown`(code: String, stored: String, wanted: String) {
        let shown = SheetNumberFormat(code: code).shown(Double(stored) ?? .nan, startsIn1904: false)
        #expect(shown == wanted)
    }

    @Test func `a count that is styled as nothing stays a count, one in a date's format is a date`() throws {
        let styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
        let rows = "<row><c><v>44227</v></c><c s=\"1\"><v>44227</v></c><c s=\"7\"><v>3</v></c></row>"
        #expect(try shown(rows, styles: styles) == ["[44227|2021年1月31日|3]"])
    }

    @Test func `a sheet that is larger than any report is refused`() {
        let cells = (1...40).map { "<row r=\"\($0)\"><c r=\"\(["A", "B", "C"][$0 % 3])\($0)\"><v>1</v></c></row>" }
        var limits = ReadingLimits()
        limits.cells = 100
        let failure = OfficeFixtures.failure(OfficeFixtures.sheet("<sheetData>\(cells.joined())</sheetData>"), limits)
        #expect(failure == .beyond(.cells, allowed: 100))
    }
}
