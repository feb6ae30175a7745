import Core
import Testing

@testable import Notifier

struct RateLimiterTests {
    /// Not near an hour or a half hour.
    private let start = UnixTime(milliseconds: 1_780_000_000_000)

    private func at(_ milliseconds: Int64) -> UnixTime { start.advanced(milliseconds: milliseconds) }

    /// Sends as early as it may, so many messages; when each went.
    private func send(_ count: Int, _ limiter: inout RateLimiter) -> [Int64] {
        var now = start
        return (0..<count).map { _ in
            now = limiter.freeAt(now) ?? now
            limiter.note(now)
            return now.milliseconds - start.milliseconds
        }
    }

    @Test func `no stretch of a minute has more than the limit`() {
        var limiter = RateLimiter(RateLimits(windows: [.perMinute(20)]), channel: "c")
        let sent = send(100, &limiter)
        #expect(sent[19] == 0 && sent[20] > 60_000)
        for index in 20..<100 { #expect(sent[index] - sent[index - 20] > 60_000) }
    }

    @Test func `all windows hold at once`() {
        var limiter = RateLimiter(RateLimits(windows: [.perSecond(5), .perMinute(100)]), channel: "c")
        let sent = send(201, &limiter)
        #expect(sent[5] > 1_000 && sent[5] < 1_500)
        #expect(sent[99] < 30_000 && sent[100] > 60_000 && sent[200] > 120_000)
    }

    @Test func `what went before a restart counts`() {
        let limiter = RateLimiter(
            RateLimits(windows: [.perMinute(3)]), channel: "c", sent: [at(-59_000), at(-30_000), at(-1_000)])
        #expect(limiter.free(at: start) == 0)
        #expect(limiter.freeAt(start) == at(1_000 + RateLimiter.slack))
        #expect(limiter.free(at: at(2_000)) == 1)
    }

    @Test func `a clock that is set back makes nobody wait longer than a window`() {
        var limiter = RateLimiter(
            RateLimits(windows: [.perMinute(3)]), channel: "c", sent: [at(3_600_000), at(3_600_001), at(3_600_002)])
        limiter.clockWasSetBack(to: start)
        #expect(limiter.free(at: start) == 0)
        #expect(limiter.freeAt(start) == at(60_000 + RateLimiter.slack))
    }

    @Test func `without a limit nothing waits`() {
        var limiter = RateLimiter(RateLimits(), channel: "c")
        #expect(send(10_000, &limiter).allSatisfy { $0 == 0 })
        #expect(limiter.free(at: start) == .max && !limiter.isBounded)
    }

    @Test func `the seconds after an hour and a half hour are left to others, the same ones each time`() throws {
        let hour = UnixTime(milliseconds: 1_780_002_000_000 / 1_800_000 * 1_800_000)
        let limits = RateLimits(windows: [.perMinute(100)], avoidsHalfHours: true)
        let ends = try ["a", "b", "a"].map { name in
            let limiter = RateLimiter(limits, channel: name)
            #expect(limiter.freeAt(hour.advanced(milliseconds: -1)) == nil)
            #expect(limiter.free(at: hour) == 0)
            return try #require(limiter.freeAt(hour)).milliseconds - hour.milliseconds
        }
        #expect(ends[0] == ends[2] && ends[0] != ends[1])
        #expect(ends.allSatisfy { (10_000..<30_000).contains($0) })
    }
}

struct GateTests {
    private let start = UnixTime(milliseconds: 1_780_000_000_000)
    private var gate = Gate(limiter: RateLimiter(RateLimits(), channel: "c"))

    private func at(_ milliseconds: Int64) -> UnixTime { start.advanced(milliseconds: milliseconds) }

    private func note(
        _ outcome: AttemptResult.Outcome, _ fate: AttemptResult.Fate, isAside: Bool = false, on gate: inout Gate
    ) {
        gate.note(RetryPolicy.Failure(outcome: outcome), fate: fate, isAside: isAside, at: start)
    }

    @Test func `five failures in a row open the breaker, and one message at a time tries it`() {
        var gate = gate
        for _ in 1...4 { note(.unavailable, .retry(at: at(5_000)), on: &gate) }
        #expect(gate.wait(at: start, mutedUntil: nil) == nil)
        note(.unavailable, .retry(at: at(5_000)), on: &gate)
        #expect(gate.wait(at: start, mutedUntil: nil) == Wait(until: at(5_000), reason: .failing))
        #expect(gate.wait(at: at(5_000), mutedUntil: nil) == nil)
        #expect(gate.capacity(at: at(5_000)) == 1)
        note(.success, .delivered, on: &gate)
        #expect(gate.capacity(at: at(5_000)) == .max)
    }

    @Test func `what is aside says nothing about the channel`() {
        var gate = gate
        for _ in 1...9 { note(.unavailable, .retry(at: at(5_000)), isAside: true, on: &gate) }
        #expect(gate.wait(at: start, mutedUntil: nil) == nil)
    }

    @Test func `a refused message closes nothing`() {
        var gate = gate
        note(.refused, .dead, on: &gate)
        #expect(gate.wait(at: start, mutedUntil: nil) == nil)
    }

    @Test func `a channel that has to be corrected waits longer each time, until somebody has changed something`() {
        var gate = gate
        note(.misconfigured, .dead, on: &gate)
        #expect(gate.wait(at: start, mutedUntil: nil) == Wait(until: at(600_000), reason: .stopped))
        note(.gone, .retry(at: at(1)), on: &gate)
        #expect(gate.wait(at: start, mutedUntil: nil)?.until == at(1_200_000))
        for _ in 1...20 { note(.gone, .retry(at: at(1)), on: &gate) }
        #expect(gate.wait(at: start, mutedUntil: nil)?.until == at(6 * 3_600_000))
        gate.tryNow()
        #expect(gate.wait(at: start, mutedUntil: nil) == nil)
    }

    @Test func `too fast and out of quota are waits, not failures`() {
        var gate = gate
        for _ in 1...9 { note(.rateLimited, .retry(at: at(60_000)), on: &gate) }
        #expect(gate.wait(at: start, mutedUntil: nil) == Wait(until: at(60_000), reason: .rateLimit))
        #expect(gate.breaker.failures == 0)
        note(.quota, .retry(at: at(90_000)), on: &gate)
        #expect(gate.wait(at: start, mutedUntil: nil)?.reason == .quota)
    }

    @Test func `the longest wait counts`() {
        var gate = gate
        note(.rateLimited, .retry(at: at(60_000)), on: &gate)
        #expect(gate.wait(at: start, mutedUntil: at(90_000)) == Wait(until: at(90_000), reason: .muted))
        #expect(gate.wait(at: start, mutedUntil: at(30_000))?.reason == .rateLimit)
    }

    @Test func `a breaker is after a restart what it was`() {
        let failing = CircuitBreaker(after: (0..<6).map { (at(-$0 * 1000), .unavailable) })
        #expect(failing.isProbing && failing.blockedUntil(start) == nil)
        let stopped = CircuitBreaker(after: [(at(-60_000), .misconfigured)])
        #expect(stopped.isStopped && stopped.blockedUntil(start) == nil)
        #expect(!CircuitBreaker(after: [(start, .rateLimited), (start, .interrupted)]).isProbing)
    }
}
