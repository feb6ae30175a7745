import Testing

@testable import Core

@Suite struct PipeTableTests {
    private func read(_ text: String) -> [ShownBlock] {
        PlainTextReader.read(Array(text.utf8)).shown
    }

    @Test func aCellALineWithPadding() {
        #expect(
            read("第一项 |\n|||\n信息内容 |\n件数 |\n规章 |\n|||\n文件 |\n4 |\n0 |\n7 |\n尾\n") == [
                .table([["第一项"], ["信息内容", "件数", "规章"], ["文件", "4", "0", "7"]], .emptyCellsDropped),
                .paragraph("尾", line: 11),
            ])
    }

    @Test func aRowALineWithPadding() {
        #expect(
            read("规章 | 0 | 0 | 0 |\n一、本年新收 | 58 | 7 | 0 | 0 | 1 | 0 | 66 | |||\n") == [
                .table(
                    [["规章", "0", "0", "0"], ["一、本年新收", "58", "7", "0", "0", "1", "0", "66", "", "", ""]],
                    .emptyCellsDropped)
            ])
    }

    @Test func aRowALineWithPipesOnBothSides() {
        #expect(
            read("| 规章 | 0 | | 2 |\n| 许可 | 3 | 4 | 5 |\n") == [
                .table([["规章", "0", "", "2"], ["许可", "3", "4", "5"]], .grid)
            ])
    }

    @Test func markdownHasARuleUnderItsHead() {
        #expect(
            read("| 项目 | 件数 |\n|---|:--:|\n| 规章 | 1 |\n") == [
                .table([["项目", "件数"], ["规章", "1"]], .grid)
            ])
        #expect(read("项目 | 件数\n--- | ---\n规章 | 1\n") == [.table([["项目", "件数"], ["规章", "1"]], .grid)])
    }

    @Test func aFrameOfOneWidthKeepsEmptyCellsAtTheEnd() {
        #expect(
            read("| 规章 | 0 | 0 |  |\n| 许可 | 1 | 2 | 3 |\n") == [
                .table([["规章", "0", "0", ""], ["许可", "1", "2", "3"]], .grid)
            ])
        #expect(
            read("| 规章 | 0 |||\n| 许可 | 1 | 2 | 3 |\n") == [
                .table([["规章", "0", "", ""], ["许可", "1", "2", "3"]], .emptyCellsDropped)
            ])
    }

    @Test func fullWidthPipesAreThePipesToo() {
        #expect(read("规章｜0｜1｜\n许可｜2｜3｜\n") == [.table([["规章", "0", "1"], ["许可", "2", "3"]], .emptyCellsDropped)])
    }

    @Test func blankLinesBetweenDoNotEndIt() {
        #expect(read("规章 | 0 |\n\n许可 | 1 |\n") == [.table([["规章", "0"], ["许可", "1"]], .emptyCellsDropped)])
    }

    @Test func oneColumnIsNoTable() {
        #expect(read("版权所有 |\n") == [.paragraph("版权所有", line: 1)])
    }

    @Test func aNegativeNumberIsNoRule() {
        #expect(read("| 甲 | -3 |\n| - | -- |\n") == [.table([["甲", "-3"], ["-", "--"]], .grid)])
    }
}
