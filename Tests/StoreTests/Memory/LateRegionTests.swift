import Core
import Testing

@testable import Store

/// What tells where an organ belongs may come at any time, beside any of its files.
struct LateRegionTests {
    private static func report(_ year: Int, carriedIn: Int = 0, carriedOut: Int = 0, received: Int = 10) -> Report {
        .requests("甲局", year, carriedIn: carriedIn, carriedOut: carriedOut, received: received)
    }

    @Test(arguments: ["丙市", "a.gov.cn"])
    func `a corrected file that is the first to tell a region keeps what stands`(region: String) throws {
        var drop = try Drop()
        try drop.take(.file("21", Self.report(2021, carriedOut: 3)))
        try drop.take(.file("22", Self.report(2022, carriedIn: 5)))
        let findings = try drop.store.standing("continuity%")
        #expect(findings.count == 2)
        try drop.take(.sidecar("22c", region: region))
        try drop.take(.file("22c", Self.report(2022, carriedIn: 5, received: 11)))
        #expect(try drop.store.standing("continuity%") == findings)
        #expect(try drop.reports().contains("2022 \(region) r2 invalid"))
        #expect(try drop.store.log().last == "report.revised 甲局 2022")
        #expect(try drop.store.integer("SELECT count(*) FROM finding WHERE rule LIKE 'continuity%' AND open") == 2)
    }

    @Test func `a later year that belongs elsewhere is compared no longer`() throws {
        var drop = try Drop()
        try drop.take(.file("21", Self.report(2021, carriedOut: 3)))
        try drop.take(.sidecar("22", region: "丁市"))
        try drop.take(.file("22", Self.report(2022, carriedIn: 5)))
        #expect(try drop.store.standing("continuity%").count == 2)
        try drop.take(.sidecar("21c", region: "丙市"))
        try drop.take(.file("21c", Self.report(2021, carriedOut: 3, received: 11)))
        #expect(try drop.reports() == ["2021 丙市 r2 valid", "2022 丁市 r1 valid"])
    }

    @Test func `a region that only a corrected file tells, in every order`() async throws {
        let steps: [Drop.Step] = [
            .file("21", Self.report(2021, carriedOut: 3)), .file("22", Self.report(2022, carriedIn: 5)),
            .file("22c", Self.report(2022, carriedIn: 5, received: 11)), .sidecar("22c", region: "丙市"),
        ]
        let all = try Drop()
        for (number, order) in permutations(steps).enumerated() {
            var drop = try Drop(organ: "甲\(number)局", sharing: all)
            for step in order { try drop.take(step) }
            let reports = try drop.reports()
            #expect(reports.prefix(2) == ["2021  r1 valid", "2022 丙市 r2 invalid"], "\(order)")
            #expect(reports.count == 4, "\(order)")
            await Task.yield()
        }
        try all.expectNothingToSettle()
    }

    @Test(arguments: [false, true])
    func `two organs of one name whose regions come late, in every order`(areOnRoster: Bool) async throws {
        let steps: [Drop.Step] = [
            .file("21", Self.report(2021, carriedOut: 3)), .file("a", Self.report(2022, carriedIn: 5)),
            .sidecar("a", region: "丙市"), .file("b", Self.report(2022, carriedIn: 6)), .sidecar("b", region: "丁市"),
        ]
        let orders = permutations(steps)
        let names = orders.indices.map { "甲\($0)局" }
        let organs = names.flatMap { name in ["丙市", "丁市"].map { Organ(name: name, region: $0) } }
        let roster = areOnRoster ? organs : []
        let all = try Drop(roster: roster)
        for (name, order) in zip(names, orders) {
            var drop = try Drop(organ: name, roster: roster, sharing: all)
            for step in order { try drop.take(step) }
            #expect(
                try drop.reports() == ["2021  r1 valid", "2022 丁市 r1 valid", "2022 丙市 r1 valid"], "\(order)")
            await Task.yield()
        }
        try all.expectNothingToSettle()
    }
}
