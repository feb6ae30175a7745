internal import Core
internal import Glibc
internal import Logging

/// What the dispatcher needs of the world, all of it from outside.
struct Surroundings: Sendable {
    let log: any EventLog
    let logger: Logger
    /// The wall clock.
    let now: @Sendable () -> UnixTime
    /// A random number in 0..<1 for jitter.
    let fraction: @Sendable () -> Double
    /// A new delivery id; no dot in it, which signatures use as a separator.
    let makeID: @Sendable () -> String
    /// How long attempts in flight may take to end when the service stops.
    var grace = Duration.seconds(5)
}

/// Carries deliveries from the outbox to the services: its own thread's loop around one libcurl multi handle.
///
/// Each round: move transfers on, settle what ended, send the next of each lane, record results, take up more. Nothing
/// waits but the poll, and the poll ends with the next answer, the next due moment or a call of `wake()`.
struct Dispatcher {
    /// The poll's longest sleep, milliseconds; so soon a jump of the wall clock is noticed.
    private static let longestSleep: Int64 = 60_000
    /// What a clock may be set back without consequences, milliseconds.
    private static let clockSlack: Int64 = 1_000

    var channels: [ChannelDefinition]
    let settings: DeliverySettings
    let surroundings: Surroundings
    let control: DispatcherControl
    let transport: CurlTransport
    var lanes: [Lane]
    var outage = StoreOutage()
    var duties = DispatcherDuties()
    var isOpen = false
    /// What the outbox has to be told before it is looked into again.
    var amendments: [OutboxChange] = []
    /// Through what each lane's message in flight went, whose secrets may have been replaced meanwhile.
    private var senders: [Int: ChannelDefinition] = [:]
    /// What each lane sends next, made while its last message was on the way.
    private var drafts: [Int: Draft] = [:]
    private var lastRound: UnixTime

    init(
        channels: [ChannelDefinition], settings: DeliverySettings, network: NetworkPolicy, surroundings: Surroundings,
        control: DispatcherControl
    ) {
        self.channels = channels
        self.settings = settings
        self.surroundings = surroundings
        self.control = control
        transport = CurlTransport(multi: control.multi, network: network)
        lastRound = surroundings.now()
        lanes = channels.map { channel in
            Lane(gate: Gate(limiter: RateLimiter(channel.limits(settings), channel: channel.name)))
        }
    }

    /// Delivers until told to stop; what is not finished then stays in the outbox.
    mutating func run() {
        var deadline: ContinuousClock.Instant?
        while true {
            control.pulse.end()
            let ended = transport.advance(waitingAtMost: sleepTime(isStopping: deadline != nil))
            control.pulse.begin(at: Dispatcher.uptime())
            noteClock()
            for (index, exchange) in ended { settle(exchange, lane: index) }
            let signals = control.takeSignals()
            if let replacement = signals.replacement { (channels, drafts) = (replacement, [:]) }
            if signals.triesAnew { tryAnew() }
            if signals.hasNews { noteNews(hasChanges: signals.hasChanges) }
            if signals.isStopping, deadline == nil {
                deadline = .now + surroundings.grace
                for index in lanes.indices { lanes[index].withdraw(at: surroundings.now()) }
            }
            if deadline == nil { sendNext() }
            workWithStore(takingMore: deadline == nil)
            if deadline == nil { draftNext() }
            if let deadline, deadline <= .now || lanes.allSatisfy({ $0.isSettled }) { return }
        }
    }

    /// Nanoseconds of a clock that nobody can set, CLOCK_MONOTONIC of clock_gettime(2).
    private static func uptime() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    // MARK: Waiting

    private func sleepTime(isStopping: Bool) -> Int {
        let now = surroundings.now()
        if isStopping { return 50 }
        var until = now.advanced(milliseconds: Dispatcher.longestSleep)
        for lane in lanes { until = min(until, lane.recordBy ?? until, lane.looksNext(after: now) ?? until) }
        until = min(until, duties.next(after: now))
        if !isOpen { until = now }
        return Int(max(until, outage.pausedUntil ?? now).milliseconds - now.milliseconds).clamped(to: 0...60_000)
    }

    /// Forgets the moments that a clock named which was set back since; set forwards, they come by themselves.
    private mutating func noteClock() {
        let now = surroundings.now()
        defer { lastRound = now }
        guard lastRound.milliseconds - now.milliseconds > Dispatcher.clockSlack else { return }
        for index in lanes.indices { lanes[index].clockWasSetBack(to: now) }
        duties.clockWasSetBack(to: now)
        outage.clockWasSetBack(to: now)
        amendments.append(.clockSetBack(longestWait: 0))
        surroundings.logger.warning("The clock was set back; what waits for a later moment is tried now")
    }

    private mutating func tryAnew() {
        for index in lanes.indices { lanes[index].gate.tryNow() }
        amendments += channels.map { .makeDue(channel: $0.name) }
    }

    private mutating func noteNews(hasChanges: Bool) {
        let now = surroundings.now()
        for index in lanes.indices { lanes[index].noteNews(hasChanges: hasChanges, at: now) }
    }

    // MARK: Sending

    mutating func sendNext() {
        for index in lanes.indices {
            while let attempt = lanes[index].takeNext() {
                guard let event = attempt.event else {
                    settleVanished(lane: index)
                    continue
                }
                send(attempt, about: event, lane: index)
                break
            }
        }
    }

    private mutating func send(_ attempt: Lane.Attempt, about event: Event, lane index: Int) {
        let now = surroundings.now()
        let draft = drafts.removeValue(forKey: index).flatMap { $0.serves(attempt, at: now) ? $0 : nil }
        lanes[index].gate.noteSending(at: now)
        senders[index] = channels[index]
        transport.start((draft ?? Draft(attempt, about: event, over: channels[index], at: now)).transfer, tag: index)
    }

    /// Uses the time that messages are on their way for making those behind them.
    private mutating func draftNext() {
        for index in lanes.indices where drafts[index] == nil {
            guard let attempt = lanes[index].next, let event = attempt.event else { continue }
            transport.push()
            drafts[index] = Draft(attempt, about: event, over: channels[index], at: surroundings.now())
        }
    }

    private mutating func settleVanished(lane index: Int) {
        let result = AttemptResult(
            fate: .dead, outcome: .refused, status: nil, error: "the event is no longer in the log", body: nil,
            latencyMilliseconds: 0)
        lanes[index].settle(result, closesTheWay: false, at: surroundings.now())
    }

    private mutating func settle(_ exchange: Exchange, lane index: Int) {
        guard let attempt = lanes[index].inFlight else { return }
        let channel = senders.removeValue(forKey: index) ?? channels[index]
        let now = surroundings.now()
        let judgement = channel.judge(exchange, now: now)
        if case .markupRefused(let problem) = judgement, !attempt.isPlain {
            // It counts in the rate as any other message does.
            let next = lanes[index].gate.limiter.freeAt(now) ?? now
            let refused = AttemptResult(exchange, problem, .retry(at: next), .refused, channel)
            lanes[index].makePlain(after: refused, at: now)
            control.metrics[index].count(refused, about: attempt.event?.occurredAt, at: now)
            return surroundings.logger.warning(
                "The service cannot read a message's markup: it is sent as plain text in the built-in words",
                metadata: ["channel.name": "\(channel.name)", "error": "\(refused.error ?? "")"])
        }
        let failure = judgement.failure(now: now)
        let fate = fate(judgement, failure, of: attempt.delivery, lane: index, at: now)
        lanes[index].gate.note(failure, fate: fate, isAside: attempt.delivery.isAside, at: now)
        let result = AttemptResult(exchange, judgement.problem(of: fate), fate, failure.outcome, channel)
        let isHeldBack = fate.nextAttempt != nil && !attempt.delivery.isAside
        let isShut = lanes[index].gate.wait(at: now, mutedUntil: nil) != nil
        lanes[index].settle(result, closesTheWay: isHeldBack || isShut, at: now)
        report(result, of: attempt, lane: index, at: now)
    }

    private func fate(
        _ judgement: Judgement, _ failure: RetryPolicy.Failure, of delivery: Delivery, lane index: Int,
        at now: UnixTime
    ) -> AttemptResult.Fate {
        if failure.outcome == .success { return judgement == .accepted ? .accepted : .delivered }
        let breaker = lanes[index].gate.breaker
        let subject = RetryPolicy.Subject(
            attempt: delivery.attempts + 1,
            unclearAnswers: delivery.unclearAnswers + (failure.outcome == .unclear ? 1 : 0),
            failuresInARow: delivery.isAside ? 1 : breaker.failures + 1,
            createdAt: delivery.createdAt, mayHaveArrived: delivery.mayHaveArrived || failure.outcome == .ambiguous,
            isProbe: breaker.isStopped)
        return channels[index].retryPolicy.fate(
            after: failure, of: subject, now: now, fraction: surroundings.fraction())
    }

    // MARK: Messages

    /// The deliveries with what they are about, ready to be sent.
    func attempts(_ deliveries: [Delivery], suspect: String?) throws -> [Lane.Attempt] {
        let events = try surroundings.log.events(deliveries.filter { !$0.isDigest }.map(\.event))
        let byID = Dictionary(events.map { ($0.id, $0) }) { first, _ in first }
        return try deliveries.map { delivery in
            let event =
                delivery.isDigest
                ? try surroundings.log.digest(delivery.id) : byID[delivery.event]
            return Lane.Attempt(delivery: delivery, event: event, suspect: suspect)
        }
    }

    // MARK: Telling

    /// Keeps the status, and logs a failure when it begins or changes, and when it is over: not at every attempt.
    private func report(_ result: AttemptResult, of attempt: Lane.Attempt, lane index: Int, at now: UnixTime) {
        control.metrics[index].count(result, about: attempt.event?.occurredAt, at: now)
        let breaker = lanes[index].gate.breaker
        var before: ChannelStatus?
        control.updateStatus(of: index) { status in
            before = status
            status.note(result, at: now)
            status.circuit = breaker
        }
        guard let before else { return }
        guard result.error != nil || before.failure != nil else { return }
        var logger = surroundings.logger
        logger[metadataKey: "channel.name"] = "\(channels[index].name)"
        logger[metadataKey: "delivery.id"] = "\(attempt.delivery.id)"
        guard let error = result.error else { return logger.info("The channel works again") }
        if result.fate == .dead, before.failure != error || before.failuresInARow == 0 {
            logger.error("Delivery given up", metadata: ["error": "\(error)"])
        } else if result.fate == .ambiguous(repeatedAt: nil) {
            logger.error(
                "Nobody knows whether the message arrived; it is not repeated", metadata: ["error": "\(error)"])
        } else if before.failure == nil {
            logger.warning("Delivery failed and is tried again", metadata: ["error": "\(error)"])
        }
    }
}

/// A message as its service gets it.
private struct Draft {
    /// How old one may be when it is sent, milliseconds; the moment is part of signatures.
    private static let longest: Int64 = 1_000

    let transfer: TransferRequest
    private let delivery: String
    private let isPlain: Bool
    private let madeAt: UnixTime

    init(_ attempt: Lane.Attempt, about event: Event, over channel: ChannelDefinition, at now: UnixTime) {
        var message = channel.message(about: event, id: attempt.delivery.id)
        message.isPlain = attempt.isPlain
        transfer = channel.channel.transfer(of: message, now: now)
        (delivery, isPlain, madeAt) = (attempt.delivery.id, attempt.isPlain, now)
    }

    /// Whether it is that attempt's, and not too old.
    func serves(_ attempt: Lane.Attempt, at now: UnixTime) -> Bool {
        delivery == attempt.delivery.id && isPlain == attempt.isPlain
            && (0...Draft.longest).contains(now.milliseconds - madeAt.milliseconds)
    }
}

extension ChannelDefinition {
    /// How many messages it takes: as configured, else as its service says.
    func limits(_ settings: DeliverySettings) -> RateLimits {
        var limits = channel.limits
        if let perMinute = settings.messagesPerMinute[name] { limits.windows = [.perMinute(perMinute)] }
        return limits
    }
}

extension ChannelStatus {
    fileprivate mutating func note(_ result: AttemptResult, at now: UnixTime) {
        if let error = result.error {
            lastFailure = now
            failure = error
            failuresInARow += 1
        } else {
            lastSuccess = now
            failure = nil
            failuresInARow = 0
        }
    }
}

extension AttemptResult {
    /// What an attempt over a channel came to, masked.
    init(
        _ exchange: Exchange, _ problem: Problem?, _ fate: Fate, _ outcome: Outcome, _ channel: ChannelDefinition
    ) {
        let response = exchange.answer
        self.init(
            fate: fate, outcome: outcome, status: response?.status,
            error: problem.map { channel.redactor.redact($0.text(in: channel.language)) },
            // Masked before it is cut, so that no secret is left in halves.
            body: response.map { channel.redactor.redact(String(decoding: $0.body, as: UTF8.self)) },
            latencyMilliseconds: exchange.milliseconds, timings: exchange.timings)
    }
}

extension Int {
    fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
