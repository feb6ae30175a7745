import Testing

@testable import Core

/// A government: preamble with period and addresses, Arabic headings, subheadings named like sections, an amount with its
/// unit, normative documents in the text other than in the table, sub-counts in parentheses, big numbers, appeals.
@Suite struct GovernmentReplica {
    private static let sheet: FormSheet = {
        var sheet = FormSheet(.edition2019)
        sheet.values = [
            "disclosure.normative_documents.made": "14", "disclosure.normative_documents.disclosed": "14",
            "disclosure.normative_documents.total": "88", "disclosure.licensing.previous_items": "4021",
            "disclosure.licensing.change": "180", "disclosure.licensing.decisions": "604417",
            "disclosure.other_services.decisions": "1290033", "disclosure.procurement.projects": "903",
            "disclosure.procurement.amount_yuan": "31,500,128.07元",
        ]
        let rows = [
            "received": 118, "carried_in": 3, "granted": 90, "partly_granted": 6, "refused_prohibited_by_law": 2,
            "unavailable_not_held": 19, "other": 4, "total": 121,
        ]
        for (row, value) in rows {
            sheet.values["requests.\(row).natural_person"] = "\(value)"
            sheet.values["requests.\(row).total"] = "\(value)"
        }
        let appeals = ["reconsideration": [3, 1, 0, 2], "litigation_direct": [2, 0, 0, 1]]
        for (kind, values) in appeals {
            for (outcome, value) in zip(Form.appealOutcomes, values + [values.reduce(0, +)]) {
                sheet.values["appeals.\(kind).\(outcome.id)"] = "\(value)"
            }
        }
        return sheet
    }()

    private static let text: ReportText = {
        var text = ReportText(sheet)
        text.title = "白浪市沙溪区人民政府2020年度政府信息公开工作年度报告"
        text.preamble = """
            全文包括总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，存在的主要问题及改进情况和其他需要报告的事项。\
            统计期限从2020年1月1日起到12月31日止。联系电话：0100-55512345；地址：沙溪路1188号；邮编：100000；邮箱：a@example.cn。
            """
        text.headings = [.overview: "1、 总体情况"]
        text.narrative = [
            .overview: """
            （一）主动公开情况
            2020年，沙溪区共计发布政府信息21007条，其中发布行政规范性文件11个，政策解读36条，重大决策5项，重点领域信息1200条。
            （二）依申请公开情况
            梳理答复模板9种，下发《关于做好依申请公开工作的通知》。全年受理依申请公开121件，其中区政府办受理20件（3件为上年度结转），各部门受理101件。
            [bookmark: _GoBack]（三）政府信息管理情况
            （4） 平台建设情况
            新媒体28个账号纳入矩阵；全年制作4期公报；查询量较大的2个部门，1个镇，1个村，建成查阅点5个。
            （5） 监督保障情况
            全区25个部门、7个主体为成员单位。今年已发布通报6期，发现问题18项96个，开展2次抽查，发现问题12项88个，全部整改完毕。
            截至2021年1月21日，社会评议问卷共收到31份。2020年全区未发生政府信息公开工作责任追究情况。
            """,
            .problems: "（一）存在的主要问题。\n一是不平衡。\n（二）2020年改进情况。\n（三）2021年进一步改进措施。",
            .other: "无",
        ]
        return text
    }()

    @Test func everyCell() throws {
        let report = try #require(readReport(Self.text.text))
        var wanted = Self.sheet.expected
        wanted["disclosure.procurement.amount_yuan"] = "31500128.07"
        #expect(report.shownCells == wanted)
        #expect(report.raw.count == 1)
        #expect(report.rawText("disclosure.procurement.amount_yuan") == "31,500,128.07元")
    }

    @Test func whoAndWhen() throws {
        let report = try #require(readReport(Self.text.text))
        #expect(report.identity.agency == "白浪市沙溪区人民政府")
        #expect(report.identity.kind == .government)
        #expect(report.identity.year == 2020)
        #expect(report.headings.map(\.numeral) == [1, 2, 3, 4, 5, 6])
    }

    @Test func keyFigures() throws {
        let figures = KeyFigures(try #require(readReport(Self.text.text)).cells)
        #expect(figures.received == 118)
        #expect(figures.refused == 2)
        #expect(figures.unavailable == 19)
        #expect(figures.reconsiderations == 6)
        #expect(figures.lawsuits == 3)
    }

    @Test func findingsAndNoOthers() throws {
        let found = findings(try #require(readReport(Self.text.text)))
        #expect(found.map(\.rule) == ["narrative.normative-documents", "cell.text-in-number"])
        #expect(found.first?.expected == 11)
        #expect(found.first?.actual == 14)
        #expect(Verdict(findings: found) == .flagged)
    }
}
