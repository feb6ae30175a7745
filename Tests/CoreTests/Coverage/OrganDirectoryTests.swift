import Testing

@testable import Core

@Suite struct OrganDirectoryTests {
    private let directory = OrganDirectory(
        Roster(organs: [
            Organ(name: "嘉兴市民政局", region: "嘉兴市", aliases: ["嘉兴市民政和老龄局"]),
            Organ(name: "嘉兴市卫生健康委员会", region: "嘉兴市", aliases: ["嘉兴市卫生和计划生育委员会"]),
            Organ(name: "嘉兴市委办公室", region: "嘉兴市"),
            Organ(name: "城关镇人民政府", region: "甘肃省A县"), Organ(name: "城关镇人民政府", region: "甘肃省B县"),
            Organ(name: "朝阳区民政局", region: "北京市"), Organ(name: "独山局"),
        ]))

    @Test(arguments: [
        ("嘉兴市民政局", nil, "嘉兴市民政局"), ("嘉兴市民政局（本级）", nil, "嘉兴市民政局"),
        ("嘉 兴市民政局〔机关〕", nil, "嘉兴市民政局"), ("嘉兴市民政和老龄局", nil, "嘉兴市民政局"),
        ("嘉兴市卫生和计划生育委员会", nil, "嘉兴市卫生健康委员会"),
        ("嘉兴市民政局(原嘉兴市社会局)", nil, "嘉兴市民政局"), ("中共嘉兴市委办公室", nil, "嘉兴市委办公室"),
        ("民政局", "嘉兴市", "嘉兴市民政局"), ("市民政局", "嘉兴市", "嘉兴市民政局"), ("嘉兴市民政局", "浙江省", "嘉兴市民政局"),
        ("嘉兴市民政局", "浙江省嘉兴市", "嘉兴市民政局"), ("独山局", "C县", "独山局"),
        // Not the same, or not sure.
        ("民政局", nil, nil), ("嘉兴市民政局（汇总）", nil, nil), ("嘉兴市民政局下属中心", nil, nil), ("城关镇人民政府", nil, nil),
        ("城关镇人民政府", "C县", nil), ("朝阳区民政局", "长春市", nil), ("民政局", "南关区", nil), ("嘉兴民政局", "嘉兴市", nil),
    ])
    func `a name means one organ or none`(name: String, region: String?, expected: String?) {
        #expect(directory.resolve(name, region: region)?.name == expected)
    }

    @Test func `organs of one name are found by their region`() {
        #expect(directory.resolve("城关镇人民政府", region: "B县")?.region == "甘肃省B县")
        #expect(directory.resolve("城关镇人民政府", region: "甘肃省A县")?.region == "甘肃省A县")
    }

    private func settled(_ agency: String?, _ sidecar: Sidecar? = nil, claims: [IdentityClaim] = []) -> Identity {
        var identity = Identity()
        identity.agency = agency
        identity.claims = claims
        directory.settle(&identity, sidecar: sidecar)
        return identity
    }

    @Test func `an identity gets the organ's one name and region`() {
        var sidecar = Sidecar()
        sidecar.url = "https://www.example.gov.cn/a"
        #expect(settled("嘉兴市民政和老龄局").agency == "嘉兴市民政局")
        #expect(settled("嘉兴市民政和老龄局").region == "嘉兴市")
        #expect(settled("嘉兴市民政局", sidecar).region == "嘉兴市", "the roster knows better than a host")
        #expect(settled("城关镇人民政府").region == nil)
        #expect(settled("城关镇人民政府", sidecar).region == "example.gov.cn", "the host stands in")
        #expect(settled("别处局（本级）").agency == "别处局")
        sidecar.region = "浙江省嘉兴市"
        #expect(settled("嘉兴市民政局", sidecar).region == "嘉兴市", "in the roster's words")
        #expect(settled("别处局", sidecar).region == "浙江省嘉兴市")
        #expect(settled(nil, sidecar).region == "浙江省嘉兴市")
    }

    @Test func `two names of one organ are no contradiction`() throws {
        let claims = [
            IdentityClaim(source: .title, agency: "嘉兴市卫生和计划生育委员会", year: 2019, place: nil, quote: "标题"),
            IdentityClaim(source: .sidecar, agency: "嘉兴市卫生健康委员会", year: 2019, place: nil, quote: "卫健委"),
        ]
        var report = Report()
        report.identity = settled("嘉兴市卫生和计划生育委员会", claims: claims)
        report.identity.year = 2019
        #expect(Set(report.identity.claims.compactMap(\.agency)) == ["嘉兴市卫生健康委员会"])
        #expect(!Ruleset.standard.judge(report).contains { $0.rule == "identity.conflict" })
    }

    @Test func `a fuller name beside the title's helps to find the organ`() {
        let claim = IdentityClaim(source: .sidecar, agency: "嘉兴市民政局", year: nil, place: nil, quote: "")
        #expect(settled("民政局", claims: [claim]).agency == "嘉兴市民政局")
        #expect(settled("水利局", claims: [claim]).agency == "水利局")
    }
}
