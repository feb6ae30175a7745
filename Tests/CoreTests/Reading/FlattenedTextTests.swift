import Testing

@testable import Core

@Suite struct FlattenedTextTests {
    private func restored(_ text: String) -> [ShownBlock]? {
        let document = PlainTextReader.read(Array(text.utf8))
        return FlattenedText.restored(document, in: document.text.span)?.shown
    }

    @Test func runningTextThatNamesRowsIsNoTable() {
        #expect(restored("本年度新增规章 2 件，行政许可 3 项，行政处罚 5 件，行政强制 0 件。") == nil)
        #expect(restored("规章\n行政许可\n行政处罚") == nil)
        #expect(restored("一 二 三\n0 0 0\n") == nil)
    }

    @Test func outcomesInWordsAreNoTable() {
        #expect(restored("其中予以公开22件、部分公开1件、不予公开2件、无法提供10件、不予处理0件、其他处理0件。") == nil)
        #expect(restored("予以公开3件，部分公开0件，不予公开2件，无法提供1件，不予处理0件，其他处理0件") == nil)
        #expect(restored("予以公开3件；部分公开0件；不予公开2件；无法提供1件；不予处理0件；其他处理0件") == nil)
    }

    @Test func figuresKeepTheirRemarksAndThousands() throws {
        let blocks = try #require(restored("行政许可 1,234 行政处罚 8件（撤销1件、警告7件） 行政强制 0 规章 0 0 0 规范性文件 1 1 4"))
        guard case .table(let rows, .flattened) = try #require(blocks.first) else {
            Issue.record("no table")
            return
        }
        #expect(rows.first?.prefix(4) == ["行政许可", "1,234", "行政处罚", "8件（撤销1件、警告7件）"])
    }

    @Test func labelsAndFiguresInARowAreATable() throws {
        let blocks = try #require(restored("前文\n规章 0 0 0 规范性文件 1 1 4 行政许可 2 1 3 行政处罚 0 0 0 行政强制 0 0 0\n后文"))
        #expect(blocks.count == 3)
        #expect(blocks.first == .paragraph("前文", line: 1))
        #expect(blocks.last == .paragraph("后文", line: 3))
    }

    @Test func aDigitBeforeADotNumbersTheNextLabel() throws {
        let blocks = try #require(
            restored("（一）予以公开00000001.属于国家秘密00000002.其他法律行政法规禁止公开0000000（四）无法提供 规章 行政许可"))
        guard case .table(let rows, .flattened) = try #require(blocks.first) else {
            Issue.record("no table")
            return
        }
        #expect(rows.first?.prefix(6) == ["（一）予以公开", "0000000", "1.属于国家秘密", "0000000", "2.其他法律行政法规禁止公开", "0000000"])
    }

    @Test func headingsBetweenTablesStandAlone() throws {
        let table = "规章 0 0 0 规范性文件 1 1 4 行政许可 2 1 3 行政处罚 0 0 0 行政强制 0 0 0"
        let blocks = try #require(restored("前文 二、主动公开政府信息情况 \(table) 三、收到和处理政府信息公开申请情况 后文"))
        #expect(blocks.count == 5)
        #expect(blocks[1] == .paragraph("二、主动公开政府信息情况", line: 1))
        #expect(blocks[3] == .paragraph("三、收到和处理政府信息公开申请情况", line: 1))
    }
}
