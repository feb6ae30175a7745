extension RuleDescription {
    static let carriedOver = RuleDescription(
        "continuity.carried-over", .error, needs: .predecessor, basis: Basis.carriedOver,
        summary: Message(
            zh: "上年结转与上一年度报告的结转下年度不一致", en: "carried in is not what last year's report carried out"),
        explanation: Message(
            zh: "同一行政机关相邻两年的报告都在库中时，七列逐列比较，不论哪一年的报告先到；两年中都填了数字才比较。问题记在后一年的报告上，"
                + "任何一年的报告更正后重新判断。",
            en:
                "When the same organ's reports on two years in a row are stored, whichever came first, all seven columns are compared, "
                + "where both years have a number. The finding belongs to the later year; a revision of either is judged again."
        ),
        example: RuleExample(
            .earlierCell("requests.carried_out.natural_person", "3"), .earlierCell("requests.carried_out.total", "3"),
            .cell("requests.carried_in.natural_person", "2"), .cell("requests.carried_in.total", "2"),
            .cell("requests.carried_out.natural_person", "2"), .cell("requests.carried_out.total", "2"),
            finding: Message(
                zh: "表三“总计”列：上年结转为 2，2019 年度报告的结转下年度为 3，两者应相等",
                en: "requests, column 总计: 2 carried in, but the report on 2019 carried out 3")))

    static let documentsInForce = RuleDescription(
        "continuity.normative-documents", .warning, needs: .predecessor, basis: Basis.documentsInForce,
        summary: Message(
            zh: "上年度现行有效件数 + 本年制发 − 本年废止 ≠ 本年度现行有效件数（规章、行政规范性文件）",
            en: "effective last year + issued − repealed is not effective now, for regulations or normative documents"),
        explanation: Message(
            zh: "只在两年都使用 2021 年版表格、所涉各格都填了数字时判断：更早的表格没有“现行有效件数”。",
            en:
                "Judged only where both years are on the 2021 edition and all cells hold numbers: the earlier form does not ask how "
                + "many are in force."),
        example: RuleExample(
            .title("青岚市渔业局2022年度政府信息公开工作年度报告"),
            .earlierCell("disclosure.normative_documents.effective", "10"),
            .cell("disclosure.normative_documents.issued", "2"), .cell("disclosure.normative_documents.repealed", "1"),
            .cell("disclosure.normative_documents.effective", "12"),
            finding: Message(
                zh: "行政规范性文件：2021 年度现行有效 10 件，本年制发 2 件、废止 1 件，应为 11 件，本年度填报 12 件",
                en: "行政规范性文件: 10 in force on the report of 2021, 2 issued, 1 repealed makes 11; this report states 12"))
    )

    static let items = RuleDescription(
        "continuity.items", .warning, needs: .predecessor, basis: Basis.items,
        summary: Message(
            zh: "上年度“上一年项目数量 + 本年增/减”≠ 本年度“上一年项目数量”",
            en: "last year's items and their change do not give the items that this report starts from"),
        explanation: Message(
            zh: "表二中列有项目数量的各行，只在两年都使用 2019 年版表格、所涉各格都填了数字时判断。",
            en:
                "For the rows of section two that count items, only where both years are on the 2019 edition and all cells hold numbers."
        ),
        example: RuleExample(
            .earlierCell("disclosure.licensing.previous_items", "20"),
            .earlierCell("disclosure.licensing.change", "-2"),
            .cell("disclosure.licensing.previous_items", "20"),
            finding: Message(
                zh: "行政许可：2019 年度报告的项目数量 20、增减 -2，应为 18，本年度填报的上一年项目数量为 20",
                en:
                    "行政许可: the report on 2019 has 20 items and a change of -2, which makes 18; this report starts from 20"
            )))
}
