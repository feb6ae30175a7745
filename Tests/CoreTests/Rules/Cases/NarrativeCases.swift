@testable import Core

extension RuleCase {
    /// 205 received, 2 carried in, 207 in all; 160 granted, 8 in part, 12 refused, 20 not to be had, 5 not processed, 2 other.
    private static let handled: [String: String] = .requests([
        "received": 205, "carried_in": 2, "granted": 160, "partly_granted": 8, "refused_third_party_rights": 3,
        "refused_internal_affairs": 9, "unavailable_not_held": 20, "not_processed_petition": 4,
        "not_processed_repeated": 1, "other": 2, "total": 207,
    ])

    private static let appealed = [
        "appeals.reconsideration.upheld": "2", "appeals.reconsideration.other": "1",
        "appeals.reconsideration.total": "3",
        "appeals.litigation_direct.upheld": "1", "appeals.litigation_direct.total": "1",
        "appeals.litigation_after_reconsideration.pending": "1", "appeals.litigation_after_reconsideration.total": "1",
    ]

    private static func requests(_ overview: String) -> ReportText {
        ReportText(overview: overview, values: handled)
    }

    private static func appeals(_ overview: String) -> ReportText {
        ReportText(overview: overview, values: appealed)
    }

    private static func noAppeals(_ overview: String) -> ReportText {
        ReportText(overview: overview)
    }

    static let narrative: [RuleCase] = requestCases + outcomeCases + appealCases + otherNarrative

    private static let requestCases = sentences(
        "narrative.requests", in: requests,
        found: [
            "全年共收到政府信息公开申请210件。", "本年度未收到政府信息公开申请。", "全年收到政府信息公开申请二百一十件。", "全年收到政府信息公开申请214件（含上年结转2件）。",
        ],
        silent: [
            "全年共收到政府信息公开申请205件。", "全年共收到政府信息公开申请207件（含上年结转2件）。", "全年收到政府信息公开申请210余件。", "2019年收到政府信息公开申请99件。",
            "各部门共收到政府信息公开申请99件。", "全年收到群众来信99件。",
        ])

    private static let outcomeCases = sentences(
        "narrative.outcomes", in: requests,
        found: [
            "全年办结政府信息公开申请207件，予以公开162件，部分公开8件，不予公开12件，无法提供20件。",
            "全年办结政府信息公开申请207件，其中：予以公开160件、部分公开18件、不予公开12件。", "共答复政府信息公开申请207件，其中不予公开2件。",
            "收到政府信息公开申请205件。从办理结果看，予以公开的160件，部分公开的8件，不予公开的12件，无法提供的30件。",
            "政府信息公开申请办理结果：予以公开160件，不予处理15件，其他处理2件。", "依申请公开中，162件予以公开，8件部分公开，12件不予公开。",
            "收到政府信息公开申请205件，其中网络申请100件，信函105件；予以公开162件，部分公开8件。",
            "办结政府信息公开申请207件，（一）予以公开一百六十二件；（二）部分公开8件。", "全年作出予以公开决定162件、部分公开决定8件（含上年结转2件）。",
            "青岚市渔业局办结政府信息公开申请207件，予以公开：160件；部分公开：8件；其他处理：22件。",
        ],
        silent: [
            "全年办结政府信息公开申请207件，予以公开160件，部分公开8件，不予公开12件，无法提供20件，不予处理5件，其他处理2件。",
            "办结政府信息公开申请207件，予以公开168件，其中全部公开160件，部分公开8件。",
            "办结政府信息公开申请207件，因涉及第三方权益不予公开3件，属于内部事务信息不予公开9件。", "办结政府信息公开申请207件，涉密不予公开3件。",
            "全年制发公文150件，其中主动公开100件，依申请公开20件，不予公开30件。", "办结政府信息公开申请207件，予以公开160余件，部分公开约10件。",
            "收到政府信息公开申请205件，其中征地类申请80件，予以公开60件，部分公开5件。", "通过网络收到政府信息公开申请100件，予以公开70件，部分公开3件。",
            "全市办结政府信息公开申请900件，予以公开700件，部分公开40件。", "2019年办结政府信息公开申请100件，予以公开60件，部分公开5件。",
            "办结政府信息公开申请207件，不予公开、无法提供共32件。", "办结政府信息公开申请207件，予以公开和部分公开分别为160件、8件。",
            "收到人大代表建议30件、政协提案20件，办理结果予以公开45件，不予公开5件。", "办结政府信息公开申请207件，予以公开占80%，不予公开占6%。",
            "对政府信息公开申请作出不予公开决定前，须经3个部门会签。", "办结政府信息公开申请3件，均予以公开。", "应予以公开而未公开的信息2件已整改。",
            "办结政府信息公开申请207件（其中市本级予以公开20件，部分公开2件）。", "不予公开30件。",
            "上半年办结政府信息公开申请100件，予以公开80件，部分公开4件。",
        ])

    private static let appealCases =
        sentences(
            "narrative.appeals", in: appeals,
            found: [
                "因政府信息公开工作被申请行政复议5件，其中维持2件。", "全年因政府信息公开引发行政复议3件、行政诉讼4件。", "未发生因政府信息公开引发的行政复议和行政诉讼。",
                "收到政府信息公开申请3件，行政复议4条，行政诉讼2条，举报投诉0条。", "因政府信息公开工作被申请行政复议、提起行政诉讼情况：无。",
                "全年发生政府信息公开行政复议案件3起，被提起行政诉讼五件。", "2020年，青岚市渔业局因政府信息公开被申请行政复议6件（含上年结转2件）。",
                "全年无政府信息公开行政诉讼。", "我局2020年因政府信息公开工作被申请行政复议4件。", "收到政府信息公开申请1件。因对答复不服，申请人提起行政复议4件。",
                "政府信息公开行政复议、行政诉讼均为0件。", "政府信息公开行政复议案件和行政诉讼案件均为0件。",
            ],
            silent: [
                "因政府信息公开工作被申请行政复议3件，提起行政诉讼2件。", "因政府信息公开工作被申请行政复议3件，其中维持2件，其他1件。", "全年办理行政复议案件120件，行政诉讼30件。",
                "受理行政复议申请320件，均已办结。", "全年共办理信息公开类行政复议案件9件、行政诉讼案件4件。", "收到政府信息公开申请20件，受理行政复议申请320件。",
                "主动公开政府信息200条，公开行政复议决定书30件。",
                "未发生因逾期答复政府信息公开申请引发的行政复议。", "全年无政府信息公开行政复议被纠错、行政诉讼败诉案件。", "政府信息公开行政复议被维持2件。",
                "政府信息公开行政复议、行政诉讼共5件。", "政府信息公开行政诉讼一审1件。", "未经复议直接起诉的政府信息公开案件1件。",
                "各部门因政府信息公开被申请行政复议15件。", "2019年因政府信息公开被申请行政复议9件。", "上半年因政府信息公开被申请行政复议1件。", "因政府信息公开被申请行政复议约5件。",
                "参加政府信息公开行政复议培训2次。", "涉及征地的政府信息公开行政复议1件。", "无论行政复议还是行政诉讼，都依法应对政府信息公开争议。",
                "因政府信息公开被申请行政复议2件被驳回、1件终止。", "全年未收到政府信息公开申请人的投诉。",
            ])
        + sentences(
            "narrative.appeals", in: noAppeals,
            found: ["因政府信息公开被申请行政复议1件。", "依申请公开引发行政诉讼1起。", "发生2件政府信息公开行政诉讼，发生1件行政复议。"],
            silent: [
                "未发生因政府信息公开引发的行政复议和行政诉讼。", "无因政府信息公开申请行政复议、提起行政诉讼的情况。", "因政府信息公开工作被申请行政复议、提起行政诉讼情况：无。",
                "收到政府信息公开申请1件，行政复议0件，行政诉讼0件。",
            ])

    private static let documents = [
        "disclosure.normative_documents.made": "26", "disclosure.normative_documents.disclosed": "24",
        "disclosure.normative_documents.total": "105",
    ]

    private static let otherNarrative: [RuleCase] =
        sentences(
            "narrative.normative-documents", in: { ReportText(overview: $0, values: documents) },
            found: ["全年制发规范性文件18件。", "出台行政规范性文件三件。", "全年公开规范性文件40份。"],
            silent: [
                "全年制发规范性文件26件。", "全年公开规范性文件24件。", "全年废止规范性文件8件。", "制定规范性文件约30件。", "2019年制定规范性文件4件。",
                "公开部门规章、规范性文件、主动公开文件等3件。",
            ])
        + sentences(
            "narrative.breakdown", in: { ReportText(overview: $0) },
            found: [
                "全年主动公开信息423条，其中人事信息2条，规划3条，其他16条。", "公开信息167条（其中网站120条，公众号37条）。", "全年发布信息90条。其中，网站40条，微信30条。",
            ],
            silent: [
                "全年公开信息423条，其中人事信息2条，规划3条，其他418条。", "全年公开信息423条，其中人事信息2条。", "全年公开信息423条，其中人事信息2条，规划3条等。",
                "全年公开信息34332条，其中规范性文件18个，政策解读48条。", "全年公开信息100条，其中网站60条（含转载50条），微信40条。",
            ])
        + sentences(
            "plausibility.licensing-equals-published",
            in: {
                ReportText(overview: $0, edition: .edition2021, values: ["disclosure.licensing.decisions": "2788"])
            },
            found: ["通过部门门户网站共发布信息2788条。", "全年主动公开政府信息2,788条。", "全年公开各类信息共２７８８条。"],
            silent: ["全年主动公开政府信息2787条。", "公开行政许可信息2788条。", "全年公开信息2788余条。", "2021年公开信息2788条。"])
}
