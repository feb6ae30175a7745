import Core
import Testing

@testable import Store

/// Events that channels get only when their file has stood for a while.
struct ReleaseTests {
    let state: TemporaryState
    let store: Store
    let release = UnixTime.start.advanced(milliseconds: 250)

    init() throws {
        state = try TemporaryState()
        store = try state.open()
        try store.openChannel("a")
    }

    private func held(_ agency: String, content: UInt8, file: String, at moment: UnixTime = .start) -> Intake {
        var intake = Intake.report(agency, 2020, content: content, file: file, findings: [.broken], at: moment)
        intake.releaseAt = moment.advanced(milliseconds: 250)
        return intake
    }

    /// The events that the channel is offered at a moment.
    private func offered(at moment: UnixTime) throws -> [Int64] {
        var events: [Int64] = []
        _ = try store.enqueueDeliveries(
            channel: "a", limit: 9, now: moment,
            accept: { event in
                events.append(event.id)
                return false
            }, makeID: { "unused" })
        return events
    }

    @Test func `an event waits for its release, and those behind it wait with it`() throws {
        try store.record(.report("甲局", 2020, content: 1), announcement: .announced)
        try store.record(held("乙局", content: 2, file: "b.txt"), .report("丙局", 2020, content: 3))
        #expect(try offered(at: .start) == [1])
        #expect(try store.nextRelease(channel: "a") == release)
        #expect(try offered(at: release.advanced(milliseconds: -1)) == [])
        #expect(try offered(at: release) == [2, 3])
        #expect(try store.nextRelease(channel: "a", now: release) == nil)
    }

    @Test func `an event of a clock that was set back since does not hold up all channels`() throws {
        try store.record(held("甲局", content: 1, file: "a.txt"))
        #expect(try offered(at: .start.advanced(milliseconds: -60_000)) == [], "clocks of two threads differ a little")
        #expect(try offered(at: .start.advanced(milliseconds: -60_001)) == [1])
    }

    @Test func `other content before the release silences the event, and is announced as the first`() throws {
        try store.record(held("甲局", content: 1, file: "a.txt"))
        try store.record(.report("甲局", 2020, content: 2, file: "a.txt", at: release.advanced(milliseconds: -1)))
        #expect(try offered(at: release) == [2])
        #expect(try store.events([2]).map(\.kind) == [.reportValidated])
    }

    @Test func `other content after the release is a revision`() throws {
        try store.record(held("甲局", content: 1, file: "a.txt"))
        try store.record(.report("甲局", 2020, content: 2, file: "a.txt", at: release))
        #expect(try offered(at: release) == [1, 2])
        #expect(try store.events([2]).map(\.kind) == [.reportRevised])
    }

    @Test func `what only a neighbour year makes invalid waits too, and what it makes of the neighbour`() throws {
        func fresh(_ report: Report, number: Int, at moment: UnixTime = .start) -> Intake {
            var intake = Intake.read(report, number: number, file: "\(report.identity.year ?? 0).txt", at: moment)
            intake.releaseAt = moment.advanced(milliseconds: 250)
            return intake
        }
        let earlier = Report.requests("甲局", 2021, carriedIn: 0, carriedOut: 3)
        try store.record(.read(earlier, number: 1))
        try store.record(
            .read(.requests("甲局", 2023, carriedIn: 0, carriedOut: 0), number: 3),
            fresh(.requests("甲局", 2022, carriedIn: 3, carriedOut: 7), number: 2))
        // By itself it is without fault, and so is told at once; the year after it waits.
        #expect(try offered(at: .start) == [1, 2, 3])
        #expect(try offered(at: release) == [4])
        try store.record(
            fresh(.requests("甲局", 2020, carriedIn: 0, carriedOut: 0), number: 5, at: release),
            fresh(.requests("甲局", 2022, carriedIn: 9, carriedOut: 0), number: 6, at: release))
        #expect(try store.value("SELECT verdict FROM report WHERE year = 2022") == "invalid")
        #expect(try offered(at: release) == [5])
        #expect(try offered(at: release.advanced(milliseconds: 250)) == [6, 7])
    }

    @Test func `content that another file still shows is told`() throws {
        try store.record(held("甲局", content: 1, file: "a.txt"), held("甲局", content: 1, file: "b.txt"))
        try store.record(.report("乙局", 2020, content: 2, file: "a.txt"))
        #expect(try offered(at: release) == [1, 2])
    }

    @Test func `what is silent anyway is not held`() throws {
        try store.record(held("甲局", content: 1, file: "a.txt"), announcement: .backlog)
        try store.record(.report("乙局", 2020, content: 2), announcement: .announced)
        #expect(try offered(at: .start) == [2])
    }
}
