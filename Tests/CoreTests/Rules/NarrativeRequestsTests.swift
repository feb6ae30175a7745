import Testing

@testable import Core

/// `narrative.requests`: the table has 205 received, 2 carried in, 204 dealt with, 3 carried out.
@Suite struct NarrativeRequestsTests {
    private static let values: [String: String] = [
        "requests.received.natural_person": "205", "requests.received.total": "205",
        "requests.carried_in.natural_person": "2", "requests.carried_in.total": "2",
        "requests.granted.natural_person": "204", "requests.granted.total": "204",
        "requests.total.natural_person": "204", "requests.total.total": "204",
        "requests.carried_out.natural_person": "3", "requests.carried_out.total": "3",
    ]

    private func found(_ text: String, rule: RuleID = "narrative.requests") throws -> [Finding] {
        let report = try #require(readReport(ReportText(overview: text, values: Self.values).text))
        return findings(rule, report)
    }

    @Test(arguments: [
        ("全年共收到政府信息公开申请210件。", 210), ("2020年，我局受理依申请公开件 22 件，均已答复。", 22), ("共收到1件依申请公开事项。", 1),
        ("全年未收到政府信息公开申请。", 0), ("本年度没有收到公众提出的政府信息公开申请。", 0), ("本年度办结政府信息公开申请199件。", 199),
        ("全年共收到政府信息公开申请205件，办结申请180件。", 180),
        ("在依申请公开方面，本年度新收申请208件。", 208), ("我局收到信息公开申请２１０份，答复及时。", 210),
    ])
    func figuresOfNoMeaningInTheTable(text: String, value: Int) throws {
        let found = try found(text)
        #expect(found.map { $0.expected?.wholeValue } == [value])
        #expect(found.first?.actual == 205)
        #expect(found.first?.cells.map(\.description).first == "requests.received.total")
        #expect(found.first?.message.isBilingual == true)
        #expect(found.first?.quote != nil)
    }

    @Test(arguments: [
        "全年共收到政府信息公开申请205件。", "全年受理依申请公开207件，其中区政府办受理22件。", "全年办结政府信息公开申请204件。", "全年共收到依申请公开两百零五件。",
        "全年通过网络收到政府信息公开申请150件。", "收到当面提出的政府信息公开申请12件。", "各部门受理政府信息公开申请185件。", "收到政府信息公开行政复议申请5件。",
        "因政府信息公开申请引发的投诉举报收到3件。", "收到群众来信80件。", "全年收到政府信息公开申请约200件。", "全年收到政府信息公开申请200余件。",
        "政府信息公开申请较上年增加30件。", "2019年收到政府信息公开申请99件。", "上年结转的政府信息公开申请7件已办结。", "收到政府信息公开申请后7个工作日内答复。",
        "完善政府信息公开申请办理流程，制定答复模板13种。", "答复“政府信息公开申请9件”一类咨询。", "收到政府信息公开申请人来电12个。", "收到政府信息公开申请后，7个工作日内答复。",
        "开展政府信息公开申请培训3次。", "全年共收到政府信息公开申请205件，其中网络申请100件，信函105件。", "对收到的5个方面政府信息公开申请问题进行梳理。",
        "全市共收到政府信息公开申请500件，其中我局205件。", "第一季度收到政府信息公开申请5件。", "我局1-6月收到政府信息公开申请8件。", "收到信息公开申请转办件2件。",
        "条例施行以来累计收到政府信息公开申请900件。", "市本级共收到政府信息公开申请320件，市民政局收到205件。",
        "青山市政府系统共新收政府信息公开申请1200件，我局新收205件。", "区政府收到依申请公开12件，我局承办3件。", "指导各直属单位办理政府信息公开申请15件。",
        "通过网站收到公开申请25件，通过信函收到10件，当面收到3件，合计38件。", "收到信息公开申请252件，其中14件不属于政府信息公开申请，按信访办理。",
        "共有效受理公开申请35件，经补正撤回3件。",
    ])
    func nothingToSay(text: String) throws {
        #expect(try found(text) == [])
    }

    @Test func nothingIsSaidWithoutTheRows() throws {
        var text = ReportText(overview: "全年共收到政府信息公开申请210件。", values: Self.values)
        text.sheet.missingRows = ["requests.received"]
        let report = try #require(readReport(text.text))
        #expect(findings("narrative.requests", report) == [])
    }
}
