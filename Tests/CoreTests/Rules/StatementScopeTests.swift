import Testing

@testable import Core

/// Whose figures and which time's a sentence states: only those of the report's own organ and whole year are held against
/// its tables, which have 8 requests received, 2 carried in, 4 granted, 1 refused and 3 reconsiderations, 2 of them decided.
@Suite struct StatementScopeTests {
    private static let values: [String: String] = .requests([
        "received": 8, "carried_in": 2, "granted": 4, "refused_internal_affairs": 1, "unavailable_not_held": 4,
        "total": 9,
        "carried_out": 1,
    ]).with([
        "appeals.reconsideration.upheld": "2", "appeals.reconsideration.pending": "1",
        "appeals.reconsideration.total": "3",
    ])

    private func narrativeFindings(_ sentence: String, of organ: String) throws -> [RuleID] {
        var text = ReportText(overview: sentence, values: Self.values)
        text.title = "\(organ)2020年度政府信息公开工作年度报告"
        let report = try #require(readReport(text.text))
        return findings(report).map(\.rule).filter { $0.description.hasPrefix("narrative.") }
    }

    @Test(arguments: [
        ("沙溪县人民政府", "县公安局办理依申请公开40件，予以公开30件，不予公开5件。"), ("沙溪县人民政府", "县自然资源局、县住建局分别收到政府信息公开申请40件、23件。"),
        ("沙溪县人民政府", "县公安局高度重视，全年受理政府信息公开申请40件。"), ("沙溪县人民政府", "县公安局加大公开力度。全年办理依申请公开40件。"),
        ("沙溪县人民政府", "县医疗保障局：收到政府信息公开申请5件，予以公开5件。"), ("沙溪县人民政府", "其中县教育局收到政府信息公开申请12件，因政府信息公开被申请行政复议5件。"),
        ("沙溪县人民政府", "县人民政府办公室收到政府信息公开申请5件，予以公开3件，不予公开2件。"), ("沙溪县人民政府", "县政府收到政府信息公开申请5件。"),
        ("沙溪县人民政府", "我办收到政府信息公开申请5件。"), ("沙溪县人民政府", "2020年，我县共收到政府信息公开申请312件。"),
        ("沙溪县人民政府", "沙溪县共收到政府信息公开申请312件。"), ("沙溪县人民政府", "沙溪县新收政府信息公开申请312件。"),
        ("沙溪县人民政府", "我县共制定行政规范性文件22件，其中县政府6件。"), ("沙溪县人民政府", "我县受理的312件政府信息公开申请中，予以公开150件，不予公开30件。"),
        ("沙溪县人民政府", "我县因政府信息公开被申请行政复议27件。"), ("沙溪县人民政府", "我县高度重视，全年收到政府信息公开申请312件。"),
        ("沙溪县人民政府", "临海镇收到政府信息公开申请5件。"), ("沙溪县人民政府", "全县共收到政府信息公开申请130件，予以公开59件。"),
        ("沙溪县人民政府", "全县共收到政府信息公开申请130件。其中，予以公开59件；不予公开32件。"),
        ("沙溪县人民政府", "沙溪县共收到政府信息公开申请56件，其中县政府本级收到8件，县直部门收到48件。"), ("沙溪县人民政府", "全年共受理政府信息公开申请56件（其中县政府8件、县直部门48件）。"),
        ("沙溪县人民政府", "县教育局未发生因政府信息公开引发的行政复议。"), ("沙溪县人民政府", "县住建局制发规范性文件3件。"), ("青岚市渔业局", "我市共收到政府信息公开申请500件。"),
        ("青岚市渔业局", "基层单位未发生因政府信息公开引发的行政复议。"), ("青岚市渔业局", "白浪市渔业局收到政府信息公开申请15件。"), ("青岚市渔业局", "渔政支队收到政府信息公开申请5件。"),
        ("白浪市沙溪区民政局", "市民政局收到政府信息公开申请15件。"), ("青岚市渔业局", "以市政府办公室名义印发规范性文件2件。"),
        ("沙溪县临海镇人民政府", "县政府收到政府信息公开申请50件。"), ("国家税务总局沙溪县税务局", "市局收到政府信息公开申请150件。"),
    ])
    func othersAreNotJudged(organ: String, sentence: String) throws {
        #expect(try narrativeFindings(sentence, of: organ) == [])
    }

    @Test(arguments: [
        ("沙溪县人民政府", "沙溪县人民政府共收到政府信息公开申请15件。"),
        ("沙溪县人民政府", "按照省政府办公厅要求，全年收到政府信息公开申请15件。"), ("沙溪县人民政府", "在市委、市政府的正确领导下，全年收到政府信息公开申请15件。"),
        ("青岚市渔业局", "2020年，青岚市渔业局共收到政府信息公开申请15件。"), ("青岚市渔业局", "市渔业局收到政府信息公开申请15件。"), ("青岚市渔业局", "局机关全年收到政府信息公开申请15件。"),
        ("青岚市渔业局", "县公安局收到40件；我局收到政府信息公开申请15件。"), ("白浪市沙溪区发展和改革委员会", "区发改委共收到政府信息公开申请15件。"),
        ("白浪市沙溪区发展和改革委员会", "我委收到政府信息公开申请15件。"), ("沙溪县人民政府办公室", "县政府办公室共收到政府信息公开申请15件。"),
        ("沙溪县人民政府办公室", "我办收到政府信息公开申请15件。"), ("沙溪县临海镇人民政府", "镇政府共收到政府信息公开申请15件。"),
        ("沙溪县临海镇人民政府", "全镇共收到政府信息公开申请15件。"), ("白浪市沙溪区南湖街道办事处", "南湖街道收到政府信息公开申请15件。"),
        ("国家税务总局沙溪县税务局", "县局共收到政府信息公开申请15件。"), ("白浪经济技术开发区管理委员会", "我区共收到政府信息公开申请15件。"),
        ("白浪经济技术开发区管理委员会", "管委会收到政府信息公开申请15件。"),
    ])
    func theReportsOwnOrganIsJudged(organ: String, sentence: String) throws {
        #expect(try narrativeFindings(sentence, of: organ) == ["narrative.requests"])
    }

    @Test(arguments: [
        "第四季度未发生因政府信息公开引发的行政复议。", "12月以来没有发生因政府信息公开引发的行政复议。", "下半年未发生因政府信息公开引发的行政复议。", "2020年5月，我局收到政府信息公开申请1件。",
        "1-6月收到政府信息公开申请3件，予以公开2件，不予公开1件。", "截至9月底，我局收到政府信息公开申请3件。", "疫情期间，我局收到政府信息公开申请4件。",
    ])
    func partsOfTheYearAreNotJudged(sentence: String) throws {
        #expect(try narrativeFindings(sentence, of: "青岚市渔业局") == [])
    }

    @Test(arguments: [
        "2020年，沙溪县共计发布政府信息34332条，其中发布行政规范性文件18个，政策解读48条。", "我县制定行政规范性文件18件。",
        "发布政务动态86条、政府常务会议信息131条。2020年新制发行政规范性文件5件。",
    ])
    func whatARegionPublishesIsItsGovernments(sentence: String) throws {
        #expect(try narrativeFindings(sentence, of: "沙溪县人民政府") == ["narrative.normative-documents"])
    }

    @Test func anOfficeOfASubdistrictMaySayWhatItIs() throws {
        let found = try narrativeFindings("我街道2020年因政府信息公开工作被申请行政复议4件。", of: "白浪市沙溪区南湖街道办事处")
        #expect(found == ["narrative.appeals"])
    }

    @Test(arguments: [
        ("我局全年未发生因政府信息公开引发的行政复议。", "narrative.appeals"), ("截至2020年12月31日，我局未发生因政府信息公开引发的行政复议。", "narrative.appeals"),
        ("2020年1月1日至12月31日，我局收到政府信息公开申请15件。", "narrative.requests"),
        ("5月修订办事指南，全年收到政府信息公开申请15件。", "narrative.requests"),
    ])
    func theWholeYearIsJudged(sentence: String, rule: String) throws {
        #expect(try narrativeFindings(sentence, of: "青岚市渔业局").map(\.description) == [rule])
    }

    @Test(arguments: [
        "因政府信息公开被申请行政复议2件，另有1件尚未审结。", "因政府信息公开被申请行政复议2件。另有1件正在审理。", "发生政府信息公开行政复议4件（其中上年结转1件）。",
        "共受理政府信息公开申请11件，其中撤回3件。", "因政府信息公开被申请行政复议2件，其余正在审理。", "办结政府信息公开申请7件，2件正在办理。",
    ])
    func whatTheSentenceSetsApartExplainsADifference(sentence: String) throws {
        #expect(try narrativeFindings(sentence, of: "青岚市渔业局") == [])
    }

    @Test(arguments: [
        ("因政府信息公开被申请行政复议7件，另有1件尚未审结。", "narrative.appeals"), ("共受理政府信息公开申请15件，其中撤回3件。", "narrative.requests"),
        ("共受理政府信息公开申请15件（含上年结转2件）。", "narrative.requests"),
    ])
    func whatItSetsApartHasToExplainIt(sentence: String, rule: String) throws {
        #expect(try narrativeFindings(sentence, of: "青岚市渔业局").map(\.description) == [rule])
    }

    @Test(arguments: [
        "收到关于渔业补贴的政府信息公开申请3件。", "收到涉及征地的政府信息公开申请3件。", "收到同一申请人政府信息公开申请4件。", "全年共收到政府信息公开申请（含咨询）12件。",
        "制发渔业管理类规范性文件2件。", "通过微信公众号发布规范性文件4件。", "网站公开政府信息6039条，其中发布规范性文件4件，公开清单12项。",
    ])
    func someOfThemAreNotJudged(sentence: String) throws {
        #expect(try narrativeFindings(sentence, of: "青岚市渔业局") == [])
    }

    @Test(arguments: [
        "共受理申请12件，其中自然人8件、企业3件，予以公开7件。", "共检查渔船50艘次，其中整改30次，关停3次。", "共检查企业50家，其中整改30家，关停3家。",
        "共有许可事项12项，其中市级8项，县级3项，取消1项。",
        "共收到政府信息公开申请8件，其中予以公开4件，部分公开1件。", "共收到政府信息公开申请8件，其中予以公开4件、不予公开1件、无法提供4件、不予处理0件。",
        "发布信息120条，其中网站80条，同步推送微信80条。", "收到申请12件，其中2件转信访渠道办理，实际受理8件。",
    ])
    func outcomesAreNoPartsOfKinds(sentence: String) throws {
        #expect(try !narrativeFindings(sentence, of: "青岚市渔业局").contains("narrative.breakdown"))
    }

    @Test(arguments: [
        "共受理申请12件，其中自然人8件、企业5件。", "共办结政府信息公开申请12件，其中予以公开4件、不予公开1件、无法提供4件、不予处理1件。",
        "共办结政府信息公开申请12件，其中予以公开4件，其他情形7件。",
    ])
    func partsOfOneSortAreJudged(sentence: String) throws {
        #expect(try narrativeFindings(sentence, of: "青岚市渔业局").contains("narrative.breakdown"))
    }
}
