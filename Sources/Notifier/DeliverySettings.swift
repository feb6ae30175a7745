public import Core

/// What becomes of an event on one channel.
public enum Placement: Sendable, Hashable {
    /// The channel gets no message about it.
    case nowhere
    /// Somebody asked not to be told for a while.
    case silenced(by: Int64)
    /// A message of its own, at once.
    case alone
    /// Together with others of that group.
    case grouped(MessageGroup)
}

/// How many messages a burst of events makes: Alertmanager's waits, with a bound on the messages.
public struct MessageGroup: Sendable, Hashable {
    /// How long the first event waits for company, milliseconds.
    public let wait: Int64
    /// How long after one closing the next may be, milliseconds.
    public let interval: Int64
    /// How many messages one closing makes at most; where there are more events, the last is a digest. It is the same
    /// for all groups of a channel, which are closed together.
    public let most: Int

    /// A group.
    public init(wait: Int64, interval: Int64, most: Int) {
        self.wait = wait
        self.interval = interval
        self.most = most
    }

    /// When a collection that is begun now is to be closed.
    func closing(begunAt now: UnixTime, lastClosing: UnixTime?) -> UnixTime {
        let first = now.advanced(milliseconds: wait)
        return lastClosing.map { max(first, $0.advanced(milliseconds: interval)) } ?? first
    }
}

/// What a daemon's operators decide about deliveries, beyond the channels themselves.
public struct DeliverySettings: Sendable {
    /// What becomes of an event on the channel of that name.
    public var route: @Sendable (_ event: Event, _ channel: String) -> Placement = { _, _ in .alone }
    /// Whether the daily digest of that channel counts an event.
    public var isInDailyDigest: @Sendable (_ event: Event, _ channel: String) -> Bool = { _, _ in false }
    /// Which channels hear that messages to this one were given up: its fallback first, then those that ask for it.
    public var audience: @Sendable (_ channel: String) -> (fallback: String?, others: [String]) = { _ in (nil, []) }
    /// When channels are left in peace.
    public var mutes: [MuteWindow] = []
    /// When channels get the digest of the day; nil for never.
    public var dailyDigest: ClockTime?
    /// When the sign of life is logged; nil for never.
    public var heartbeat: ClockTime?
    /// How many messages a minute channels take; those not named take what their service says.
    public var messagesPerMinute: [String: Int] = [:]
    /// Where the operators' clocks are.
    public var zone = LocalTime.china
    /// How long no channel may have worked, while there was something to say, before that is an alarm; milliseconds.
    public var longestSilence: Int64 = 24 * 3_600_000
    /// What raises the alarm, and takes it back with nil. False when that failed: it is called
    /// again a minute later. Called at the start, and from the notifier's own thread.
    public var onAlarm: @Sendable (SilenceAlarm?) -> Bool = { _ in true }
    /// How long attempts are kept, milliseconds.
    public var attemptRetention: Int64 = 90 * 86_400_000

    /// Everything goes to every channel, one message for each event at once.
    public init() {}
}
