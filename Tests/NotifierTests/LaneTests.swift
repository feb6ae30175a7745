import Core
import Testing

@testable import Notifier

struct LaneTests {
    private let start = UnixTime(milliseconds: 1_000_000)
    private let delivered = AttemptResult(fate: .delivered, status: 200, error: nil, body: nil, latencyMilliseconds: 1)

    private func batch(_ count: Int) -> [Lane.Attempt] {
        (1...count).map { number in
            let delivery = Delivery(id: "\(number)", channel: "c", events: [1], attempts: 0, createdAt: start)
            return Lane.Attempt(delivery: delivery, event: Fixtures.event())
        }
    }

    @Test func anEventThatIsReleasedLaterIsAskedForThen() {
        var lane = Lane()
        (lane.mayHaveNews, lane.releaseAt) = (false, start.advanced(milliseconds: 250))
        #expect(!lane.wantsMore(at: start))
        #expect(lane.wantsMore(at: start.advanced(milliseconds: 250)))
    }

    @Test func oneIsInFlightAtATimeAndInOrder() {
        var lane = Lane()
        lane.load(batch(2), at: start)
        #expect(lane.takeNext()?.delivery.id == "1")
        #expect(lane.takeNext() == nil)
        lane.settle(delivered, at: start)
        #expect(lane.takeNext()?.delivery.id == "2")
    }

    @Test func aRepeatSendsThoseBehindItBackUnsent() {
        var lane = Lane()
        lane.load(batch(3), at: start)
        _ = lane.takeNext()
        let later = AttemptResult(
            fate: .retry(at: start), status: 500, error: "busy", body: nil, latencyMilliseconds: 1)
        lane.settle(later, at: start)
        #expect(lane.takeNext() == nil)
        let results = lane.dueResults(at: start)
        #expect(results.map(\.id) == ["1", "2", "3"])
        #expect(results.map(\.result.fate) == [.retry(at: start), .notSent, .notSent])
        #expect(!lane.wantsMore(at: start))
        lane.recorded(results.count)
        #expect(lane.wantsMore(at: start))
    }

    @Test func resultsWaitForTheBatchButNotForLong() {
        var lane = Lane()
        lane.load(batch(2), at: start)
        _ = lane.takeNext()
        lane.settle(delivered, at: start)
        _ = lane.takeNext()
        #expect(lane.dueResults(at: start.advanced(milliseconds: 49)).isEmpty)
        #expect(lane.dueResults(at: start.advanced(milliseconds: 50)).count == 1)
    }

    @Test func batchesGrowWithAFastReceiverAndShrinkWithASlowOne() {
        var lane = Lane()
        func pass(milliseconds: Int64) {
            lane.load(batch(1), at: start)
            _ = lane.takeNext()
            lane.settle(delivered, at: start.advanced(milliseconds: milliseconds))
            lane.recorded(1)
        }
        for _ in 0..<10 { pass(milliseconds: 1) }
        #expect(lane.batchLimit == Lane.largestBatch)
        pass(milliseconds: 500)
        #expect(lane.batchLimit == Lane.largestBatch / 2)
    }

    @Test func whatWasBegunAndNotSentIsReturnedWhenTheServiceStops() {
        var lane = Lane()
        lane.load(batch(3), at: start)
        _ = lane.takeNext()
        lane.withdraw(at: start)
        lane.settle(delivered, at: start)
        #expect(lane.isIdle && !lane.isSettled)
        #expect(Set(lane.dueResults(at: start).map(\.id)) == ["1", "2", "3"])
    }
}
