extension RuleDescription {
    static let licensingEqualsPublished = RuleDescription(
        "plausibility.licensing-equals-published", .warning, basis: Basis.licensing,
        summary: Message(
            zh: "行政许可处理决定数量恰好等于正文的信息发布条数，疑似误填",
            en: "the licensing decisions equal the number of items that the text says were published"),
        explanation: Message(
            zh: "常见的误填：把网站发布信息的条数填进了“行政许可 · 处理决定数量”。小数目碰巧相同不足为奇，所以两者都至少为 10 才判断。",
            en:
                "A common mistake: the number of items on the website was entered as licensing decisions. Small numbers may be equal by "
                + "chance, so both have to be at least 10."),
        thresholds: [RuleThreshold("10", Message(zh: "数目至少为多少才判断", en: "the least number judged"))],
        example: RuleExample(
            .cell("disclosure.licensing.decisions", "1386"),
            .text(.overview, Message(zh: "全年发布信息1386条。", en: "1386 items were published in the year.")),
            finding: Message(
                zh: "行政许可处理决定数量 1386 与正文所称发布信息条数相同，疑似误填",
                en: "1386 licensing decisions: the same as the number of items published, probably entered by mistake"))
    )

    static let yearOverYear = RuleDescription(
        "plausibility.year-over-year", .warning, needs: .predecessor,
        summary: Message(
            zh: "某项数据与上年度相比变化过大（默认：超过 100 且超过 5 倍或不足五分之一）",
            en: "a figure moved too much against last year (by default: over 100, and by more than ×5 or below ÷5)"),
        explanation: Message(
            zh: "比较一年中产生的数：表三各行总计、表四各类总计、表二的制发（制作）数和处理决定数。金额、项目数、现行有效件数和各类申请人的分列不比。"
                + "两年中较大的超过下限、且超过较小的若干倍时提示核对，并写明上一年的数。",
            en:
                "Compared are the counts that a year makes: the totals of section three's rows and section four's kinds, and in section "
                + "two what was made, issued or decided; not amounts of money, items, documents in force or single applicant columns. "
                + "Where the larger of both years is above the floor and more than the factor times the smaller, a person should look. "
                + "The finding says the earlier figure."),
        thresholds: [
            RuleThreshold(
                key: "rules.year_over_year.floor", "100",
                Message(zh: "两年中较大的数超过多少才判断", en: "the larger figure has to be above it")),
            RuleThreshold(
                key: "rules.year_over_year.factor", "5",
                Message(zh: "增减超过几倍才提示", en: "the factor, up or down, beyond which it is told")),
        ],
        example: RuleExample(
            .earlierCell("disclosure.penalties.decisions", "40"), .cell("disclosure.penalties.decisions", "320"),
            finding: Message(
                zh: "“行政处罚 · 处理决定数量”为 320，上年度（2019）为 40，变化超过 5 倍，请核实",
                en: "行政处罚 · 处理决定数量 is 320; on 2019 it was 40, a move by more than ×5")))

    static let feeStatement = RuleDescription(
        "content.fee-statement", .warning, basis: Basis.fee,
        summary: Message(
            zh: "2021 年度起的报告没有说明信息处理费收取情况",
            en: "a report on 2021 or later nowhere speaks of the information-handling fee"),
        explanation: Message(
            zh: "第六部分应报告信息处理费：发出收费通知的件数、总金额和实际收取的总金额，没有收取也要说明。全文任何一处提到即可；表三中“逾期不缴费”一类的行名不算。",
            en:
                "Section six reports on the fee: notices issued, amount billed and amount received, also when there was none. A mention "
                + "anywhere in the report will do; the table's own row labels are none."),
        thresholds: [RuleThreshold("2021", Message(zh: "从哪一报告年度起", en: "the first report year that is judged"))],
        example: RuleExample(
            .title("青岚市渔业局2022年度政府信息公开工作年度报告"), .text(.other, Message(zh: "无。", en: "None.")),
            finding: Message(
                zh: "全文没有说明依申请公开信息处理费的收取情况（没有收费也应写明）",
                en:
                    "the report nowhere speaks of the information-handling fee (to be stated even when none was charged)"
            )))

    static let assessment = RuleDescription(
        "content.assessment", .warning, basis: Basis.problems,
        summary: Message(
            zh: "政府的报告没有工作考核、社会评议和责任追究情况",
            en: "a government's report speaks of no assessment, no evaluation by the public and no accountability"),
        explanation: Message(
            zh: "各级人民政府的报告还应包括工作考核、社会评议和责任追究结果情况。名称以“人民政府”结尾的机关才判断，提到其中一项即可。",
            en:
                "Governments also report on 工作考核, 社会评议 and 责任追究. Judged only of organs whose name ends in 人民政府; one of the "
                + "three will do."),
        example: RuleExample(
            .title("东湖县人民政府2020年度政府信息公开工作年度报告"),
            finding: Message(
                zh: "政府的报告应包括工作考核、社会评议和责任追究情况，文中均未提及",
                en: "a government's report should cover assessment, evaluation by the public and accountability; "
                    + "it speaks of none")))

    static let problemsEmpty = RuleDescription(
        "content.problems-empty", .warning, basis: Basis.problems,
        summary: Message(
            zh: "“存在的主要问题及改进情况”为空或只写“无”", en: "section five is empty or says that there is nothing"),
        explanation: Message(
            zh: "存在的主要问题及改进情况是每份报告的必报内容。", en: "Problems and improvements are something every report has to speak of."),
        example: RuleExample(
            .text(.problems, Message(zh: "无。", en: "None.")),
            finding: Message(
                zh: "“存在的主要问题及改进情况”部分只写了“无。”",
                en: "section five, problems and improvements, says no more than that there is nothing")))

    static let late = RuleDescription(
        "timeliness.late", .warning, basis: Basis.duty,
        summary: Message(
            zh: "报告在规定日期之后发布（部门、乡镇 1 月 31 日，县级以上政府 3 月 31 日）",
            en: "published after the last day in time (31 January; governments from the county up 31 March)"),
        explanation: Message(
            zh: "发布日期取自采集时的说明文件（*.meta.json）、页面上的“发布日期”或文末落款（只认本机关的），都没有就不判断；报告年度有疑问时也不判断。"
                + "街道办事处与乡镇同；名录写明了类别的，以名录为准。",
            en:
                "The day comes from the sidecar (*.meta.json), from what the page says of itself (发布日期) or from the organ's own signature; "
                + "without one, or where the report year is in doubt, nothing is judged. Subdistrict offices count with townships; the "
                + "kind that the roster gives an organ goes before what its name tells."
        ),
        thresholds: [
            RuleThreshold(
                key: "deadlines.department", "01-31", Message(zh: "部门的最后日期", en: "the last day of departments")),
            RuleThreshold(
                key: "deadlines.township", "01-31", Message(zh: "乡镇政府的最后日期", en: "the last day of townships")),
            RuleThreshold(
                key: "deadlines.government", "03-31",
                Message(zh: "县级以上政府的最后日期", en: "the last day of governments from the county up")),
        ],
        example: RuleExample(
            .title("青岚市渔业局2020年度政府信息公开工作年度报告"),
            .preamble(Message(zh: "发布日期：2021-02-03", en: "published on 2021-02-03")),
            finding: Message(
                zh: "2021-02-03 发布，规定的最后日期是 2021-01-31", en: "published on 2021-02-03, due by 2021-01-31")))
}
