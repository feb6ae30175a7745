import Core
import GRDB
import Testing

@testable import Store

struct EventLogTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func enqueue(
        _ channel: String = "a", limit: Int = 100, accept: (Event) -> Bool = { _ in true }
    ) throws -> Int {
        var number = 0
        return try store.enqueueDeliveries(channel: channel, limit: limit, now: .start, accept: accept) {
            number += 1
            return "\(channel)-\(number)-\(limit)"
        }
    }

    private func position(_ channel: String = "a") throws -> Int? {
        try store.integer("SELECT position FROM channel WHERE name = '\(channel)'")
    }

    @Test func `an event says everything about its report`() throws {
        let intake = Intake.report("甲局", 2020, content: 1, received: 58, findings: [.broken, .doubt, .note])
        try store.record(intake)
        let event = try #require(try store.events([1]).first)
        let subject = try #require(event.subject)
        let report = try #require(intake.examination.report)
        #expect(event.kind == .reportValidated)
        #expect(event.occurredAt == .start)
        #expect(event.digest == nil)
        #expect(subject.report == 1)
        #expect(subject.verdict == .invalid)
        #expect(subject.agency == "甲局")
        #expect(subject.year == 2020)
        #expect(subject.edition == "2019")
        #expect(subject.title == "甲局年度报告")
        #expect(subject.file == "/drop/1.txt")
        #expect(subject.content == .of(1))
        #expect(subject.keyFigures == KeyFigures(report.cells))
        #expect(subject.findings == [.broken, .doubt, .note])
    }

    @Test func `an event about a failure has no figures`() throws {
        try store.record(.failure(.denied, content: nil, file: "a.txt"))
        let subject = try #require(try store.events([1]).first?.subject)
        #expect(subject.verdict == .unreadable)
        #expect(subject.content == nil)
        #expect(subject.keyFigures == nil)
        #expect(subject.findings.map(\.rule) == ["document.denied"])
    }

    @Test func `an event keeps the verdict and findings of its own revision`() throws {
        try store.record(.report("甲局", 2020, content: 1, findings: [.broken]))
        try store.record(.report("甲局", 2020, content: 2))
        let events = try store.events([2, 1])
        #expect(events.map(\.id) == [1, 2])
        #expect(events.map { $0.subject?.verdict } == [.invalid, .valid])
        #expect(events.map { $0.subject?.findings.map(\.rule) } == [[Finding.broken.rule], ["document.revision"]])
    }

    @Test func `events cannot be changed`() throws {
        try store.record(.report("甲局", 2020, content: 1))
        #expect(throws: DatabaseError.self) { try store.execute("UPDATE event SET announced = 0") }
    }

    @Test func `a channel starts at the end of the log when it is first seen, and only then`() throws {
        try store.record(.report("甲局", 2020, content: 1))
        try store.openChannel("a")
        #expect(try enqueue() == 0)
        try store.record(.report("甲局", 2021, content: 2))
        try store.openChannel("a")
        #expect(try enqueue() == 1)
        #expect(try store.dueDeliveries(channel: "a", now: .start, limit: 9).map(\.events) == [[2]])
    }

    @Test func `silent events are passed, unwanted ones counted`() throws {
        try store.openChannel("a")
        try store.record(.report("甲局", 2020, content: 1), announcement: .silent)
        try store.record(.report("乙局", 2020, content: 2), .report("丙局", 2020, content: 3))
        try store.record(.report("丁局", 2020, content: 4), announcement: .silent)
        var offered: [Int64] = []
        let passed = try enqueue { event in
            offered.append(event.id)
            return event.id == 3
        }
        #expect(passed == 2)
        #expect(offered == [2, 3])
        #expect(try position() == 4)
        #expect(try store.dueDeliveries(channel: "a", now: .start, limit: 9).map(\.events) == [[3]])
    }

    @Test func `the limit splits the log into batches that lose nothing`() throws {
        try store.openChannel("a")
        _ = try store.record(
            (1...5).map { Intake.report("\($0)局", 2020, content: UInt8($0)) }, announcement: .announced)
        var number = 0
        let passed = try (1...4).map { _ in
            try store.enqueueDeliveries(channel: "a", limit: 2, now: .start, accept: { _ in true }) {
                number += 1
                return "d\(number)"
            }
        }
        #expect(passed == [2, 2, 1, 0])
        #expect(
            try store.dueDeliveries(channel: "a", now: .start, limit: 9).map(\.events) == [[1], [2], [3], [4], [5]])
    }

    @Test func `each channel has its own position`() throws {
        try store.openChannel("a")
        try store.openChannel("b")
        try store.record(.report("甲局", 2020, content: 1))
        #expect(try enqueue("a") == 1)
        #expect(try position("b") == 0)
        #expect(try enqueue("b") == 1)
    }

    @Test func `deliveries and position move together or not at all`() throws {
        try store.openChannel("a")
        try store.record(.report("甲局", 2020, content: 1), .report("乙局", 2020, content: 2))
        #expect(throws: StoreError.self) {
            try store.enqueueDeliveries(channel: "a", limit: 9, now: .start, accept: { _ in true }, makeID: { "same" })
        }
        #expect(try position() == 0)
        #expect(try store.integer("SELECT count(*) FROM delivery") == 0)
    }

    @Test func `a channel that was never opened is an error`() throws {
        #expect(throws: StoreError.self) { try enqueue("unknown") }
    }
}
