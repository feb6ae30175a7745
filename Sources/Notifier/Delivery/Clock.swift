internal import Core

extension LocalTime {
    private func moment(day: Int64, at time: ClockTime) -> UnixTime {
        moment(CivilDate(daysSinceEpoch: day), minutes: time.minutes)
    }

    /// The latest moment, not later than `now`, when clocks showed that time, with its day since 1970-01-01.
    func last(_ time: ClockTime, before now: UnixTime) -> (moment: UnixTime, day: Int64) {
        let today = date(now).daysSinceEpoch
        let moment = moment(day: today, at: time)
        return moment <= now ? (moment, today) : (self.moment(day: today - 1, at: time), today - 1)
    }

    /// The next moment, later than `now`, when clocks show that time.
    func next(_ time: ClockTime, after now: UnixTime) -> UnixTime {
        let today = date(now).daysSinceEpoch
        return (today...today + 2).lazy.map { moment(day: $0, at: time) }.first { $0 > now } ?? now
    }
}

/// A time of day: minutes since midnight.
public struct ClockTime: Sendable, Hashable {
    /// Minutes since midnight, 0 to 1439.
    public let minutes: Int

    /// A time of day.
    public init(minutes: Int) {
        self.minutes = minutes
    }
}

/// When channels are left in peace.
public struct MuteWindow: Sendable, Hashable {
    /// Which channels; none named means all.
    public let channels: [String]
    /// The days on which it begins, 0 for Monday to 6 for Sunday.
    public let days: Set<Int>
    /// From when.
    public let from: ClockTime
    /// Until when; not later than `from` means on the next day.
    public let to: ClockTime

    /// A time of peace.
    public init(channels: [String], days: Set<Int>, from: ClockTime, to: ClockTime) {
        self.channels = channels
        self.days = days
        self.from = from
        self.to = to
    }

    /// Until when this one holds, if it holds now.
    private func end(at now: UnixTime, in zone: LocalTime) -> UnixTime? {
        let today = zone.date(now).daysSinceEpoch
        for day in [today - 1, today] where days.contains(Int((day % 7 + 10) % 7)) {
            let end = zone.moment(
                CivilDate(daysSinceEpoch: from.minutes < to.minutes ? day : day + 1), minutes: to.minutes)
            let start = zone.moment(CivilDate(daysSinceEpoch: day), minutes: from.minutes)
            if start <= now, now < end { return end }
        }
        return nil
    }

    /// Until when a channel is left in peace without a break; nil when it is not.
    static func end(of mutes: [MuteWindow], channel: String, at now: UnixTime, in zone: LocalTime) -> UnixTime? {
        let mine = mutes.filter { $0.channels.isEmpty || $0.channels.contains(channel) }
        var end: UnixTime?
        // One may begin before another ends; two weeks of them are enough to look ahead.
        for _ in 0..<14 {
            guard let later = mine.compactMap({ $0.end(at: end ?? now, in: zone) }).max() else { break }
            end = later
        }
        return end
    }
}
