import Testing

@testable import Core

/// `timeliness.late`: which day counts as that of publication, and whose deadline holds.
@Suite struct TimelinessTests {
    private func lateness(
        _ organ: String, ending: String = "", preamble: String = "", _ parameters: RuleParameters = RuleParameters()
    ) throws -> [Finding] {
        var text = ReportText(FormSheet(.edition2019))
        text.title = "\(organ)2020年度政府信息公开工作年度报告"
        text.ending = ending
        text.preamble = preamble
        let report = try #require(readReport(text.text))
        return Ruleset(parameters: parameters).judge(report).filter { $0.rule == "timeliness.late" }
    }

    @Test(arguments: [
        "青岚市渔业局\n2021年3月5日", "青岚市渔业局 2021年3月5日", "市渔业局\n2021年3月5日", "青岚市渔业局办公室\n2021年3月5日", "2021年3月5日",
        "发布日期：2021-03-05",
        "（发布日期：2021-03-05）",
    ])
    func itsOwnSignatureAndLabelCount(ending: String) throws {
        #expect(try lateness("青岚市渔业局", ending: ending).count == 1)
    }

    @Test(arguments: [
        "青岚市财政局\n2021年3月5日", "青岚市财政局 2021年3月5日", "附：市财政局通知，公布日期：2021年3月5日", "下一步将按政策文件发布日期：2021-03-05起更新。",
        "青岚市渔业局\n2021年1月20日",
    ])
    func anAnnexDoesNot(ending: String) throws {
        #expect(try lateness("青岚市渔业局", ending: ending) == [])
    }

    @Test func atTheHeadOthersMayStandBeforeTheLabel() throws {
        #expect(try lateness("青岚市渔业局", preamble: "来源：市渔业局　发布时间：2021-03-05 10:00").count == 1)
        #expect(try lateness("青岚市渔业局", preamble: "信息公开日期：2021-03-05").count == 1)
        #expect(try lateness("青岚市渔业局", preamble: "法规未公布日期：2021-03-05") == [])
    }

    @Test func theRostersKindGoesBeforeTheName() throws {
        var parameters = RuleParameters()
        parameters.organs = OrganDirectory(
            Roster(organs: [
                Organ(name: "白浪开发区管委会", kind: .government, region: "白浪市"),
                Organ(name: "沙溪区人民政府", kind: .township, region: "白浪市"),
            ]))
        let ending = "2021年3月5日"
        #expect(try lateness("白浪开发区管委会", ending: ending).count == 1)
        #expect(try lateness("白浪开发区管委会", ending: ending, parameters) == [])
        #expect(try lateness("沙溪区人民政府", ending: ending) == [])
        #expect(try lateness("沙溪区人民政府", ending: ending, parameters).count == 1)
        #expect(try lateness("青岚市渔业局", ending: ending, parameters).count == 1)
    }
}
