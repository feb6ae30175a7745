internal import Core

/// Keeps a channel within what its service takes: in no stretch of time more messages than allowed. Pure.
///
/// It remembers when messages went, which is stricter than a token bucket: that one lets nearly twice the limit through
/// within one window, and a service that counts the last sixty seconds punishes it. The attempts in the store tell after a
/// restart what went before.
struct RateLimiter: Sendable {
    /// What a message may take longer to arrive than the one before it, milliseconds.
    static let slack: Int64 = 250

    private let limits: RateLimits
    /// Spreads the messages of several channels that all wait for the same moment, milliseconds.
    private let jitter: Int64
    private var sent: [UnixTime]

    /// A limiter; `sent` are the messages of the past in order, none of them later than now.
    init(_ limits: RateLimits, channel: String, sent: [UnixTime] = []) {
        self.limits = limits
        // Deterministic, so that a restart changes nothing: FNV-1a of the name.
        let hash = channel.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        jitter = Int64(hash % 20_000)
        self.sent = sent
    }

    /// Whether there is any bound, which is so where people read: then a queue becomes a digest instead of draining slowly.
    var isBounded: Bool { !limits.windows.isEmpty }

    /// How many messages may go now.
    func free(at now: UnixTime) -> Int {
        if quietUntil(now) != nil { return 0 }
        return limits.windows.map { window in
            max(0, window.messages - sent.count { $0 > now.advanced(milliseconds: -window.reach) })
        }.min() ?? .max
    }

    /// When the next message may go; nil for now.
    func freeAt(_ now: UnixTime) -> UnixTime? {
        var moment = now
        for window in limits.windows where sent.count >= window.messages {
            moment = max(moment, sent[sent.count - window.messages].advanced(milliseconds: window.reach))
        }
        moment = quietUntil(moment) ?? moment
        return moment > now ? moment : nil
    }

    /// Notes that a message goes.
    mutating func note(_ now: UnixTime) {
        guard isBounded else { return }
        sent.append(now)
        let kept = limits.windows.map(\.messages).max() ?? 0
        if sent.count > kept * 2 { sent.removeFirst(sent.count - kept) }
    }

    /// Counts what lies ahead as sent now: the clock was set back.
    mutating func clockWasSetBack(to now: UnixTime) {
        sent = sent.map { min($0, now) }
    }

    /// The end of the seconds after :00 and :30 in which everybody sends; nil at any other time, or where it does not matter.
    private func quietUntil(_ now: UnixTime) -> UnixTime? {
        guard limits.avoidsHalfHours else { return nil }
        let half: Int64 = 30 * 60_000
        let start = now.milliseconds / half * half
        let end = start + 10_000 + jitter
        return now.milliseconds < end ? UnixTime(milliseconds: end) : nil
    }
}

extension RateLimits.Window {
    /// How long a message counts.
    fileprivate var reach: Int64 { self.milliseconds + RateLimiter.slack }
}
