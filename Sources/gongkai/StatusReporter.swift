import Core
import Glibc
import Notifier
import Store
import Synchronization
import Watcher

/// Gathers how the daemon is, for `status` and for systemd.
struct StatusReporter: Sendable {
    let watcher: DropWatcher
    let notifier: NotifierService
    /// A connection of its own: what it counts delays neither the writing thread nor the dispatcher.
    let reader: StoreReader
    /// Whether the configuration asks for polling.
    let isPollingWanted: Bool
    let startedAt: UnixTime

    /// How the daemon is. From counters in memory: any thread may ask.
    var health: Health {
        let now = Uptime.nanoseconds()
        let threads = watcher.metrics.pulses + [(name: "notifier", pulse: notifier.pulse)]
        return Health(
            Health.Facts(
                busy: threads.compactMap { thread in thread.pulse.elapsed(at: now).map { (thread.name, $0) } },
                intake: watcher.status, isPollingWanted: isPollingWanted, outboxFailure: notifier.outboxFailure,
                alarm: notifier.alarm))
    }

    /// Everything. Reads the store: not for Swift's cooperative pool.
    func report() throws -> DaemonStatus {
        let intake = watcher.status
        let counts = try reader.counts()
        let backlogs = try backlogs()
        let health = health
        return DaemonStatus(
            version: Version.current, pid: getpid(), startedAt: startedAt.iso8601, mode: intake.mode.rawValue,
            watches: intake.watches, seen: intake.seen, recorded: intake.recorded, duplicates: intake.duplicates,
            rejudged: intake.rejudged, vanished: intake.vanished, blocked: intake.blocked, pending: intake.pending,
            overflows: intake.overflows,
            lastFile: intake.lastFile, lastVerdict: intake.lastVerdict?.rawValue,
            reports: Dictionary(uniqueKeysWithValues: counts.reports.map { ($0.rawValue, $1) }),
            deliveries: Dictionary(uniqueKeysWithValues: counts.deliveries.map { ($0.rawValue, $1) }),
            databaseBytes: counts.bytes,
            channels: notifier.status.map { channel in
                let backlog = backlogs.first { $0.channel == channel.name }
                return DaemonStatus.Channel(
                    name: channel.name, lastSuccess: channel.lastSuccess?.iso8601,
                    lastFailure: channel.lastFailure?.iso8601, failure: channel.failure,
                    failuresInARow: channel.failuresInARow, nextAttempt: channel.wait?.until.iso8601,
                    waitingFor: channel.wait?.reason.rawValue, waitingMessages: backlog?.messages ?? 0,
                    waitingEvents: backlog?.events ?? 0, collected: channel.collected)
            },
            alarm: notifier.alarm?.message.english, isReady: health.isReady,
            problems: health.problems.map { DaemonStatus.Problem($0) })
    }

    /// What every channel has still to say. Reads the store: not for Swift's cooperative pool.
    func backlogs() throws -> [ChannelBacklog] {
        try reader.backlogs(countingTo: MetricsPage.countingLimit)
    }

    /// One line, without touching the store.
    var line: String {
        let intake = watcher.status
        let last = intake.lastFile.map { ", last \(printable($0))" } ?? ""
        let conditions = health.problems.filter { !$0.condition.isRemark }.map(\.condition.rawValue)
        let state = conditions.isEmpty ? "" : "not ready (\(conditions.joined(separator: ", "))): see gongkai status; "
        return "\(state)\(intake.mode.rawValue), \(intake.pending) pending, \(intake.recorded) recorded\(last)"
    }
}

/// Breaks a knot: the watcher announces readiness to systemd, whose status line asks the watcher.
final class SystemdSlot: Sendable {
    private let slot = Mutex<SystemdNotifier?>(nil)

    func fill(_ notifier: SystemdNotifier) {
        slot.withLock { $0 = notifier }
    }

    func ready() {
        slot.withLock { $0 }?.ready()
    }
}
