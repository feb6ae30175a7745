import Testing

@testable import Core

@Suite struct StructureRulesTests {
    private func found(_ rule: RuleID, _ text: ReportText) throws -> [Finding] {
        let report = try #require(readReport(text.text))
        return findings(rule, report)
    }

    private var clean: ReportText { ReportText(FormSheet(.edition2019)) }

    @Test func aCleanReportHasNoFindingAtAll() throws {
        let report = try #require(readReport(clean.text))
        #expect(findings(report) == [])
    }

    @Test(arguments: SectionID.allCases)
    func aMissingSection(section: SectionID) throws {
        var text = clean
        text.headings[section] = ""
        let found = try found("structure.section-missing", text)
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.message.chinese.contains(Form.sections[section]?.label ?? "?") == true)
        #expect(found.first?.message.isBilingual == true)
    }

    @Test(arguments: FormTable.allCases)
    func aMissingTable(table: FormTable) throws {
        var text = clean
        text.tables.remove(table)
        #expect(try found("structure.table-missing", text).map(\.severity) == [.error])
        text.narrative[table.section] = "统计表详见附件。"
        #expect(try found("structure.table-missing", text).first?.message.english.contains("attachment") == true)
        text.narrative[table.section] = "（图片）"
        #expect(try found("structure.table-missing", text).first?.message.english.contains("picture") == true)
        #expect(try found("structure.row-missing", text) == [], "the table says it all")
    }

    @Test func missingRowsAreNamed() throws {
        var text = clean
        text.sheet.missingRows = ["disclosure.fees", "requests.carried_out", "requests.refused_state_secret"]
        let found = try found("structure.row-missing", text)
        #expect(found.map(\.severity) == [.warning, .warning, .warning])
        #expect(found.map { $0.message.chinese.contains("行政事业性收费") } == [true, false, false])
    }

    @Test func wrongNumeralsAndNone() throws {
        var text = clean
        text.headings = [.overview: "总体情况", .problems: "六、存在的主要问题及改进情况", .other: "6、其他需要报告的事项"]
        let found = try found("structure.section-numbering", text)
        #expect(found.map(\.severity) == [.info, .info])
        #expect(found.map(\.quote) == ["总体情况", "六、存在的主要问题及改进情况"])
        #expect(found.first?.message.chinese.contains("没有序号") == true)
        #expect(try self.found("structure.section-missing", text) == [])
    }

    @Test(arguments: ["1、总体情况", "（一）总体情况", "一. 总体情况", "一、总体工作情况"])
    func rightNumeralsInAnyDress(heading: String) throws {
        var text = clean
        text.headings[.overview] = heading
        #expect(try found("structure.section-numbering", text) == [])
        #expect(try found("structure.section-missing", text) == [])
    }

    @Test(arguments: [("本报告由九个部分组成。", 9), ("全文包括总体情况、附表等5个部分。", 5), ("年报内容分为三部分。", 3)])
    func declaredPartsThatAreNotThere(preamble: String, count: Int) throws {
        var text = clean
        text.preamble = preamble
        let found = try found("structure.declared-parts", text)
        #expect(found.map { $0.expected?.wholeValue } == [count])
        #expect(found.first?.actual == 6)
        #expect(found.first?.place?.line == 2)
    }

    @Test(arguments: ["本报告由六个部分组成。", "全文共6个部分。", "按照部署，分3个部分推进渔港建设。", "本报告对9个部门的情况作了统计。", "报告第三部分为表格。"])
    func declaredPartsThatAreThereOrAreNone(preamble: String) throws {
        var text = clean
        text.preamble = preamble
        #expect(try found("structure.declared-parts", text) == [])
    }

    @Test func theEditionMustFitTheYear() throws {
        var text = ReportText(FormSheet(.edition2019))
        text.title = "青岚市渔业局2021年政府信息公开工作年度报告"
        #expect(try found("structure.edition", text).map(\.severity) == [.warning])
        text.title = "青岚市渔业局2019年政府信息公开工作年度报告"
        #expect(try found("structure.edition", text) == [])
        text.sheet = FormSheet(.edition2021)
        #expect(try found("structure.edition", text).count == 1)
        text.title = "青岚市渔业局2024年政府信息公开工作年度报告"
        #expect(try found("structure.edition", text) == [])
    }
}
