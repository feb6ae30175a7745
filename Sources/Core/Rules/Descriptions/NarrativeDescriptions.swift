extension RuleDescription {
    static let narrativeRequests = RuleDescription(
        "narrative.requests", .warning, basis: Basis.requests,
        summary: Message(
            zh: "正文的申请数量与表三不符",
            en: "the text's number of requests is neither received, nor received + carried in, nor total"),
        explanation: Message(
            zh: "正文所称收到、受理、办结、答复的政府信息公开申请件数，应是表三的新收、新收加上年结转、办理总计三者之一。"
                + "“约”“余”“多”等概数、往年或某一时段的数、其他机关的数（县公安局、各乡镇、全县）、只涉及某类事项或申请人的数、"
                + "“其中”的分项不算；句中另有交代的（另有2件尚未审结、含上年结转3件）可以解释差额；“未收到”“没有发生”“无”即 0，但须是说全部申请；同类数字中有一个对得上就不再追究。",
            en:
                "The requests that the text says were received or dealt with have to be the table's received, received + carried in, "
                + "or total. Round figures (约, 余, 多), figures of other years, parts of the year or other organs (县公安局, 各乡镇, 全县), of "
                + "one matter or kind of applicant, and parts are left alone; what the sentence sets apart (另有2件, 含上年结转3件) may explain "
                + "a difference; 未收到, 没有发生 and 无 are 0 where they are said of all requests; where one figure of a kind fits, the "
                + "others are not judged."),
        example: RuleExample(
            .text(
                .overview,
                Message(
                    zh: "全年共收到政府信息公开申请210件。", en: "210 requests for information were received in the year.")),
            finding: Message(
                zh: "正文称申请 210 件，表三为新收 0、上年结转 0、办理总计 0",
                en: "the text speaks of 210 requests; the table has 0 received, 0 carried in, 0 dealt with")))

    static let narrativeOutcomes = RuleDescription(
        "narrative.outcomes", .warning, basis: Basis.requests,
        summary: Message(
            zh: "正文的办理结果数量（予以公开、不予公开等）与表三不符", en: "the text's number for an outcome differs from the table"),
        explanation: Message(
            zh: "正文所称予以公开、部分公开、不予公开、无法提供、不予处理、其他处理的件数，与表三相应各行的总计（或各列之和）比较；予以公开可以含部分公开。"
                + "只说了一部分申请的句子（某一渠道、其他机关、往年或某一时段）不算；几处数字互相不同时不判断。",
            en:
                "The text's numbers granted, granted in part, refused, unavailable, not processed or handled otherwise are compared with "
                + "the totals of the table's rows (or the sums of their columns); what was granted may include what was granted in part. "
                + "Sentences on some of the requests only (one way in, another organ, another time) do not count, and where the text's "
                + "own figures differ nothing is judged."),
        example: RuleExample(
            .text(
                .overview,
                Message(
                    zh: "政府信息公开申请办理结果：予以公开5件，不予公开2件。",
                    en: "Outcomes of the requests for information: 5 granted, 2 refused.")),
            finding: Message(
                zh: "正文称“予以公开”5 件，表三为 0 件", en: "the text speaks of 5 requests granted, the table has 0")))

    static let narrativeAppeals = RuleDescription(
        "narrative.appeals", .warning, basis: Basis.appeals,
        summary: Message(
            zh: "正文的行政复议或行政诉讼数量与表四不符", en: "the text's reconsiderations or lawsuits differ from the table"),
        explanation: Message(
            zh: "正文所称因政府信息公开被申请行政复议、提起行政诉讼的件数（“未发生”“没有”即 0），与表四的总计（或四种结果之和）比较；"
                + "两类诉讼合计。其他机关的、某一时段的（第四季度未发生）不算；“另有1件尚未审结”一类交代可以解释差额；几处数字互相不同时不判断。",
            en:
                "The reconsiderations and lawsuits that the text speaks of (none counts as 0) are compared with the table's totals (or the "
                + "sums of their outcomes); both kinds of lawsuit count together. What other organs had, or a part of the year, does not "
                + "count; what the sentence sets apart (另有1件尚未审结) may explain a difference; and where the text's own figures differ "
                + "nothing is judged."
        ),
        example: RuleExample(
            .text(
                .overview,
                Message(
                    zh: "因政府信息公开被申请行政复议2件。", en: "There were 2 reconsiderations over the disclosure of information.")),
            finding: Message(
                zh: "正文称行政复议 2 件，表四为 0 件", en: "the text speaks of 2 reconsiderations, the table has 0")))

    static let narrativeNormativeDocuments = RuleDescription(
        "narrative.normative-documents", .warning, basis: Basis.normativeDocuments,
        summary: Message(zh: "正文的规范性文件数量与表二不符", en: "the text's normative documents issued differ from the table"),
        explanation: Message(
            zh: "正文所称制发（或公开）的规范性文件件数，与表二“规范性文件”一行比较：制发的只比本年制作或制发数，公开的比该行任何一个数。“未制发”“无新制定”即 0。",
            en:
                "The normative documents that the text says were made (or published) are compared with the table's row: those made with "
                + "the numbers made, those published with any number of the row. 未制发 and the like are 0."),
        example: RuleExample(
            .text(.overview, Message(zh: "全年制发规范性文件7件。", en: "7 normative documents were issued in the year.")),
            finding: Message(
                zh: "正文称规范性文件 7 件，表二为本年新制作数量 0、本年新公开数量 0",
                en: "the text speaks of 7 normative documents; the table has 本年新制作数量 0, 本年新公开数量 0")))

    static let breakdown = RuleDescription(
        "narrative.breakdown", .warning,
        summary: Message(
            zh: "正文“共 N 条，其中……”各部分之和不等于 N", en: "the text gives a total and its parts, and they do not add up"),
        explanation: Message(
            zh: "“共 N 条，其中 A a 条、B b 条……”读到列举结束，各部分相加。以下情形不判断：只有一个部分；只举了几项（没有“其他”，两项合计小于 N，"
                + "三项不到九成五，更多项不到一半）；以“等”“其余”“另有”结尾，列举不完整；"
                + "某一部分的量词与 N 的不同（34332条，其中……18个）；概数；既按类别又按结果列举，或只列出一部分的去向（其中整改30家，关停3家）。"
                + "括号内的数是分项的分项，不计入。前几部分已加到 N 时，后面的另是一回事。",
            en:
                "“N in all, of which A a, B b …” is read to the end of the enumeration, and the parts are added up. Not judged: one part "
                + "alone; a few that are named (no 其他, and two below N, three below 95% of it, more below half); an enumeration left "
                + "open by 等, 其余 or 另有; a part whose measure word is not N's own (34332条，其中…18个); round figures; parts by kind and "
                + "by outcome, or what became of some (整改30家，关停3家). Counts in parentheses are parts of parts and do not count. "
                + "Where the first parts give N, what follows is another matter."),
        thresholds: [
            RuleThreshold("2", Message(zh: "至少有几个部分才判断", en: "parts at least, for a judgement")),
            RuleThreshold("20", Message(zh: "每份报告最多逐一列出几处，其余合为一条", en: "findings listed one by one on one report")),
        ],
        example: RuleExample(
            .text(
                .overview,
                Message(
                    zh: "全年主动公开政府信息共120条，其中政务动态类80条，其他类30条。",
                    en:
                        "120 items in all were published in the year, of which 80 on current affairs and 30 others."
                )),
            finding: Message(
                zh: "正文称共 120，其中各项之和为 110",
                en: "the text gives a total of 120, and parts that add up to 110")))

    static let copiedNarrative = RuleDescription(
        "narrative.copied", .warning, needs: .otherReports, basis: "《政府信息公开条例》第五十条",
        summary: Message(
            zh: "正文与本机关往年报告或其他机关同年报告高度重复",
            en: "the narrative repeats the same organ's earlier report or another organ's of the same year"),
        explanation: Message(
            zh: "比较的是正文的用语，表格本身规定的文字不计；两者共有的比例（Jaccard 相似度）由 MinHash 估计。同一机关与往年比较，"
                + "不同机关只在同一年度内比较，先入库的算原文。",
            en:
                "The wording of the narrative is compared; what the form itself dictates does not count. The share that both have in "
                + "common (Jaccard similarity) is estimated by MinHash. An organ's own report is compared with its earlier ones, "
                + "another organ's with those of the same year that were stored before."),
        thresholds: [
            RuleThreshold(
                key: "rules.copied_similarity", "0.85",
                Message(zh: "共有比例达到多少算雷同", en: "the share in common from which it counts"))
        ],
        example: RuleExample(
            .situation(
                Message(
                    zh: "与同年另一机关（青岚市林业局，库中报告 7）的正文共有 93%",
                    en: "93% in common with the narrative of another organ of that year (青岚市林业局, report 7 of the store)"
                )),
            finding: Message(
                zh: "正文约 93% 与青岚市林业局 2020 年度报告（报告 7）相同",
                en: "about 93% of the narrative is that of the report of 青岚市林业局 on 2020 (report 7)")))
}
