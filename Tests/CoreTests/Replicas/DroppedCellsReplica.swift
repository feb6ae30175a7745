import Testing

@testable import Core

/// Pipes whose empty cells were dropped, half-width punctuation, words beside a number, a missing row and a missing section.
@Suite struct DroppedCellsReplica {
    private static let sheet: FormSheet = {
        var sheet = FormSheet(.edition2021, filling: "")
        for row in sheet.edition.requests where row.id != "other_fee_unpaid" {
            sheet.values["requests.\(row.id).total"] = "0"
        }
        for kind in Form.appealKinds { sheet.values["appeals.\(kind.id).total"] = "0" }
        sheet.values["disclosure.normative_documents.issued"] = "5"
        sheet.values["disclosure.normative_documents.repealed"] = "1"
        sheet.values["disclosure.normative_documents.effective"] = "19"
        for row in ["licensing", "coercion"] { sheet.values["disclosure.\(row).decisions"] = "0" }
        sheet.values["disclosure.penalties.decisions"] = "6件(撤销2件、罚款4件)"
        sheet.values["disclosure.fees.amount_10k_yuan"] = "0"
        sheet.missingRows = ["requests.other_misc"]
        sheet.wordings = ["2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.申请人逾期未按收费通知缴纳费用、行政机关不再处理其政府信息公开申请"]
        return sheet
    }()

    private static let text: String = {
        var text = ReportText(sheet, layout: .pipeCells)
        text.title = "白浪市盐业局2023年政府信息公开工作年度报告"
        text.preamble = "根据有关规定(国办公开办函〔2021〕30号),现将2023年工作情况报告如下:"
        text.headings = [.other: ""]
        text.narrative = [
            .overview: """
            (一)健全机制。全年工作有序推进,各科室分工负责,圆满完成了2023年政府
            信息公开工作。
            (二)建设平台。通过门户网站转载发布信息380条;通过公众号转载发布信息210条;办理留言33条,其中局长信箱20条,随手拍8条,热线5条,办结率100%。
            (三)注重成效。公开部门文件11件,发布重点领域信息26条。
            """,
            .problems: "一是规范性有待加强。二是形式不够丰富。",
        ]
        text.ending = "扫一扫在手机打开当前页面"
        return text.text.replacing("（", with: "(").replacing("）", with: ")").replacing("：", with: ":")
            .replacing("，", with: ",")
    }()

    @Test func everyCell() throws {
        let report = try #require(readReport(Self.text))
        var wanted = Self.sheet.expected
        wanted["disclosure.penalties.decisions"] = "6"
        #expect(report.shownCells == wanted)
        #expect(report.raw.count == 1)
        #expect(report.rawText("disclosure.penalties.decisions") == "6件(撤销2件、罚款4件)")
        #expect(report["requests.other_misc.total"] == .absent)
        #expect(report["requests.other_fee_unpaid.total"] == .blank)
        #expect(report["disclosure.regulations.issued"] == .blank)
    }

    @Test func whoAndWhen() throws {
        let report = try #require(readReport(Self.text))
        #expect(report.identity.agency == "白浪市盐业局")
        #expect(report.identity.year == 2023)
        #expect(report.edition?.id == "2021")
    }

    @Test func findingsAndNoOthers() throws {
        let found = findings(try #require(readReport(Self.text)))
        #expect(
            Set(found.map(\.rule)) == [
                "structure.section-missing", "structure.row-missing", "cell.blank", "cell.collapsed-row",
                "cell.text-in-number", "content.fee-statement",
            ])
        #expect(found.filter { $0.rule == "cell.collapsed-row" }.allSatisfy { $0.severity == .info })
        #expect(Verdict(findings: found) == .flagged)
    }
}
