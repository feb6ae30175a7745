/// The words that give a count in running text its meaning.
enum NarrativeWord: UInt8, Hashable, CaseIterable {
    /// 其中: parts follow.
    case amongThem
    /// 共, 累计: the count is a total.
    case altogether
    /// 等: the list is open.
    case andSoOn
    /// 其余, 另有: what was listed is not all.
    case theRest
    /// 撤回, 尚未, 结转下年度: some are set apart from those that a total counts, or a total counts some that others do not.
    case apart
    /// 关停, 撤销: what became of some, which is no kind that a total has parts of.
    case fate
    /// 同步, 多平台: one thing may count under several parts.
    case overlap
    /// 同比, 较上年: a comparison follows, not a part.
    case comparison
    /// 各: the count is meant of each.
    case each
    /// 约, 近, 超过: the count is not exact.
    case approximately
    /// 收到, 受理: requests come in.
    case receive
    /// 办理, 处理: requests are dealt with.
    case handle
    /// 办结, 答复: requests are dealt with; in an enumeration a stage that parts share.
    case settle
    /// 参加, 被, 涉及: what was done with some of them, or what they are about, and one thing may count under several.
    case aspect
    /// 其他: the last part, which makes an enumeration complete.
    case others
    /// 政府信息公开申请, 依申请公开.
    case request
    /// 公民、法人和其他组织, 群众: whoever may ask.
    case anybody
    /// 申请 on its own.
    case anyRequest
    /// 投诉, 咨询 …: another matter than requests.
    case otherMatter
    /// 行政复议.
    case reconsideration
    /// 行政诉讼.
    case lawsuit
    /// 未经复议, 复议后 …: only some of the reconsiderations or lawsuits.
    case appealStage
    /// 复议机关: who decides on reconsiderations, and reports on those of others too.
    case appealAuthority
    /// 一审, 二审: one lawsuit may be in several; 一级, 二级: one level holds the other.
    case instance
    /// 未, 无, 没有: what follows is not there.
    case none
    /// 予以公开.
    case granted
    /// 部分公开.
    case partlyGranted
    /// 不予公开.
    case refused
    /// 无法提供.
    case unavailable
    /// 不予处理.
    case notProcessed
    /// 其他处理.
    case otherwiseHandled
    /// 主动公开: nobody asked for it.
    case unasked
    /// 公文, 属性: documents are sorted by whether they may be published, which is no answer to a request.
    case attribute
    /// 信息处理费.
    case fee
    /// 费: some fee.
    case charge
    /// 事业性收费, 经费: surely another fee.
    case otherCharge
    /// 逾期, 不再处理: the form's own row labels speak of the fee too.
    case lapse
    /// 考核.
    case assessment
    /// 社会评议.
    case evaluation
    /// 责任追究.
    case accountability
    /// 低保评议: another assessment than that of the work of disclosure.
    case otherAssessment
    /// 许可, 处罚: what is published of them is no information in general.
    case licensing
    /// 不属于: not all that was counted is what it was called.
    case misnomer
    /// 网络, 信函 …: only one way in; 有效受理: or only some of them.
    case oneWayIn
    /// 截至: the count is of all years up to a day.
    case untilThen
    /// 上年, 去年, 结转: another year's; 季度, 上半年: or not the whole year's.
    case otherYear
    /// 含: a total takes in some that may be counted elsewhere, which are no part of their own.
    case includes
    /// 规范性文件.
    case normativeDocument
    /// 制发, 出台: made.
    case make
    /// 发布, 公开: put before the public.
    case publish
    /// 废止, 清理, 现行有效 …: not the documents made this year.
    case otherDocuments
    /// 信息.
    case information
    /// 报告, 全文: the report speaks of itself.
    case itself

    static let wordings: [(word: NarrativeWord, texts: [String])] = [
        (.amongThem, ["其中"]),
        (.altogether, ["共", "累计", "合计", "总计", "总数", "总量"]),
        (.andSoOn, ["等"]),
        (.theRest, ["其余", "另有", "还有", "另外", "此外"]),
        (
            .apart,
            [
                "撤回", "撤销申请", "撤诉", "不予受理", "并案", "合并办理", "合并答复", "转来", "转交", "交办", "尚未", "未审结", "未办结", "未到期", "正在",
                "审理中", "办理中", "在审",
                "在办",
                "待办", "移送", "退回", "终止", "实际", "非政府信息公开", "转信访", "剔除", "扣除",
            ]
        ),
        (
            .fate,
            [
                "关停", "关闭", "注销", "撤销", "取消", "整改", "驳回", "维持", "纠正", "胜诉", "败诉", "完成", "查处", "通过验收", "上报", "下架",
                "删除", "合格", "超期", "调整", "新增", "增设",
            ]
        ),
        (.overlap, ["同步", "多平台", "多渠道", "交叉", "重复计", "重复统计", "均公开", "均发布", "同时公开", "同时发布", "含重复", "重复访问"]),
        (.comparison, ["同比", "较上年", "比上年", "较去年", "比去年", "较上一年", "增长", "增加", "减少", "下降", "上升", "占"]),
        (.each, ["各"]),
        (.approximately, ["约", "近", "超过", "逾", "不少于", "不低于", "大约", "将近", "上百", "突破"]),
        (.receive, ["收到", "受理", "新收", "接到", "接收", "接受"]),
        (.handle, ["办理", "处理"]),
        (.settle, ["办结", "答复", "回复"]),
        (
            .aspect,
            ["参加", "参与", "出席", "列席", "采用", "采纳", "录用", "满意", "涉及", "转发", "评论", "获", "被", "属于", "延期", "发现", "刊登", "刊发"]
        ),
        (.others, ["其他", "其它"]),
        (
            .request,
            [
                "信息公开申请", "依申请公开", "公开申请", "申请公开", "申请政府信息公开",
            ]
        ),
        (
            .anybody,
            [
                "公民、法人和其他组织", "公民、法人或其他组织", "公民、法人或者其他组织", "公民、法人及其他组织", "公民、法人、其他组织", "公民、法人和其它组织",
                "公民、法人或其它组织", "公民、法人或者其它组织", "公民、法人", "公民和法人", "社会公众", "公众", "群众", "社会各界", "申请人", "当事人",
            ]
        ),
        (.anyRequest, ["申请"]),
        (
            .otherMatter,
            [
                "投诉", "举报", "信访", "留言", "咨询", "来信", "来电", "提案", "建议", "转办", "移交", "民事诉讼", "刑事诉讼", "公益诉讼", "行政公益诉讼",
                "指导", "承办", "协助", "协办",
            ]
        ),
        (.reconsideration, ["行政复议", "复议"]),
        (.lawsuit, ["行政诉讼", "诉讼"]),
        (.appealStage, ["未经复议", "复议后", "经复议", "直接起诉", "应诉"]),
        (.appealAuthority, ["复议机关", "行政复议机关", "复议机构", "行政复议机构"]),
        (.instance, ["一审", "二审", "再审", "终审", "一级", "二级", "三级"]),
        (.none, ["未", "无", "没有"]),
        (.granted, ["予以公开"]),
        (.partlyGranted, ["部分公开", "予以部分公开"]),
        (.refused, ["不予公开"]),
        (.unavailable, ["无法提供"]),
        (.notProcessed, ["不予处理"]),
        (.otherwiseHandled, ["其他处理", "其它处理"]),
        (.unasked, ["主动公开", "已公开"]),
        (.attribute, ["公文", "属性", "目录", "清单"]),
        (.fee, ["信息处理费", "处理费"]),
        (.charge, ["费"]),
        (
            .otherCharge,
            [
                "行政事业性收费", "事业性收费", "收费金额", "收费项目", "收费目录", "收费清单", "收费公示", "涉企收费", "医疗收费", "经费", "消费", "学费", "话费",
                "浪费",
            ]
        ),
        (.lapse, ["逾期", "不再处理"]),
        (.assessment, ["考核", "考评", "综合绩效", "绩效考", "绩效管理", "绩效评估", "目标绩效", "目标管理", "目标责任"]),
        (.evaluation, ["评议", "测评", "社会评价", "第三方评估", "民意调查", "问卷调查"]),
        (.otherAssessment, ["低保评议", "民主评议", "资格评议"]),
        (.accountability, ["追究", "追责", "问责", "责任制"]),
        (.licensing, ["许可", "处罚", "双公示", "审批"]),
        (.misnomer, ["不属于", "不是政府信息"]),
        (
            .oneWayIn,
            [
                "网络", "网上", "网站", "微信", "公众号", "微博", "公报", "客户端", "信函", "当面", "现场", "传真", "邮件", "邮寄", "在线", "平台",
                "自然人申请", "企业申请", "法人申请",
                "有效受理", "有效申请",
            ]
        ),
        (.untilThen, ["截至", "截止"]),
        (
            .otherYear,
            [
                "上年", "去年", "上一年", "结转", "历年", "以来", "季度", "上半年", "下半年", "月份", "月收到", "月共收到", "月受理", "月办结",
            ]
        ),
        (.includes, ["含"]),
        (.normativeDocument, ["行政规范性文件", "规范性文件"]),
        (.make, ["制发", "制定", "出台", "印发", "制作", "下发"]),
        (.publish, ["发布", "公开", "公布", "更新", "推送", "转载"]),
        (
            .otherDocuments,
            [
                "废止", "失效", "清理", "修改", "修订", "有效", "备案", "审查", "审核", "解读", "征求", "评估", "宣布", "拟",
                "梳理", "继续", "党内",
            ]
        ),
        (.information, ["信息"]),
        (.itself, ["报告", "全文", "年报", "内容"]),
    ]
}
