internal import Core
internal import Synchronization

/// The side of the dispatcher that other threads may touch.
final class DispatcherControl: Sendable {
    /// What happened since the dispatcher last asked.
    struct Signals: Sendable {
        /// Something was committed to the log.
        var hasNews = false
        /// The outbox was changed from outside.
        var hasChanges = false
        /// The service is to stop.
        var isStopping = false
        /// Channels that wait because they failed are to be tried at once.
        var triesAnew = false
        /// The same channels with other secrets.
        var replacement: [ChannelDefinition]?
    }

    let multi: CurlMulti
    private let signals = Mutex(Signals())
    private let statuses: Mutex<[ChannelStatus]>
    private let raised = Mutex<SilenceAlarm?>(nil)
    private let outbox = Mutex<String?>(nil)
    /// What the dispatcher's thread is at.
    let pulse = Pulse()
    /// What is counted of each channel.
    let metrics: [ChannelMetrics]
    private let definitions: Mutex<[ChannelDefinition]>

    init(multi: CurlMulti, channels: [ChannelDefinition]) {
        self.multi = multi
        definitions = Mutex(channels)
        metrics = channels.map { ChannelMetrics(name: $0.name) }
        statuses = Mutex(channels.map { ChannelStatus(name: $0.name) })
    }

    /// The channels as they are used now.
    var channels: [ChannelDefinition] { definitions.withLock { $0 } }

    func wake() {
        signals.withLock { $0.hasNews = true }
        multi.wake()
    }

    func noteChanges() {
        signals.withLock { ($0.hasNews, $0.hasChanges) = (true, true) }
        multi.wake()
    }

    func stop() {
        signals.withLock { $0.isStopping = true }
        multi.wake()
    }

    func tryAnew(with replacement: [ChannelDefinition]?) {
        if let replacement { definitions.withLock { $0 = replacement } }
        signals.withLock { signals in
            (signals.triesAnew, signals.hasNews, signals.hasChanges) = (true, true, true)
            signals.replacement = replacement ?? signals.replacement
        }
        multi.wake()
    }

    /// The signals, each but the last one told once.
    func takeSignals() -> Signals {
        signals.withLock { signals in
            defer { signals = Signals(isStopping: signals.isStopping) }
            return signals
        }
    }

    var status: [ChannelStatus] { statuses.withLock { $0 } }

    func updateStatus(of index: Int, _ change: (inout ChannelStatus) -> Void) {
        statuses.withLock { change(&$0[index]) }
    }

    /// That no channel has worked for long; nil when all is well.
    var alarm: SilenceAlarm? {
        get { raised.withLock { $0 } }
        set { raised.withLock { $0 = newValue } }
    }

    /// Why the outbox cannot be read or written at present, so that deliveries wait; nil when it can.
    var outboxFailure: String? {
        get { outbox.withLock { $0 } }
        set { outbox.withLock { $0 = newValue } }
    }
}
