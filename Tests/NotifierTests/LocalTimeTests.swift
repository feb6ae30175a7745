import Core
import Testing

@testable import Notifier

struct LocalTimeTests {
    private let utc = LocalTime { _ in 0 }
    private let shanghai = LocalTime { _ in 8 * 3600 }
    /// Clocks go forward from 02:00 to 03:00 at the beginning of that day's hour 1 UTC.
    private let changing = LocalTime { $0.milliseconds < 10 * 86_400_000 + 3_600_000 ? 3600 : 7200 }

    /// A moment in UTC: a day since 1970-01-01, which was a Thursday, and a time.
    private func at(_ day: Int64, _ hour: Int64, _ minute: Int64 = 0) -> UnixTime {
        UnixTime(milliseconds: ((day * 24 + hour) * 60 + minute) * 60_000)
    }

    private func time(_ hour: Int, _ minute: Int = 0) -> ClockTime { ClockTime(minutes: hour * 60 + minute) }

    @Test func `a time of day is the zone's`() {
        #expect(shanghai.next(time(8, 30), after: at(100, 0)) == at(100, 0, 30))
        #expect(shanghai.next(time(8, 30), after: at(100, 0, 30)) == at(101, 0, 30))
        #expect(shanghai.last(time(8, 30), before: at(100, 0, 29)).moment == at(99, 0, 30))
        #expect(shanghai.last(time(8, 30), before: at(100, 0, 30)).day == 100)
        #expect(shanghai.next(time(0), after: at(100, 17)) == at(101, 16))
    }

    @Test func `a time that is skipped comes later, and no day is without it`() {
        #expect(changing.next(time(2, 30), after: at(9, 12)) == at(10, 1, 30))
        #expect(changing.next(time(2, 30), after: at(10, 1, 30)) == at(11, 0, 30))
        #expect(changing.next(time(12), after: at(10, 0)) == at(10, 10))
    }

    private func muted(
        _ hour: Int64, day: Int64 = 100, days: Set<Int> = Set(0..<7), from: ClockTime, to: ClockTime
    ) -> UnixTime? {
        let window = MuteWindow(channels: [], days: days, from: from, to: to)
        return MuteWindow.end(of: [window], channel: "c", at: at(day, hour), in: utc)
    }

    @Test func `a mute time may go over midnight`() {
        #expect(muted(23, from: time(22), to: time(8)) == at(101, 8))
        #expect(muted(7, from: time(22), to: time(8)) == at(100, 8))
        #expect(muted(8, from: time(22), to: time(8)) == nil)
        #expect(muted(12, from: time(9), to: time(17)) == at(100, 17))
        #expect(muted(21, from: time(22), to: time(8)) == nil)
    }

    @Test func `its day is the one on which it begins`() {
        // Day 100 is a Saturday.
        #expect(muted(23, days: [5], from: time(22), to: time(8)) == at(101, 8))
        #expect(muted(7, day: 101, days: [5], from: time(22), to: time(8)) == at(101, 8))
        #expect(muted(23, day: 101, days: [5], from: time(22), to: time(8)) == nil)
        #expect(muted(7, days: [5], from: time(22), to: time(8)) == nil)
    }

    @Test func `mute times that touch are one, and others' do not count`() {
        let windows = [
            MuteWindow(channels: ["c"], days: Set(0..<7), from: time(22), to: time(0)),
            MuteWindow(channels: [], days: Set(0..<7), from: time(0), to: time(8)),
        ]
        #expect(MuteWindow.end(of: windows, channel: "c", at: at(100, 23), in: utc) == at(101, 8))
        #expect(MuteWindow.end(of: windows, channel: "d", at: at(100, 23), in: utc) == nil)
        let always = [MuteWindow(channels: [], days: Set(0..<7), from: time(8), to: time(8))]
        #expect(MuteWindow.end(of: always, channel: "c", at: at(100, 23), in: utc) != nil)
    }

    @Test func `the sign of life is due once a day, late at most by half a day`() {
        var duties = DispatcherDuties()
        #expect(duties.heartbeatDay(time(8), in: utc, at: at(100, 8)) == "1970-04-11")
        duties.heartbeatIsLogged(of: "1970-04-11")
        #expect(duties.heartbeatDay(time(8), in: utc, at: at(100, 9)) == nil)
        #expect(duties.next(after: at(100, 9)) <= at(101, 8))
        #expect(duties.heartbeatDay(time(8), in: utc, at: at(101, 19)) == "1970-04-12")
        #expect(duties.heartbeatDay(time(8), in: utc, at: at(101, 21)) == nil)
    }

    @Test func `a thousand dead messages are few notices`() {
        var duties = DispatcherDuties()
        let start = at(100, 8)
        for _ in 1...1000 { duties.noteGivenUp("c", isNotice: false) }
        #expect(duties.channelsToTell(at: start).map(\.name) == ["c"])
        duties.told("c", at: start)
        duties.noteGivenUp("c", isNotice: true)
        #expect(duties.channelsToTell(at: start).isEmpty)
        let later = start.advanced(milliseconds: DispatcherDuties.noticeInterval)
        #expect(duties.channelsToTell(at: later).map(\.areAllNotices) == [true])
    }
}
