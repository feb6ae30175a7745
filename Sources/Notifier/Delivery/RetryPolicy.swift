internal import Core

/// When a failed attempt is repeated: exponential back-off with full jitter up to a cap, `Retry-After` honoured, and an
/// age at which a message is given up. Pure: moment and randomness come from outside.
struct RetryPolicy: Sendable, Hashable {
    /// The bound of the first delay, milliseconds; it doubles with every further attempt.
    var firstDelay: Int64 = 1_000
    /// The bound that no delay exceeds, milliseconds.
    var longestDelay: Int64 = 15 * 60_000
    /// The longest `Retry-After` that is believed, milliseconds.
    var longestRetryAfter: Int64 = 60 * 60_000
    /// The longest that a quota is believed to last, milliseconds: until tomorrow, anywhere.
    static let longestWait: Int64 = 26 * 3_600_000
    /// How long a service is left alone that says "too fast" and not until when, milliseconds.
    var rateLimitPause: Int64 = 60_000
    /// How many answers that say neither yes nor no a message gets.
    var unclearAttempts = 8
    /// How long after its making a message is given up, milliseconds.
    var longestAge: Int64

    /// What a failed attempt was, as far as it matters here.
    struct Failure: Sendable, Hashable {
        let outcome: AttemptResult.Outcome
        /// The moment the service named, or until which its quota lasts.
        var notBefore: UnixTime?
    }

    /// The delivery that failed.
    struct Subject: Sendable, Hashable {
        /// The number of the attempt, from 1.
        let attempt: Int
        /// How many attempts were answered neither yes nor no, this one included.
        let unclearAnswers: Int
        /// How many attempts of the channel failed in a row, this one included.
        let failuresInARow: Int
        let createdAt: UnixTime
        /// Whether this attempt or one before may have arrived.
        let mayHaveArrived: Bool
        /// Whether the channel was known to be out of order, so that this attempt only tried it.
        let isProbe: Bool
    }

    /// What becomes of a delivery.
    ///
    /// - Parameters:
    ///   - failure: what the attempt came to.
    ///   - subject: the delivery.
    ///   - now: the moment.
    ///   - fraction: a random number in 0..<1.
    /// - Returns: its end, or the moment of the next attempt.
    func fate(after failure: Failure, of subject: Subject, now: UnixTime, fraction: Double) -> AttemptResult.Fate {
        switch failure.outcome {
        case .success, .interrupted: return .delivered
        case .refused: return end(subject)
        // The message that finds out is given up and told of; those that only try whether it is mended are kept.
        case .misconfigured, .gone: return subject.isProbe ? next(failure, subject, now, fraction) : end(subject)
        case .unclear where subject.unclearAnswers >= unclearAttempts: return end(subject)
        case .unclear, .unavailable, .rateLimited, .quota, .ambiguous: return next(failure, subject, now, fraction)
        }
    }

    private func next(
        _ failure: Failure, _ subject: Subject, _ now: UnixTime, _ fraction: Double
    ) -> AttemptResult.Fate {
        let drawn = now.advanced(
            milliseconds: delay(attempt: max(subject.attempt, subject.failuresInARow), fraction: fraction))
        var moment = max(drawn, bounded(failure.notBefore ?? now, failure.outcome, now))
        if failure.outcome == .rateLimited, failure.notBefore == nil {
            moment = max(moment, now.advanced(milliseconds: rateLimitPause))
        }
        let last = subject.createdAt.advanced(milliseconds: longestAge)
        guard moment <= last else { return end(subject) }
        return failure.outcome == .ambiguous ? .ambiguous(repeatedAt: moment) : .retry(at: moment)
    }

    /// A quota is believed as it is told; any other wait only so far.
    private func bounded(_ moment: UnixTime, _ outcome: AttemptResult.Outcome, _ now: UnixTime) -> UnixTime {
        let longest = outcome == .quota ? RetryPolicy.longestWait : longestRetryAfter
        return min(moment, now.advanced(milliseconds: longest))
    }

    /// The last attempt is over: what may have arrived is not called dead.
    private func end(_ subject: Subject) -> AttemptResult.Fate {
        subject.mayHaveArrived ? .ambiguous(repeatedAt: nil) : .dead
    }

    /// A delay drawn evenly from zero to the bound of that attempt ("full jitter").
    func delay(attempt: Int, fraction: Double) -> Int64 {
        let doublings = min(max(attempt - 1, 0), 40)
        let (product, overflow) = firstDelay.multipliedReportingOverflow(by: 1 << Int64(doublings))
        return Int64(Double(min(overflow ? .max : product, longestDelay)) * fraction)
    }
}

extension Judgement {
    /// What an attempt came to, as the store and the retry policy know it.
    func failure(now: UnixTime) -> RetryPolicy.Failure {
        func after(_ seconds: Int?) -> UnixTime? {
            seconds.map { now.advanced(milliseconds: Int64(min(max($0, 0), 10_000_000)) * 1000) }
        }
        switch self {
        case .delivered, .accepted: return .init(outcome: .success)
        case .retry(_, let seconds): return .init(outcome: .unavailable, notBefore: after(seconds))
        case .ambiguous: return .init(outcome: .ambiguous)
        case .rateLimited(_, let seconds): return .init(outcome: .rateLimited, notBefore: after(seconds))
        case .quotaUntilTomorrow(_, let moment): return .init(outcome: .quota, notBefore: moment)
        case .unclear: return .init(outcome: .unclear)
        case .messageRefused, .markupRefused: return .init(outcome: .refused)
        case .misconfigured: return .init(outcome: .misconfigured)
        case .channelGone: return .init(outcome: .gone)
        }
    }
}
