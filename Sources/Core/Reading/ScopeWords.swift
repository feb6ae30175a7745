/// The words that tell whom and which time a sentence is about.
struct ScopeWords: Sendable {
    static let shared = ScopeWords()

    enum Kind: UInt8, CaseIterable {
        /// A longer word that only looks as if it ended an organ's name: 布局, 办理, 网站.
        case nothing
        /// What an organ's name ends in.
        case organ
        /// The same of bodies that make requests more often than they get some.
        case body
        /// What a region's name ends in, or an office's, where no more of a name follows.
        case region
        /// Many organs, or others: 各级, 基层, 单位.
        case others
        /// 我, 本.
        case ours
        /// 全.
        case whole
        /// 全年, 本年度.
        case year
        /// 年 behind a number.
        case numberedYear
        /// 季度, 上半年.
        case partOfYear
        /// 月.
        case month
        /// 截至.
        case until
    }

    private static let wordings: [(kind: Kind, texts: [String])] = [
        (
            .nothing,
            [
                "布局", "格局", "大局", "结局", "局面", "局势", "局限", "局部", "局长", "大厅", "厅长", "委托", "委派", "院长", "法院判决", "网站", "处理",
                "处罚", "处置", "办理", "办结", "办件", "办法", "办事指南", "办事流程", "办复", "承办", "主办", "督办", "交办", "经办", "转办", "协办",
                "举办",
                "代办", "会办", "办公会", "市场", "市民", "市政务", "市容", "城市", "区分", "区别", "区域", "县域", "城乡", "城镇", "乡村", "省级", "市级",
                "县级",
                "区级", "安全", "健全", "完全", "齐全", "全面", "全部", "全程", "全力", "全文", "全国", "基本", "根本", "本级", "本办法", "中心工作",
                "中心任务",
                "新办", "已办", "待办", "在办", "快办", "速办", "即办", "缓办", "补办", "帮办", "联办", "通办", "网办", "拟办", "批办", "领办", "开办",
                "申办",
                "创办", "兴办", "查办", "政府信息", "政府常务", "政府网", "政府门户", "政府公报", "政府采购", "政府购买", "政府开放", "政府规章", "政府工作报告",
                "政府数据",
                "政府文件", "政府全体会", "政府会议",
                "个月", "年底", "年末", "结转下年度", "结转下一年度", "上年度结转", "上一年度结转", "报告期内", "其中",
            ]
        ),
        (
            .organ,
            [
                "局", "厅", "委", "院", "委员会", "管委会", "党工委", "办公室", "办公厅", "办事处", "街道", "政府", "人民政府", "中心", "支队", "大队",
                "总队", "中队", "分局", "派出所", "司法所", "管理所", "工作站", "服务站", "监测站",
                "管理站", "管理处",
                "征收处", "服务处", "领导小组", "联合会", "残联", "图书馆", "档案馆", "博物馆",
            ]
        ),
        (.body, ["公司", "集团", "学校", "中学", "小学", "大学", "学院", "医院", "事务所", "协会", "商会", "研究所", "交易所"]),
        (.region, ["省", "市", "县", "区", "旗", "州", "盟", "镇", "乡", "村", "社区", "开发区", "高新区", "园区", "办", "系统"]),
        (
            .others,
            [
                "各级", "各地", "各县", "各市", "各区", "各镇", "各乡", "各街", "各村", "各局", "各委", "各办", "各科", "各股", "各站", "各所", "各部",
                "各单位",
                "各机关", "基层", "下级", "上级", "乡镇", "镇街", "街镇", "镇办", "部门", "单位", "机关", "机构", "科室", "处室", "股室", "站所", "辖区",
                "属地",
                "全系统", "省本级", "市本级", "县本级", "区本级",
            ]
        ),
        (.ours, ["我", "本"]), (.whole, ["全"]),
        (.year, ["全年", "本年", "今年以来", "年初以来", "本年以来", "一年来", "今年", "年内", "年度"]),
        (
            .partOfYear,
            [
                "季度", "近年", "近两年", "近三年", "近五年", "三年来", "五年来", "五年内", "上半年", "下半年", "前半年", "后半年", "以来", "月份", "期间",
                "当月", "当日", "当天", "当季", "每季", "每周", "每日", "期内",
                "上年度", "上一年度", "下年度", "下一年度",
            ]
        ),
        (.numberedYear, ["年"]), (.month, ["月"]), (.until, ["截至", "截止"]),
    ]

    private let words: Phrases
    private let followers: Phrases
    private let objectMarks: Phrases
    private let occasions: Phrases

    private init() {
        words = Phrases(Self.wordings.flatMap { kind, texts in texts.map { (text: $0, value: kind.rawValue) } })
        func phrases(_ texts: [String]) -> Phrases { Phrases(texts.map { (text: $0, value: 0) }) }
        followers = phrases(Self.behindRegions)
        objectMarks = phrases(Self.beforeObjects)
        occasions = phrases(Self.behindOccasions)
    }

    /// What stands behind a region that does something; anything else goes on with a name.
    private static let behindRegions = [
        "收到", "受理", "办理", "办结", "共", "未", "没有", "无", "新收", "接到", "接收", "答复", "全年", "本年", "累计", "总计", "发生", "被", "因",
        "依申请", "主动",
        "已", "均", "和", "及", "在", "对", "按", "上下", "制发", "制定", "出台", "公开", "发布", "处理", "转来", "作出", "予以", "提起", "申请", "印发",
        "下发", "名义", "起草",
    ]
    /// What shows that somebody does something to an organ, with it, or by its word.
    private static let beforeObjects = [
        "在", "由于", "与", "向", "按照", "按", "根据", "依据", "依照", "遵照", "对照", "结合", "围绕", "落实", "贯彻", "加强", "建立", "完善", "健全",
        "推进", "严格", "认真", "积极",
        "坚持", "进一步", "深入", "持续", "组织", "印发", "指导", "督促", "配合", "联合", "会同", "通过", "依托", "利用", "为", "收到", "受理", "接到",
        "参加", "邀请", "报送", "做好", "明确",
        "充分", "推动", "强化", "规范", "优化", "不断", "接受", "及时", "主动",
    ]
    /// What shows that an organ is only the occasion of what is told, or the owner of a place.
    private static let behindOccasions = [
        "领导下", "正确领导", "坚强领导", "统一领导", "指导下", "大力支持", "关心支持", "支持下", "部署", "要求", "精神", "安排", "通知", "规定", "下发的", "印发的",
        "印发《", "网站", "门户", "官网",
        "官方", "微信", "公众号", "公报", "政务网", "信息网", "信箱",
    ]

    /// The longest word at a place in a stretch, and how many characters it has.
    func match(_ stretch: Stretch, at index: Int) -> (kind: Kind, length: Int)? {
        words.match(stretch.scalars, at: index).flatMap { match in
            Kind(rawValue: match.value).map { ($0, match.length) }
        }
    }

    /// Whether a verb follows, or the clause ends, so that a region's name is over.
    func isFollowed(_ stretch: Stretch, at index: Int) -> Bool {
        guard index < stretch.scalars.count, Scalars.isIdeograph(stretch.scalars[index]) else { return true }
        return followers.match(stretch.scalars, at: index) != nil
    }

    /// Whether a word before an organ makes it the object.
    func hasObjectMark(_ stretch: Stretch, _ run: Range<Int>) -> Bool {
        run.contains { objectMarks.match(stretch.scalars, at: $0) != nil }
    }

    /// Whether any of these places has a word that links an organ to another or says what it does.
    func hasVerb(_ stretch: Stretch, _ places: [Int]) -> Bool {
        places.contains {
            objectMarks.match(stretch.scalars, at: $0) != nil || followers.match(stretch.scalars, at: $0) != nil
        }
    }

    /// Whether a count follows before anything else is said: 县政府本级收到8件, 乡镇（街道）18件.
    func isCounted(_ stretch: Stretch, behind index: Int) -> Bool {
        var index = index
        let end = min(stretch.scalars.count, index + 16)
        while index < end {
            let scalar = stretch.scalars[index]
            guard Scalars.isIdeograph(scalar) || scalar == 0x28 || scalar == 0x29 else { break }
            index += 1
        }
        guard index < end, Scalars.digit(stretch.scalars[index]) != nil else { return false }
        while index < stretch.scalars.count, Scalars.digit(stretch.scalars[index]) != nil { index += 1 }
        return index < stretch.scalars.count && Self.measures.contains(stretch.scalars[index])
    }

    private static let measures = Set("件条份宗起次个".unicodeScalars.map(\.value))

    /// Whether what stands right behind an organ's name makes it the occasion only; a list of them may stand between.
    func isOnlyAnOccasion(_ stretch: Stretch, behind index: Int) -> Bool {
        var index = index
        let end = min(stretch.scalars.count, index + 14)
        while index < end {
            let scalar = stretch.scalars[index]
            guard Scalars.isIdeograph(scalar) || scalar == 0x3001 else { return false }
            if occasions.match(stretch.scalars, at: index) != nil { return true }
            if followers.match(stretch.scalars, at: index) != nil { return false }
            index += 1
        }
        return false
    }
}

/// Phrases that are looked for in scalars, the longest first.
private struct Phrases: Sendable {
    private var byOpening: [UInt32: [(scalars: [UInt32], value: UInt8)]] = [:]

    init(_ phrases: [(text: String, value: UInt8)]) {
        for phrase in phrases {
            let scalars = phrase.text.unicodeScalars.map(\.value)
            if let first = scalars.first { byOpening[first, default: []].append((scalars, phrase.value)) }
        }
        for opening in byOpening.keys { byOpening[opening]?.sort { $0.scalars.count > $1.scalars.count } }
    }

    func match(_ text: [UInt32], at index: Int) -> (value: UInt8, length: Int)? {
        guard let candidates = byOpening[text[index]] else { return nil }
        let rest = text[index...]
        return candidates.first { rest.starts(with: $0.scalars) }.map { ($0.value, $0.scalars.count) }
    }
}
