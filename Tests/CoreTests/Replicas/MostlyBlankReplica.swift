import Testing

@testable import Core

/// Cell per line with most of section three blank, broken heads, spaces in cells, a first heading without numeral, and
/// breakdowns of which some add up and some do not.
@Suite struct MostlyBlankReplica {
    private static let sheet: FormSheet = {
        var sheet = FormSheet(.edition2019)
        sheet.wordings = ["本年新制作数量": "本年新\n制作数量", "本年新公开数量": "本年新\n公开数量"]
        for row in sheet.edition.requests {
            for column in Form.requestColumns where column.id != "total" {
                sheet.values["requests.\(row.id).\(column.id)"] = " "
            }
            sheet.values["requests.\(row.id).total"] = " 0"
        }
        for row in ["received", "not_processed_excessive", "total"] {
            sheet.values["requests.\(row).natural_person"] = "  2 "
            sheet.values["requests.\(row).total"] = "2 "
        }
        sheet.values["disclosure.other_services.previous_items"] = "6"
        sheet.values["disclosure.other_services.change"] = "1"
        sheet.values["disclosure.other_services.decisions"] = "7"
        sheet.values["disclosure.fees.previous_items"] = "      0"
        sheet.values["disclosure.procurement.projects"] = "        9"
        sheet.values["disclosure.procurement.amount_yuan"] = "         645120"
        return sheet
    }()

    private static let text: ReportText = {
        var text = ReportText(sheet)
        text.title = "白浪市渔业局2020年度政府信息公开工作年度报告\n"
        text.headings = [.overview: "\n总体情况\n"]
        text.narrative = [
            .overview: """
            全年公开各类渔业信息60条，其中人事2条，规划8条，其他50条。受理政府信息公开申请2件，无因此被申请行政复议的情况。
            （一）主动公开情况。
            全年公开各类渔业信息60条，其中人事2条，规划8条，其他40条。政策图解共4条，其中网站板块3条，公众号1条。
             今年共收到2件依申请公开事项，均已答复。
            （四）平台建设情况。门户网站全年发布信息900条，其中，动态类信息200条，通知93条,其他500条。公开规章、规范性文件、主动公开文件等5件。通过公众号发布310余条。
            """,
            .problems: "（一）存在的主要问题。\n一是更新不够及时。\n（二）改进情况。申请预算10万元，新招录1名工作人员。",
            .other: "    无。",
        ]
        text.headings[.other] = "六、其他需要报告的事项 "
        return text
    }()

    @Test func everyCell() throws {
        let report = try #require(readReport(Self.text.text))
        var wanted = Self.sheet.expected.mapValues { $0.trimmingSpaces }
        for (cell, value) in wanted where value.isEmpty { wanted[cell] = "null" }
        #expect(report.shownCells == wanted)
        #expect(report.shownCells.values.count { $0 == "null" } == 23 * 6 - 3)
        #expect(report.raw.isEmpty)
        #expect(report.edition?.id == "2019")
    }

    @Test func whoAndWhen() throws {
        let identity = try #require(readReport(Self.text.text)).identity
        #expect(identity.agency == "白浪市渔业局")
        #expect(identity.kind == .department)
        #expect(identity.year == 2020)
    }

    @Test func findingsAndNoOthers() throws {
        let report = try #require(readReport(Self.text.text))
        let found = findings(report)
        #expect(
            Set(found.map(\.rule)) == ["cell.blank", "structure.section-numbering", "narrative.breakdown"])
        let breakdowns = found.filter { $0.rule == "narrative.breakdown" }
        #expect(breakdowns.map { $0.expected } == [60, 900])
        #expect(breakdowns.map { $0.actual } == [50, 793])
        let lines = Self.text.text.split(separator: "\n", omittingEmptySubsequences: false)
        for finding in breakdowns {
            let line = try #require(finding.place?.line)
            #expect(lines[line - 1].contains("\(finding.expected ?? 0)条"))
        }
        #expect(Verdict(findings: found) == .flagged)
    }
}

extension String {
    /// Without spaces of any kind at both ends.
    var trimmingSpaces: String {
        let head = drop { $0.isWhitespace }
        return String(head.reversed().drop { $0.isWhitespace }.reversed())
    }
}
