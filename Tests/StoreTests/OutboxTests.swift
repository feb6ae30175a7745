import Core
import GRDB
import Testing

@testable import Store

/// What persons do with deliveries, and what the log tells of itself.
struct OutboxTests {
    let state: TemporaryState

    init() throws { state = try TemporaryState() }

    private let later = UnixTime.start.advanced(milliseconds: 60_000)

    /// A store with deliveries `d1`, `d2`, `d3` of channel `a`: dead, ambiguous for ever, pending.
    private func store() throws -> Store {
        let store = try state.open()
        try store.openChannel("a")
        try store.openChannel("b")
        try store.record(
            .report("甲局", 2020, content: 1), .report("乙局", 2020, content: 2), .report("丙局", 2020, content: 3))
        var number = 0
        _ = try store.enqueueDeliveries(channel: "a", limit: 9, now: .start, accept: { _ in true }) {
            number += 1
            return "d\(number)"
        }
        try store.beginAttempts(["d1", "d2"], now: .start)
        try store.finishAttempts(
            [
                ("d1", result(.dead, .refused, error: "too large")),
                ("d2", result(.ambiguous(repeatedAt: nil), .ambiguous, error: "no answer")),
            ], now: .start)
        return store
    }

    private func result(
        _ fate: AttemptResult.Fate, _ outcome: AttemptResult.Outcome, error: String? = nil
    ) -> AttemptResult {
        AttemptResult(fate: fate, outcome: outcome, status: nil, error: error, body: nil, latencyMilliseconds: 1)
    }

    private func states(_ store: Store) throws -> [String] {
        try store.reader.deliveries().sorted { $0.id < $1.id }.map { "\($0.id) \($0.state.rawValue)" }
    }

    @Test func `a list says what became of deliveries, and can be narrowed`() throws {
        let store = try store()
        #expect(try states(store) == ["d1 dead", "d2 ambiguous", "d3 pending"])
        #expect(try store.reader.deliveries(DeliveryFilter(states: [.dead, .ambiguous])).count == 2)
        #expect(try store.reader.deliveries(DeliveryFilter(channel: "b")).isEmpty)
        #expect(try store.reader.deliveries(DeliveryFilter(limit: 1)).map(\.id) == ["d3"])
        let (row, attempts) = try #require(try store.reader.delivery("d1"))
        #expect(row.lastError == "too large" && row.dueAt == nil)
        #expect(attempts.map(\.outcome) == ["refused"])
        #expect(try store.reader.delivery("none") == nil)
    }

    @Test func `retry sends again under the same id, and its age begins anew`() throws {
        let store = try store()
        let actions = try store.retry(.ids(["d1", "d2", "none"]), now: later)
        #expect(actions.count == 2 && actions.refusals.count == 1)
        let queued = try store.queue(channel: "a", limit: 9).ordered
        #expect(queued.map(\.id) == ["d1", "d2", "d3"])
        #expect(queued.map(\.attempts) == [0, 0, 0], "neither back-off nor patience go on where they were")
        #expect(queued[0].createdAt == later && queued[2].createdAt == .start)
        #expect(queued.map(\.isMergeable) == [false, false, true])
    }

    @Test func `retry of all that were given up may be of one channel`() throws {
        let store = try store()
        #expect(try store.retry(.dead(channel: "b"), now: later).count == 0)
        #expect(try store.retry(.dead(channel: nil), now: later).count == 2, "also what may have arrived")
        #expect(try states(store) == ["d1 pending", "d2 pending", "d3 pending"])
    }

    @Test func `what is being sent can be neither repeated nor dropped`() throws {
        let store = try store()
        try store.beginAttempts(["d3"], now: .start)
        #expect(try store.retry(.ids(["d3"]), now: later).refusals.first?.contains("being sent") == true)
        #expect(try store.drop(.ids(["d3", "d1"]), now: later).count == 1)
        #expect(try states(store) == ["d1 dropped", "d2 ambiguous", "d3 sending"])
        #expect(try store.drop(.ids(["d1"]), now: later).refusals.first?.contains("dropped") == true)
    }

    @Test func `a collection that is dropped is no collection any more`() throws {
        let store = try store()
        try store.apply([.collect(channel: "b", name: "g", events: [1, 2], due: later)], now: .start)
        #expect(try store.retry(.ids(["c1"]), now: later).refusals.count == 1)
        #expect(try store.drop(.ids(["c1"]), now: later).count == 1)
        #expect(try store.queue(channel: "b", limit: 9).collections.isEmpty)
    }

    @Test func `what may have arrived is ambiguous until it is known to have arrived`() throws {
        let store = try store()
        try store.beginAttempts(["d3"], now: .start)
        try store.finishAttempts([("d3", result(.ambiguous(repeatedAt: later), .ambiguous))], now: .start)
        #expect(try states(store).last == "d3 ambiguous")
        #expect(try store.queue(channel: "a", limit: 9).ordered.map(\.mayHaveArrived) == [true])
        try store.beginAttempts(["d3"], now: later)
        try store.finishAttempts([("d3", result(.retry(at: later), .unavailable))], now: later)
        #expect(try states(store).last == "d3 ambiguous")
        try store.beginAttempts(["d3"], now: later)
        try store.finishAttempts([("d3", result(.delivered, .success))], now: later)
        #expect(try states(store).last == "d3 delivered")
    }

    @Test func `an attempt keeps where its time went`() throws {
        let store = try store()
        let timings = AttemptTimings(resolved: 310, connected: 520, secured: 12_100, answered: 80_300, total: 80_450)
        let result = AttemptResult(
            fate: .delivered, outcome: .success, status: 200, error: nil, body: "ok", latencyMilliseconds: 80,
            timings: timings)
        try store.beginAttempts(["d3"], now: .start)
        try store.finishAttempts([("d3", result)], now: .start)
        #expect(try store.reader.delivery("d3")?.attempts.map(\.timings) == [timings])
        #expect(try store.reader.delivery("d1")?.attempts.map(\.timings) == [nil])
    }

    @Test func `what is set aside waits beside the others`() throws {
        let store = try store()
        try store.apply([.setAside(id: "d3")], now: .start)
        let queue = try store.queue(channel: "a", limit: 9)
        #expect(queue.ordered.isEmpty && queue.aside.map(\.id) == ["d3"])
        try store.beginAttempts(["d3"], now: .start)
        try store.finishAttempts([("d3", result(.retry(at: later), .unavailable))], now: .start)
        #expect(try store.queue(channel: "a", limit: 9).aside.map(\.isAside) == [true])
    }

    @Test func `what was given up is told once, to those who are to hear it`() throws {
        let store = try store()
        #expect(try store.channelsWithUntoldFailures() == ["a"])
        for _ in 1...2 {
            try store.apply([.tellUndelivered(channel: "a", audience: ["b", "o\"ps"])], now: later)
        }
        let offer = try store.offer(channel: "b", limit: 9, now: later)
        let told = offer.events.compactMap(\.undelivered)
        #expect(
            told == [
                Event.Undelivered(
                    channel: "a", count: 2, delivery: "d2", error: "no answer", uncertain: 1, audience: ["b", "o\"ps"])
            ])
        #expect(offer.events.last?.kind == .deliveryDead)
        #expect(try store.channelsWithUntoldFailures().isEmpty)
        _ = try store.retry(.ids(["d1"]), now: later)
        #expect(try store.channelsWithUntoldFailures().isEmpty)
    }

    @Test func `nobody to tell leaves no event, also later`() throws {
        let store = try store()
        try store.apply([.tellUndelivered(channel: "a", audience: [])], now: later)
        #expect(try store.offer(channel: "b", limit: 9, now: later).events.count == 3)
        #expect(try store.channelsWithUntoldFailures().isEmpty)
    }

    @Test func `a day has one sign of life`() throws {
        let store = try store()
        for day in ["2027-01-15", "2027-01-15", "2027-01-16"] { try store.apply([.heartbeat(day: day)], now: later) }
        #expect(try store.offer(channel: "b", limit: 9, now: later).events.count { $0.kind == .heartbeat } == 2)
    }

    @Test func `history tells what went before`() throws {
        do {
            let store = try store()
            try store.beginAttempts(["d3"], now: .start)
            try store.finishAttempts([("d3", result(.retry(at: later), .unavailable))], now: later)
        }
        let store = try state.open()
        let all = try store.history(channel: "a", since: .start)
        #expect(all.attempts == [.start, .start, later])
        #expect(all.failures.map(\.outcome) == [.unavailable, .ambiguous, .refused])
        #expect(all.lastSuccess == nil)
        #expect(try store.history(channel: "a", since: later).attempts == [later])
        try store.beginAttempts(["d3"], now: later)
        try store.finishAttempts([("d3", result(.delivered, .success))], now: later)
        #expect(try store.history(channel: "a", since: .start).lastSuccess == later)
        #expect(try store.history(channel: "a", since: .start).failures.isEmpty)
    }

    @Test func `who drops a delivery that is about to be sent stops only that one`() throws {
        let store = try store()
        #expect(try store.drop(.ids(["d3"]), now: .start).count == 1)
        let skipped = try store.apply(
            [.begin(id: "d3"), .add(id: "n", channel: "a", event: 1, isMergeable: true, begun: false)], now: later)
        #expect(skipped == ["d3"])
        #expect(try store.queue(channel: "a", limit: 9).ordered.map(\.id) == ["n"])
    }

    @Test func `what failed can be made due at once, what has to wait by the service's word cannot`() throws {
        let store = try store()
        _ = try store.retry(.ids(["d1", "d2"]), now: .start)
        try store.beginAttempts(["d1", "d2"], now: .start)
        try store.finishAttempts(
            [
                ("d1", result(.retry(at: later), .unavailable)), ("d2", result(.retry(at: later), .rateLimited)),
            ], now: .start)
        try store.apply([.makeDue(channel: "b"), .makeDue(channel: "a")], now: .start)
        #expect(try store.queue(channel: "a", limit: 9).ordered.map(\.dueAt) == [.start, later, .start])
    }

    @Test func `a clock that was set back leaves nothing waiting for the time it showed`() throws {
        let store = try store()
        _ = try store.retry(.ids(["d1", "d2"]), now: later)
        try store.apply([.collect(channel: "b", name: "g", events: [1, 2], due: later)], now: later)
        try store.beginAttempts(["d2"], now: later)
        try store.finishAttempts([("d2", result(.delivered, .success))], now: later)
        try store.apply([.clockSetBack(longestWait: 0)], now: .start)
        let queue = try store.queue(channel: "a", limit: 9)
        #expect(queue.ordered.map(\.dueAt) == [.start, .start] && queue.ordered.map(\.createdAt) == [.start, .start])
        let collection = try #require(try store.queue(channel: "b", limit: 9).collections.first)
        #expect(collection.dueAt == .start && collection.createdAt == .start)
        #expect(try store.history(channel: "a", since: .start).lastSuccess == .start)
    }

    @Test func `a wait that is as long as waits can be is believed`() throws {
        let store = try store()
        _ = try store.retry(.ids(["d1"]), now: .start)
        try store.beginAttempts(["d1"], now: .start)
        try store.finishAttempts([("d1", result(.retry(at: later), .quota))], now: .start)
        try store.apply([.clockSetBack(longestWait: 60_000)], now: .start)
        #expect(try store.queue(channel: "a", limit: 9).ordered.first?.dueAt == later)
        try store.apply([.clockSetBack(longestWait: 59_999)], now: .start)
        #expect(try store.queue(channel: "a", limit: 9).ordered.first?.dueAt == .start)
    }

    @Test func `unclear answers are counted until a person takes the delivery up again`() throws {
        let store = try store()
        try store.beginAttempts(["d3"], now: .start)
        try store.finishAttempts([("d3", result(.retry(at: .start), .unclear))], now: .start)
        #expect(try store.queue(channel: "a", limit: 9).ordered.map(\.unclearAnswers) == [1])
        _ = try store.retry(.ids(["d3"]), now: later)
        #expect(try store.queue(channel: "a", limit: 9).ordered.map(\.unclearAnswers) == [0])
        try store.beginAttempts(["d3"], now: later)
        try store.finishAttempts([("d3", result(.dead, .refused))], now: later)
        #expect(try store.reader.delivery("d3")?.attempts.map(\.number) == [1, 2], "each attempt has its number")
    }

    @Test func `what other channels did meanwhile hides nothing of the history`() throws {
        let store = try store()
        try store.openChannel("busy")
        try store.apply(
            [.add(id: "x", channel: "busy", event: 1, isMergeable: true, begun: true)], now: .start)
        for _ in 1...3 {
            try store.finishAttempts([("x", result(.retry(at: .start), .unavailable))], now: .start)
            try store.beginAttempts(["x"], now: .start)
        }
        try store.execute(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 21000)
            INSERT INTO attempt (delivery, channel, number, ended_at, outcome)
            SELECT 'x', 'busy', i, '\(UnixTime.start.iso8601)', 'success' FROM n
            """)
        #expect(try store.history(channel: "a", since: .start).attempts.count == 2)
    }

    @Test func `what was under way when the process ended may have arrived`() throws {
        do {
            let store = try store()
            try store.beginAttempts(["d3"], now: .start)
        }
        let store = try state.open()
        #expect(try store.recoverInterruptedDeliveries(now: later) == 1)
        #expect(try store.queue(channel: "a", limit: 9).ordered.map(\.mayHaveArrived) == [true])
        #expect(try states(store).last == "d3 ambiguous")
    }

    @Test func `there is something to say until a message gets through`() throws {
        let store = try store()
        #expect(try store.unsaidSince(on: ["a"]) == .start)
        try store.beginAttempts(["d3"], now: later)
        try store.finishAttempts([("d3", result(.delivered, .success))], now: later)
        #expect(try store.unsaidSince(on: ["a"]) == nil)
        #expect(try store.unsaidSince(on: ["none"]) == nil)
    }

    @Test func `what waits from before a message got through is something to say from then on`() throws {
        let store = try store()
        #expect(try store.retry(.ids(["d1"]), now: .start).count == 1)
        try store.beginAttempts(["d3"], now: later)
        try store.finishAttempts([("d3", result(.delivered, .success))], now: later)
        #expect(try store.unsaidSince(on: ["a"]) == later)
    }

    @Test func `what a channel has not taken from the log yet is something to say`() throws {
        #expect(try store().unsaidSince(on: ["b"]) == .start)
    }

    @Test func `old attempts are forgotten in small steps`() throws {
        let store = try store()
        #expect(try store.pruneAttempts(before: .start, limit: 1) == 0)
        #expect(try store.pruneAttempts(before: later, limit: 1) == 1)
        #expect(try store.pruneAttempts(before: later, limit: 9) == 1)
        #expect(try store.integer("SELECT count(*) FROM delivery") == 3)
    }

    @Test func `silences are kept, counted and ended`() throws {
        let store = try store()
        let id = try store.addSilence(
            conditions: #"{"organ":["甲*"]}"#, why: "更正中", author: "li", begins: .start, ends: later)
        try store.apply([.silenced(silence: id, count: 3)], now: .start)
        let row = try #require(try store.reader.silences().first)
        #expect(row.events == 3 && row.beginsAt == .start && row.endsAt == later)
        #expect(try store.endSilence(id, now: .start.advanced(milliseconds: 1)))
        #expect(try !store.endSilence(id, now: later))
        #expect(try !store.endSilence(99, now: .start))
    }
}

/// A store of the version before opens, and goes on where it was.
struct OutboxMigrationTests {
    @Test func `deliveries of the version before are taken over`() throws {
        let state = try TemporaryState()
        do {
            let writer = try DatabaseQueue(path: state.database)
            try Migrations.all.migrate(writer, upTo: "1")
            try writer.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO event (id, kind, occurred_at, announced) VALUES (1, 'digest', '2027-01-15T08:00:00.000Z', 1);
                        INSERT INTO channel VALUES ('a', 0, 1);
                        INSERT INTO delivery (id, channel, events, first_event, state, attempts, created_at, due_at) VALUES
                            ('p', 'a', '[1]', 1, 'pending', 2, '2027-01-15T08:00:00.000Z', '2027-01-15T08:00:00.000Z'),
                            ('s', 'a', '[1]', 1, 'sending', 1, '2027-01-15T08:00:00.000Z', '2027-01-15T08:00:00.000Z'),
                            ('x', 'a', '[1]', 1, 'dead', 1, '2027-01-15T08:00:00.000Z', '2027-01-15T08:00:00.000Z');
                        INSERT INTO attempt (delivery, number, ended_at) VALUES ('p', 1, '2027-01-15T08:00:00.000Z');
                        """)
            }
        }
        let store = try state.open()
        #expect(try store.recoverInterruptedDeliveries(now: .start) == 1)
        let queue = try store.queue(channel: "a", limit: 9)
        #expect(queue.ordered.map(\.id) == ["p", "s"])
        #expect(queue.ordered.allSatisfy { !$0.isMergeable })
        #expect(try store.channelsWithUntoldFailures().isEmpty)
        #expect(try store.reader.delivery("p")?.attempts.map(\.outcome) == [nil])
    }
}
