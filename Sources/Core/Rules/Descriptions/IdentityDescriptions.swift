extension RuleDescription {
    static let agencyUnknown = RuleDescription(
        "identity.agency", .error, basis: Basis.duty,
        summary: Message(zh: "无法确定报告的行政机关", en: "the organ could not be determined"),
        explanation: Message(
            zh: "行政机关的名称取自标题，其次取自文件名。没有名称就不能与其他年度比较，也不能计入应报机关。",
            en:
                "The organ's name comes from the title, else from the file's name. Without it the report cannot be compared with other "
                + "years, nor counted for its organ."),
        example: RuleExample(
            .title("2020年政府信息公开工作年度报告"), .fileName("报告.txt"),
            finding: Message(zh: "标题和文件名都没有写明行政机关", en: "neither title nor file name names the organ")))

    static let yearUnknown = RuleDescription(
        "identity.year", .error, basis: Basis.duty,
        summary: Message(zh: "无法确定报告年份", en: "the report year could not be determined"),
        explanation: Message(
            zh: "年份依次取自标题、统计期限（2020年1月1日至2020年12月31日）和文件名。",
            en: "The year comes from the title, else from the statistics period, else from the file's name."),
        example: RuleExample(
            .title("青岚市渔业局政府信息公开工作年度报告"), .fileName("报告.txt"),
            finding: Message(
                zh: "标题、统计期限和文件名都没有写明年份", en: "neither title, statistics period nor file name gives the year")))

    static let identityConflict = RuleDescription(
        "identity.conflict", .warning, basis: Basis.duty,
        summary: Message(
            zh: "标题、统计期限、文件名或附带的 meta.json 的机关或年份不一致",
            en: "title, period, file name or sidecar disagree on organ or year"),
        explanation: Message(
            zh: "以较可信的为准（标题、统计期限、文件名），不一致处请核对：可能是沿用了上一年的标题，或文件放错了名字。"
                + "一个名称只是另一个加了地区、或省略了“市”“人民”等字，不算不一致。",
            en:
                "The more trusted one is taken (title, then period, then file name); a person should look, for last year's title may have "
                + "been left, or the file misnamed. A name that is the other with its region before it, or shortened, is no conflict."
        ),
        example: RuleExample(
            .title("青岚市渔业局2020年度政府信息公开工作年度报告"), .fileName("青岚市渔业局2019年政府信息公开工作年度报告.txt"),
            finding: Message(
                zh: "标题的年份是 2020，文件名的年份是 2019", en: "the title says 2020, the file name 2019")))
}
