import Core
import Testing

@testable import Store

struct NeighbourYearTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func intake(_ report: Report, _ number: Int, file: String? = nil) -> Intake {
        .read(report, number: number, file: file)
    }

    private let carriedOver = "continuity.carried-over"

    @Test func `the later year is found to break what it takes over, whichever comes first`() throws {
        let earlier = intake(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3), 1)
        let later = intake(.requests("甲局", 2022, carriedIn: 5, carriedOut: 0), 2)
        let expected = ["natural_person", "total"].map { "甲局 2022 \(carriedOver) [\"requests.carried_in.\($0)\"] 5 3" }
        try store.record(earlier, later)
        #expect(try store.standing("continuity%") == expected)
        #expect(try store.log() == ["report.validated 甲局 2021", "report.validated 甲局 2022"])
        let other = try TemporaryState()
        let reversed = try other.open()
        try reversed.record(later, earlier)
        #expect(try reversed.standing("continuity%") == expected)
        #expect(
            try reversed.log()
                == ["report.validated 甲局 2022", "report.validated 甲局 2021", "report.rejudged 甲局 2022"])
        #expect(try reversed.value("SELECT verdict FROM report WHERE year = 2022") == "invalid")
        #expect(try reversed.value("SELECT verdict FROM revision WHERE id = 1") == "invalid")
    }

    @Test func `a revision of the earlier year mends the later one, and the good news is told once`() throws {
        try store.openChannel("c")
        try store.record(
            intake(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3), 1),
            intake(.requests("甲局", 2022, carriedIn: 5, carriedOut: 0), 2))
        try store.record(intake(.requests("甲局", 2021, carriedIn: 0, carriedOut: 5), 3))
        #expect(try store.standing("continuity%") == [])
        #expect(try store.value("SELECT verdict FROM report WHERE year = 2022") == "valid")
        #expect(try store.log().suffix(2) == ["report.revised 甲局 2021", "report.rejudged 甲局 2022"])
        let event = try #require(try store.events([4]).first)
        let subject = try #require(event.subject)
        #expect(event.kind == .reportRejudged)
        #expect(subject.verdict == .valid)
        #expect(subject.formerVerdict == .invalid)
        #expect(subject.gone.map(\.rule) == [RuleID(carriedOver), RuleID(carriedOver)])
        #expect(subject.findings.isEmpty)
        // The event that told of the error still says what held then.
        #expect(try store.events([2]).first?.subject?.verdict == .invalid)
        try store.record(intake(.requests("甲局", 2021, carriedIn: 0, carriedOut: 5, received: 11), 4))
        #expect(try store.log().count == 5)
    }

    @Test func `an error that only changes its figure is no news, one of several that goes is`() throws {
        try store.record(
            intake(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3), 1),
            intake(.requests("甲局", 2022, carriedIn: 5, carriedOut: 0), 2))
        try store.record(intake(.requests("甲局", 2021, carriedIn: 0, carriedOut: 4), 3))
        #expect(try store.standing("continuity%").allSatisfy { $0.hasSuffix("5 4") })
        #expect(try store.log().count == 3)
        var half = Report.requests("甲局", 2021, carriedIn: 0, carriedOut: 4)
        half.set("requests.carried_out.natural_person", .number(5))
        try store.record(intake(half, 4))
        #expect(try store.standing("continuity%").count == 1)
        #expect(try store.log().last == "report.rejudged 甲局 2022")
    }

    @Test(arguments: [CellValue.blank, .unreadable, .unplaced, .absent])
    func `a cell without a number leaves it open`(value: CellValue) throws {
        var earlier = Report.requests("甲局", 2021, carriedIn: 0, carriedOut: 3)
        var later = Report.requests("甲局", 2022, carriedIn: 5, carriedOut: 0)
        earlier.set("requests.carried_out.natural_person", value)
        later.set("requests.carried_in.total", value)
        try store.record(intake(earlier, 1), intake(later, 2))
        #expect(try store.standing("continuity%") == [])
    }

    @Test func `other organs, other regions and other years are no neighbours`() throws {
        try store.record(
            intake(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3, region: "丁市"), 1),
            intake(.requests("乙局", 2022, carriedIn: 5, carriedOut: 0), 2),
            intake(.requests("甲局", 2023, carriedIn: 6, carriedOut: 0, region: "丁市"), 3),
            intake(.requests("甲局", 2022, carriedIn: 7, carriedOut: 6, region: "丙市"), 4))
        #expect(try store.standing("continuity%") == [])
        #expect(try store.integer("SELECT count(*) FROM report") == 4)
    }

    @Test func `names of one organ come together whatever their width and spaces`() throws {
        try store.record(
            intake(.requests("甲（乙）局", 2021, carriedIn: 0, carriedOut: 3), 1),
            intake(.requests("甲(乙) 局", 2022, carriedIn: 5, carriedOut: 0), 2),
            intake(.requests("甲（乙） 局", 2021, carriedIn: 0, carriedOut: 5), 3))
        #expect(try store.standing("continuity%") == [])
        #expect(try store.integer("SELECT count(*) FROM report") == 2)
    }

    @Test(
        "a file that was only half there is not told of where it is bad, and what it did to its neighbour never",
        arguments: [
            (9, ["report.validated 2022", "report.validated 2021"]),
            (7, ["report.validated 2022", "report.validated 2021", "report.revised 2021"]),
        ])
    func halfThere(granted: Int, expected: [String]) throws {
        try store.openChannel("c")
        try store.record(intake(.requests("甲局", 2022, carriedIn: 5, carriedOut: 0), 1))
        var report = Report.requests("甲局", 2021, carriedIn: 0, carriedOut: 3)
        report.set("requests.granted.total", .number(Quantity(granted)))
        var half = intake(report, 2, file: "a.txt")
        half.releaseAt = UnixTime.start.advanced(milliseconds: 250)
        var whole = intake(.requests("甲局", 2021, carriedIn: 0, carriedOut: 5), 3, file: "a.txt")
        whole.receivedAt = UnixTime.start.advanced(milliseconds: 100)
        try store.record(half)
        #expect(try store.value("SELECT verdict FROM report WHERE year = 2022") == "invalid")
        try store.record(whole)
        #expect(try store.value("SELECT verdict FROM report WHERE year = 2022") == "valid")
        var told: [String] = []
        _ = try store.enqueueDeliveries(
            channel: "c", limit: 10, now: UnixTime.start.advanced(milliseconds: 1000),
            accept: { event in
                told.append("\(event.kind.rawValue) \(event.subject?.year ?? 0)")
                return false
            }, makeID: { "x" })
        #expect(told == expected)
    }

    @Test func `history stays silent about what it does to later years, and the digest counts each report once`() throws
    {
        try store.record(intake(.requests("甲局", 2022, carriedIn: 5, carriedOut: 0), 1), announcement: .backlog)
        try store.record(intake(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3), 2), announcement: .backlog)
        #expect(try store.integer("SELECT count(*) FROM event WHERE announced = 1") == 0)
        try store.closeInitialBacklog(now: .start)
        #expect(try store.value("SELECT digest FROM event WHERE kind = 'digest'") == "{\"invalid\":1,\"valid\":1}")
    }
}
