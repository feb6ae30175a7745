extension Edition {
    /// The form for the report years 2019 and 2020: 198 data cells.
    public static let edition2019 = Edition(
        id: "2019", basis: "国办公开办函〔2019〕60号", firstYear: 2019, lastYear: 2020,
        disclosure: [
            row(Vocabulary.regulations, Vocabulary.articleRules, documents),
            row(
                FormLabel("normative_documents", "规范性文件", aliases: ["行政规范性文件"]), Vocabulary.articleRules, documents),
            row(Vocabulary.licensing, Vocabulary.articleServices, items + [decisions]),
            row(FormLabel("other_services", "其他对外管理服务事项"), Vocabulary.articleServices, items + [decisions]),
            row(Vocabulary.penalties, Vocabulary.articleEnforcement, items + [decisions]),
            row(Vocabulary.coercion, Vocabulary.articleEnforcement, items + [decisions]),
            row(Vocabulary.fees, Vocabulary.articleFees, items),
            row(FormLabel("procurement", "政府集中采购"), Vocabulary.articleProcurement, purchases),
        ],
        requests: Vocabulary.requestRowsBeforeOther + Vocabulary.otherAsOneRow + Vocabulary.requestRowsAfterOther)

    private static let documents = [
        DisclosureColumn("made", "本年新制作数量"),
        DisclosureColumn("disclosed", "本年新公开数量"),
        DisclosureColumn("total", "对外公开总数量"),
    ]
    private static let items = [
        DisclosureColumn("previous_items", "上一年项目数量"),
        DisclosureColumn("change", "本年增/减", measure: .change),
    ]
    private static let decisions = DisclosureColumn("decisions", "处理决定数量")
    private static let purchases = [
        DisclosureColumn("projects", "采购项目数量"),
        DisclosureColumn("amount_yuan", "采购总金额", measure: .amount, unit: "元"),
    ]

    static func row(_ label: FormLabel, _ article: String, _ columns: [DisclosureColumn]) -> DisclosureRow {
        DisclosureRow(label: label, article: article, columns: columns)
    }
}
