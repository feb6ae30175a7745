import Testing

@testable import Core

/// Tables that are not quite as the form has them.
@Suite struct TableReadingTests {
    @Test func emptyCellsBehindALabelThatSpansColumns() throws {
        let sheet = LayoutTests.sheets[0]
        var text = "青岚市渔业局2020年度政府信息公开工作年度报告\n"
        for table in FormTable.allCases {
            let rows = sheet.grid(table).map { row in
                table == .requests && row.count == 8 ? [row[0], "", ""] + row.dropFirst() : row
            }
            text += TableLayout.tabRows.render(rows) + "\n文\n"
        }
        let report = try #require(readReport(text))
        #expect(report.shownCells == sheet.expected)
    }

    @Test func `heads that open a table leave empty first columns in their rows`() throws {
        let text = """
            甲局2021年政府信息公开工作年度报告
            | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
            | 一、本年新收政府信息公开申请数量 | | 3 | | | | | 3 |
            | 二、上年结转政府信息公开申请数量 | | | | | | 0 | 0 |
            | （一）予以公开 | | 3 | 0 | | 0 | | 3 |
            """
        let report = try #require(readReport(text))
        #expect(report.shown("requests.received.business") == "3")
        #expect(report.shown("requests.granted.legal_service") == "0")
        #expect(findings("cell.collapsed-row", report) == [])
    }

    @Test func aValueRepeatedOverTheColumnsItSpans() throws {
        let text = "甲局2021年政府信息公开工作年度报告\n规章\t1\t2\t3\n行政许可\t1286\t1286\t1286\n行政处罚\t0\t0\t0\n"
        let report = try #require(readReport(text))
        #expect(report.shown("disclosure.licensing.decisions") == "1286")
        #expect(report.shown("disclosure.penalties.decisions") == "0")
        #expect(findings("cell.collapsed-row", report) == [])
    }

    @Test func aRowThatDoesNotFitIsNotSaidToHaveLostCells() throws {
        let text = "甲局2021年政府信息公开工作年度报告\n规章\t1\t2\t3\n行政许可\t5\t6\t7\n"
        let found = findings("cell.collapsed-row", try #require(readReport(text)))
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.message.chinese.contains("丢失") == false)
    }

    @Test func rowsInLooseWords() throws {
        var sheet = LayoutTests.sheets[1]
        for (official, loose) in [
            ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.申请人逾期不补正"),
            ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.申请人逾期不缴费"), ("3.其他", "3.其它"), ("（七）总计", "（七）合计"),
            ("四、结转下年度继续办理", "四、结转下年度"),
        ] { sheet.wordings[official] = loose }
        for layout in TableLayout.allCases where layout != .runTogether {
            let report = try #require(readReport(ReportText(sheet, layout: layout).text))
            #expect(report.shownCells == sheet.expected, "\(layout)")
        }
    }

    @Test func aLabelOfNoRowEndsTheOneBefore() throws {
        var sheet = LayoutTests.sheets[1]
        sheet.wordings["3.其他"] = "3.另行处理的情形"
        let report = try #require(readReport(ReportText(sheet, layout: .tabRows).text))
        sheet.missingRows = ["requests.other_misc"]
        #expect(report.shownCells == sheet.expected)
        #expect(findings("cell.collapsed-row", report) == [])
    }

    @Test(arguments: ["## ", "**"])
    func headingsInMarkdown(mark: String) throws {
        var text = ReportText(LayoutTests.sheets[0])
        let end = mark == "**" ? mark : ""
        text.title = mark + text.title + end
        for section in SectionID.allCases {
            text.headings[section] = mark + (Form.sections[section]?.label ?? "") + end
        }
        let report = try #require(readReport(text.text))
        #expect(report.headings.map(\.numeral) == [1, 2, 3, 4, 5, 6])
        #expect(report.identity.agency == "青岚市渔业局")
    }

    @Test func anIndentedMarkdownTable() throws {
        let sheet = LayoutTests.sheets[0]
        var text = "青岚市渔业局2020年度政府信息公开工作年度报告\n"
        for table in FormTable.allCases {
            let lines = TableLayout.markdown.render(sheet.grid(table)).split(separator: "\n")
            text += lines.map { "  " + $0 + "\n" }.joined() + "\n文\n"
        }
        #expect(try #require(readReport(text)).shownCells == sheet.expected)
    }

    @Test(arguments: TableLayout.allCases.filter { $0 != .runTogether })
    func aSentenceBelowTheTableIsNoValue(layout: TableLayout) throws {
        var sheet = LayoutTests.sheets[0]
        sheet.rowsBelowDisclosure = [["2020年本行政区域政府信息公开发布总数量（非新闻类）：345"]]
        let report = try #require(readReport(ReportText(sheet, layout: layout).text))
        #expect(report.shownCells == sheet.expected)
        #expect(report.raw.isEmpty)
    }

    @Test func anAbsentRowHasNoCells() throws {
        var sheet = LayoutTests.sheets[1]
        sheet.missingRows = ["requests.other_fee_unpaid", "disclosure.coercion"]
        for layout in TableLayout.allCases where layout != .runTogether {
            let report = try #require(readReport(ReportText(sheet, layout: layout).text))
            #expect(report.shownCells == sheet.expected, "\(layout)")
            #expect(findings("structure.row-missing", report).count == 2, "\(layout)")
        }
    }

    @Test func rowsThatLostTheirBlanksKeepTheirTotals() throws {
        var sheet = FormSheet(.edition2021, filling: "")
        for row in sheet.edition.requests { sheet.values["requests.\(row.id).total"] = "0" }
        for kind in Form.appealKinds { sheet.values["appeals.\(kind.id).total"] = "0" }
        for layout in [TableLayout.pipeCells, .pipeRows] {
            let report = try #require(readReport(ReportText(sheet, layout: layout).text))
            #expect(report.shownCells == sheet.expected, "\(layout)")
            #expect(report.collapsedRows.allSatisfy { $0.placement == .totals })
            let collapsed = findings("cell.collapsed-row", report)
            #expect(collapsed.map(\.severity) == [.info, .info], "one a table")
            #expect(findings("arithmetic.requests-row", report).isEmpty)
        }
    }

    @Test func aRowThatFitsNowhereIsKeptAsText() throws {
        var sheet = FormSheet(.edition2021)
        for column in Form.requestColumns { sheet.values["requests.received.\(column.id)"] = "" }
        sheet.values["requests.received.business"] = "2"
        sheet.values["requests.received.other"] = "3"
        sheet.values["disclosure.regulations.issued"] = ""
        let report = try #require(readReport(ReportText(sheet, layout: .pipeRows).text))
        for column in Form.requestColumns {
            #expect(report["requests.received.\(column.id)"] == .unplaced)
            #expect(report.rawText("requests.received.\(column.id)") == "2 3")
        }
        #expect(report["disclosure.regulations.repealed"] == .unplaced, "position no longer tells the column")
        let collapsed = findings("cell.collapsed-row", report)
        #expect(collapsed.map(\.severity) == [.warning, .warning])
        #expect(collapsed.contains { $0.message.chinese.contains("本年新收政府信息公开申请数量") })
        #expect(findings("arithmetic.not-judged", report).count == 1)
        #expect(findings("arithmetic.requests-balance", report).isEmpty)
    }

    @Test func marksForNothingCountAsNothingInARowThatLostBlanks() throws {
        var sheet = FormSheet(.edition2021, filling: "")
        sheet.values["requests.granted.total"] = "/"
        let report = try #require(readReport(ReportText(sheet, layout: .pipeRows).text))
        #expect(report["requests.granted.total"] == .blank)
        #expect(report.rawText("requests.granted.total") == "/")
    }

    @Test func aTableBrokenOverPagesIsOneTable() throws {
        let sheet = LayoutTests.sheets[0]
        let rows = sheet.grid(.requests)
        let pages = Array(rows[..<12]) + Array(rows[1..<3]) + Array(rows[12...])
        let text = ReportText(sheet).text.replacing(
            TableLayout.tabCells.render(rows), with: TableLayout.tabCells.render(pages))
        #expect(try #require(readReport(text)).shownCells == sheet.expected)
    }

    @Test func aSecondCopyAddsNothing() throws {
        let sheet = LayoutTests.sheets[0]
        var other = FormSheet(.edition2019)
        other.filling = "7"
        let text = ReportText(sheet).text + "附表\n" + TableLayout.tabCells.render(other.grid(.requests))
        #expect(try #require(readReport(text)).shownCells == sheet.expected)
    }

    @Test func theHeadingOfOtherOutcomesIsNoRowBesideItsThree() throws {
        var sheet = LayoutTests.sheets[1]
        sheet.wordings["（六）其他处理"] = "（六）其他处理"
        let text = ReportText(sheet, layout: .pipeRows).text
            .replacing("（六）其他处理 |", with: "（六）其他处理 | 0 | 0 | 0 | 0 | 0 | 1 | 1 |\n")
        #expect(try #require(readReport(text)).shownCells == sheet.expected)
    }

    @Test func headsDecideTheEditionNotTheYear() throws {
        let report = try #require(readReport(ReportText(LayoutTests.sheets[1]).text))
        #expect(report.identity.year == 2020)
        #expect(report.edition?.id == "2021")
        #expect(findings("structure.edition", report).count == 1)
    }

    @Test func blankAppealsAreThere() throws {
        var sheet = FormSheet(.edition2019)
        for cell in Form.cells where cell.definition.table == .appeals { sheet.values[cell.description] = "" }
        for layout in TableLayout.allCases where layout != .runTogether {
            let report = try #require(readReport(ReportText(sheet, layout: layout).text))
            #expect(report.shownCells == sheet.expected, "\(layout)")
        }
    }

    @Test func cellsKnowTheirPlace() throws {
        let report = try #require(readReport("甲局2020年政府信息公开工作年度报告\n规章 | 1 | 2 | 3 |\n规范性文件 | 4 | 5 | 6 |\n"))
        let cell = try #require(Form.cell(named: "disclosure.normative_documents.disclosed"))
        #expect(report.places[cell] == Place(line: 3, table: 1, row: 2, column: 2))
    }
}
