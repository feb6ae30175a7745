import Core
import Dispatch
import Foundation
import Glibc
import Logging
import ServiceLifecycle
import Store
import Synchronization

/// Tells who is missing when a deadline has passed, and takes it back when the report comes.
///
/// It looks at the start, when it first brings what is stored in line with the roster, every hour, and soon after something
/// was recorded while somebody is missing or was in the latest year. What it decides is ``CoveragePlan``'s; whether the clock can be believed, ``SteadyClock``'s.
final class CoverageService: Service, CustomStringConvertible {
    /// What it asks of the rest of the daemon.
    struct Surroundings: Sendable {
        /// The wall clock.
        var now: @Sendable () -> UnixTime
        /// A clock that nobody can set and that runs on in sleep, milliseconds.
        var elapsed: @Sendable () -> Int64 = CoverageService.bootTime
        /// Whether everything that lies in the directories has been read, so that a report which is not stored is not there.
        var isIntakeSettled: @Sendable () -> Bool
        /// Called when events were logged.
        var onCommit: @Sendable () -> Void
    }

    /// The pauses, milliseconds: between two looks, and after something was recorded.
    private static let pauses: (idle: Int64, afterCommit: Int64, unsettled: Int64) = (3_600_000, 1000, 5000)

    private struct State {
        var clock = SteadyClock()
        var hasLiveNotices = true
        var hasSettledOrgans = false
        var isLookDue = false
        var isStopped = false
    }

    private let store: Store
    private let directory: OrganDirectory
    private let deadlines: Deadlines
    private let localTime: LocalTime
    private let concerns: @Sendable (Organ) -> Bool
    private let isOn: Bool
    private let surroundings: Surroundings
    private let logger: Logger
    private let queue = DispatchQueue(label: "gongkai-coverage")
    private let state = Mutex(State())

    /// A service over a store; one that is not on takes back what was told and tells nothing new. `concerns` says of which
    /// organs it tells.
    init(
        store: Store, directory: OrganDirectory, deadlines: Deadlines, localTime: LocalTime, isOn: Bool = true,
        concerns: @escaping @Sendable (Organ) -> Bool = { _ in true }, surroundings: Surroundings, logger: Logger
    ) {
        self.store = store
        self.directory = directory
        self.deadlines = deadlines
        self.localTime = localTime
        self.isOn = isOn
        self.concerns = concerns
        self.surroundings = surroundings
        self.logger = logger
    }

    var description: String { "coverage" }

    func run() async throws {
        schedule(after: 0, repeats: true)
        try? await gracefulShutdown()
        state.withLock { $0.isStopped = true }
        // What is under way ends before the store is closed; it takes milliseconds.
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            queue.async { @Sendable in continuation.resume() }
        }
    }

    /// Says that something was recorded; from any thread, does not block, and many calls count as one.
    func wake() {
        let isNews = state.withLock { state in
            guard state.hasLiveNotices, !state.isLookDue else { return false }
            state.isLookDue = true
            return true
        }
        if isNews { schedule(after: Self.pauses.afterCommit, repeats: false) }
    }

    private func schedule(after milliseconds: Int64, repeats: Bool) {
        queue.asyncAfter(deadline: .now() + .milliseconds(Int(milliseconds))) { @Sendable [weak self] in
            guard let self, !self.state.withLock({ $0.isStopped }) else { return }
            let pause = self.look()
            if repeats { self.schedule(after: pause, repeats: true) }
        }
    }

    /// Looks and does what is to be done. Returns after how many milliseconds to look again.
    func look() -> Int64 {
        let now = surroundings.now()
        let probation = state.withLock { state in
            state.isLookDue = false
            return state.clock.look(wall: now, elapsed: surroundings.elapsed())
        }
        let isSettled = surroundings.isIntakeSettled()
        do {
            try settleOrgans()
            var changes = try store.reader.coverageChanges(
                directory: directory, deadlines: deadlines, today: localTime.date(now),
                raises: isOn && probation == 0 && isSettled, concerns: concerns)
            if probation > 0 { changes.dropWhatAsksForTheTime() }
            try store.apply(changes, now: now)
            log(changes)
            if changes.tells { surroundings.onCommit() }
            let hasLive = try store.reader.hasLiveCoverageNotices()
            state.withLock { $0.hasLiveNotices = hasLive }
        } catch {
            logger.error("who is missing cannot be looked at, trying again", metadata: ["error": "\(error)"])
        }
        if probation > 0 { return probation }
        return isSettled ? Self.untilNextLook(now, localTime) : Self.pauses.unsettled
    }

    /// With another roster than that of the last start, stored reports take the names that it gives their organs, and are judged
    /// by what it says of these.
    private func settleOrgans() throws {
        guard !state.withLock({ $0.hasSettledOrgans }) else { return }
        if try store.hasAnotherRoster() {
            let progress = try store.recheck(
                announcement: .announced, now: surroundings.now, isCancelled: { state.withLock { $0.isStopped } })
            logger.notice(
                "stored reports follow the roster",
                metadata: ["reports": "\(progress.judged)", "verdicts.changed": "\(progress.changed)"])
            surroundings.onCommit()
        }
        state.withLock { $0.hasSettledOrgans = true }
    }

    /// An hour, or until the day changes.
    private static func untilNextLook(_ now: UnixTime, _ localTime: LocalTime) -> Int64 {
        let tomorrow = CivilDate(daysSinceEpoch: localTime.date(now).daysSinceEpoch + 1)
        let rest = localTime.start(of: tomorrow).milliseconds - now.milliseconds
        return rest > 0 ? min(rest + 1000, pauses.idle) : pauses.idle
    }

    private func log(_ changes: CoverageChanges) {
        func tell(_ message: Logger.Message, _ notices: [CoverageNotice]) {
            if !notices.isEmpty { logger.notice(message, metadata: ["organs": "\(notices.count)"]) }
        }
        tell("reports are missing after their deadline", changes.raised)
        tell("missing reports have come", changes.withdrawn)
        tell("reports said to be missing are not due yet; the clock or a deadline was changed", changes.revoked)
        tell("organs have left the roster or are exempt now", changes.dropped)
        tell("organs are back on the roster or exempt no more", changes.reopened)
    }

    private static let bootTime: @Sendable () -> Int64 = {
        var time = timespec()
        unsafe clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

extension CoverageChanges {
    /// Leaves out what only a clock that is right can know.
    fileprivate mutating func dropWhatAsksForTheTime() {
        raised = []
        revoked = []
        reopened = []
    }
}
