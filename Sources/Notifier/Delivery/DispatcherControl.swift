internal import Core
internal import Synchronization

/// The side of the dispatcher that other threads may touch.
final class DispatcherControl: Sendable {
    /// What happened since the dispatcher last asked.
    struct Signals: Sendable {
        /// Something was committed to the log, or the outbox was changed.
        var hasNews = false
        /// The service is to stop.
        var isStopping = false
    }

    let multi: CurlMulti
    private let signals = Mutex(Signals())
    private let statuses: Mutex<[ChannelStatus]>

    init(multi: CurlMulti, channels: [String]) {
        self.multi = multi
        statuses = Mutex(channels.map { ChannelStatus(name: $0) })
    }

    func wake() {
        signals.withLock { $0.hasNews = true }
        multi.wake()
    }

    func stop() {
        signals.withLock { $0.isStopping = true }
        multi.wake()
    }

    /// The signals; news is told once.
    func takeSignals() -> Signals {
        signals.withLock { signals in
            defer { signals.hasNews = false }
            return signals
        }
    }

    var status: [ChannelStatus] { statuses.withLock { $0 } }

    func updateStatus(of index: Int, _ change: (inout ChannelStatus) -> Void) {
        statuses.withLock { change(&$0[index]) }
    }
}
