import Testing

@testable import Core

@Suite struct TitleTextTests {
    private func parse(_ text: String) -> TitleText.Parts? {
        let bytes = Array(text.utf8)
        return TitleText.parse(TitleText.folded(0..<bytes.count, in: bytes.span))
    }

    @Test(arguments: [
        ("青岚市渔业局2020年度政府信息公开工作年度报告", "青岚市渔业局", 2020), ("2020年沙溪区渔业局政府信息公开工作年度报告", "沙溪区渔业局", 2020),
        ("2020年度沙溪区渔业局政府信息公开年度报告", "沙溪区渔业局", 2020), ("沙溪区人民政府2021年政府信息公开工作年度报告", "沙溪区人民政府", 2021),
        ("沙溪区人民政府信息公开工作年度报告（2021年）", "沙溪区人民政府", 2021), ("2021年沙溪区人民政府信息公开工作年度报告", "沙溪区人民政府", 2021),
        ("沙溪区人民政府办公室关于2022年政府信息公开工作年度报告", "沙溪区人民政府办公室", 2022),
        ("沙溪区人民政府办公室2022年政府信息公开年报", "沙溪区人民政府办公室", 2022), ("关于青岚市渔业局2020年政府信息公开工作的年度报告", "青岚市渔业局", 2020),
        ("青岚市渔业局二〇二〇年政府信息公开工作年度报告", "青岚市渔业局", 2020), ("青岚市渔业局二○二○年度政府信息公开工作年度报告", "青岚市渔业局", 2020),
        ("青岚市渔业局二O二O年度政府信息公开工作年度报告", "青岚市渔业局", 2020), ("青岚市渔业局２０２０年度政府信息公开工作年度报告", "青岚市渔业局", 2020),
        ("青岚市渔业局 2020 年度 政府信息公开 工作年度报告", "青岚市渔业局", 2020), ("《青岚市渔业局2023年度政府信息公开工作年度报告》", "青岚市渔业局", 2023),
        ("青岚市渔业局关于印发《2023年度政府信息公开工作年度报告》的通知", "青岚市渔业局", 2023),
        ("关于发布《青岚市渔业局2023年度政府信息公开工作年度报告》的公告", "青岚市渔业局", 2023),
        ("沙溪镇2021年政府信息公开工作年度报告", "沙溪镇", 2021), ("国家税务总局青岚市税务局2021年政府信息公开工作年度报告", "国家税务总局青岚市税务局", 2021),
        ("青岚市渔业局（青岚市海洋局）2021年政府信息公开工作年度报告", "青岚市渔业局(青岚市海洋局)", 2021),
        ("青岚市渔业局2021年度政务公开工作报告", "青岚市渔业局", 2021), ("青岚市渔业局政府信息公开工作2021年年度报告", "青岚市渔业局", 2021),
    ])
    func organAndYear(title: String, agency: String, year: Int) {
        let parts = parse(title)
        #expect(parts?.agency == agency)
        #expect(parts?.year == year)
    }

    @Test func halfOfIt() {
        #expect(parse("政府信息公开年报") == TitleText.Parts(agency: nil, year: nil))
        #expect(parse("2020年度政府信息公开工作年度报告") == TitleText.Parts(agency: nil, year: 2020))
        #expect(parse("青岚市渔业局政府信息公开工作年度报告") == TitleText.Parts(agency: "青岚市渔业局", year: nil))
    }

    @Test(arguments: [
        "青岚市渔业局2020年工作总结报告", "青岚市渔业局2020年政府信息公开指南", "政府信息公开工作年度报告格式的通知和说明材料汇编如下各单位遵照执行", "一、总体情况", "",
        "年度报告政府信息公开",
    ])
    func isNoTitle(text: String) {
        #expect(parse(text) == nil)
    }

    @Test(arguments: [
        ("青岚市渔业局_2020", "青岚市渔业局", 2020), ("2021-沙溪区人民政府", "沙溪区人民政府", 2021), ("年报2022年青岚市渔业局", "青岚市渔业局", 2022),
    ])
    func looseNames(name: String, agency: String, year: Int) {
        let bytes = Array(name.utf8)
        let parts = TitleText.parseLoosely(TitleText.folded(0..<bytes.count, in: bytes.span))
        #expect(parts?.year == year)
        #expect(parts?.agency?.hasSuffix(agency) == true)
    }

    @Test(arguments: ["000_b8b917888f6bbb4a", "20210125", "a2020f", "9f2021e7", "报告", "12020", "2020a"])
    func codesAreNoYears(name: String) {
        let bytes = Array(name.utf8)
        let parts = TitleText.parseLoosely(TitleText.folded(0..<bytes.count, in: bytes.span))
        #expect(parts?.year == nil)
        #expect(parts?.agency == nil)
    }
}
