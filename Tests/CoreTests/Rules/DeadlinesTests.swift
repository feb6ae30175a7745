import Testing

@testable import Core

@Suite struct DeadlinesTests {
    @Test(arguments: [
        ("青岚市渔业局", Deadlines.Kind.department), ("沙溪区人民政府办公室", .department), ("白浪市公安局沙溪分局", .department),
        ("白浪经济开发区管理委员会", .department),
        ("白浪镇人民政府", .township), ("沙溪区临海乡人民政府", .township), ("临海街道办事处", .township), ("白浪镇", .township),
        ("沙溪区人民政府", .government), ("白浪市人民政府", .government), ("东海省人民政府", .government), ("沙溪区政府", .government),
        ("沙溪区", .government),
    ])
    func kinds(agency: String, kind: Deadlines.Kind) {
        #expect(Deadlines.kind(of: agency) == kind)
    }

    @Test func theLawsDays() {
        let days = ["青岚市渔业局", "白浪镇人民政府", "沙溪区人民政府"].map {
            Deadlines.standard.lastDay(of: OrganKind(name: $0), reportYear: 2020)?.description
        }
        #expect(days == ["2021-01-31", "2021-01-31", "2021-03-31"])
    }

    @Test func otherDays() throws {
        var parameters = RuleParameters()
        parameters.deadlines.department = try #require(Deadlines.Day(month: 2, day: 29))
        #expect(parameters.deadlines.lastDay(of: .department, reportYear: 2020)?.description == "2021-02-28")
        #expect(parameters.deadlines.lastDay(of: .department, reportYear: 2023)?.description == "2024-02-29")
        #expect(Deadlines.Day(month: 2, day: 30) == nil)
        var text = ReportText(FormSheet(.edition2019))
        text.ending = "2021年2月18日"
        let report = try #require(readReport(text.text))
        #expect(Ruleset.standard.judge(report).map(\.rule) == ["timeliness.late"])
        #expect(Ruleset(parameters: parameters).judge(report) == [])
    }
}
