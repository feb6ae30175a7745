import Testing

@testable import Core

/// `narrative.normative-documents` and `plausibility.licensing-equals-published`.
@Suite struct NarrativeDocumentsTests {
    private func found(_ text: String, edition: Edition = .edition2019) throws -> [Finding] {
        let values = [
            "disclosure.normative_documents.made": "26", "disclosure.normative_documents.disclosed": "24",
            "disclosure.normative_documents.total": "105", "disclosure.normative_documents.issued": "26",
            "disclosure.normative_documents.effective": "105",
        ]
        let report = try #require(readReport(ReportText(overview: text, edition: edition, values: values).text))
        return findings("narrative.normative-documents", report)
    }

    @Test(arguments: [
        ("全年制发规范性文件18件。", 18), ("出台行政规范性文件3个，均已备案。", 3), ("印发了5件规范性文件。", 5), ("本年度制定规范性文件共 7 件。", 7),
        ("共计发布政府信息900条，其中发布行政规范性文件18个，政策解读48条。", 18), ("全年公开规范性文件 40 份。", 40),
    ])
    func otherThanInTheTable(text: String, value: Int) throws {
        for edition in Form.editions {
            let found = try found(text, edition: edition)
            #expect(found.map { $0.expected?.wholeValue } == [value])
            #expect(found.first?.actual == 26)
            #expect(found.first?.message.isBilingual == true)
        }
    }

    @Test(arguments: [
        "全年制发规范性文件26件。", "全年公开规范性文件24件。", "累计公开规范性文件105件。", "公开部门规章、规范性文件、主动公开文件等3件。", "清理规范性文件12件。",
        "制定规范性文件26件，废止9件。", "全年废止规范性文件8件。", "现行有效规范性文件50件。", "发布规范性文件政策解读14篇。", "印发规范性文件目录1份。", "公开规范性文件信息18条。",
        "制定《规范性文件管理办法》等3件制度。", "制定规范性文件等5件。", "2019年制定规范性文件4件。", "制定规范性文件约30件。", "规范性文件12件。", "对拟制定的3件规范性文件征求意见。",
        "出台党内规范性文件2件。", "备案审查规范性文件6件。", "制定规范性文件，召开会议4次。", "上年制定规范性文件11件。", "共制定市政府规范性文件8件，我局起草5件。",
        "全市共制发规范性文件25件，我局制发5件。", "截至2022年12月31日，累计制发规范性文件40件。", "公开规范性文件2件，其余3件待公开。",
    ])
    func nothingToSay(text: String) throws {
        #expect(try found(text) == [])
    }

    // MARK: 行政许可 = 信息发布

    private func licensing(_ text: String, decisions: String) throws -> [Finding] {
        let text = ReportText(
            overview: text, edition: .edition2021, values: ["disclosure.licensing.decisions": decisions])
        let report = try #require(readReport(text.text))
        return findings("plausibility.licensing-equals-published", report)
    }

    @Test(arguments: [
        "通过部门门户网站共发布信息2788条，其中概况类8条。", "全年主动公开政府信息2788条。", "全年公开各类信息共2788条。", "在政府信息公开平台发布信息 2788 条。", "全年更新信息数2,788条。",
    ])
    func theSameNumber(text: String) throws {
        let found = try licensing(text, decisions: "2788")
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.cells.map(\.description) == ["disclosure.licensing.decisions"])
        #expect(found.first?.message.isBilingual == true)
    }

    @Test func notTheSame() throws {
        #expect(try licensing("全年主动公开政府信息2788条。", decisions: "2787") == [])
        #expect(try licensing("全年主动公开政府信息9条。", decisions: "9") == [], "small numbers meet by chance")
        #expect(try licensing("全年办理行政许可2788件。", decisions: "2788") == [])
        #expect(try licensing("2021年公开信息2788条。", decisions: "2788") == [], "another year")
        #expect(try licensing("全年公开信息2788余条。", decisions: "2788") == [])
        #expect(try licensing("公开行政许可信息2788条。", decisions: "2788") == [], "these are the decisions")
        #expect(try licensing("发布行政许可和行政处罚“双公示”信息2788条。", decisions: "2788") == [])
        #expect(try licensing("公开行政处罚信息2788条，归集公开信用信息2788条。", decisions: "2788") == [])
        #expect(try licensing("全年公开信息2700条，其中网站2788条。", decisions: "2788") == [])
    }
}
