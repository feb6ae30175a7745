import Testing

@testable import Core

@Suite struct IdentityReaderTests {
    private func identity(_ text: String, fileName: String = "") -> Identity {
        let document = PlainTextReader.read(Array(text.utf8))
        let lines = document.blocks.compactMap { block in
            if case .paragraph(let paragraph) = block {
                TextLine(text: paragraph.text, line: paragraph.line)
            } else {
                nil
            }
        }
        return IdentityReader(document, lines: lines)
            .read(.init(fileName: Array(fileName.utf8)), in: document.text.span)
    }

    private static let title = "青岚市渔业局2021年政府信息公开工作年度报告"

    @Test(arguments: [
        title, "\n\n\(title)\n", "青岚市渔业局2021年政府信息公开\n工作年度报告", "青岚市渔业局\n2021年政府信息公开工作年度报告",
        "青岚市渔业局\n2021年政府信息公开\n工作年度报告", "青岚市渔业局政府信息公开工作年度报告\n（2021年）", "本站支持IPv6\n\(title)",
        "首页\n政府信息公开\n年报\n\(title)", "政府信息公开年报\n\(title)", "发布日期：2022-01-20\n\(title)",
        "来源：办公室\n青岚市渔业局2021年政府信息公开\n工作年度报告",
        "名称：\(title)", "发布机构：青岚市渔业局\n文号：无\n名称：\(title)", "【年报】\(title)", "关于\(title)的公示", "\(title)的公告",
        "2021年政府信息公开工作年度报告\n青岚市渔业局", "政府信息公开工作年度报告\n青岚市渔业局\n2021年", "2021年政府信息公开工作年度报告\n来源：青岚市渔业局",
        "青岚市\n渔业局2021年政府信息公开工作年度报告", "青岚市\n\(title)", "　　青岚市渔业局　２０２１年　政府信息公开工作年度报告",
    ])
    func fromTheTitle(text: String) {
        let found = identity(text)
        #expect(found.agency == "青岚市渔业局")
        #expect(found.year == 2021)
        #expect(found.kind == .department)
    }

    @Test func theTitleIsJoined() {
        #expect(identity("青岚市渔业局2021年政府信息公开\n工作年度报告").title == Self.title)
    }

    @Test(arguments: [
        "2021年政府信息公开工作年度报告\n办公室", "2021年政府信息公开工作年度报告\n领导小组办公室", "关于报送2021年政府信息公开工作年度报告的通知",
        "2021年政府信息公开工作年度报告\n青岚市渔业局高度重视，认真公开。",
    ])
    func namesNoOrgan(text: String) {
        let found = identity(text)
        #expect(found.agency == nil)
        #expect(found.year == 2021)
    }

    @Test func theTitleIsShownWithoutWhatStandsBeforeIt() {
        #expect(identity("【年报】\(Self.title)").title == Self.title)
        #expect(identity("名称：\(Self.title)").title == Self.title)
    }

    @Test func aTitleWithTheOrganBeatsOneWithout() {
        let found = identity("政府信息公开年报\n青岚市渔业局政府信息公开年度报告\n统计期限为2021年1月1日至12月31日。")
        #expect(found.agency == "青岚市渔业局")
        #expect(found.year == 2021)
    }

    @Test(arguments: [
        "本报告数据统计期限为2021年1月1日至2021年12月31日止。", "统计期限从2021年1月1日起到12月31日止。", "期限：2021年1月1日—12月31日",
        "统计期限为 2021 年 1 月 1 日至 2021 年 12 月 31 日。", "统计期限为２０２１年１月１日至１２月３１日。",
    ])
    func fromThePeriod(text: String) throws {
        let found = identity(text)
        #expect(found.year == 2021)
        let claim = try #require(found.claims.first)
        #expect(claim.source == .period)
        #expect(claim.quote.hasPrefix("2021年1月1日"))
        #expect(claim.quote.hasSuffix("12月31日"))
    }

    @Test(arguments: ["自2019年1月1日起施行。", "2021年11月1日至12月31日开展检查。", "每年1月1日至12月31日", "2021年1月"])
    func isNoPeriod(text: String) {
        #expect(identity(text).year == nil)
    }

    @Test func fromTheFileNameWhereNothingElseTells() {
        let found = identity("一、总体情况", fileName: "青岚市渔业局_2021.txt")
        #expect(found.agency == "青岚市渔业局")
        #expect(found.year == 2021)
        #expect(found.claims.map(\.source) == [.fileName])
        #expect(identity(Self.title, fileName: "沙溪区渔业局_2019.txt").claims.map(\.source) == [.title])
    }

    @Test func theMostTrustedComesFirst() {
        let found = identity(
            Self.title + "\n统计期限为2020年1月1日至12月31日。", fileName: "沙溪区渔业局2019年政府信息公开工作年度报告.txt")
        #expect(found.claims.map(\.source) == [.title, .period, .fileName])
        #expect(found.year == 2021)
        #expect(found.agency == "青岚市渔业局")
    }

    @Test func namesThatAreNotUTF8AreLeftOut() {
        let document = PlainTextReader.read(Array(Self.title.utf8))
        let identity = IdentityReader(document, lines: []).read(.init(fileName: [0xFF, 0xFE]), in: document.text.span)
        #expect(identity.claims.isEmpty)
    }

    @Test(arguments: [
        ("沙溪区人民政府", AgencyKind.government), ("沙溪镇人民政府", .government), ("沙溪区人民政府办公室", .department),
        ("沙溪街道办事处", .department), ("青岚市渔业局", .department),
    ])
    func kindFollowsTheName(agency: String, kind: AgencyKind) {
        #expect(AgencyKind(agency: agency) == kind)
    }
}
