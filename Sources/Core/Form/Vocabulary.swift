/// The wordings that all editions share, each written once.
enum Vocabulary {
    static let sections: [SectionID: FormLabel] = [
        .overview: FormLabel("overview", "一、总体情况", aliases: ["总体工作情况", "概述", "政府信息公开工作总体情况"]),
        .disclosure: FormLabel("disclosure", "二、主动公开政府信息情况", aliases: ["主动公开政府信息的情况", "主动公开情况"]),
        .requests: FormLabel(
            "requests", "三、收到和处理政府信息公开申请情况", aliases: ["收到和处理政府信息公开申请的情况", "依申请公开情况"]),
        .appeals: FormLabel(
            "appeals", "四、政府信息公开行政复议、行政诉讼情况",
            aliases: ["因政府信息公开工作被申请行政复议、提起行政诉讼情况", "行政复议和行政诉讼情况"]),
        .problems: FormLabel(
            "problems", "五、存在的主要问题及改进情况",
            aliases: ["存在问题及改进情况", "存在的主要问题及改进措施", "政府信息公开工作存在的主要问题及改进情况"]),
        .other: FormLabel("other", "六、其他需要报告的事项", aliases: ["需要报告的其他事项", "其他报告的事项"]),
    ]

    // MARK: Section two

    static let articleRules = "第二十条第（一）项"
    static let articleServices = "第二十条第（五）项"
    static let articleEnforcement = "第二十条第（六）项"
    static let articleFees = "第二十条第（八）项"
    static let articleProcurement = "第二十条第（九）项"
    /// The first column's head in every block of section two.
    static let disclosureHead = "信息内容"

    static let regulations = FormLabel("regulations", "规章")
    static let licensing = FormLabel("licensing", "行政许可")
    static let penalties = FormLabel("penalties", "行政处罚")
    static let coercion = FormLabel("coercion", "行政强制")
    static let fees = FormLabel("fees", "行政事业性收费")

    // MARK: Section three

    /// The note above the request table's row labels.
    static let requestsNote = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    /// The head above the request table's columns.
    static let requestsHead = "申请人情况"

    private static let organisations = "法人或其他组织"
    static let requestColumns = [
        FormLabel("natural_person", "自然人"),
        FormLabel("business", "商业企业", group: organisations),
        FormLabel("research", "科研机构", group: organisations),
        FormLabel("public_welfare", "社会公益组织", group: organisations),
        FormLabel("legal_service", "法律服务机构", group: organisations),
        FormLabel("other", "其他", group: organisations),
        FormLabel("total", "总计", aliases: ["合计"]),
    ]

    private static let outcomes = "三、本年度办理结果"
    private static let refused = "（三）不予公开"
    private static let unavailable = "（四）无法提供"
    private static let notProcessed = "（五）不予处理"
    private static let otherOutcome = "（六）其他处理"

    /// The rows before 其他处理, the same in every edition so far.
    static let requestRowsBeforeOther = [
        FormLabel("received", "一、本年新收政府信息公开申请数量"),
        FormLabel("carried_in", "二、上年结转政府信息公开申请数量"),
        FormLabel("granted", "（一）予以公开", group: outcomes),
        FormLabel("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", aliases: ["（二）部分公开"], group: outcomes),
        FormLabel("refused_state_secret", "1.属于国家秘密", group: refused),
        FormLabel("refused_prohibited_by_law", "2.其他法律行政法规禁止公开", group: refused),
        FormLabel("refused_security_and_stability", "3.危及“三安全一稳定”", group: refused),
        FormLabel("refused_third_party_rights", "4.保护第三方合法权益", group: refused),
        FormLabel("refused_internal_affairs", "5.属于三类内部事务信息", group: refused),
        FormLabel("refused_process_information", "6.属于四类过程性信息", group: refused),
        FormLabel("refused_enforcement_files", "7.属于行政执法案卷", group: refused),
        FormLabel("refused_administrative_query", "8.属于行政查询事项", group: refused),
        FormLabel("unavailable_not_held", "1.本机关不掌握相关政府信息", group: unavailable),
        FormLabel("unavailable_needs_creation", "2.没有现成信息需要另行制作", group: unavailable),
        FormLabel("unavailable_unclear", "3.补正后申请内容仍不明确", group: unavailable),
        FormLabel("not_processed_petition", "1.信访举报投诉类申请", group: notProcessed),
        FormLabel("not_processed_repeated", "2.重复申请", group: notProcessed),
        FormLabel("not_processed_publication", "3.要求提供公开出版物", group: notProcessed),
        FormLabel("not_processed_excessive", "4.无正当理由大量反复申请", group: notProcessed),
        FormLabel("not_processed_reconfirmation", "5.要求行政机关确认或重新出具已获取信息", group: notProcessed),
    ]
    /// 其他处理 as one row (2019).
    static let otherAsOneRow = [FormLabel("other", otherOutcome, group: outcomes)]
    /// 其他处理 as three rows (2021).
    static let otherAsThreeRows = [
        FormLabel(
            "other_not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", aliases: ["1.逾期不补正"],
            group: otherOutcome),
        FormLabel(
            "other_fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            aliases: ["2.逾期不缴费", "2.申请人逾期未按收费通知缴纳费用、行政机关不再处理其政府信息公开申请"], group: otherOutcome),
        FormLabel("other_misc", "3.其他", group: otherOutcome),
    ]
    /// The rows after 其他处理.
    static let requestRowsAfterOther = [
        FormLabel("total", "（七）总计", group: outcomes),
        FormLabel("carried_out", "四、结转下年度继续办理"),
    ]

    /// What tables typed anew call some rows; too loose to be official.
    static let looseRequestWordings: [String: [String]] = [
        "other_not_corrected": ["1.申请人逾期不补正"],
        "other_fee_unpaid": ["2.申请人逾期不缴费"],
        "other_misc": ["3.其它"],
        "total": ["（七）合计"],
        "carried_out": ["四、结转下年度", "四、结转下一年度继续办理"],
    ]

    // MARK: Section four

    private static let litigation = "行政诉讼"
    static let appealKinds = [
        FormLabel("reconsideration", "行政复议"),
        FormLabel("litigation_direct", "未经复议直接起诉", group: litigation),
        FormLabel("litigation_after_reconsideration", "复议后起诉", group: litigation),
    ]
    static let appealOutcomes = [
        FormLabel("upheld", "结果维持"),
        FormLabel("corrected", "结果纠正"),
        FormLabel("other", "其他结果"),
        FormLabel("pending", "尚未审结"),
        FormLabel("total", "总计"),
    ]
}
