import Core
import GRDB
import Testing

@testable import Store

struct InitialBacklogTests {
    let state: TemporaryState

    init() throws { state = try TemporaryState() }

    private func digests(_ store: Store) throws -> [Event.Digest] {
        let ids = try store.writer.read { try Int64.fetchAll($0, sql: "SELECT id FROM event WHERE kind = 'digest'") }
        return try store.events(ids).compactMap(\.digest)
    }

    @Test func `the backlog becomes one digest, also over a crash`() throws {
        do {
            let store = try state.open()
            try store.openChannel("a")
            #expect(try store.initialBacklogIsOpen())
            try store.record(.report("甲局", 2020, content: 1, findings: [.broken]), announcement: .backlog)
        }
        let store = try state.open()
        try store.openChannel("a")
        #expect(try store.initialBacklogIsOpen())
        try store.record(
            .report("乙局", 2020, content: 2), .failure(.empty, content: 3, file: "c.txt"), announcement: .backlog)
        try store.closeInitialBacklog(now: .start)
        try store.closeInitialBacklog(now: .start)
        #expect(try !store.initialBacklogIsOpen())
        #expect(try digests(store) == [Event.Digest(counts: [.invalid: 1, .valid: 1, .unreadable: 1])])
        let passed = try store.enqueueDeliveries(
            channel: "a", limit: 9, now: .start, accept: { $0.kind == .digest && $0.subject == nil }, makeID: { "d" })
        #expect(passed == 1)
        #expect(try store.dueDeliveries(channel: "a", now: .start, limit: 9).map(\.events) == [[4]])
    }

    @Test func `an empty backlog leaves no digest`() throws {
        let store = try state.open()
        try store.closeInitialBacklog(now: .start)
        #expect(try digests(store).isEmpty)
        #expect(try !store.initialBacklogIsOpen())
    }

    @Test func `what was ingested silently is no backlog`() throws {
        let store = try state.open()
        try store.openChannel("a")
        try store.record(.report("甲局", 2020, content: 1), announcement: .silent)
        try store.record(.report("乙局", 2020, content: 2, findings: [.doubt]), announcement: .backlog)
        try store.closeInitialBacklog(now: .start)
        #expect(try digests(store) == [Event.Digest(counts: [.flagged: 1])])
    }
}
