import Core
import GRDB
import Testing

@testable import Store

struct DeliveryTests {
    let state: TemporaryState

    init() throws { state = try TemporaryState() }

    /// A store with deliveries `d1` … of channel `a`, one an event.
    private func store(deliveries: Int) throws -> Store {
        let store = try state.open()
        try store.openChannel("a")
        _ = try store.record(
            (1...deliveries).map { Intake.report("\($0)局", 2020, content: UInt8($0)) }, announcement: .announced)
        var number = 0
        _ = try store.enqueueDeliveries(channel: "a", limit: 100, now: .start, accept: { _ in true }) {
            number += 1
            return "d\(number)"
        }
        return store
    }

    private func result(_ fate: AttemptResult.Fate, status: Int? = 200, error: String? = nil) -> AttemptResult {
        AttemptResult(
            fate: fate, outcome: error == nil ? .success : .unavailable, status: status, error: error, body: "{}",
            latencyMilliseconds: 12)
    }

    private func states(_ store: Store) throws -> String? {
        try store.value("SELECT group_concat(id || ' ' || state || ' ' || attempts, ', ') FROM delivery ORDER BY id")
    }

    @Test func `a due delivery is as it was enqueued`() throws {
        let store = try store(deliveries: 1)
        #expect(
            try store.dueDeliveries(channel: "a", now: .start, limit: 9)
                == [Delivery(id: "d1", channel: "a", event: 1, createdAt: .start)])
        #expect(try store.dueDeliveries(channel: "b", now: .start, limit: 9).isEmpty)
    }

    @Test func `attempts are counted before and decide afterwards`() throws {
        let store = try store(deliveries: 4)
        try store.beginAttempts(["d1", "d2", "d3", "d4"], now: .start)
        #expect(try states(store) == "d1 sending 1, d2 sending 1, d3 sending 1, d4 sending 1")
        #expect(try store.nextDue(channel: "a") == nil)
        let later = UnixTime.start.advanced(milliseconds: 60_000)
        try store.finishAttempts(
            [
                ("d1", result(.delivered)), ("d2", result(.accepted, status: 202)),
                ("d3", result(.retry(at: later), status: 503, error: "busy")), ("d4", result(.dead, status: 410)),
            ], now: .start)
        #expect(try states(store) == "d1 delivered 1, d2 accepted 1, d3 pending 1, d4 dead 1")
        #expect(try store.value("SELECT last_status || last_error FROM delivery WHERE id = 'd3'") == "503busy")
        #expect(try store.nextDue(channel: "a") == later)
        #expect(try store.dueDeliveries(channel: "a", now: .start, limit: 9).isEmpty)
        #expect(try store.dueDeliveries(channel: "a", now: later, limit: 9).map(\.attempts) == [1])
        #expect(try store.integer("SELECT count(*) FROM attempt WHERE latency_ms = 12 AND number = 1") == 4)
    }

    @Test func `what was under way at a crash may have arrived, and is sent again under its id`() throws {
        do {
            let store = try store(deliveries: 2)
            try store.beginAttempts(["d1"], now: .start)
        }
        let store = try state.open()
        let restart = UnixTime.start.advanced(milliseconds: 5000)
        #expect(try store.recoverInterruptedDeliveries(now: restart) == 1)
        #expect(try store.recoverInterruptedDeliveries(now: restart) == 0)
        #expect(try states(store) == "d1 ambiguous 1, d2 pending 0")
        #expect(try store.dueDeliveries(channel: "a", now: restart, limit: 9).map(\.id) == ["d1", "d2"])
        #expect(
            try store.value("SELECT error FROM attempt WHERE delivery = 'd1'", as: String.self)?
                .hasPrefix("interrupted") == true)
    }

    @Test func `position and deliveries outlive the process`() throws {
        do { _ = try store(deliveries: 3) }
        let store = try state.open()
        try store.openChannel("a")
        #expect(try store.enqueueDeliveries(channel: "a", limit: 9, now: .start, accept: { _ in true }) { "x" } == 0)
        #expect(try store.dueDeliveries(channel: "a", now: .start, limit: 2).map(\.id) == ["d1", "d2"])
    }

    @Test func `what does not wait is not begun, and holds up no other`() throws {
        let store = try store(deliveries: 2)
        try store.beginAttempts(["d2"], now: .start)
        #expect(try store.apply([.begin(id: "d1"), .begin(id: "d2")], now: .start) == ["d2"])
        #expect(try states(store) == "d1 sending 1, d2 sending 1")
    }

    @Test func `an attempt that was never begun cannot finish`() throws {
        let store = try store(deliveries: 1)
        #expect(throws: StoreError.self) { try store.finishAttempts([("d1", result(.delivered))], now: .start) }
        #expect(try states(store) == "d1 pending 0")
        #expect(try store.integer("SELECT count(*) FROM attempt") == 0)
    }

    @Test func `two kilobytes of a response are kept, in whole characters`() throws {
        let store = try store(deliveries: 1)
        try store.beginAttempts(["d1"], now: .start)
        let body = String(repeating: "错", count: 1000)
        let result = AttemptResult(
            fate: .dead, outcome: .refused, status: 400, error: nil, body: body, latencyMilliseconds: 1)
        try store.finishAttempts([("d1", result)], now: .start)
        let kept = try #require(try store.value("SELECT body FROM attempt", as: String.self))
        #expect(kept == String(repeating: "错", count: 682))
    }
}
