extension RuleDescription {
    static let blankCells = RuleDescription(
        "cell.blank", .info, basis: Basis.cells,
        summary: Message(zh: "应填数字的单元格为空", en: "cells left blank where the form asks for a number"),
        explanation: Message(
            zh: "每张表一条，写明个数。空白、“/”“-”“—”“无”都算空白，求和时按 0 计。提取文本时丢失的空单元格不算。",
            en:
                "One finding a table, with the count. Blank, /, -, — and 无 are all blank, and 0 in sums. Cells lost by text extraction "
                + "do not count."),
        example: RuleExample(
            .cell("requests.granted.total", ""),
            finding: Message(
                zh: "“三、收到和处理政府信息公开申请情况”的表格有 1 个空白单元格（没有数据应填 0）",
                en: "1 cells of the table of 三、收到和处理政府信息公开申请情况 are blank (0 should be entered)")))

    static let collapsedRows = RuleDescription(
        "cell.collapsed-row", .info,
        summary: Message(
            zh: "提取文本时丢失了空单元格的行：哪些已归位、哪些不能归位",
            en: "rows lost their empty cells in extraction; which were placed and how, which stay null"),
        explanation: Message(
            zh: "有些采集工具会丢掉空单元格，一行里剩下的数就不知属于哪一列。只剩一个数的是总计；否则取唯一满足表格勾稽关系的读法；都不行就不猜，"
                + "这一行的单元格留空，并升为疑点（在配置中另设轻重的除外）。",
            en:
                "Some extractors drop empty cells, and what remains of a row no longer says which columns it was in. A single value is the "
                + "total; else the one reading that satisfies the form's identities is taken; where there is none, nothing is guessed: the "
                + "row's cells stay null and the finding is a warning, unless the configuration says what it weighs."),
        example: RuleExample(
            .situation(
                Message(
                    zh: "“（一）予以公开”一行提取后只剩两个数：3、2", en: "only two values, 3 and 2, are left of the row （一）予以公开")),
            finding: Message(
                zh: "“三、收到和处理政府信息公开申请情况”的表格中，数值与列对不上、无法归位的有 1 行：（一）予以公开",
                en: "in the table of 三、收到和处理政府信息公开申请情况 1 rows have values that fit no columns: （一）予以公开")))

    static let textInNumber = RuleDescription(
        "cell.text-in-number", .info, basis: Basis.cells,
        summary: Message(zh: "数字单元格中混有文字或单位", en: "a number cell also holds words or a unit"),
        explanation: Message(
            zh: "数字已照读；每张表一条，列出前几处。",
            en: "The number was read all the same; one finding a table, with the first few cells."),
        example: RuleExample(
            .cell("disclosure.penalties.decisions", "8件"),
            finding: Message(
                zh: "单元格除数字外还有文字：行政处罚 · 处理决定数量 “8件”",
                en: "cells hold words beside their number: 行政处罚 · 处理决定数量 “8件”")))

    static let unreadableCells = RuleDescription(
        "cell.unreadable", .error, basis: Basis.cells,
        summary: Message(zh: "单元格中不是数字，也不是空白", en: "a cell holds no number and is not blank"),
        explanation: Message(
            zh: "含有这一单元格的等式一律不校验（见 arithmetic.not-judged）。",
            en: "No equation that holds such a cell is judged (see arithmetic.not-judged)."),
        example: RuleExample(
            .cell("requests.granted.natural_person", "见附件"),
            finding: Message(
                zh: "单元格中没有可识别的数字：（一）予以公开 · 自然人 “见附件”",
                en: "cells hold no number: （一）予以公开 · 自然人 “见附件”")))

    static let negativeCounts = RuleDescription(
        "cell.negative", .error, basis: Basis.cells,
        summary: Message(zh: "数量为负", en: "a count is below zero"),
        explanation: Message(zh: "“本年增/减”一列可以为负，其余不可。", en: "Only the column 本年增/减 may be negative."),
        example: RuleExample(
            .cell("disclosure.penalties.decisions", "-3"),
            finding: Message(
                zh: "数量不能为负：行政处罚 · 处理决定数量 -3", en: "a count cannot be below zero: 行政处罚 · 处理决定数量 -3")))

    static let fractionalCounts = RuleDescription(
        "cell.fraction", .error, basis: Basis.cells,
        summary: Message(zh: "件数不是整数", en: "a count is no whole number"),
        explanation: Message(zh: "金额可以有小数，件数不可。", en: "Amounts of money may have decimals, counts may not."),
        example: RuleExample(
            .cell("disclosure.penalties.decisions", "2.5"),
            finding: Message(
                zh: "件数应为整数：行政处罚 · 处理决定数量 2.5",
                en: "a count should be a whole number: 行政处罚 · 处理决定数量 2.5")))
}
