import Testing

@testable import Core

/// One block of a document as text: paragraphs as they are, tables as rows of trimmed cells.
enum ShownBlock: Equatable {
    case paragraph(String, line: Int)
    case table([[String]], Document.Layout)
}

extension Document {
    var shown: [ShownBlock] {
        blocks.map { block in
            switch block {
            case .paragraph(let paragraph): .paragraph(string(paragraph.text), line: paragraph.line)
            case .table(let table):
                .table(
                    rows[table.rows].map { row in
                        cells[row.cells].map { string(ByteRanges.trimmed($0.text, in: text.span)) }
                    }, table.layout)
            }
        }
    }

    /// The lines that cells begin on.
    var cellLines: [Int] { cells.map(\.line) }
}

@Suite struct PlainTextReaderTests {
    private func read(_ text: String) -> Document {
        PlainTextReader.read(Array(text.utf8))
    }

    @Test func linesAreParagraphsWithTheirNumbers() {
        #expect(
            read("甲\n\n  乙\u{3000}\n丙").shown == [
                .paragraph("甲", line: 1), .paragraph("乙", line: 3), .paragraph("丙", line: 4),
            ])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func lineEndsOfAnyKindCountOnce(end: String) {
        #expect(
            read(["甲", "", "乙", "丙"].joined(separator: end)).shown == [
                .paragraph("甲", line: 1), .paragraph("乙", line: 3), .paragraph("丙", line: 4),
            ])
        let table = read(["\t规章", "\t0", "\t1", "", "\t其他", "\t2", "", "后"].joined(separator: end))
        #expect(table.shown == [.table([["规章", "0", "1"], ["其他", "2"]], .grid), .paragraph("后", line: 8)])
        #expect(table.cellLines == [1, 2, 3, 5, 6])
    }

    @Test func nothingGivesNothing() {
        #expect(read("").blocks.isEmpty)
        #expect(read("\n \n\u{3000}\n\t\n\n").blocks.isEmpty)
    }

    @Test func tabCellsEndTheirRowsAtBlankLines() {
        #expect(
            read("\t规章\n\t0\n\t\n\n\n\t许可\n\t 1\n\n文字").shown == [
                .table([["规章", "0", ""], ["许可", "1"]], .grid), .paragraph("文字", line: 9),
            ])
    }

    @Test func wordsInCellsGoOnInTheNextLine() {
        let document = read("\t本年新\n制作数量\n\t对外公开总数量\n\n\t0\n\t1\n\n")
        #expect(document.shown == [.table([["本年新\n制作数量", "对外公开总数量"], ["0", "1"]], .grid)])
        #expect(document.cellLines == [1, 3, 5, 6])
    }

    @Test func numbersDoNot() {
        #expect(
            read("\t规章\n\t0\n下一节").shown == [.table([["规章", "0"]], .grid), .paragraph("下一节", line: 3)])
    }

    @Test func oneColumnIsNoTable() {
        #expect(
            read("\t一、总体情况\n\n\t本年度稳步推进。\n\n").shown == [
                .paragraph("一、总体情况", line: 1), .paragraph("本年度稳步推进。", line: 3),
            ])
    }

    @Test func anIndentedLineTakesNoLineBehindItAlong() {
        #expect(
            read("\t一、总体情况\n本年度稳步推进。\n第二段。\n").shown == [
                .paragraph("一、总体情况", line: 1), .paragraph("本年度稳步推进。", line: 2), .paragraph("第二段。", line: 3),
            ])
    }

    @Test func tabsBetweenCellsMakeRows() {
        #expect(
            read("规章\t0\t1\n许可\t\t2\n").shown == [.table([["规章", "0", "1"], ["许可", "", "2"]], .grid)])
        #expect(read("\t规章\t0\n\t许可\t1\n").shown == [.table([["", "规章", "0"], ["", "许可", "1"]], .grid)])
    }

    @Test func aTabAtTheEndOrBeforeWordsMakesNoTable() {
        #expect(read("本年度稳步推进。\t\n").shown == [.paragraph("本年度稳步推进。", line: 1)])
    }

    @Test func aTabBehindACellDoesNotBreakItsRow() {
        #expect(
            read("\t规章\n\t0\t\n\t1\n\t2\t \n\n\t许可\n\t3\n\n").shown == [
                .table([["规章", "0", "1", "2"], ["许可", "3"]], .grid)
            ])
    }

    @Test func brokenSequencesAreTolerated() {
        let document = PlainTextReader.read([0xE4, 0xB8, 0x0A, 0x80, 0x80, 0x0A, 0x09, 0xFF, 0x0A, 0xF0])
        #expect(!document.blocks.isEmpty)
    }
}

@Suite struct BlankTextTests {
    @Test(arguments: ["", " ", "\t", "\t\n\t\n\n", " \t \r\n\t\t\r\n", "\u{3000}\t\u{A0}\n\t"])
    func whiteSpaceAloneIsNoTable(text: String) {
        #expect(PlainTextReader.read(Array(text.utf8)).blocks.isEmpty)
    }
}
