extension Edition {
    /// The form from report year 2021 on: 200 data cells.
    public static let edition2021 = Edition(
        id: "2021", basis: "国办公开办函〔2021〕30号", firstYear: 2021, lastYear: nil,
        disclosure: [
            row(Vocabulary.regulations, Vocabulary.articleRules, documents),
            row(
                FormLabel("normative_documents", "行政规范性文件", aliases: ["规范性文件"]), Vocabulary.articleRules, documents),
            row(Vocabulary.licensing, Vocabulary.articleServices, decisions),
            row(Vocabulary.penalties, Vocabulary.articleEnforcement, decisions),
            row(Vocabulary.coercion, Vocabulary.articleEnforcement, decisions),
            row(
                Vocabulary.fees, Vocabulary.articleFees,
                [DisclosureColumn("amount_10k_yuan", "本年收费金额（单位：万元）", measure: .amount, unit: "万元")]),
        ],
        requests: Vocabulary.requestRowsBeforeOther + Vocabulary.otherAsThreeRows + Vocabulary.requestRowsAfterOther)

    private static let documents = [
        DisclosureColumn("issued", "本年制发件数"),
        DisclosureColumn("repealed", "本年废止件数"),
        DisclosureColumn("effective", "现行有效件数"),
    ]
    private static let decisions = [DisclosureColumn("decisions", "本年处理决定数量")]
}
