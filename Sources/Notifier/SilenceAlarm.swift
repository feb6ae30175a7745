public import Core

/// That no channel has worked for long although there was something to say.
public struct SilenceAlarm: Sendable, Hashable {
    /// Since when there has been something to say.
    public let since: UnixTime
    /// When any message last went through; nil when none ever did.
    public let lastSuccess: UnixTime?
    /// What each channel failed with last, without secrets.
    public let failures: [(channel: String, failure: String)]

    /// Equal when the same silence is meant and the same channels have failed: what they fail with may alternate.
    public static func == (left: SilenceAlarm, right: SilenceAlarm) -> Bool {
        left.since == right.since && left.lastSuccess == right.lastSuccess
            && left.failures.map(\.channel) == right.failures.map(\.channel)
    }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(since)
        hasher.combine(lastSuccess)
        hasher.combine(failures.map(\.channel))
    }
}

extension SilenceAlarm {
    /// The one decision that the log, `status`, the alarm file and `/readyz` tell: nil when all is well. Pure.
    ///
    /// - Parameters:
    ///   - since: since when there is something to say that no channel has said; nil when there is nothing.
    ///   - channels: how the channels are doing.
    ///   - longest: how long that may last, milliseconds.
    ///   - now: the moment.
    init?(unsaidSince since: UnixTime?, channels: [ChannelStatus], longest: Int64, now: UnixTime) {
        guard let since, now.milliseconds - since.milliseconds >= longest else { return nil }
        self.init(
            since: since, lastSuccess: channels.compactMap(\.lastSuccess).max(),
            failures: channels.compactMap { channel in channel.failure.map { (channel.name, $0) } })
    }
}
