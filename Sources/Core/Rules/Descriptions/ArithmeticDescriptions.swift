extension RuleDescription {
    static let requestsBalance = RuleDescription(
        "arithmetic.requests-balance", .error, basis: Basis.requestsTable,
        summary: Message(
            zh: "表三某一列：本年新收 + 上年结转 ≠ 总计 + 结转下年度", en: "a column breaks received + carried in = total + carried out"),
        explanation: Message(
            zh: "表头印明的勾稽关系，逐列校验七列。空白按 0 计；所涉单元格无法识别、或该行丢失了空单元格时不校验（见 arithmetic.not-judged）。",
            en:
                "The equation printed in the table's head, tried on each of the seven columns. A blank counts as 0; nothing is "
                + "said where a cell is unreadable or its row lost empty cells (see arithmetic.not-judged)."),
        example: RuleExample(
            .cell("requests.received.natural_person", "3"), .cell("requests.received.total", "3"),
            .cell("requests.carried_out.natural_person", "3"), .cell("requests.carried_out.total", "2"),
            finding: Message(
                zh: "表三“总计”列：新收加结转为 3，办理总计加结转下年为 2，两者应相等",
                en: "requests, column 总计: received + carried in is 3, total + carried out is 2; they should be equal")))

    static let requestsOutcomes = RuleDescription(
        "arithmetic.requests-outcomes", .error, basis: Basis.requestsTable,
        summary: Message(zh: "表三某一列：（七）总计 ≠ 各项办理结果之和", en: "a column's total is not the sum of its outcomes"),
        explanation: Message(
            zh: "逐列把“本年度办理结果”从（一）予以公开到最后一项“其他”相加，与（七）总计比较。表格缺了本版本的某一行时不校验。",
            en:
                "In each column the outcomes from （一）予以公开 to the last 其他 are added up and compared with （七）总计. Nothing is "
                + "said where the table lacks a row of its edition."),
        example: RuleExample(
            .cell("requests.received.natural_person", "3"), .cell("requests.received.total", "3"),
            .cell("requests.granted.natural_person", "2"), .cell("requests.granted.total", "2"),
            .cell("requests.total.natural_person", "3"), .cell("requests.total.total", "3"),
            finding: Message(
                zh: "表三“自然人”列：（七）总计为 3，各项办理结果之和为 2",
                en: "requests, column 自然人: the total is 3, its outcomes add up to 2")))

    static let requestsRow = RuleDescription(
        "arithmetic.requests-row", .error, basis: "《政府信息公开工作年度报告格式》表三：总计为各类申请人之和",
        summary: Message(
            zh: "表三某一行：总计 ≠ 自然人与各类法人或其他组织之和", en: "a row's total is not the sum of its six applicant columns"),
        explanation: Message(
            zh: "每一行的“总计”应等于自然人与五类法人或其他组织之和。",
            en: "In every row 总计 has to be the sum of natural persons and the five kinds of organisation."),
        example: RuleExample(
            .cell("requests.carried_in.natural_person", "2"), .cell("requests.carried_in.total", "3"),
            .cell("requests.carried_out.natural_person", "2"), .cell("requests.carried_out.total", "3"),
            finding: Message(
                zh: "表三“二、上年结转政府信息公开申请数量”：总计为 3，各列之和为 2",
                en: "requests, row 二、上年结转政府信息公开申请数量: the total is 3, its columns add up to 2")))

    static let appeals = RuleDescription(
        "arithmetic.appeals", .error, basis: "《政府信息公开工作年度报告格式》表四：总计为四种结果之和",
        summary: Message(zh: "表四某一类：总计 ≠ 四种结果之和", en: "an appeals total is not the sum of its four outcomes"),
        explanation: Message(
            zh: "行政复议、未经复议直接起诉、复议后起诉三类，各自的总计应等于结果维持、结果纠正、其他结果、尚未审结之和。",
            en:
                "For reconsiderations, direct lawsuits and lawsuits after reconsideration the total has to be the sum of upheld, "
                + "corrected, other and pending."),
        example: RuleExample(
            .cell("appeals.reconsideration.upheld", "1"), .cell("appeals.reconsideration.total", "2"),
            finding: Message(
                zh: "表四“行政复议”：总计为 2，四种结果之和为 1", en: "appeals, 行政复议: the total is 2, its outcomes add up to 1")))

    static let notJudged = RuleDescription(
        "arithmetic.not-judged", .info,
        summary: Message(
            zh: "因单元格无法识别或整行无法归位而未校验的等式",
            en: "equations left out because a cell is unreadable or a row could not be placed"),
        explanation: Message(
            zh: "报告里有数读不出来时，含有它的等式宁可不校验。这一条说明漏掉了多少，以免把“没有发现”当成“没有问题”。",
            en:
                "Where a number cannot be read, the equations that hold it are left out rather than guessed. This says how many, so "
                + "that silence is not taken for soundness."),
        example: RuleExample(
            .cell("requests.granted.natural_person", "见附件"),
            finding: Message(
                zh: "有 2 个等式未校验：所涉 1 个单元格无法识别或无法归位",
                en: "2 equations were not judged: 1 cells are unreadable or could not be placed")))
}
