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

    private func identify(
        _ report: Int64, _ agency: String = "甲局", _ year: Int = 2022, revision: Int? = nil, merges: Bool = false
    ) throws -> Int64 {
        try store.identify(
            Identification(report: report, revision: revision, agency: agency, year: year, merges: merges), now: .start)
    }

    /// The reports that stand, with the revisions of each.
    private func reports() throws -> [String] {
        try store.reader.reports().sorted { $0.id < $1.id }.map { row in
            let revisions = try store.reader.report(row.id)?.revisions.map { "\($0.id)" } ?? []
            return "\(row.agency ?? "?") \(row.year ?? 0): \(revisions.joined(separator: " "))"
        }
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
        #expect(try identify(2, merges: true) == 1)
        let detail = try #require(try store.reader.report(1))
        #expect(detail.revisions.map(\.number) == [1, 2])
        #expect(detail.revisions.map(\.id) == [1, 2])
        #expect(try store.reader.report(2)?.supersededBy == 1)
        #expect(try store.reader.report(2)?.revisions.isEmpty == true)
        let refusal = #expect(throws: StoreError.self) { try identify(2) }
        #expect(refusal?.cause == "it has become part of report 1")
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

    @Test func `nothing becomes one report by a slip of the keyboard`() throws {
        try store.record(
            .read(.requests("甲局", 2022, carriedIn: 0, carriedOut: 0), number: 1),
            .read(.requests("乙局", 2022, carriedIn: 0, carriedOut: 2), number: 2))
        let error = #expect(throws: StoreError.self) { try identify(2) }
        #expect(error?.isRefusal == true && error?.hint.contains("--merge") == true)
        #expect(try reports() == ["甲局 2022: 1", "乙局 2022: 2"])
        #expect(try store.integer("SELECT count(*) FROM identification") == 0)
    }

    @Test func `what was put together is taken apart by its revision, and no other content moves`() throws {
        try store.record(
            .read(.requests("甲局", 2021, carriedIn: 0, carriedOut: 5), number: 3),
            .read(.requests("甲局", 2022, carriedIn: 5, carriedOut: 0), number: 1),
            .read(.requests("乙局", 2022, carriedIn: 0, carriedOut: 2), number: 2, file: "b.txt"))
        #expect(try identify(3, merges: true) == 2)
        let broken = try store.standing("continuity%")
        #expect(broken.count == 2, "\(broken)")
        #expect(try identify(2, "乙局", revision: 2) == 4)
        #expect(try reports() == ["甲局 2021: 1", "甲局 2022: 2", "乙局 2022: 3"])
        #expect(try store.standing("continuity%") == [])
        #expect(try store.integer("SELECT count(*) FROM finding WHERE rule = 'document.revision' AND open = 1") == 0)
        // Either goes on where it stands.
        #expect(
            try store.record(.read(.requests("甲局", 2022, carriedIn: 5, carriedOut: 1), number: 11, file: "1.txt"))
                == [.recorded(revision: 4, report: 2, number: 2)])
        #expect(
            try store.record(.read(.requests("乙局", 2022, carriedIn: 0, carriedOut: 1), number: 12, file: "b.txt"))
                == [.recorded(revision: 5, report: 4, number: 2)])
        #expect(throws: StoreError.self) { try identify(4, revision: 9) }
    }

    @Test func `a copy that is read otherwise keeps the name when it is corrected`() throws {
        func copy(_ received: Int = 10) -> Report {
            var report = nameless(received: received)
            report.identity.agency = "丁局"
            report.identity.year = 2019
            report.identity.claims = [
                IdentityClaim(source: .fileName, agency: "丁局", year: 2019, place: nil, quote: "丁局2019")
            ]
            return report
        }
        try store.record(
            .read(nameless(), number: 1, file: "a.txt"), .read(copy(), number: 1, file: "丁局2019.txt"))
        _ = try identify(1)
        try store.record(.read(copy(), number: 1, file: "丁局2019-2.txt"))
        for (number, file) in [(2, "丁局2019.txt"), (3, "丁局2019-2.txt")] {
            try store.record(.read(copy(10 + number), number: number, file: file))
        }
        #expect(try reports() == ["甲局 2022: 1 2 3"])
    }

    /// A report whose name stands in its sidecar only.
    private func told(received: Int, year: Int) -> Report {
        var report = nameless(received: received)
        report.identity.agency = "乙局"
        report.identity.year = year
        report.identity.claims = [
            IdentityClaim(source: .sidecar, agency: "乙局", year: year, place: nil, quote: "乙局 \(year)")
        ]
        return report
    }

    @Test func `a name that came from a sidecar may go and come again`() throws {
        try store.record(.read(told(received: 10, year: 2022), number: 1, file: "a.txt"))
        _ = try identify(1)
        try store.record(.read(nameless(received: 12), number: 2, file: "a.txt"))
        try store.record(.read(told(received: 12, year: 2022), number: 2, file: "a.txt"))
        try store.record(.read(told(received: 14, year: 2022), number: 3, file: "a.txt"))
        #expect(try reports() == ["甲局 2022: 1 2 3"])
    }

    @Test func `neither a corrected file nor a sidecar behind it undoes it, whichever comes first`() throws {
        try store.record(.read(nameless(), number: 1, file: "a.txt"))
        _ = try identify(1)
        // The correction is known by its path, the sidecar comes behind it.
        try store.record(.read(nameless(received: 12), number: 2, file: "a.txt"))
        try store.record(.read(told(received: 12, year: 2021), number: 2, file: "a.txt"))
        #expect(try reports() == ["甲局 2022: 1 2"])
        // Both come at once.
        try store.record(.read(told(received: 14, year: 2021), number: 3, file: "a.txt"))
        #expect(try reports() == ["甲局 2022: 1 2 3"])
        // The correction is copied, and corrected there.
        try store.record(.read(told(received: 14, year: 2021), number: 3, file: "b.txt"))
        try store.record(.read(told(received: 16, year: 2021), number: 4, file: "b.txt"))
        #expect(try reports() == ["甲局 2022: 1 2 3 4"])
    }

    @Test func `the roster's name is meant where a person writes another of the organ's`() throws {
        let state = try TemporaryState()
        let store = try state.open(roster: [Organ(name: "甲局", region: "丙市", aliases: ["甲委"])])
        try store.record(.read(nameless(), number: 1, file: "a.txt"))
        _ = try store.identify(Identification(report: 1, agency: "甲委", year: 2022), now: .start)
        #expect(try store.value("SELECT region || agency FROM report") == "丙市甲局")
    }

    @Test func `only reports can be identified`() throws {
        try store.record(.failure(.empty, content: 1, file: "a.txt"))
        #expect(throws: StoreError.self) { try identify(1) }
        #expect(throws: StoreError.self) { try identify(7) }
    }
}
