import Core
import Store

/// What people do to what is stored: the daemon for a command, or the command alone where no daemon runs.
struct Upkeep: Sendable {
    let store: Store
    let now: @Sendable () -> UnixTime
    /// Called when there may be events for the channels.
    let onEvents: @Sendable () -> Void

    /// Judges every stored report again; channels hear of other verdicts only on request.
    func recheck(
        notify: Bool, isCancelled: () -> Bool, progress: (RecheckProgress) -> Void
    ) throws -> RecheckProgress {
        defer { onEvents() }
        return try store.recheck(
            announcement: notify ? .announced : .silent, now: now, isCancelled: isCancelled, progress: progress)
    }

    /// Acknowledges a finding, where that is said for another reason that stands already, or without a reason takes that back.
    func acknowledge(_ finding: Int64, why: String?, replacing: Bool) throws -> Acknowledged {
        Acknowledged(
            try why.map { try store.acknowledge(finding: finding, why: $0, replacing: replacing, now: now()) }
                ?? store.withdrawAcknowledgement(of: finding))
    }

    /// Mends a report's identity; the id of the report that has it now.
    func identify(_ said: Identification) throws -> Int64 {
        defer { onEvents() }
        return try store.identify(said, now: now())
    }

    /// Runs `body` by the running daemon or, where none runs, on the store itself.
    static func perform<Result>(
        _ configuration: Configuration, byDaemon: (ControlClient) throws -> Result, directly: (Upkeep) throws -> Result
    ) throws -> Result {
        if let daemon = try ControlClient.connect(state: configuration.state) { return try byDaemon(daemon) }
        do {
            let store = try Store.open(
                state: configuration.state.display, ruleset: configuration.ruleset, directory: configuration.organs)
            // A channel gets what is logged after it was opened, and no daemon may have opened them yet.
            for (name, _) in configuration.channels { try store.openChannel(name) }
            return try directly(Upkeep(store: store, now: SystemClock.now, onEvents: {}))
        } catch let error as StoreError {
            throw Exit.failure("\(error)", status: error.isRefusal ? 66 : 1)
        }
    }
}
