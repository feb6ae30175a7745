import Testing

@testable import Core

/// A title over two lines, ideographic and trailing spaces in cells, a bookmark left by a word processor, as many
/// licensing decisions as items published, a signature and a date at the end.
@Suite struct BrokenTitleReplica {
    private static let sheet: FormSheet = {
        var sheet = FormSheet(.edition2021, filling: "0 ")
        for column in ["issued", "repealed", "effective"] {
            sheet.values["disclosure.regulations.\(column)"] = "　　0"
            sheet.values["disclosure.normative_documents.\(column)"] = " 　0"
        }
        sheet.values["disclosure.licensing.decisions"] = " 1966"
        sheet.values["disclosure.penalties.decisions"] = "　0"
        sheet.wordings = ["商业企业": "商业\n企业", "科研机构": "科研\n机构", "结果纠正": "结果\n纠正", "尚未审结": "尚未\n审结"]
        return sheet
    }()

    private static let text: ReportText = {
        var text = ReportText(sheet)
        text.title = "\n白浪市林草局2022年政府信息公开\n工作年度报告\n"
        text.headings = [.overview: "一、总体工作情况", .problems: "五、存在问题及改进情况"]
        text.narrative = [
            .overview: """
            [bookmark: _GoBack]2022年，我局规范公开。2022年我局通过门户网站共发布信息1966条，其中：概况类信息6条，政务动态信息1950条，目录信息10条。\
            公开各类信息40余条。答复网民留言5条。2022年共收到依申请公开0件，按时办结0件，行政复议0条，行政诉讼0条，收取的费用0元。\
            按照统一部署，修改完善规范性文件。召开专题会议2次，工作人员30人参加培训。
            """,
            .problems: "存在问题：一是意识有待提高。    \n下一步改进措施：一是加大力度。",
            .other: "无",
        ]
        text.ending = "\n白浪市林草局\n                               2022年12月31日\n"
        return text
    }()

    @Test func everyCell() throws {
        let report = try #require(readReport(Self.text.text))
        #expect(report.shownCells == Self.sheet.expected.mapValues(\.trimmingSpaces))
        #expect(report.raw.isEmpty)
    }

    @Test func whoAndWhen() throws {
        let report = try #require(readReport(Self.text.text))
        #expect(report.identity.agency == "白浪市林草局")
        #expect(report.identity.year == 2022)
        #expect(report.identity.title == "白浪市林草局2022年政府信息公开工作年度报告")
    }

    @Test func findingsAndNoOthers() throws {
        let found = findings(try #require(readReport(Self.text.text)))
        #expect(found.map(\.rule) == ["plausibility.licensing-equals-published"])
        #expect(Verdict(findings: found) == .flagged)
    }
}
