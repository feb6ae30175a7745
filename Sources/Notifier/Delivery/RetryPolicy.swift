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
    /// How many attempts an answer gets that says neither yes nor no.
    var unclearAttempts = 8
    /// How long after its making a message is given up, milliseconds.
    var longestAge: Int64

    /// What becomes of a delivery.
    ///
    /// - Parameters:
    ///   - judgement: what the attempt came to.
    ///   - attempt: its number, from 1.
    ///   - createdAt: when the delivery was made.
    ///   - now: the moment.
    ///   - fraction: a random number in 0..<1.
    /// - Returns: its end, or the moment of the next attempt.
    func fate(
        after judgement: Judgement, attempt: Int, createdAt: UnixTime, now: UnixTime, fraction: Double
    ) -> AttemptResult.Fate {
        switch judgement {
        case .delivered: return .delivered
        case .accepted: return .accepted
        case .messageRefused, .misconfigured, .channelGone: return .dead
        case .unclear where attempt >= unclearAttempts: return .dead
        case .unclear: return retry(attempt, nil, createdAt, now, fraction)
        case .retry(_, let seconds), .rateLimited(_, let seconds):
            return retry(attempt, seconds, createdAt, now, fraction)
        case .quotaUntilTomorrow(_, let moment):
            // The day ends when it ends; jitter keeps everybody who waits for it apart.
            return again(at: moment.advanced(milliseconds: delay(attempt: attempt, fraction: fraction)), createdAt)
        }
    }

    private func retry(
        _ attempt: Int, _ retryAfterSeconds: Int?, _ createdAt: UnixTime, _ now: UnixTime, _ fraction: Double
    ) -> AttemptResult.Fate {
        let told = min(Int64(clamping: retryAfterSeconds ?? 0).multipliedClamped(by: 1000), longestRetryAfter)
        let next = now.advanced(milliseconds: max(told, delay(attempt: attempt, fraction: fraction)))
        return again(at: next, createdAt)
    }

    private func again(at next: UnixTime, _ createdAt: UnixTime) -> AttemptResult.Fate {
        createdAt.advanced(milliseconds: longestAge) < next ? .dead : .retry(at: next)
    }

    /// A delay drawn evenly from zero to the bound of that attempt ("full jitter").
    func delay(attempt: Int, fraction: Double) -> Int64 {
        let doublings = min(max(attempt - 1, 0), 40)
        let bound = min(firstDelay.multipliedClamped(by: 1 << Int64(doublings)), longestDelay)
        return Int64(Double(bound) * fraction)
    }
}

extension Int64 {
    fileprivate func multipliedClamped(by factor: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}
