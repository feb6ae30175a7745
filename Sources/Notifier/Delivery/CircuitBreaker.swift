internal import Core

/// Whether a channel works, as far as its last attempts tell. Pure.
///
/// It opens after failures in a row, whichever messages they were, and then lets one message through at a time to try.
/// What a person has to correct opens it at once, and is tried again only now and then.
struct CircuitBreaker: Sendable, Hashable {
    /// So many failures in a row mean that it is the channel's fault.
    static let threshold = 5
    /// The first and the longest pause of a channel that has to be corrected, milliseconds.
    static let firstStop: Int64 = 10 * 60_000
    static let longestStop: Int64 = 6 * 3_600_000

    /// Failures since the last success.
    private(set) var failures = 0
    /// How often it was said in a row that somebody has to correct the channel.
    private(set) var stops = 0
    /// Until when nothing is sent.
    private(set) var openUntil: UnixTime?

    /// Whether somebody has to correct the channel.
    var isStopped: Bool { stops > 0 }
    /// Whether messages go one at a time, each deciding about the next.
    var isProbing: Bool { isStopped || failures >= CircuitBreaker.threshold }

    /// Until when nothing is sent; nil when something may be.
    func blockedUntil(_ now: UnixTime) -> UnixTime? {
        openUntil.flatMap { $0 > now ? $0 : nil }
    }

    /// A message went through.
    mutating func succeed() {
        self = CircuitBreaker()
    }

    /// An attempt failed that is worth repeating, at that moment.
    mutating func fail(repeatedAt moment: UnixTime) {
        failures += 1
        if isProbing { openUntil = max(moment, openUntil ?? moment) }
    }

    /// The service says that the channel is not right.
    mutating func stop(at now: UnixTime) {
        failures += 1
        stops += 1
        let pause = CircuitBreaker.firstStop << Int64(min(stops - 1, 10))
        openUntil = now.advanced(milliseconds: min(pause, CircuitBreaker.longestStop))
    }

    /// Somebody has changed something: the next message tells.
    mutating func tryNow() {
        openUntil = nil
    }

    /// What the attempts before this process tell, newest first. Whoever starts it may have corrected what was wrong, so
    /// nothing is waited for.
    init(after failures: [(at: UnixTime, outcome: AttemptResult.Outcome)] = []) {
        for failure in failures.reversed() {
            switch failure.outcome {
            case .misconfigured, .gone: stop(at: failure.at)
            case .unavailable, .unclear, .ambiguous: self.failures += 1
            case .success, .rateLimited, .quota, .refused, .interrupted: break
            }
        }
        openUntil = nil
    }
}
