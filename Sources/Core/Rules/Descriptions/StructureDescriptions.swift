extension RuleDescription {
    static let sectionMissing = RuleDescription(
        "structure.section-missing", .warning, basis: Basis.content,
        summary: Message(zh: "缺少某一部分（共六个部分）", en: "one of the six sections is not there"),
        explanation: Message(
            zh: "按标题用语查找六个部分，序号写错、写法不同（1、/（一）/无序号）都认得；每缺一个部分报一条。",
            en:
                "The six sections are found by the wording of their headings, whatever their numerals; one finding for each that is "
                + "missing."),
        example: RuleExample(
            .missingSection(.other),
            finding: Message(
                zh: "缺少“六、其他需要报告的事项”部分", en: "section 6, 六、其他需要报告的事项, is missing")))

    static let tableMissing = RuleDescription(
        "structure.table-missing", .error, basis: Basis.content,
        summary: Message(zh: "缺少某一张表格（共三张）", en: "one of the three tables is not there"),
        explanation: Message(
            zh: "第二、三、四部分各有一张表。正文说明表格在附件中、或表格以图片发布时，会照实说明。",
            en:
                "Sections two, three and four have a table each. Where the text says that it is in an attachment, or it is a picture, "
                + "the finding says so."),
        example: RuleExample(
            .missingTable(.appeals),
            finding: Message(
                zh: "缺少“四、政府信息公开行政复议、行政诉讼情况”的表格",
                en: "the table of 四、政府信息公开行政复议、行政诉讼情况 is missing")))

    static let rowMissing = RuleDescription(
        "structure.row-missing", .warning, basis: Basis.content,
        summary: Message(zh: "表格缺少某一行", en: "a row of the edition is not in its table"),
        explanation: Message(
            zh: "按表头判断是哪一版表格，再逐行核对该版本应有的行；表格本身缺失时只报 structure.table-missing。",
            en:
                "The column heads tell the edition, whose rows are then looked for one by one; of a table that is missing altogether "
                + "only structure.table-missing speaks."),
        example: RuleExample(
            .missingRow("disclosure.regulations"),
            finding: Message(
                zh: "“二、主动公开政府信息情况”的表格缺少“规章”一行",
                en: "the table of 二、主动公开政府信息情况 lacks the row 规章")))

    static let sectionNumbering = RuleDescription(
        "structure.section-numbering", .info, basis: Basis.content,
        summary: Message(zh: "部分标题的序号有误或缺失", en: "a section heading has a wrong numeral or none"),
        explanation: Message(
            zh: "六个部分的序号应为一至六，写成阿拉伯数字也可。",
            en: "The six sections are numbered one to six, in Chinese or Arabic numerals."),
        example: RuleExample(
            .heading(.problems, "六、存在的主要问题及改进情况"),
            finding: Message(
                zh: "“六、存在的主要问题及改进情况”的序号是 6，应为“五、存在的主要问题及改进情况”",
                en: "the heading 六、存在的主要问题及改进情况 is numbered 6; it should read 五、存在的主要问题及改进情况")))

    static let declaredParts = RuleDescription(
        "structure.declared-parts", .warning, basis: Basis.content,
        summary: Message(zh: "自称的部分数与实际不符", en: "the report says how many parts it has, and has another number"),
        explanation: Message(
            zh: "“本报告由……九个部分组成”一类的话，与认得的部分数、全部一级标题数比较，与其中一个相符即可。",
            en:
                "“This report has nine parts” and the like is compared with the number of known sections and with that of all top-level "
                + "headings; either will do."),
        example: RuleExample(
            .preamble(Message(zh: "本报告由九个部分组成。", en: "This report consists of nine parts.")),
            finding: Message(
                zh: "文中称有 9 个部分，实际有 6 个", en: "the text says that the report has 9 parts; it has 6")))

    static let editionForYear = RuleDescription(
        "structure.edition", .warning, basis: Basis.editions,
        summary: Message(zh: "表格版本与报告年份不符", en: "the edition of the form does not fit the report year"),
        explanation: Message(
            zh: "2019、2020 年度用 2019 年版，2021 年度起用 2021 年版。版本看表头，不看年份。",
            en:
                "Reports on 2019 and 2020 are on the 2019 edition, those from 2021 on on the 2021 edition. The column heads tell the "
                + "edition, not the year."),
        example: RuleExample(
            .title("青岚市渔业局2022年度政府信息公开工作年度报告"), .edition("2019"),
            finding: Message(
                zh: "2022 年度报告用了 国办公开办函〔2019〕60号 的表格，应使用 国办公开办函〔2021〕30号 的表格",
                en: "the report on 2022 is on the form of 2019; it should be on that of 2021")))
}
