import Core
import Testing

@testable import Store

struct IdentificationTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func nameless(carriedIn: Int = 5, received: Int = 10) -> Report {
        var report = Report.requests("甲局", 2022, carriedIn: carriedIn, carriedOut: 0, received: received)
        report.identity.agency = nil
        report.identity.year = nil
        report.identity.title = "政府信息公开工作年度报告"
        return report
    }

    private func identify(_ report: Int64, _ agency: String = "甲局", _ year: Int = 2022) throws -> Int64 {
        try store.identify(report: report, agency: agency, year: year, region: nil, now: .start)
    }

    @Test func `a nameless report gets its name, its errors go and its neighbours count`() throws {
        try store.record(
            .read(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3), number: 1),
            .read(nameless(), number: 2, file: "a.txt"),
            .read(.requests("甲局", 2023, carriedIn: 4, carriedOut: 0), number: 3))
        #expect(try store.standing("identity%").count == 2)
        #expect(try identify(2) == 2)
        #expect(try store.standing("identity%") == [])
        #expect(
            try store.standing("continuity%").map { String($0.prefix(7)) }
                == ["甲局 2022", "甲局 2022", "甲局 2023", "甲局 2023"])
        // The errors of one report have made way for others, so its verdict is no news; the next year's is.
        #expect(try store.log().last == "report.rejudged 甲局 2023")
    }

    @Test func `neither the same content elsewhere nor a corrected file at the place undoes it`() throws {
        try store.record(.read(nameless(), number: 1, file: "a.txt"))
        _ = try identify(1)
        #expect(try store.record(.read(nameless(), number: 1, file: "b.txt")) == [.duplicate(revision: 1)])
        #expect(try store.record(.read(nameless(), number: 1, file: "a.txt")) == [.duplicate(revision: 1)])
        #expect(
            try store.record(.read(nameless(received: 12), number: 2, file: "a.txt"))
                == [.recorded(revision: 2, report: 1, number: 2)])
        #expect(
            try store.reader.reports().map { "\($0.agency ?? "") \($0.year ?? 0) \($0.verdict)" } == ["甲局 2022 valid"])
        _ = try store.recheck(announcement: .silent, now: { .start })
        #expect(try store.reader.reports().first?.verdict == .valid)
    }

    @Test func `another report at the same path is not taken for the mended one`() throws {
        try store.record(.read(nameless(), number: 1, file: "a.txt"))
        _ = try identify(1)
        try store.record(.read(.requests("乙局", 2020, carriedIn: 0, carriedOut: 0), number: 2, file: "a.txt"))
        #expect(try store.integer("SELECT count(*) FROM report WHERE agency = '乙局'") == 1)
    }

    @Test func `a wrong name gives way, and what it broke under that name is mended`() throws {
        try store.record(
            .read(.requests("乙局", 2021, carriedIn: 0, carriedOut: 3), number: 1),
            .read(.requests("乙局", 2022, carriedIn: 3, carriedOut: 9), number: 2),
            .read(.requests("乙局", 2023, carriedIn: 2, carriedOut: 0), number: 3))
        #expect(try store.standing("continuity%").count == 2)
        _ = try identify(2)
        #expect(try store.standing("continuity%") == [])
        #expect(try store.value("SELECT verdict FROM report WHERE year = 2023") == "valid")
    }

    @Test func `where the right report is stored, the revisions of both become its own`() throws {
        try store.record(
            .read(.requests("甲局", 2022, carriedIn: 0, carriedOut: 0), number: 1),
            .read(.requests("乙局", 2022, carriedIn: 0, carriedOut: 2), number: 2),
            .read(.requests("甲局", 2023, carriedIn: 7, carriedOut: 0), number: 3))
        #expect(try identify(2) == 1)
        let detail = try #require(try store.reader.report(1))
        #expect(detail.revisions.map(\.number) == [1, 2])
        #expect(detail.revisions.map(\.id) == [1, 2])
        #expect(try store.reader.report(2)?.supersededBy == 1)
        #expect(try store.reader.reports().map(\.id).sorted() == [1, 3])
        #expect(try store.standing("continuity%").allSatisfy { $0.hasSuffix("7 2") })
        #expect(try store.integer("SELECT count(*) FROM finding WHERE revision = 1 AND open = 1") == 0)
        // A report that really has the name comes later: it is one of its own.
        #expect(
            try store.record(.read(.requests("乙局", 2022, carriedIn: 0, carriedOut: 1), number: 9))
                == [.recorded(revision: 4, report: 4, number: 1)])
    }

    @Test func `mended twice, the last word holds`() throws {
        try store.record(.read(nameless(), number: 1, file: "a.txt"))
        _ = try identify(1, "丙局", 2020)
        _ = try identify(1)
        try store.record(.read(nameless(received: 12), number: 2, file: "a.txt"))
        #expect(try store.reader.reports().map { "\($0.agency ?? "") \($0.year ?? 0)" } == ["甲局 2022"])
        #expect(try store.integer("SELECT count(*) FROM revision WHERE report = 1") == 2)
    }

    @Test func `only reports can be identified`() throws {
        try store.record(.failure(.empty, content: 1, file: "a.txt"))
        #expect(throws: StoreError.self) { try identify(1) }
        #expect(throws: StoreError.self) { try identify(7) }
    }
}
