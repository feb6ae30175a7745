import Core
import Testing

@testable import Notifier

struct RetryPolicyTests {
    private let policy = RetryPolicy(longestAge: 72 * 3_600_000)
    private let start = UnixTime(milliseconds: 1_000_000)
    private let problem = Problem(reason: Message(zh: "忙", en: "busy"), remedy: Message(zh: "等", en: "wait"))

    private func fate(_ judgement: Judgement, attempt: Int = 1, age: Int64 = 0) -> AttemptResult.Fate {
        policy.fate(
            after: judgement, attempt: attempt, createdAt: start, now: start.advanced(milliseconds: age), fraction: 0.5)
    }

    @Test(arguments: [(1, 1_000), (2, 2_000), (3, 4_000), (10, 512_000), (11, 900_000), (5_000, 900_000)])
    func delayDoublesUpToTheCap(attempt: Int, bound: Int64) {
        #expect(policy.delay(attempt: attempt, fraction: 0) == 0)
        #expect(policy.delay(attempt: attempt, fraction: 0.5) == bound / 2)
        #expect(policy.delay(attempt: attempt, fraction: 0.999_999) < bound)
    }

    @Test func retryAfterIsTheLeastDelayAndIsBounded() {
        #expect(fate(.retry(problem, after: 120)) == .retry(at: start.advanced(milliseconds: 120_000)))
        #expect(fate(.rateLimited(problem, after: 120)) == .retry(at: start.advanced(milliseconds: 120_000)))
        #expect(fate(.retry(problem, after: 0)) == .retry(at: start.advanced(milliseconds: 500)))
        #expect(fate(.retry(problem, after: .max)) == .retry(at: start.advanced(milliseconds: 3_600_000)))
    }

    @Test func aUsedUpQuotaWaitsForItsEndHoweverFar() {
        let tomorrow = start.advanced(milliseconds: 20 * 3_600_000)
        #expect(
            fate(.quotaUntilTomorrow(problem, resetsAt: tomorrow)) == .retry(at: tomorrow.advanced(milliseconds: 500)))
        #expect(fate(.quotaUntilTomorrow(problem, resetsAt: start.advanced(milliseconds: policy.longestAge))) == .dead)
    }

    @Test func ageEndsRetries() {
        let age = policy.longestAge
        #expect(fate(.retry(problem), age: age - 500) == .retry(at: start.advanced(milliseconds: age)))
        #expect(fate(.retry(problem), age: age - 499) == .dead)
    }

    @Test func anUnclearAnswerIsRepeatedAFewTimesOnly() {
        #expect(fate(.unclear(problem), attempt: 7) != .dead)
        #expect(fate(.unclear(problem), attempt: 8) == .dead)
        #expect(fate(.retry(problem), attempt: 8) != .dead)
    }

    @Test func endsAreEnds() {
        #expect(fate(.delivered) == .delivered)
        #expect(fate(.accepted) == .accepted)
        for end in [Judgement.messageRefused(problem), .misconfigured(problem), .channelGone(problem)] {
            #expect(fate(end) == .dead)
        }
    }
}
