import Core
import GRDB
import Testing

@testable import Store

/// What every channel has still to say, asked beside the writer.
struct BacklogQueryTests {
    let state: TemporaryState

    init() throws { state = try TemporaryState() }

    private func enqueue(_ store: Store, _ prefix: String, now: UnixTime) throws {
        var number = 0
        _ = try store.enqueueDeliveries(channel: "a", limit: 9, now: now, accept: { _ in true }) {
            number += 1
            return "\(prefix)\(number)"
        }
    }

    @Test func `messages are counted to the limit, and the oldest tells its age`() throws {
        let store = try state.open()
        try store.openChannel("a")
        try store.openChannel("b")
        let reader = try Store.openReadOnly(state: state.path)
        #expect(
            try reader.backlogs(countingTo: 10) == [
                ChannelBacklog(channel: "a", messages: 0, events: 0, oldest: nil),
                ChannelBacklog(channel: "b", messages: 0, events: 0, oldest: nil),
            ])
        try store.record(.report("甲局", 2020, content: 1), .report("乙局", 2020, content: 2))
        // No delivery yet: the event itself waits.
        let events = try reader.backlogs(countingTo: 10)
        #expect(try reader.backlogs(countingTo: 1).map(\.events) == [1, 1])
        #expect(events.map(\.messages) == [0, 0] && events.map(\.events) == [2, 2])
        #expect(events.allSatisfy { $0.oldest != nil })

        try enqueue(store, "d", now: .start)
        try store.record(.report("丙局", 2020, content: 3))
        try enqueue(store, "e", now: UnixTime.start.advanced(milliseconds: 5000))
        #expect(
            try reader.backlogs(countingTo: 10).first
                == ChannelBacklog(channel: "a", messages: 3, events: 0, oldest: .start))
        #expect(try reader.backlogs(countingTo: 2).first?.messages == 2)
        // What is being sent is on its way still.
        try store.beginAttempts(["d1", "d2"], now: .start)
        #expect(
            try reader.backlogs(countingTo: 10).first
                == ChannelBacklog(channel: "a", messages: 1, events: 0, oldest: .start))
        #expect(reader.fileSizes().map(\.name) == ["database", "wal"])
        #expect(reader.fileSizes().allSatisfy { $0.bytes > 0 })
    }

    @Test func `asking goes by indexes alone`() throws {
        let store = try state.open()
        try store.openChannel("a")
        let plan = try store.writer.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(StoreReader.selectBacklogs)", arguments: [1])
                .map { $0["detail"] as String }
        }
        // Of what is being sent there is one for each channel.
        let scans = plan.filter { $0.hasPrefix("SCAN d") || $0.hasPrefix("SCAN e") }
            .filter { !$0.contains("delivery_sending") }
        #expect(scans == [], "\(plan)")
    }
}
