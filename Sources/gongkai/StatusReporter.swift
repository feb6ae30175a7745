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
    let store: Store
    let startedAt: UnixTime

    /// Everything. Reads the store: not for Swift's cooperative pool.
    func report() throws -> DaemonStatus {
        let intake = watcher.status
        let counts = try store.reader.counts()
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
                DaemonStatus.Channel(
                    name: channel.name, lastSuccess: channel.lastSuccess?.iso8601,
                    lastFailure: channel.lastFailure?.iso8601, failure: channel.failure,
                    failuresInARow: channel.failuresInARow, nextAttempt: channel.wait?.until.iso8601,
                    waitingFor: channel.wait?.reason.rawValue, collected: channel.collected)
            },
            alarm: notifier.alarm.map { alarm in
                "no channel works; there has been something to say since \(alarm.since.iso8601), the last success was "
                    + (alarm.lastSuccess?.iso8601 ?? "never")
            })
    }

    /// One line, without touching the store.
    var line: String {
        let intake = watcher.status
        let last = intake.lastFile.map { ", last \(printable($0))" } ?? ""
        let silent = notifier.alarm == nil ? "" : "no channel works: see gongkai status; "
        let state = silent + (intake.isArchiveFailing ? "the store refuses: see the log; " : "")
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
