import Core
import Testing

@testable import Notifier

struct RetryPolicyTests {
    private let policy = RetryPolicy(longestAge: 72 * 3_600_000)
    private let start = UnixTime(milliseconds: 1_000_000)

    private func fate(
        _ outcome: AttemptResult.Outcome, after seconds: Int64? = nil, attempt: Int = 1, unclear: Int = 0,
        inARow: Int = 1, age: Int64 = 0, mayHaveArrived: Bool = false, isProbe: Bool = false
    ) -> AttemptResult.Fate {
        let now = start.advanced(milliseconds: age)
        let subject = RetryPolicy.Subject(
            attempt: attempt, unclearAnswers: unclear, failuresInARow: inARow, createdAt: start,
            mayHaveArrived: mayHaveArrived, isProbe: isProbe)
        let failure = RetryPolicy.Failure(
            outcome: outcome, notBefore: seconds.map { now.advanced(milliseconds: $0 * 1000) })
        return policy.fate(after: failure, of: subject, now: now, fraction: 0.5)
    }

    private func at(_ milliseconds: Int64) -> UnixTime { start.advanced(milliseconds: milliseconds) }

    @Test(arguments: [(1, 1_000), (2, 2_000), (3, 4_000), (10, 512_000), (11, 900_000), (5_000, 900_000)])
    func `the delay doubles up to the cap`(attempt: Int, bound: Int64) {
        #expect(policy.delay(attempt: attempt, fraction: 0) == 0)
        #expect(policy.delay(attempt: attempt, fraction: 0.5) == bound / 2)
        #expect(policy.delay(attempt: attempt, fraction: 0.999_999) < bound)
    }

    @Test func `Retry-After is the least delay, and is believed for an hour at most`() {
        #expect(fate(.unavailable, after: 120) == .retry(at: at(120_000)))
        #expect(fate(.unavailable, after: 0) == .retry(at: at(500)))
        #expect(fate(.unavailable, after: 1_000_000) == .retry(at: at(3_600_000)))
        #expect(fate(.rateLimited, after: 120) == .retry(at: at(120_000)))
    }

    @Test func `a service that says "too fast" and not until when is left alone for a minute`() {
        #expect(fate(.rateLimited) == .retry(at: at(60_000)))
    }

    @Test func `a quota is waited for until the next day`() {
        #expect(fate(.quota, after: 20 * 3600) == .retry(at: at(20 * 3_600_000)))
    }

    @Test func `a new message does not knock at once where others failed in a row`() {
        #expect(fate(.unavailable, attempt: 1, inARow: 10) == .retry(at: at(256_000)))
    }

    @Test func `age ends retries`() {
        let age = policy.longestAge
        #expect(fate(.unavailable, age: age - 500) == .retry(at: at(age)))
        #expect(fate(.unavailable, age: age - 499) == .dead)
    }

    @Test func `what may have arrived is repeated, and is not called dead in the end`() {
        #expect(fate(.ambiguous, mayHaveArrived: true) == .ambiguous(repeatedAt: at(500)))
        #expect(fate(.ambiguous, age: policy.longestAge, mayHaveArrived: true) == .ambiguous(repeatedAt: nil))
        #expect(fate(.unavailable, age: policy.longestAge, mayHaveArrived: true) == .ambiguous(repeatedAt: nil))
        #expect(fate(.refused, mayHaveArrived: true) == .ambiguous(repeatedAt: nil))
        #expect(fate(.gone, mayHaveArrived: true) == .ambiguous(repeatedAt: nil))
    }

    @Test func `an unclear answer is repeated a few times only`() {
        #expect(fate(.unclear, attempt: 7, unclear: 7) != .dead)
        #expect(fate(.unclear, attempt: 8, unclear: 8) == .dead)
        #expect(fate(.unclear, attempt: 200, unclear: 1) != .dead, "who waited long has not been answered often")
        #expect(fate(.unavailable, attempt: 8) != .dead)
    }

    @Test(arguments: [AttemptResult.Outcome.misconfigured, .gone])
    func `the message that finds a channel wrong is given up, those that try it again are kept`(
        outcome: AttemptResult.Outcome
    ) {
        #expect(fate(outcome) == .dead)
        #expect(fate(outcome, isProbe: true) == .retry(at: at(500)))
        #expect(fate(outcome, age: policy.longestAge, isProbe: true) == .dead)
    }
}
