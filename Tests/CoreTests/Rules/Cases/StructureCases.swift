@testable import Core

extension RuleCase {
    static let structure: [RuleCase] =
        cases(
            "structure.section-missing",
            found: [
                Example("no section one") { $0.headings[.overview] = "" },
                Example("no section five") { $0.headings[.problems] = "" },
                Example("no section six") { $0.headings[.other] = "" },
            ],
            silent: [
                Example("all six") { _ in },
                Example("headings in other words") {
                    $0.headings = [.overview: "一、总体工作情况", .problems: "五、存在问题及改进情况"]
                },
                Example("headings without a number") { $0.headings = [.overview: "总体情况", .other: "其他需要报告的事项"] },
            ])
        + cases(
            "structure.table-missing",
            found: [
                Example("no table of disclosure") { $0.tables.remove(.disclosure) },
                Example("a table in an attachment") {
                    $0.tables.remove(.requests)
                    $0.narrative[.requests] = "统计表详见附件。"
                },
                Example("a table in a picture") {
                    $0.tables.remove(.appeals)
                    $0.narrative[.appeals] = "（图片）"
                },
            ],
            silent: [
                Example("all three") { _ in },
                Example("all three as Markdown") { $0.layout = .markdown },
                Example("an attachment beside the tables") { $0.narrative[.disclosure] = "公开目录详见附件。" },
            ])
        + cases(
            "structure.row-missing",
            found: [
                Example("a row of disclosure") { $0.sheet.missingRows = ["disclosure.fees"] },
                Example("a row of requests") { $0.sheet.missingRows = ["requests.carried_out"] },
                Example("an outcome of the form of 2021", .edition2021) {
                    $0.sheet.missingRows = ["requests.other_misc"]
                },
            ],
            silent: [
                Example("all rows") { _ in },
                Example("a table that is not there at all") { $0.tables.remove(.requests) },
                Example("a row in its short form", .edition2021) {
                    $0.sheet.wordings["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"] = "1.逾期不补正"
                },
            ])
        + cases(
            "structure.section-numbering",
            found: [
                Example("no numeral") { $0.headings[.overview] = "总体情况" },
                Example("the next one's numeral") { $0.headings[.problems] = "六、存在的主要问题及改进情况" },
                Example("an Arabic numeral that is wrong") { $0.headings[.other] = "7、其他需要报告的事项" },
            ],
            silent: [
                Example("right numerals") { _ in },
                Example("an Arabic numeral") { $0.headings[.overview] = "1、总体情况" },
                Example("a numeral in parentheses") { $0.headings[.overview] = "（一）总体情况" },
                Example("a part's ordinal") { $0.headings[.overview] = "第一部分 总体情况" },
            ])
        + cases(
            "structure.declared-parts",
            found: [
                Example("nine parts") { $0.preamble = "本报告由九个部分组成。" },
                Example("five parts") { $0.preamble = "全文包括总体情况、附表等5个部分。" },
                Example("three parts") { $0.preamble = "年报内容分为三部分。" },
            ],
            silent: [
                Example("six parts") { $0.preamble = "本报告由六个部分组成。" },
                Example("nine departments") { $0.preamble = "本报告对9个部门的情况作了统计。" },
                Example("the third part") { $0.preamble = "报告第三部分为表格。" },
                Example("parts of something else") { $0.preamble = "按照部署，分3个部分推进渔港建设。" },
            ])
        + cases(
            "structure.edition",
            found: [
                Example("the old form on 2021") { $0.title = "青岚市渔业局2021年政府信息公开工作年度报告" },
                Example("the old form on 2023") { $0.title = "青岚市渔业局2023年政府信息公开工作年度报告" },
                Example("the new form on 2020", .edition2021) { $0.title = "青岚市渔业局2020年政府信息公开工作年度报告" },
            ],
            silent: [
                Example("the old form on 2019") { $0.title = "青岚市渔业局2019年政府信息公开工作年度报告" },
                Example("the new form on 2024", .edition2021) { $0.title = "青岚市渔业局2024年政府信息公开工作年度报告" },
                Example("no year") { $0.title = "青岚市渔业局政府信息公开工作年度报告" },
                Example("nothing but the table of appeals, which all forms share") {
                    $0.title = "青岚市渔业局2021年政府信息公开工作年度报告"
                    $0.tables = [.appeals]
                },
            ])
}
