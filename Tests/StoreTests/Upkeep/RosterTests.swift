import Core
import Testing

@testable import Store

/// A roster that is added or changed when reports are stored already.
struct RosterTests {
    let state: TemporaryState
    private let roster = [
        Organ(name: "嘉兴市卫生健康委员会", region: "嘉兴市", aliases: ["嘉兴市卫生局"]), Organ(name: "乙局", region: "嘉兴市"),
    ]

    init() throws { state = try TemporaryState() }

    private func intake(
        _ agency: String, _ year: Int, carriedIn: Int = 0, carriedOut: Int = 0, number: Int, file: String? = nil,
        roster: [Organ] = []
    ) -> Intake {
        var report = Report.requests(agency, year, carriedIn: carriedIn, carriedOut: carriedOut)
        report.identity.claims = [
            IdentityClaim(source: .title, agency: agency, year: year, place: Place(line: 1), quote: agency)
        ]
        OrganDirectory(Roster(organs: roster)).settle(&report.identity)
        return .read(report, number: number, file: file)
    }

    private func reports(_ store: Store) throws -> [String] {
        try store.reader.reports().map { "\($0.agency ?? "?") \($0.year ?? 0) r\($0.revisions)" }.sorted()
    }

    /// Two years under two names, the later one under both.
    private func recordWithout() throws {
        let store = try state.open()
        try store.record(
            intake("嘉兴市卫生局", 2021, carriedOut: 3, number: 1), intake("嘉兴市卫生局", 2022, carriedIn: 3, number: 2),
            intake("嘉兴市卫生健康委员会", 2022, carriedIn: 5, number: 3), intake("丙局", 2022, number: 4))
    }

    @Test func `what is stored follows it, and only other verdicts are told`() throws {
        try recordWithout()
        let store = try state.open(roster: roster)
        #expect(try store.hasAnotherRoster())
        #expect(try store.settleOrgans(announcement: .announced, now: { .start }) == 3)
        #expect(try !store.hasAnotherRoster())
        #expect(try reports(store) == ["丙局 2022 r1", "嘉兴市卫生健康委员会 2021 r1", "嘉兴市卫生健康委员会 2022 r2"])
        let broken = try store.standing("continuity%")
        #expect(broken.count == 2, "\(broken)")
        #expect(try store.log().dropFirst(4) == ["report.rejudged 嘉兴市卫生健康委员会 2022"])
        #expect(try store.settleOrgans(announcement: .announced, now: { .start }) == 0)
        #expect(try store.integer("SELECT count(*) FROM report WHERE region = '嘉兴市'") == 2)
    }

    @Test func `judging again does it too, and a roster that is gone gives the names back`() throws {
        try recordWithout()
        do {
            let store = try state.open(roster: roster)
            let progress = try store.recheck(announcement: .silent, now: { .start })
            #expect(progress.isComplete)
            #expect(try reports(store) == ["丙局 2022 r1", "嘉兴市卫生健康委员会 2021 r1", "嘉兴市卫生健康委员会 2022 r2"])
            #expect(try !store.hasAnotherRoster())
        }
        let store = try state.open()
        #expect(try store.hasAnotherRoster())
        _ = try store.settleOrgans(announcement: .silent, now: { .start })
        #expect(try reports(store) == ["丙局 2022 r1", "嘉兴市卫生健康委员会 2022 r1", "嘉兴市卫生局 2021 r1", "嘉兴市卫生局 2022 r1"])
        #expect(try store.integer("SELECT count(*) FROM report WHERE region <> ''") == 0)
    }

    @Test func `revisions that a roster has put together say what they change, and go apart with it`() throws {
        try recordWithout()
        func changes(_ store: Store) throws -> [String] {
            try store.standing("document.revision").map { String($0.prefix { $0 != "[" }) }
        }
        do {
            let store = try state.open(roster: roster)
            _ = try store.settleOrgans(announcement: .announced, now: { .start })
            #expect(try changes(store) == ["嘉兴市卫生健康委员会 2022 document.revision "])
            let message: String? = try store.value("SELECT message FROM finding WHERE rule = 'document.revision'")
            #expect(message?.contains("3 → 5") == true, "\(message ?? "")")
        }
        let store = try state.open()
        _ = try store.settleOrgans(announcement: .announced, now: { .start })
        #expect(try changes(store) == [])
        #expect(try store.standing("continuity%") == [])
        #expect(try store.log().suffix(2) == ["report.rejudged 嘉兴市卫生健康委员会 2022", "report.rejudged 嘉兴市卫生健康委员会 2022"])
        #expect(try store.settleOrgans(announcement: .announced, now: { .start }) == 0)
    }

    @Test func `an error between two years that both change their names is not told of again`() throws {
        let aliases = ["嘉兴市卫生局", "嘉兴市卫计委"]
        do {
            let store = try state.open()
            for (index, year) in (2018...2022).enumerated() {
                try store.record(intake("嘉兴市卫生局", year, carriedIn: 5, carriedOut: 3, number: index))
            }
            try store.record(intake("嘉兴市卫计委", 2023, carriedIn: 3, number: 9))
        }
        let organ = Organ(name: "嘉兴市卫生健康委员会", region: "嘉兴市", aliases: aliases)
        let store = try state.open(roster: [organ])
        let (findings, events) = try (store.standing("continuity%").count, store.log().count)
        #expect(findings == 8 && events == 6)
        #expect(try store.settleOrgans(announcement: .announced, now: { .start }) == 6)
        #expect(try store.standing("continuity%").count == findings)
        #expect(try store.log().count == events)
        #expect(try store.integer("SELECT count(*) FROM finding WHERE rule LIKE 'continuity%'") == findings)
    }

    @Test func `a revision that is not the current one of what it has come to is not judged`() throws {
        do {
            let store = try state.open()
            var wrong = Report.requests("嘉兴市卫生健康委员会", 2022, carriedIn: 0, carriedOut: 0)
            wrong.set("requests.granted.total", .number(9))
            try store.record(
                intake("嘉兴市卫生局", 2022, number: 1), .read(wrong, number: 2),
                intake("嘉兴市卫生局", 2022, carriedIn: 2, number: 3))
        }
        let store = try state.open(roster: roster)
        #expect(try store.settleOrgans(announcement: .announced, now: { .start }) == 2)
        #expect(try reports(store) == ["嘉兴市卫生健康委员会 2022 r3"])
        #expect(try store.integer("SELECT count(*) FROM finding WHERE revision = 2 AND open = 1") == 0)
        #expect(try store.value("SELECT verdict FROM report WHERE superseded_by IS NULL") == "valid")
        #expect(try store.log().count == 3)
    }

    @Test func `two names that change places are not mixed up`() throws {
        do {
            let store = try state.open(roster: [Organ(name: "甲局", aliases: ["甲委"]), Organ(name: "乙局", aliases: ["乙委"])])
            let roster = [Organ(name: "甲局", aliases: ["甲委"]), Organ(name: "乙局", aliases: ["乙委"])]
            try store.record(
                intake("甲委", 2022, number: 1, roster: roster),
                intake("乙委", 2022, carriedIn: 1, number: 2, roster: roster))
        }
        let store = try state.open(roster: [Organ(name: "甲局", aliases: ["乙委"]), Organ(name: "乙局", aliases: ["甲委"])])
        #expect(try store.settleOrgans(announcement: .announced, now: { .start }) == 2)
        #expect(try store.value("SELECT group_concat(agency) FROM (SELECT * FROM report ORDER BY id)") == "乙局,甲局")
        #expect(try reports(store) == ["乙局 2022 r1", "甲局 2022 r1"])
    }

    @Test func `a region that came from a sidecar is kept, also from one beside a copy`() throws {
        func beside(_ file: String, _ intake: Intake, region: String?) -> Intake {
            var intake = intake
            intake.examination.report?.identity.region = region
            intake.sidecar = SidecarIntake(
                file: .named("\(file).meta.json", content: 1), content: .of(1), text: #"{"region":"丙市"}"#)
            return intake
        }
        do {
            let store = try state.open()
            try store.record(
                beside("a.txt", intake("丁局", 2022, number: 1, file: "a.txt"), region: "丙市"),
                intake("戊局", 2022, number: 2, file: "b.txt"))
            try store.record(beside("c.txt", intake("戊局", 2022, number: 2, file: "c.txt"), region: "丙市"))
        }
        let store = try state.open(roster: roster)
        #expect(try store.settleOrgans(announcement: .silent, now: { .start }) == 0)
        #expect(
            try store.value("SELECT group_concat(region || agency) FROM (SELECT * FROM report ORDER BY id)")
                == "丙市丁局,丙市戊局")
    }

    @Test func `a store without a roster asks for nothing`() throws {
        let store = try state.open()
        #expect(try !store.hasAnotherRoster())
    }

    @Test func `a corrected file is the next revision of what it was under the old name`() throws {
        do {
            let store = try state.open()
            try store.record(intake("嘉兴市卫生局", 2022, number: 1, file: "a.txt"))
        }
        let store = try state.open(roster: roster)
        let corrected = intake("嘉兴市卫生局", 2022, carriedIn: 2, number: 2, file: "a.txt", roster: roster)
        #expect(try store.record(corrected) == [.recorded(revision: 2, report: 1, number: 2)])
        #expect(try reports(store) == ["嘉兴市卫生健康委员会 2022 r2"])
    }

    @Test func `a region that becomes known with other content makes no second report`() throws {
        let store = try state.open()
        try store.record(intake("乙局", 2022, number: 1, file: "a.txt"))
        var corrected = intake("乙局", 2022, carriedIn: 1, number: 2, file: "a.txt")
        corrected.examination.report?.identity.region = "丙市"
        #expect(try store.record(corrected) == [.recorded(revision: 2, report: 1, number: 2)])
        #expect(try store.value("SELECT region FROM report") == "丙市")
        // Another organ's report of the same year in the same place is another one.
        try store.record(intake("丁局", 2022, number: 3, file: "a.txt"))
        #expect(try reports(store) == ["丁局 2022 r1", "乙局 2022 r2"])
    }

    @Test func `a new name is no conflict with a file name that has something before the old one`() throws {
        var numbered = intake("嘉兴市卫生局", 2022, number: 1)
        numbered.examination.report?.identity.claims.append(
            IdentityClaim(source: .fileName, agency: "001_嘉兴市卫生局", year: 2022, place: nil, quote: "x"))
        try state.open().record(numbered)
        let store = try state.open(roster: roster)
        #expect(try store.settleOrgans(announcement: .announced, now: { .start }) == 1)
        #expect(try store.standing("identity.conflict") == [])
        #expect(try store.log().count == 1)
    }

    @Test func `a conflict that the roster explains is none`() throws {
        func stored(_ roster: [Organ]) -> Intake {
            var intake = intake("嘉兴市卫生局", 2022, number: 1)
            intake.examination.report?.identity.claims.append(
                IdentityClaim(source: .fileName, agency: "嘉兴市卫生健康委员会", year: 2022, place: nil, quote: "x"))
            guard let report = intake.examination.report else { return intake }
            return .read(report, number: 1)
        }
        do {
            let store = try state.open()
            try store.record(stored([]))
            #expect(try store.standing("identity.conflict").count == 1)
        }
        let store = try state.open(roster: roster)
        _ = try store.settleOrgans(announcement: .silent, now: { .start })
        #expect(try store.standing("identity.conflict") == [])
    }

    @Test func `a receipt has what is stored, neighbours included`() throws {
        let store = try state.open()
        let receipts = try store.record(
            [intake("甲局", 2021, carriedOut: 3, number: 1), intake("甲局", 2022, carriedIn: 5, number: 2)],
            announcement: .silent)
        #expect(receipts.map(\.verdict) == [.valid, .invalid])
        #expect(receipts.map(\.agency) == ["甲局", "甲局"] && receipts.map(\.year) == [2021, 2022])
    }
}
