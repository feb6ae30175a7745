import Core
import Testing

@testable import Store

/// What tells where an organ belongs may come at any time, beside any of its files.
struct LateRegionTests {
    /// Something that happens in the drop directory.
    private enum Step {
        case file(String, Report)
        case sidecar(String, region: String)
    }

    /// A drop directory as it fills: a file is read with what stands beside it, and again when that comes.
    private struct Drop {
        let state: TemporaryState
        let store: Store
        let organ: String
        private let roster: [Organ]
        private var files: [String: Report] = [:]
        private var regions: [String: String] = [:]

        init(organ: String = "甲局", roster: [Organ] = [], sharing other: Drop? = nil) throws {
            self.organ = organ
            self.roster = roster
            state = try other?.state ?? TemporaryState()
            store = try other?.store ?? state.open(roster: roster)
        }

        mutating func take(_ step: Step) throws {
            switch step {
            case .file(let name, let report):
                files[name] = report
                try read(name)
            case .sidecar(let name, let region):
                regions[name] = region
                try read(name)
            }
        }

        private func read(_ name: String) throws {
            guard var report = files[name] else { return }
            let region = regions[name]
            report.identity.agency = organ
            report.identity.claims = [
                IdentityClaim(
                    source: .title, agency: organ, year: report.identity.year, place: Place(line: 1), quote: organ)
            ]
            let isHost = region?.contains(".") == true
            OrganDirectory(Roster(organs: roster)).settle(
                &report.identity, region: isHost ? nil : region, host: isHost ? region : nil)
            let file = "\(organ)/\(name)"
            var intake = Intake.read(report, number: file.utf8.reduce(0) { $0 &* 257 &+ Int($1) }, file: file)
            intake.sidecar = region.map { region in
                let text = isHost ? #"{"url":"https://\#(region)/a.html"}"# : #"{"region":"\#(region)"}"#
                return SidecarIntake(
                    file: .named("\(file).meta.json", content: 1), content: .of(UInt8(text.utf8.count)), text: text)
            }
            try store.record(intake)
        }

        /// The reports by year and region with their verdicts, and which of them break continuity.
        func reports() throws -> [String] {
            let lines: String? = try store.value(
                """
                SELECT group_concat(line) FROM (
                    SELECT year || ' ' || region || ' r' || revisions || ' ' || verdict AS line
                    FROM report_summary WHERE superseded_by IS NULL AND agency = '\(organ)' ORDER BY line)
                """)
            return (lines?.split(separator: ",").map { String($0) } ?? [])
                + (try store.standing("continuity%").filter { $0.hasPrefix("\(organ) ") })
        }
    }

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

    @Test func `a region that only a corrected file tells, in every order`() throws {
        let steps: [Step] = [
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
        }
        try expectNothingToSettle(all.store)
    }

    @Test(arguments: [false, true])
    func `two organs of one name whose regions come late, in every order`(areOnRoster: Bool) throws {
        let steps: [Step] = [
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
        }
        try expectNothingToSettle(all.store)
    }

    /// What stands is what going over everything comes to.
    private func expectNothingToSettle(_ store: Store) throws {
        #expect(try store.settleOrgans(announcement: .silent, now: { .start }) == 0)
        let progress = try store.recheck(announcement: .silent, now: { .start })
        #expect(progress.opened + progress.closed + progress.changed == 0)
    }
}
