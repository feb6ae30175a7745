internal import Core

/// What the dispatcher does beside delivering, and when: tell of what was given up, log the day's sign of life, watch for
/// silence, forget old attempts. Pure.
struct DispatcherDuties {
    /// How long after one notice the next about the same channel may be, milliseconds: a thousand dead messages are few
    /// notices.
    static let noticeInterval: Int64 = 5 * 60_000
    /// How late a sign of life may come that the daemon was not there for, milliseconds.
    static let latestHeartbeat: Int64 = 12 * 3_600_000
    static let silenceInterval: Int64 = 60_000
    static let pruningInterval: Int64 = 3_600_000
    static let pruningPause: Int64 = 1_000
    static let prunedAtOnce = 500

    /// A channel of which messages were given up.
    struct GivenUp: Hashable {
        let name: String
        /// Whether all of them were such notices themselves.
        var areAllNotices: Bool
    }

    private var givenUp: [GivenUp] = []
    private var toldAt: [String: UnixTime] = [:]
    private var loggedHeartbeat: String?
    private var heartbeatAt: UnixTime?
    private var silenceCheckAt = UnixTime(milliseconds: 0)
    /// Whether the alarm, or that there is none, is still to be shown: at the start, for a process before may have left one
    /// behind, and when showing it failed.
    private(set) var mustShowAlarm = true
    private var pruneAt = UnixTime(milliseconds: .max)

    /// What is there to do at the start.
    mutating func open(untold: [String], at now: UnixTime) {
        givenUp = untold.map { GivenUp(name: $0, areAllNotices: false) }
        pruneAt = now.advanced(milliseconds: DispatcherDuties.silenceInterval)
    }

    /// When the next duty is due.
    func next(after now: UnixTime) -> UnixTime {
        let telling = givenUp.map { tellsAt($0.name) ?? now }
        return (telling + [heartbeatAt, silenceCheckAt, pruneAt].compactMap { $0 }).min() ?? now
    }

    /// Waits for no moment that was named by the former clock.
    mutating func clockWasSetBack(to now: UnixTime) {
        toldAt = toldAt.mapValues { min($0, now) }
        (heartbeatAt, silenceCheckAt, pruneAt) = (nil, min(silenceCheckAt, now), min(pruneAt, now))
    }

    // MARK: Notices

    mutating func noteGivenUp(_ channel: String, isNotice: Bool) {
        if let index = givenUp.firstIndex(where: { $0.name == channel }) {
            givenUp[index].areAllNotices = givenUp[index].areAllNotices && isNotice
        } else {
            givenUp.append(GivenUp(name: channel, areAllNotices: isNotice))
        }
    }

    func channelsToTell(at now: UnixTime) -> [GivenUp] {
        givenUp.filter { (tellsAt($0.name) ?? now) <= now }
    }

    mutating func told(_ channel: String, at now: UnixTime) {
        givenUp.removeAll { $0.name == channel }
        toldAt[channel] = now
    }

    private func tellsAt(_ channel: String) -> UnixTime? {
        toldAt[channel]?.advanced(milliseconds: DispatcherDuties.noticeInterval)
    }

    // MARK: Sign of life

    /// The day whose sign of life is due; nil when there is none, or it is too late for it.
    mutating func heartbeatDay(_ time: ClockTime, in zone: LocalTime, at now: UnixTime) -> String? {
        heartbeatAt = zone.next(time, after: now)
        let (moment, day) = zone.last(time, before: now)
        let name = CivilDate(daysSinceEpoch: day).description
        let isLate = now.milliseconds - moment.milliseconds > DispatcherDuties.latestHeartbeat
        return name == loggedHeartbeat || isLate ? nil : name
    }

    mutating func heartbeatIsLogged(of day: String) {
        loggedHeartbeat = day
    }

    // MARK: Silence and pruning

    mutating func checksSilence(at now: UnixTime) -> Bool {
        guard silenceCheckAt <= now else { return false }
        silenceCheckAt = now.advanced(milliseconds: DispatcherDuties.silenceInterval)
        return true
    }

    mutating func triedToShowAlarm(hasSucceeded: Bool) { mustShowAlarm = !hasSucceeded }

    func prunes(at now: UnixTime) -> Bool { pruneAt <= now }

    mutating func pruned(all: Bool, at now: UnixTime) {
        pruneAt = now.advanced(
            milliseconds: all ? DispatcherDuties.pruningInterval : DispatcherDuties.pruningPause)
    }
}
