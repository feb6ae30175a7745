/// The civil time of a place. Core knows no time zones: how far the place is ahead of UTC comes from outside.
public struct LocalTime: Sendable {
    private let secondsEast: @Sendable (UnixTime) -> Int

    /// The time of a place that is so many seconds ahead of UTC at a moment.
    public init(secondsEast: @escaping @Sendable (UnixTime) -> Int) {
        self.secondsEast = secondsEast
    }

    /// Asia/Shanghai, since 1991 without summer time: what holds without a configuration.
    public static let china = LocalTime { _ in 8 * 3600 }

    /// The day it is there.
    public func date(_ moment: UnixTime) -> CivilDate {
        let local = moment.advanced(milliseconds: Int64(secondsEast(moment)) * 1000).milliseconds
        let day: Int64 = 86_400_000
        return CivilDate(daysSinceEpoch: local >= 0 ? local / day : (local + 1) / day - 1)
    }

    /// The moment a day begins there; within an hour of it where a change of the clocks falls on midnight.
    public func start(of date: CivilDate) -> UnixTime {
        let midnight = UnixTime(milliseconds: date.daysSinceEpoch * 86_400_000)
        return midnight.advanced(milliseconds: Int64(secondsEast(midnight)) * -1000)
    }

    /// The moment when clocks there show so many minutes since midnight of a day. A time that a change of the clocks skips is
    /// taken as so much later, of one that comes twice the first.
    public func moment(_ date: CivilDate, minutes: Int) -> UnixTime {
        let shown = UnixTime(milliseconds: date.daysSinceEpoch * 86_400_000 + Int64(minutes) * 60_000)
        let guess = shown.advanced(milliseconds: Int64(secondsEast(shown)) * -1000)
        return shown.advanced(milliseconds: Int64(secondsEast(guess)) * -1000)
    }
}
