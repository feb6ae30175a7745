import Core
import Testing

@testable import Notifier

/// What is counted of a channel, and what its breaker is said to be.
struct ChannelMetricsTests {
    private let event = UnixTime(milliseconds: 1_000_000)

    private func result(
        _ fate: AttemptResult.Fate, _ outcome: AttemptResult.Outcome, timings: AttemptTimings? = nil
    ) -> AttemptResult {
        AttemptResult(
            fate: fate, outcome: outcome, status: nil, error: nil, body: nil, latencyMilliseconds: 7, timings: timings)
    }

    @Test func `attempts, retries, ends and delays are counted apart`() {
        let metrics = ChannelMetrics(name: "a")
        let now = event.advanced(milliseconds: 2000)
        metrics.count(result(.retry(at: now), .unavailable), about: event, at: now)
        metrics.count(result(.ambiguous(repeatedAt: now), .ambiguous), about: event, at: now)
        metrics.count(
            result(.delivered, .success, timings: AttemptTimings(total: 1500)), about: event, at: now)
        metrics.count(result(.accepted, .success), about: nil, at: now)
        metrics.count(result(.dead, .refused), about: event, at: now)
        metrics.count(result(.ambiguous(repeatedAt: nil), .ambiguous), about: event, at: now)
        #expect(metrics.retries.value == 2)
        #expect(
            metrics.attempts.mapValues(\.value).filter { $0.value > 0 } == [
                .unavailable: 1, .ambiguous: 2, .success: 2, .refused: 1,
            ])
        #expect(metrics.messages.mapValues(\.value) == [.delivered: 1, .accepted: 1, .dead: 1, .ambiguous: 1])
        #expect(metrics.duration.snapshot.count == 6)
        #expect(metrics.duration.snapshot.sum == 5 * 7_000_000 + 1_500_000)
        // Of the two that arrived one is about a known moment.
        #expect(metrics.delay.snapshot.count == 1 && metrics.delay.snapshot.sum == 2_000_000_000)
    }

    @Test func `a breaker is closed, open for a while, and then half open until something gets through`() {
        var status = ChannelStatus(name: "a")
        #expect(status.breaker(at: event) == .closed)
        for _ in 0..<CircuitBreaker.threshold {
            status.circuit.fail(repeatedAt: event.advanced(milliseconds: 1000))
        }
        #expect(status.breaker(at: event) == .open)
        #expect(status.breaker(at: event.advanced(milliseconds: 1000)) == .halfOpen)
        status.circuit.succeed()
        #expect(status.breaker(at: event) == .closed)
    }
}
