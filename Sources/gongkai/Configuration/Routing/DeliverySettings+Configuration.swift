import Core
import Notifier

extension Configuration {
    /// Who hears what, and when.
    ///
    /// - Parameters:
    ///   - silences: what somebody asked not to be told of for a while.
    ///   - onAlarm: what raises the alarm that no channel works, and takes it back with nil.
    /// - Returns: what the dispatcher goes by.
    func deliverySettings(
        silences: SilenceBook, onAlarm: @escaping @Sendable (SilenceAlarm?) -> Bool
    ) -> DeliverySettings {
        let routing = routing
        var settings = DeliverySettings()
        settings.route = { event, channel in
            routing.placement(of: event, on: channel) { silences.silence(of: $0) }
        }
        settings.isInDailyDigest = { event, channel in
            routing.isInDailyDigest(event, on: channel) && silences.silence(of: event) == nil
        }
        settings.audience = { routing.audience(of: $0) }
        settings.mutes = mute.map { MuteWindow($0) }
        settings.dailyDigest = dailyDigest.map { ClockTime($0.at) }
        settings.heartbeat = heartbeat.map { ClockTime($0.at) }
        for (name, channel) in channels { settings.messagesPerMinute[name] = channel.rate?.perMinute }
        settings.zone = localTime
        settings.longestSilence = Int64(alarm.silentHours) * 3_600_000
        settings.attemptRetention = Int64(retention.attemptsDays) * 86_400_000
        settings.onAlarm = onAlarm
        return settings
    }
}

extension ClockTime {
    fileprivate init(_ time: TimeOfDay) {
        self.init(minutes: time.hour * 60 + time.minute)
    }
}

extension MuteWindow {
    fileprivate init(_ mute: MuteTime) {
        let days = MuteTime.Day.allCases.enumerated().filter { mute.days.contains($0.element) }.map(\.offset)
        self.init(channels: mute.channels, days: Set(days), from: ClockTime(mute.from), to: ClockTime(mute.to))
    }
}
