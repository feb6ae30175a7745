/// Sentences that state figures of the tables, and those that surround a report.
extension Prose {
    static let itemsPublished: [Phrase] = [
        "{Y}，{we}通过多种渠道公开政府信息{published}条，其中{breakdown}。", "全年共发布政府信息{published}条，其中：{breakdown}。",
        "截至年底，{we}累计主动公开政府信息{published}条，其中，{breakdown}。", "{Y}累计发布各类信息{published}条，其中{breakdown}，{effect}。",
        "按照主动公开目录要求，{we}全年公开政府信息共{published}条，其中{breakdown}。", "{we}{timely}做好发布工作，全年发布信息{published}条，其中{breakdown}。",
        "{Y}主动公开信息共计{published}条，其中{breakdown}；{effect}。",
    ]

    static let documentsMade: [Phrase] = [
        "全年制发规范性文件{issued}件，均按程序公开并报送备案。", "{Y}出台行政规范性文件{issued}件，均配发了政策解读。",
        "{we}{Y}共制定规范性文件{issued}件，全部在政府门户网站公布。", "本年印发行政规范性文件{issued}件，{strictly}履行了合法性审核和集体讨论程序。",
        "{Y}制定并公开规范性文件{issued}件，公开率100%。", "{Y}新制发行政规范性文件{issued}件，{timely}向社会公开。",
    ]

    static let noDocumentsMade: [Phrase] = [
        "{Y}未制发行政规范性文件。", "全年没有新出台规范性文件，重点对存量文件进行了梳理。", "{we}{Y}未制定规范性文件。", "{Y}无新制发的规范性文件，对已失效文件{timely}作出标注。",
    ]

    static let documentsInForce: [Phrase] = [
        "截至年底，现行有效规范性文件{effective}件，目录已向社会公布。", "经清理，继续有效的规范性文件共{effective}件，均可在{site}查阅。",
    ]

    // MARK: Requests

    static let noRequests: [Phrase] = [
        "{Y}，{we}未收到政府信息公开申请。", "全年没有收到公民、法人或者其他组织提出的政府信息公开申请。", "{Y}收到政府信息公开申请0件。",
        "{Y}未收到依申请公开事项，也无上年结转事项。", "{we}申请渠道保持畅通，{Y}未收到政府信息公开申请。",
    ]

    static let onlyCarriedRequests: [Phrase] = [
        "{Y}未收到新的政府信息公开申请，对上年结转的{carriedIn}件依法办理。", "全年没有新收政府信息公开申请，上年结转{carriedIn}件，均按规定办理。",
    ]

    static let someRequests: [Phrase] = [
        "{Y}，{we}共收到政府信息公开申请{received}件。", "全年受理政府信息公开申请{received}件，均依法作出处理。",
        "{Y}新收依申请公开{received}件，{strictly}按程序办理。", "{we}全年接收政府信息公开申请{received}件，涉及{topic}、{topic}等方面。",
        "{Y}收到公民、法人和其他组织提出的政府信息公开申请{received}件，内容主要集中在{topic}领域。",
        "全年收到政府信息公开申请{received}件，均在规定期限内办理。",
    ]

    static let requestsByApplicant: [Phrase] = [
        "全年收到政府信息公开申请{received}件，其中自然人申请{natural}件，法人或其他组织申请{organisations}件。",
        "{Y}共受理政府信息公开申请{received}件，其中，自然人提出{natural}件、法人或其他组织提出{organisations}件，主要涉及{topic}。",
        "{we}{Y}收到政府信息公开申请{received}件，其中：自然人{natural}件，法人或其他组织{organisations}件。",
    ]

    static let requestsWithCarried: [Phrase] = [
        "{Y}新收政府信息公开申请{received}件，上年结转{carriedIn}件，办结{handled}件，结转下年度{carriedOut}件。",
        "全年收到政府信息公开申请{received}件，加上上年结转的{carriedIn}件，共办结{handled}件，结转下年度继续办理{carriedOut}件。",
        "{Y}共办结政府信息公开申请{handled}件（含上年结转{carriedIn}件），主要涉及{topic}。",
    ]

    static let requestsByOutcome: [Phrase] = [
        "共办结政府信息公开申请{handled}件，其中予以公开{granted}件，部分公开{partlyGranted}件，其他情形{neitherGranted}件。",
        "{Y}答复政府信息公开申请{handled}件，其中予以公开{granted}件，其余依法作出相应答复。",
        "全年办结依申请公开{handled}件，其中：予以公开{granted}件、部分公开{partlyGranted}件、其他情形{neitherGranted}件，按时办结率100%。",
    ]

    static let requestsByEveryOutcome: [Phrase] = [
        """
        共办结政府信息公开申请{handled}件，其中予以公开{granted}件、部分公开{partlyGranted}件、不予公开{refused}件、\
        无法提供{unavailable}件、不予处理{notProcessed}件、其他处理{endedOtherwise}件。
        """,
        """
        {Y}答复政府信息公开申请{handled}件，其中：予以公开{granted}件，部分公开{partlyGranted}件，不予公开{refused}件，\
        无法提供{unavailable}件，不予处理{notProcessed}件，其他处理{endedOtherwise}件。
        """,
    ]

    static let outcomesInWords: [Phrase] = [
        "从办理结果看，予以公开{granted}件，部分公开{partlyGranted}件，不予公开{refused}件，无法提供{unavailable}件。",
        "办理结果为：予以公开{granted}件、不予公开{refused}件、无法提供{unavailable}件、不予处理{notProcessed}件。",
        "其处理结果，予以公开的{granted}件，不予公开的{refused}件，无法提供的{unavailable}件。",
        """
        按结果分类，予以公开{granted}件，予以部分公开{partlyGranted}件，不予公开{refused}件，无法提供{unavailable}件，\
        不予处理{notProcessed}件，其他处理{endedOtherwise}件。
        """,
        "予以公开{granted}件；部分公开{partlyGranted}件；不予公开{refused}件；无法提供{unavailable}件；不予处理{notProcessed}件。",
    ]

    // MARK: Appeals

    static let noAppeals: [Phrase] = [
        "{Y}未发生因政府信息公开引发的行政复议和行政诉讼。", "全年没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况。",
        "{we}{Y}无涉及政府信息公开的复议、诉讼案件。", "{Y}，未有申请人就政府信息公开提出行政复议或者提起行政诉讼。",
        "{Y}因政府信息公开引起的行政复议0件、行政诉讼0件。", "政府信息公开行政复议、行政诉讼情况：无。",
        "{Y}未收到政府信息公开方面的行政复议申请，也未发生行政诉讼。", "全年政府信息公开行政复议、行政诉讼均为0件。",
    ]

    static let someAppeals: [Phrase] = [
        "{Y}，因政府信息公开引起的行政复议{reconsiderations}件、行政诉讼{lawsuits}件。",
        "全年涉及政府信息公开的行政复议{reconsiderations}件，行政诉讼{lawsuits}件，均依法办理。",
        "本机关{Y}因政府信息公开工作被申请行政复议{reconsiderations}件，被提起行政诉讼{lawsuits}件。",
        "{Y}发生政府信息公开行政复议案件{reconsiderations}件、行政诉讼案件{lawsuits}件，均已按要求答复或应诉。",
        "因不服政府信息公开答复，申请人提起行政复议{reconsiderations}件、行政诉讼{lawsuits}件。",
        "{Y}因政府信息公开答复引发行政复议{reconsiderations}件、行政诉讼{lawsuits}件。",
    ]

    // MARK: Around the sections

    static let basis: [Phrase] = [
        "本报告依据《中华人民共和国政府信息公开条例》（以下简称《条例》）有关规定编制。", "根据《中华人民共和国政府信息公开条例》第五十条规定，现公布{agency}政府信息公开工作年度报告。",
        "按照《中华人民共和国政府信息公开条例》和上级有关通知要求，结合{we}工作实际，编制本报告。", "依照《中华人民共和国政府信息公开条例》，由{agency}编制并向社会发布本年度报告。",
        "为保障公众依法获取政府信息，按照《中华人民共和国政府信息公开条例》规定，{agency}编制了本报告。", "本报告按照国务院办公厅统一规定的格式编制。",
    ]

    static let statisticsPeriod: [Phrase] = [
        "报告所列数据的统计期限自{period}1月1日起至12月31日止。", "本报告中数据统计期限为{period}1月1日至{period}12月31日。",
        "所列数据统计时间从{period}1月1日起，到{period}12月31日止。", "数据统计期限为{period}1月1日至12月31日。",
    ]

    static let contents: [Phrase] = [
        "全文由{sections}等{partCount}个部分组成。", "报告共分{partCount}个部分。", "本报告包括{sections}，共{partCount}个部分。",
    ]

    static let contact: [Phrase] = [
        "如对本报告有疑问，请与{agency}联系（邮编：{100000-859999}；电话：0{310-899}-{2100000-8999999}）。", "本报告电子版可在政府门户网站查阅或下载。",
        "公众如有意见建议，可拨打0{310-899}-{2100000-8999999}反映。",
        "联系电话：0{310-899}-{2100000-8999999}，传真：0{310-899}-{2100000-8999999}。",
    ]

    /// What the page says below the title.
    static let pageDate: [Phrase] = [
        "发布日期：{isoDate}　浏览次数：{60-900}次", "发布时间：{isoDate} 16:20　来源：{agency}　字体：【大 中 小】",
        "公开日期：{date}　来源：{agency}", "公布时间：{isoDate}　　访问量：{60-900}", "发布日期：{date}　【打印】【关闭】",
    ]

    static let signedOn: [Phrase] = ["{date}", "{dateInWords}"]

    static let feeStatement: [Phrase] = [
        "{Y}，{we}依据《政府信息公开信息处理费管理办法》发出收费通知0件，总金额0元，实际收取0元。",
        "根据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）规定的收费标准，{we}{Y}没有产生信息处理费。", "{Y}未收取政府信息公开信息处理费。",
        "{we}{Y}没有向申请人发出信息处理费收费通知，收取金额为0元。", "{Y}，{agency}收取信息处理费的总金额为0元。",
        "关于信息处理费：{Y}未发出收费通知，应收金额和实收金额均为0元。",
        "{Y}发出信息处理费收费通知{2-6}件，涉及金额{20-90}0元，实际收取{2-19}0元，均已上缴财政。",
        "信息处理费收取情况：无。", "按照有关规定，{we}{Y}共收取信息处理费0元。",
        "{Y}依申请公开政府信息收取的费用为0元。", "{we}{Y}没有因依申请公开政府信息而收取的费用。",
        "依据国务院办公厅印发的信息处理费管理办法，{Y}{we}未产生应当收费的情形，收费金额为零。",
    ]

    /// The same among the requests, in fewer words.
    static let feeInPassing: [Phrase] = [
        "依申请公开信息收取的费用0元。", "{Y}未产生信息处理费。", "全年收取信息处理费0元。", "未向申请人收取信息处理费。",
    ]

    static let nothingElse: [Phrase] = [
        "无。", "无其他需要报告的事项。", "没有其他需要报告的事项。", "{Y}无其他需要报告的事项。", "暂无其他需要报告的事项。", "除上述内容外，无其他需要报告的事项。",
    ]
}
