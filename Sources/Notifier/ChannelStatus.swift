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
    /// When the oldest pending message is tried next; nil when none is pending.
    public internal(set) var nextAttempt: UnixTime?

    init(name: String) {
        self.name = name
    }
}
