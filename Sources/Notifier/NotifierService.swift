public import Core
public import Logging
public import ServiceLifecycle

/// Messages out: delivers every event of the log to the channels that want it, at least once and in order.
///
/// It runs on a thread of its own, so blocking calls of the log are welcome there.
public struct NotifierService: Service, CustomStringConvertible {
    private let channels: [ChannelDefinition]
    private let settings: DeliverySettings
    private let network: NetworkPolicy
    private let surroundings: Surroundings
    private let control: DispatcherControl

    /// A service over these channels.
    ///
    /// - Parameters:
    ///   - channels: where messages go.
    ///   - settings: who hears what, and when.
    ///   - network: how far messages may go.
    ///   - log: the events and the outbox.
    ///   - logger: where failures are told.
    ///   - now: the wall clock.
    /// - Throws: ``NotifierError`` when libcurl cannot be set up.
    public init(
        channels: [ChannelDefinition], settings: DeliverySettings = DeliverySettings(), network: NetworkPolicy,
        log: any EventLog, logger: Logger, now: @escaping @Sendable () -> UnixTime
    ) throws(NotifierError) {
        try self.init(
            channels: channels, settings: settings, network: network,
            surroundings: Surroundings(
                log: log, logger: logger, now: now, fraction: { Double.random(in: 0..<1) }, makeID: MessageID.make))
    }

    init(
        channels: [ChannelDefinition], settings: DeliverySettings = DeliverySettings(), network: NetworkPolicy,
        surroundings: Surroundings
    ) throws(NotifierError) {
        guard let multi = CurlMulti() else { throw NotifierError.noLibcurl }
        self.channels = channels
        self.settings = settings
        self.network = network
        self.surroundings = surroundings
        control = DispatcherControl(multi: multi, channels: channels)
    }

    /// Delivers until the service group shuts down; attempts in flight get a few seconds to end, everything else stays
    /// in the outbox.
    public func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await OwnThread.run { [channels, settings, network, surroundings, control] in
                var dispatcher = Dispatcher(
                    channels: channels, settings: settings, network: network, surroundings: surroundings,
                    control: control)
                dispatcher.run()
            }
        } onCancelOrGracefulShutdown: {
            control.stop()
        }
    }

    /// Says that something was committed to the log; may be called from any thread, does not block, and calls in quick
    /// succession count as one.
    public func wake() {
        control.wake()
    }

    /// Says that a person has changed the outbox or its rules; otherwise like ``wake()``.
    public func noteChanges() {
        control.noteChanges()
    }

    /// Goes on with other secrets: the same channels in the same order, made anew. May be called from any thread. Channels
    /// that waited for somebody to correct them are tried at once.
    public func replaceChannels(with channels: [ChannelDefinition]) {
        control.tryAnew(with: channels)
    }

    /// Like ``noteChanges()``, and channels that wait because they failed are tried at once.
    public func tryAnew() {
        control.tryAnew(with: nil)
    }

    /// Sends one test message on a channel as it is used now, with the secrets of the start or the last replacement; as
    /// ``ChannelDefinition/sendTest(network:now:)`` does, beside the queue. Nil when there is no such channel.
    public func sendTest(on channel: String) throws(NotifierError) -> (id: String, result: AttemptResult)? {
        guard let definition = control.channels.first(where: { $0.name == channel }) else { return nil }
        return try definition.sendTest(network: network, now: surroundings.now)
    }

    /// That no channel has worked for long although there was something to say; nil when all is well.
    public var alarm: SilenceAlarm? { control.alarm }

    /// Why the outbox cannot be read or written at present, so that deliveries wait; nil when it can.
    public var outboxFailure: String? { control.outboxFailure }

    /// What the delivering thread is at.
    public var pulse: Pulse { control.pulse }

    /// `notifier`: service groups print their services, and everything in this one is the business of nobody.
    public var description: String { "notifier" }

    /// How each channel is doing, in the order they were given.
    public var status: [ChannelStatus] { control.status }

    /// What is counted of each channel since the start, in the same order.
    public var metrics: [ChannelMetrics] { control.metrics }
}

/// Delivery ids: 120 random bits, `msg_` as in the examples of Standard Webhooks, and never a dot.
enum MessageID {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    static func make() -> String {
        let random = UInt128.random(in: 0...UInt128.max)
        let digits = (0..<24).map { alphabet[Int(truncatingIfNeeded: (random >> UInt128($0 * 5)) & 31)] }
        return "msg_" + String(decoding: digits, as: UTF8.self)
    }
}

extension NotifierError {
    static let noLibcurl = NotifierError(
        operation: "set up", object: "libcurl",
        cause: Message(zh: "libcurl 初始化失败", en: "libcurl could not be initialised"),
        hint: Message(zh: "检查 libcurl4 是否完整安装、内存是否充足", en: "check that libcurl4 is installed and memory is left"),
        fate: .stop)

    static func noThread(code: CInt) -> NotifierError {
        NotifierError(
            operation: "start", object: "the notifier's thread",
            cause: Message(zh: "系统拒绝创建线程（\(code)）", en: "the system refused a thread (\(code))"),
            hint: Message(zh: "检查 TasksMax 与内存上限", en: "check TasksMax and the memory limit"), fate: .stop)
    }
}
