import Core
import Testing

@testable import Store

@Suite struct CoverageStoreTests {
    private let directory = OrganDirectory(
        Roster(organs: [
            Organ(name: "嘉兴市民政局", region: "嘉兴市", aliases: ["嘉兴市老龄局"]), Organ(name: "嘉兴市水利局", region: "嘉兴市"),
            Organ(name: "城关镇人民政府", region: "A县"), Organ(name: "城关镇人民政府", region: "B县"), Organ(name: "独山局"),
        ]))

    private func day(_ text: String) throws -> CivilDate { try #require(ISO8601(text)).date }

    private func report(_ agency: String, region: String? = nil, content: UInt8, published: String? = nil) -> Intake {
        var intake = Intake.report(agency, 2023, content: content)
        intake.examination.report?.identity.region = region
        intake.examination.report?.narrative.publication = published.flatMap { ISO8601($0) }.map {
            Publication(date: $0.date, source: .sidecar, place: nil, quote: $0.text)
        }
        return intake
    }

    private func covering(_ store: Store) throws -> [CoveringReport?] {
        try store.reader.coveringReports(of: directory.roster.organs, year: 2023, in: directory)
    }

    @Test func `a report counts by any name and in its own region only`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        try store.record(
            report("嘉兴市老龄局", content: 1, published: "2024-02-03"), report("城关镇人民政府", content: 2),
            report("城关镇人民政府", region: "B县", content: 3), report("独山局", region: "C县", content: 4),
            .failure(.empty, content: 5, file: "x.txt"))
        let found = try covering(store)
        #expect(found.map { $0 != nil } == [true, false, false, true, true])
        #expect(found[0]?.publishedOn?.description == "2024-02-03")
        #expect(found[3]?.publishedOn == nil && found[3]?.receivedAt == .start)
    }

    private func look(_ store: Store, _ day: String) throws -> CoverageChanges {
        let changes = try store.reader.coverageChanges(
            directory: directory, deadlines: Deadlines(), today: try self.day(day), raises: true)
        try store.apply(changes, now: .start)
        return changes
    }

    private func events(_ store: Store) throws -> [Event] {
        let last = try store.integer("SELECT max(id) FROM event") ?? 0
        return try store.events((0...Int64(last)).map { $0 })
    }

    @Test func `notices are kept, told once and withdrawn`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        try store.openChannel("a")
        #expect(try look(store, "2024-01-31").isEmpty)
        #expect(try !store.reader.hasLiveCoverageNotices())
        _ = try look(store, "2024-02-01")
        #expect(try store.reader.hasLiveCoverageNotices())
        #expect(try look(store, "2024-02-02").isEmpty)
        let raised = try events(store)
        #expect(raised.map(\.kind) == Array(repeating: .coverageMissing, count: 4))
        #expect(raised.map { $0.coverage?.region } == ["嘉兴市", "A县", "B县", ""])
        #expect(raised[0].coverage?.agencies == ["嘉兴市民政局", "嘉兴市水利局"])
        #expect(raised[0].coverage?.year == 2023 && raised[0].coverage?.deadline.description == "2024-01-31")
        #expect(raised.allSatisfy { $0.subject == nil })
        var taken: [Event] = []
        var ids = 0
        _ = try store.enqueueDeliveries(
            channel: "a", limit: 100, now: .start,
            accept: { event in
                taken.append(event)
                return true
            },
            makeID: {
                ids += 1
                return "m\(ids)"
            })
        #expect(taken.map(\.coverage) == raised.map(\.coverage), "channels are offered them")

        try store.record(report("嘉兴市民政局", region: "嘉兴市", content: 1))
        #expect(try look(store, "2025-01-15").withdrawn.map(\.organ) == ["嘉兴市民政局"])
        let last = try #require(try events(store).last)
        #expect(last.kind == .coverageWithdrawn && last.coverage?.agencies == ["嘉兴市民政局"])
        #expect(try look(store, "2025-01-16").isEmpty)
        #expect(try store.integer("SELECT count(*) FROM coverage_notice WHERE state = 'withdrawn'") == 1)
    }

    @Test func `a report that turns out to be another organ's is missing again`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        _ = try look(store, "2024-02-01")
        try store.record(report("嘉兴市民政局", region: "嘉兴市", content: 1))
        #expect(try look(store, "2024-02-02").withdrawn.map(\.organ) == ["嘉兴市民政局"])
        _ = try store.identify(Identification(report: 1, agency: "嘉兴市林业局", year: 2023), now: .start)
        #expect(try look(store, "2024-02-03").raised.map(\.organ) == ["嘉兴市民政局"])
        #expect(try events(store).last?.kind == .coverageMissing)
        #expect(try look(store, "2024-02-04").isEmpty, "told once")
        #expect(try store.reader.hasLiveCoverageNotices())
    }

    @Test func `while nobody is missing, a report of the latest year may still be taken away`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        let organ = OrganDirectory(Roster(organs: [Organ(name: "独山局")]))
        func look(_ text: String) throws -> CoverageChanges {
            let changes = try store.reader.coverageChanges(
                directory: organ, deadlines: Deadlines(), today: try day(text), raises: true)
            try store.apply(changes, now: .start)
            return changes
        }
        #expect(try look("2024-02-01").raised.count == 1)
        try store.record(report("独山局", content: 1))
        #expect(try look("2024-02-02").withdrawn.count == 1)
        #expect(try store.reader.hasLiveCoverageNotices())
        #expect(try look("2025-02-01").raised.map(\.year) == [2024])
        try store.record(.report("独山局", 2024, content: 2))
        #expect(try look("2025-02-02").withdrawn.count == 1)
        #expect(try store.reader.hasLiveCoverageNotices())
    }

    @Test func `names with quotes and a clock set back survive the store`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        let odd = OrganDirectory(Roster(organs: [Organ(name: "甲\"局\\", region: "R\"")]))
        func look(_ text: String) throws -> CoverageChanges {
            let changes = try store.reader.coverageChanges(
                directory: odd, deadlines: Deadlines(), today: try day(text), raises: true)
            try store.apply(changes, now: .start)
            return changes
        }
        _ = try look("2025-02-01")
        #expect(try events(store).last?.coverage?.agencies == ["甲\"局\\"])
        #expect(try look("2024-02-01").revoked.count == 1)
        #expect(try events(store).map(\.kind) == [.coverageMissing, .coverageWithdrawn, .coverageMissing])
        #expect(try store.integer("SELECT year FROM coverage_notice") == 2023)
        #expect(try look("2025-02-01").raised.map(\.year) == [2024])
    }
}
