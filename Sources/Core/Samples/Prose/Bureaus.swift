/// A line of business: what an organ is called, how it speaks of itself, and what its reports are about.
struct Bureau: Sendable {
    /// The name behind the place's.
    let name: String
    /// What it deals with; a report's sentences name these.
    let topics: [String]
    /// Requests for information in a usual year, for an organ of a county.
    let requests: Int
    /// Permits in a usual year, for an organ of a county.
    let permits: Int
    /// Penalties in a usual year, for an organ of a county.
    let penalties: Int

    private init(_ name: String, requests: Int = 4, permits: Int = 0, penalties: Int = 0, topics: String) {
        self.name = name
        self.requests = requests
        self.topics = topics.split(separator: "、").map { String($0) }
        self.permits = permits
        self.penalties = penalties
    }

    /// Departments.
    static let departments: [Bureau] = [
        Bureau(
            "民政局", requests: 5, permits: 18, penalties: 2,
            topics: "社会救助、养老服务、殡葬管理、社会组织管理、儿童福利、婚姻登记、区划地名、慈善事业"),
        Bureau(
            "教育局", requests: 8, permits: 40, penalties: 3,
            topics: "义务教育招生、学校建设、教师招聘、学生资助、校外培训治理、考试考务、校园安全、学前教育"),
        Bureau(
            "财政局", permits: 25, penalties: 1,
            topics: "财政预决算、政府采购、政府债务、惠民补贴、非税收入、会计管理、国有资产、绩效评价"),
        Bureau(
            "公安局", requests: 14, permits: 2600, penalties: 900,
            topics: "户籍办理、出入境管理、交通管理、治安防控、反诈宣传、警务公开、禁毒工作、边界治安"),
        Bureau(
            "司法局", requests: 6, permits: 12, penalties: 1,
            topics: "法律援助、人民调解、法治政府建设、公证服务、普法宣传、社区矫正、行政执法监督、律师管理"),
        Bureau(
            "人力资源和社会保障局", permits: 90, penalties: 8,
            topics: "就业创业、社会保险、劳动关系、人事考试、职业技能培训、工资支付保障、人才引进、劳动仲裁"),
        Bureau(
            "自然资源局", requests: 60, permits: 320, penalties: 26,
            topics: "征地补偿、国土空间规划、不动产登记、矿产管理、耕地保护、地质灾害防治、测绘地理信息、用地审批"),
        Bureau(
            "生态环境局", requests: 12, permits: 85, penalties: 60,
            topics: "环境影响评价、空气质量、水污染防治、排污许可、环境执法、核与辐射安全、固体废物管理、环保督察整改"),
        Bureau(
            "住房和城乡建设局", requests: 45, permits: 240, penalties: 22,
            topics: "保障性住房、老旧小区改造、房地产市场、建筑工程质量、物业管理、农村危房改造、城市更新、燃气安全"),
        Bureau(
            "交通运输局", requests: 10, permits: 650, penalties: 120,
            topics: "公路建设、道路运输、公共交通、水路运输、农村公路养护、出租汽车管理、超限治理、交通工程质量"),
        Bureau(
            "水利局", requests: 6, permits: 46, penalties: 9,
            topics: "河湖管理、防汛抗旱、水资源管理、水土保持、农村饮水安全、水利工程建设、水库移民、节约用水"),
        Bureau(
            "农业农村局", requests: 15, permits: 160, penalties: 30,
            topics: "惠农补贴、农产品质量安全、高标准农田、动物防疫、农机管理、宅基地管理、种业监管、乡村建设"),
        Bureau(
            "商务局", permits: 30, penalties: 2,
            topics: "消费促进、外贸发展、电子商务、招商引资、成品油流通、单用途预付卡、家政服务、市场保供"),
        Bureau(
            "文化和旅游局", permits: 58, penalties: 11,
            topics: "公共文化服务、文物保护、旅游市场监管、非物质文化遗产、文艺演出、景区管理、图书馆建设、广播电视"),
        Bureau(
            "卫生健康局", requests: 9, permits: 480, penalties: 75,
            topics: "疾病预防控制、医疗机构管理、公共场所卫生、基层卫生、职业健康、妇幼保健、医师执业注册、卫生监督"),
        Bureau(
            "退役军人事务局",
            topics: "优待抚恤、移交安置、就业扶持、烈士褒扬、双拥共建、服务保障、权益维护"),
        Bureau(
            "应急管理局", permits: 110, penalties: 48,
            topics: "安全生产、防灾减灾、危险化学品监管、应急预案、应急演练、事故调查、救灾物资、森林防火"),
        Bureau(
            "审计局",
            topics: "预算执行审计、经济责任审计、民生资金审计、审计整改、工程项目审计、审计结果公告、资源环境审计"),
        Bureau(
            "市场监督管理局", requests: 26, permits: 4200, penalties: 260,
            topics: "食品安全、药品监管、特种设备安全、企业登记、价格监管、知识产权保护、消费维权、产品质量抽检"),
        Bureau(
            "统计局", penalties: 3,
            topics: "统计数据、人口普查、经济普查、统计执法、名录库管理、住户调查、统计公报"),
        Bureau(
            "医疗保障局", penalties: 6,
            topics: "医保待遇、药品集中采购、基金监管、异地就医、医疗救助、参保登记、医保目录"),
        Bureau(
            "林业局", permits: 75, penalties: 14,
            topics: "国土绿化、森林资源管理、野生动物保护、湿地保护、林木采伐、林业有害生物防治、林权登记"),
        Bureau(
            "体育局", permits: 9,
            topics: "全民健身、体育赛事、场馆开放、体育彩票公益金、青少年训练、体育社团"),
        Bureau(
            "行政审批服务局", permits: 3600,
            topics: "审批服务、帮办代办、中介服务、公共资源交易、政务大厅建设、证明事项清理、一网通办"),
        Bureau(
            "城市管理局", requests: 20, permits: 210, penalties: 340,
            topics: "市容环境、环境卫生、违法建设治理、户外广告管理、垃圾分类、园林绿化、停车管理、渣土运输"),
        Bureau(
            "科学技术局", permits: 6,
            topics: "科技项目、高新技术企业培育、科技成果转化、创新平台、科技特派员、研发投入、外国人才服务"),
        Bureau(
            "工业和信息化局", permits: 8, penalties: 1,
            topics: "企业技术改造、惠企政策、节能降耗、中小企业服务、产业园区、无线电管理、清理拖欠账款"),
        Bureau(
            "发展和改革局", requests: 9, permits: 130, penalties: 2,
            topics: "重大项目、价格管理、营商环境、能源管理、信用体系建设、规划编制、粮食储备、固定资产投资"),
        Bureau(
            "民族宗教事务局", permits: 10, penalties: 1,
            topics: "民族团结进步、宗教活动场所管理、少数民族发展资金、清真食品管理、教职人员培训、民族成份变更"),
        Bureau(
            "机关事务管理局",
            topics: "办公用房管理、公务用车、公共机构节能、后勤保障、机关食堂、会议服务"),
        Bureau(
            "信访局",
            topics: "信访接待、积案化解、网上信访、督查督办、人民建议征集、信访法治化"),
        Bureau(
            "大数据发展管理局",
            topics: "数据共享、政务云、数据开放、数字乡村、智慧城市、网络安全、电子证照"),
    ]

    /// A people's government from the county up.
    static let governments: [Bureau] = [
        Bureau(
            "人民政府", requests: 120, permits: 3800, penalties: 600,
            topics: "重大建设项目、财政预决算、公共资源配置、乡村振兴、义务教育、医疗卫生、社会保险、就业创业、征地拆迁、安全生产、生态环境、优化营商环境")
    ]
    /// The office of a people's government.
    static let governmentOffices: [Bureau] = [
        Bureau(
            "人民政府办公室", requests: 24,
            topics: "政府常务会议、重点工作督查、政府公报、建议提案办理、政策解读、政务值班、营商环境、政务新媒体监管")
    ]
    /// The government of a township or town.
    static let townships: [Bureau] = [
        Bureau(
            "人民政府", permits: 60, penalties: 5,
            topics: "惠农补贴、村级财务、低保申请、人居环境整治、农村宅基地审批、防汛救灾、便民服务、产业帮扶")
    ]
    /// A subdistrict's office.
    static let subdistricts: [Bureau] = [
        Bureau(
            "街道办事处", permits: 25, penalties: 18,
            topics: "社区治理、养老助残、物业矛盾调解、文明城市创建、便民服务、社会救助、安全巡查、老旧小区改造")
    ]
}
