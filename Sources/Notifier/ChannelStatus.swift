public import Core

/// How one channel is doing, for `status`.
public struct ChannelStatus: Sendable, Hashable {
    /// The channel's name.
    public let name: String
    /// When a message was last delivered or accepted; nil when none was since the start.
    public internal(set) var lastSuccess: UnixTime?
    /// When an attempt last failed; nil when none did since the start.
    public internal(set) var lastFailure: UnixTime?
    /// What failed, and what to do, without secrets; nil once a message went through again.
    public internal(set) var failure: String?
    /// How many attempts failed since the last success.
    public internal(set) var failuresInARow = 0
    /// Why its messages wait, and until when; nil when they do not, or none is there.
    public internal(set) var wait: Wait?
    /// How many events wait to become a digest or a group's messages.
    public internal(set) var collected = 0

    /// What its attempts came to tell of it.
    var circuit = CircuitBreaker()

    init(name: String) {
        self.name = name
    }

    /// Whether it is taken to work at that moment.
    public func breaker(at now: UnixTime) -> BreakerState {
        guard circuit.isProbing else { return .closed }
        return circuit.blockedUntil(now) == nil ? .halfOpen : .open
    }
}

/// Whether a channel is taken to work: its circuit breaker's state.
public enum BreakerState: String, Sendable, CaseIterable {
    /// It is.
    case closed
    /// It is not, and nothing is sent for a while.
    case open
    /// It is not, and the next message is sent to try.
    case halfOpen = "half-open"
}
