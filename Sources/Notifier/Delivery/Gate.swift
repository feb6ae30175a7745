public import Core

/// Why a channel's messages wait, and until when.
public struct Wait: Sendable, Hashable {
    /// Why.
    public enum Reason: String, Sendable, Hashable {
        /// It is left in peace by configuration.
        case muted
        /// The service takes no more for now.
        case rateLimit = "rate-limit"
        /// The service takes no more today.
        case quota
        /// It failed, and is tried again then.
        case failing
        /// Somebody has to correct it; it is tried again then.
        case stopped
    }

    /// Until when.
    public let until: UnixTime
    /// Why.
    public let reason: Reason
}

/// When a channel may send: its circuit breaker, its rate, and what the service asked for. Pure.
struct Gate: Sendable {
    private(set) var breaker: CircuitBreaker
    private(set) var limiter: RateLimiter
    private var pause: Wait?

    init(breaker: CircuitBreaker = CircuitBreaker(), limiter: RateLimiter) {
        self.breaker = breaker
        self.limiter = limiter
    }

    /// Why nothing may be sent now; the longest of all reasons.
    func wait(at now: UnixTime, mutedUntil: UnixTime?) -> Wait? {
        let waits = [
            mutedUntil.map { Wait(until: $0, reason: .muted) },
            breaker.blockedUntil(now).map { Wait(until: $0, reason: breaker.isStopped ? .stopped : .failing) },
            limiter.freeAt(now).map { Wait(until: $0, reason: .rateLimit) },
            pause,
        ]
        return waits.compactMap { $0 }.filter { $0.until > now }.max { $0.until < $1.until }
    }

    /// How many messages may be begun at once.
    func capacity(at now: UnixTime) -> Int {
        min(breaker.isProbing ? 1 : .max, limiter.free(at: now))
    }

    /// A message goes.
    mutating func noteSending(at now: UnixTime) {
        limiter.note(now)
    }

    /// An attempt is over. What is aside says nothing about the channel unless it went through.
    mutating func note(_ failure: RetryPolicy.Failure, fate: AttemptResult.Fate, isAside: Bool, at now: UnixTime) {
        switch failure.outcome {
        case .success, .refused, .interrupted: breaker.succeed()
        case .misconfigured, .gone: breaker.stop(at: now)
        case .rateLimited: pause = fate.nextAttempt.map { Wait(until: $0, reason: .rateLimit) }
        case .quota: pause = fate.nextAttempt.map { Wait(until: $0, reason: .quota) }
        case .unavailable, .unclear, .ambiguous:
            guard !isAside else { return }
            breaker.fail(repeatedAt: fate.nextAttempt ?? now)
            if failure.notBefore != nil { pause = fate.nextAttempt.map { Wait(until: $0, reason: .failing) } }
        }
    }

    /// Waits for no moment that was named by the former clock; the next message tells.
    mutating func clockWasSetBack(to now: UnixTime) {
        breaker.tryNow()
        limiter.clockWasSetBack(to: now)
        pause = nil
    }

    /// Somebody has changed something: the next message tells. What the service takes is as before.
    mutating func tryNow() {
        breaker.tryNow()
        if pause?.reason == .failing { pause = nil }
    }
}
