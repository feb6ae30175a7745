import Core
import Testing

@testable import Store

/// Reports are taken apart and put together as more becomes known: what stands does not depend on the order, and channels hear
/// of what has become of what they were told.
struct MovedReportTests {
    private static func report(
        _ year: Int = 2022, carriedIn: Int = 0, carriedOut: Int = 0, received: Int = 10, isWrong: Bool = false
    ) -> Report {
        var report = Report.requests(
            "甲局", year, carriedIn: carriedIn, carriedOut: carriedOut, received: received)
        if isWrong { report.set("requests.granted.total", .number(999)) }
        return report
    }

    // MARK: What is told

    @Test func `an error that another organ's file had seemed to mend is told again`() throws {
        var drop = try Drop()
        try drop.take(.file("a", Self.report(isWrong: true)))
        try drop.take(.file("b", Self.report(received: 11)))
        #expect(try drop.events() == ["report.validated  invalid", "report.revised  valid"])
        try drop.take(.sidecar("a", region: "甲县"))
        try drop.take(.sidecar("b", region: "乙县"))
        #expect(try drop.reports() == ["2022 乙县 r1 valid", "2022 甲县 r1 invalid"])
        #expect(try drop.events(after: 2) == ["report.rejudged 甲县 invalid"])
        try drop.expectNothingToSettle()
    }

    @Test func `so it is when a third file tells the two apart`() throws {
        var drop = try Drop()
        try drop.take(.file("a", Self.report(isWrong: true)))
        try drop.take(.file("b", Self.report(received: 11)))
        try drop.take(.sidecar("a", region: "甲县"))
        #expect(try drop.events(after: 2).isEmpty)
        try drop.take(.sidecar("c", region: "乙县"))
        try drop.take(.file("c", Self.report(received: 12)))
        #expect(try drop.reports() == ["2022  r1 valid", "2022 乙县 r1 valid", "2022 甲县 r1 invalid"])
        #expect(try drop.events(after: 2).contains("report.rejudged 甲县 invalid"))
        try drop.expectNothingToSettle()
    }

    @Test func `and when somebody says whose revision it is`() throws {
        var drop = try Drop()
        try drop.take(.file("a", Self.report(isWrong: true)))
        try drop.take(.file("b", Self.report(received: 11)))
        let said = Identification(report: 1, revision: 1, agency: "乙局", year: 2022)
        let report = try drop.store.identify(said, now: .start)
        #expect(try drop.store.value("SELECT verdict FROM report WHERE id = \(report)") == "invalid")
        #expect(try drop.events(after: 2) == ["report.rejudged  invalid"])
    }

    @Test func `two that a roster puts together are told where the one that stands is in error`() throws {
        let state = try TemporaryState()
        do {
            let store = try state.open()
            try store.record(
                .read(.requests("甲局", 2022, carriedIn: 0, carriedOut: 0), number: 1),
                .read(Self.report(isWrong: true).named("甲委"), number: 2))
        }
        let store = try state.open(roster: [Organ(name: "甲局", aliases: ["甲委"])])
        #expect(try store.hasAnotherRoster())
        let progress = try store.recheck(announcement: .announced, now: { .start })
        #expect(progress.changed == 1)
        #expect(try !store.hasAnotherRoster())
        #expect(try store.log().suffix(1) == ["report.rejudged 甲局 2022"])
        #expect(try store.value("SELECT verdict FROM report WHERE superseded_by IS NULL") == "invalid")
    }

    @Test func `a roster with several organs of the name ends what only one of them would owe`() throws {
        let state = try TemporaryState()
        do {
            let store = try state.open()
            try store.record(
                .read(Self.report(2021, carriedOut: 3), number: 1), .read(Self.report(2022, carriedIn: 5), number: 2))
            #expect(try store.standing("continuity%").count == 2)
        }
        let store = try state.open(roster: ["甲县", "乙县"].map { Organ(name: "甲局", region: $0) })
        _ = try store.recheck(announcement: .announced, now: { .start })
        #expect(try store.standing("continuity%").isEmpty)
        #expect(try store.log().suffix(1) == ["report.rejudged 甲局 2022"])
    }

    // MARK: What stands

    @Test func `a path that shows another organ's report now leaves the former one where it belongs`() throws {
        var drop = try Drop()
        try drop.take(.both("x", Self.report(2021, carriedOut: 3), region: "甲县"))
        try drop.take(.both("x", Self.report(2021, carriedOut: 4, received: 11), region: "乙县"))
        try drop.take(.both("y", Self.report(2022, carriedIn: 5), region: "甲县"))
        let reports = try drop.reports()
        #expect(reports.prefix(3) == ["2021 乙县 r1 valid", "2021 甲县 r1 valid", "2022 甲县 r1 invalid"])
        try drop.expectNothingToSettle()
        #expect(try drop.reports() == reports)
    }

    @Test func `two sites and a region, in every order`() async throws {
        let steps: [Drop.Step] = [
            .both("d", Self.report(), region: "甲县"),
            .both("a", Self.report(received: 11, isWrong: true), region: "d.gov.cn"),
            .both("c", Self.report(received: 12), region: "b.gov.cn"),
        ]
        try await expect(["2022 b.gov.cn r1 valid", "2022 d.gov.cn r1 invalid", "2022 甲县 r1 valid"], after: steps)
    }

    @Test func `a region that tells three apart at once, in every order`() async throws {
        let steps: [Drop.Step] = [
            .file("b", Self.report(isWrong: true)), .both("a", Self.report(received: 11), region: "甲县"),
            .file("c", Self.report(received: 12)), .both("d", Self.report(received: 13), region: "甲县"),
            .sidecar("c", region: "乙县"),
        ]
        try await expect(["2022  r1 invalid", "2022 乙县 r1 valid", "2022 甲县 r2 valid"], after: steps)
    }

    private func expect(_ reports: [String], after steps: [Drop.Step]) async throws {
        let all = try Drop()
        for (number, order) in permutations(steps).enumerated() {
            var drop = try Drop(organ: "甲\(number)局", sharing: all)
            for step in order { try drop.take(step) }
            #expect(try drop.reports() == reports, "\(order)")
            await Task.yield()
        }
        try all.expectNothingToSettle()
    }
}

extension Report {
    fileprivate func named(_ agency: String) -> Report {
        var report = self
        report.identity.agency = agency
        return report
    }
}
