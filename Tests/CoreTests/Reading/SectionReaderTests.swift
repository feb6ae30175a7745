import Testing

@testable import Core

@Suite struct SectionReaderTests {
    /// The sections found in lines with their numerals and line positions.
    private func read(_ lines: [String]) -> (headings: [String], topLevel: Int) {
        let document = PlainTextReader.read(Array(lines.joined(separator: "\n").utf8))
        let text = document.blocks.compactMap { block in
            if case .paragraph(let paragraph) = block {
                TextLine(text: paragraph.text, line: paragraph.line)
            } else {
                nil
            }
        }
        let reader = SectionReader(text, in: document.text.span)
        return (
            reader.headings.map { "\($0.section.rawValue) \($0.enumerator.value.map(String.init) ?? "-") \($0.index)" },
            reader.topLevelHeadings
        )
    }

    private func section(_ line: String) -> String? {
        read([line]).headings.first.map { String($0.prefix { $0 != " " }) }
    }

    @Test(
        arguments: SectionID.allCases.flatMap { section in
            (Form.sections[section]?.wordings ?? []).map { ($0, section.rawValue) }
        })
    func everyWordingIsKnown(wording: String, id: String) {
        #expect(section(wording) == id)
        #expect(section("  " + wording + "\u{3000}") == id)
    }

    @Test(arguments: [
        ("1、总体情况", "overview"), ("1、 总体情况", "overview"), ("（一）总体情况", "overview"), ("一．总体情况", "overview"),
        ("一、总体工作情况", "overview"), ("一、概述", "overview"), ("一、基本情况", "overview"), ("五、存在问题及改进情况", "problems"),
        ("五、主要问题和改进措施", "problems"), ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "appeals"), ("四、复议诉讼情况", "appeals"),
        ("三、政府信息依申请公开情况", "requests"), ("六、其它需要报告的事项", "other"), ("六、其他事项", "other"),
        ("总 体 情 况", "overview"), ("二、主动公开政府信息情况：", "disclosure"), ("六、其他需要报告的事项（无）", "other"),
        ("第一部分 总体情况", "overview"), ("第六部分　其他需要报告的事项", "other"), ("第二部分：主动公开政府信息情况", "disclosure"),
        ("一总体情况", "overview"),
        ("六其他需要报告的事项", "other"),
    ])
    func variantIsKnown(line: String, id: String) {
        #expect(section(line) == id)
    }

    @Test(arguments: [
        "（一）主动公开情况。", "（一）存在的主要问题。", "（二）依申请公开情况", "总体情况良好", "主动公开情况。2020年，我局公开信息8条。", "存在的问题",
        "一是总体情况", "2020年总体情况", "五、加强领导", "三、申请公开时，应当提供姓名、证件、联系方式，并说明用途。", "七、其他需要说明的", "其他", "一总体情况良好", "第一部分",
        "第一总体情况",
    ])
    func nearMissIsNone(line: String) {
        #expect(section(line) == nil)
    }

    @Test func theNumberedHeadingBeatsTheSubheading() {
        #expect(
            read(["一、总体情况", "（一）主动公开情况", "正文", "二、主动公开政府信息情况", "表", "其他需要报告的事项"]).headings == [
                "overview 1 0", "disclosure 2 3", "other - 5",
            ])
    }

    @Test func theTextBeatsTheTableOfContents() {
        let contents = SectionID.allCases.compactMap { Form.sections[$0]?.label }
        #expect(
            read(contents + contents).headings
                == SectionID.allCases.map { "\($0.rawValue) \($0.number) \($0.number + 5)" })
    }

    @Test func topLevelHeadingsAreCountedFromOneWithoutAGap() {
        #expect(read(["一、甲", "二、乙", "（三）丙", "三、丁", "五、戊"]).topLevel == 3)
        #expect(read(["二、乙"]).topLevel == 0)
    }

    /// The marks of Markdown are taken off, and nothing is left to look at where the text ends.
    @Test(arguments: ["#", "##", "****", "## 第", "第"])
    func aTextThatEndsInABareMark(ending: String) throws {
        var text = ReportText(FormSheet(.edition2019)).text
        text += ending
        #expect(try #require(readReport(text)).headings.count == 6)
    }
}
