import Core
import GRDB
import Testing

@testable import Store

/// Channels that the configuration does not name for a while.
struct AbsenceTests {
    let state: TemporaryState
    private let later = UnixTime.start.advanced(milliseconds: 60_000)

    init() throws { state = try TemporaryState() }

    /// A store with two channels and so many events for them.
    private func store(events: Int) throws -> Store {
        let store = try state.open()
        try store.openChannel("a")
        try store.openChannel("b")
        try record(1...events, store)
        return store
    }

    private func record(_ numbers: ClosedRange<Int>, _ store: Store) throws {
        let intakes = numbers.map { Intake.report("\($0)局", 2020, content: UInt8($0)) }
        _ = try store.record(intakes, announcement: .announced)
    }

    private func offer(_ store: Store, _ channel: String = "a", limit: Int = 9) throws -> [Int64] {
        try store.offer(channel: channel, limit: limit, now: later).events.map(\.id)
    }

    /// Takes what is offered, at most so much.
    private func take(_ store: Store, limit: Int = 9) throws {
        let offer = try store.offer(channel: "a", limit: limit, now: later)
        try store.apply([.pass(channel: "a", from: offer.position, to: offer.end)], now: later, makeID: { "" })
    }

    private func isLeft(_ left: [(channel: String, waiting: Int)], _ channel: String, _ waiting: Int) -> Bool {
        left.map(\.channel) == [channel] && left.map(\.waiting) == [waiting]
    }

    @Test func `a channel keeps the events that waited when it left, and gets no later ones`() throws {
        let store = try store(events: 5)
        _ = try store.enqueueDeliveries(channel: "a", limit: 2, now: .start, accept: { _ in true }) {
            "d\(UInt64.random(in: 0...(.max)))"
        }
        #expect(try isLeft(store.leaveChannels(except: ["b"]), "a", 5), "two messages and three events")
        try record(6...7, store)
        // It is not away anew at every start.
        #expect(try isLeft(store.leaveChannels(except: ["b"]), "a", 5))
        try store.openChannel("a")
        try record(8...8, store)
        try store.openChannel("a")
        #expect(try store.reader.backlogs(countingTo: 9).map(\.events) == [4, 8])
        #expect(try store.reader.backlogs(countingTo: 3).map(\.events) == [3, 3])
        #expect(try offer(store) == [3, 4, 5] && offer(store, "b").count == 8)
        try take(store, limit: 2)
        #expect(try offer(store) == [5])
        try take(store)
        #expect(try offer(store) == [8])
        try take(store)
        #expect(try offer(store).isEmpty)
        #expect(try store.integer("SELECT count(*) FROM absence") == 0)
    }

    @Test func `a channel for which nothing waited begins at the end of the log`() throws {
        let store = try store(events: 2)
        try take(store)
        #expect(try store.leaveChannels(except: ["b"]).isEmpty)
        try record(3...3, store)
        #expect(try store.leaveChannels(except: ["b"]).isEmpty)
        try store.openChannel("a")
        #expect(try offer(store).isEmpty && store.unsaidSince(on: ["a"]) == nil)
        try record(4...4, store)
        #expect(try offer(store) == [4])
    }

    @Test func `each stay between absences counts, also when nothing was taken in it`() throws {
        let store = try store(events: 1)
        for number in 1...3 {
            #expect(try isLeft(store.leaveChannels(except: ["b"]), "a", number))
            try record((2 * number)...(2 * number), store)
            try store.openChannel("a")
            // Here for a moment: nothing happened meanwhile.
            _ = try store.leaveChannels(except: ["b"])
            try store.openChannel("a")
            try record((2 * number + 1)...(2 * number + 1), store)
        }
        #expect(try store.reader.backlogs(countingTo: 9).first?.events == 4)
        var taken: [Int64] = []
        while case let events = try offer(store), !events.isEmpty {
            taken += events
            try take(store)
        }
        #expect(taken == [1, 3, 5, 7])
    }

    @Test func `an absence in which nothing happened hides no event from the count`() throws {
        let store = try store(events: 3)
        _ = try store.leaveChannels(except: ["b"])
        try store.openChannel("a")
        try record(4...5, store)
        #expect(try store.reader.backlogs(countingTo: 9).first?.events == 5)
        #expect(try isLeft(store.leaveChannels(except: ["b"]), "a", 5))
    }

    @Test func `what waits for a channel that was left out can be given up`() throws {
        let store = try store(events: 3)
        _ = try store.enqueueDeliveries(channel: "a", limit: 1, now: .start, accept: { _ in true }, makeID: { "d" })
        #expect(try store.drop(leftBy: "a", now: later).refusals.count == 1, "it is here")
        _ = try store.leaveChannels(except: ["b"])
        try record(4...4, store)
        #expect(try store.drop(leftBy: "a", now: later) == DeliveryActions(count: 3))
        #expect(try store.drop(leftBy: "c", now: later).refusals.count == 1)
        #expect(try store.leaveChannels(except: ["b"]).isEmpty)
        #expect(try store.reader.deliveries().map(\.state) == [.dropped])
        try store.openChannel("a")
        #expect(try offer(store).isEmpty)
    }

    @Test func `a channel that a former version knew to be away begins at the end of the log`() throws {
        let queue = try DatabaseQueue(path: state.database)
        try Migrations.all.migrate(queue, upTo: "7")
        try queue.write { database in
            try database.execute(
                sql: "INSERT INTO channel (name, first_position, position, away) VALUES ('a', 0, 0, 1)")
        }
        try queue.close()
        let store = try state.open()
        try record(1...1, store)
        try store.openChannel("a")
        #expect(try offer(store).isEmpty)
    }
}
