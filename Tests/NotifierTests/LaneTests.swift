import Core
import Testing

@testable import Notifier

struct LaneTests {
    private let start = UnixTime(milliseconds: 1_000_000)
    private let delivered = AttemptResult(
        fate: .delivered, outcome: .success, status: 200, error: nil, body: nil, latencyMilliseconds: 1)

    private func lane() -> Lane {
        Lane(gate: Gate(limiter: RateLimiter(RateLimits(), channel: "c")))
    }

    private func batch(_ count: Int, suspect: String? = nil) -> [Lane.Attempt] {
        (1...count).map { number in
            let delivery = Delivery(id: "\(number)", channel: "c", event: 1, createdAt: start)
            return Lane.Attempt(delivery: delivery, event: Fixtures.event(), suspect: suspect)
        }
    }

    private func finished(_ changes: [OutboxChange]) -> [(id: String, fate: AttemptResult.Fate)] {
        changes.compactMap { if case .finish(let id, let result) = $0 { (id, result.fate) } else { nil } }
    }

    @Test func `an event that is released later is asked for then`() {
        var lane = lane()
        (lane.mayHaveNews, lane.releaseAt) = (false, start.advanced(milliseconds: 250))
        #expect(!lane.wantsMore(at: start))
        #expect(lane.looksNext(after: start) == start.advanced(milliseconds: 250))
        #expect(lane.wantsMore(at: start.advanced(milliseconds: 250)))
    }

    @Test func `events stay in the log while the channel waits`() {
        var lane = lane()
        lane.heldUntil = start.advanced(milliseconds: 1000)
        #expect(!lane.wantsMore(at: start))
        #expect(lane.wantsMore(at: start.advanced(milliseconds: 1000)))
    }

    @Test func `one is in flight at a time and in order`() {
        var lane = lane()
        lane.load(batch(2), at: start)
        #expect(lane.takeNext()?.delivery.id == "1")
        #expect(lane.takeNext() == nil)
        lane.settle(delivered, closesTheWay: false, at: start)
        #expect(lane.takeNext()?.delivery.id == "2")
    }

    @Test func `one that closes the way sends those behind it back unsent`() {
        var lane = lane()
        lane.load(batch(3), at: start)
        _ = lane.takeNext()
        let later = AttemptResult(
            fate: .retry(at: start), outcome: .unavailable, status: 500, error: "busy", body: nil,
            latencyMilliseconds: 1)
        lane.settle(later, closesTheWay: true, at: start)
        #expect(lane.takeNext() == nil)
        #expect(lane.bringsBack)
        let results = lane.dueResults(at: start)
        #expect(finished(results).map(\.id) == ["1", "2", "3"])
        #expect(finished(results).map(\.fate) == [.retry(at: start), .notSent, .notSent])
        #expect(lane.recorded() == nil)
        #expect(lane.isSettled && lane.wantsMore(at: start))
    }

    @Test func `results wait for the batch but not for long`() {
        var lane = lane()
        lane.load(batch(2), at: start)
        _ = lane.takeNext()
        lane.settle(delivered, closesTheWay: false, at: start)
        _ = lane.takeNext()
        #expect(lane.dueResults(at: start.advanced(milliseconds: 49)).isEmpty)
        #expect(lane.dueResults(at: start.advanced(milliseconds: 50)).count == 1)
    }

    @Test func `batches grow with a fast receiver and shrink with a slow one`() {
        var lane = lane()
        func pass(milliseconds: Int64) {
            lane.load(batch(1), at: start)
            _ = lane.takeNext()
            lane.settle(delivered, closesTheWay: false, at: start.advanced(milliseconds: milliseconds))
            _ = lane.recorded()
        }
        for _ in 0..<10 { pass(milliseconds: 1) }
        #expect(lane.batchLimit == Lane.largestBatch)
        pass(milliseconds: 500)
        #expect(lane.batchLimit == Lane.largestBatch / 2)
    }

    @Test func `what was begun and not sent is returned when the service stops`() {
        var lane = lane()
        lane.load(batch(3), at: start)
        _ = lane.takeNext()
        lane.withdraw(at: start)
        lane.settle(delivered, closesTheWay: false, at: start)
        #expect(lane.isIdle && !lane.isSettled)
        #expect(Set(finished(lane.dueResults(at: start)).map(\.id)) == ["1", "2", "3"])
    }

    @Test func `the suspect goes aside when the one behind it goes through`() {
        var lane = lane()
        lane.load(batch(1, suspect: "0"), at: start)
        _ = lane.takeNext()
        lane.settle(delivered, closesTheWay: false, at: start)
        let asides = lane.dueResults(at: start).compactMap { if case .setAside(let id) = $0 { id } else { nil } }
        #expect(asides == ["0"])
    }
}
