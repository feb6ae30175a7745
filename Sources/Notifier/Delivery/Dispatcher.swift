internal import Core
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

    private let channels: [ChannelDefinition]
    private let surroundings: Surroundings
    private let control: DispatcherControl
    private let transport: CurlTransport
    private var lanes: [Lane]
    private var outage = StoreOutage()
    private var isOpen = false

    init(
        channels: [ChannelDefinition], network: NetworkPolicy, surroundings: Surroundings, control: DispatcherControl
    ) {
        self.channels = channels
        self.surroundings = surroundings
        self.control = control
        transport = CurlTransport(multi: control.multi, network: network)
        lanes = channels.map { _ in Lane() }
    }

    /// Delivers until told to stop; what is not finished then stays in the outbox.
    mutating func run() {
        var deadline: ContinuousClock.Instant?
        while true {
            for (index, exchange) in transport.advance(waitingAtMost: sleepTime(isStopping: deadline != nil)) {
                settle(exchange, lane: index)
            }
            let signals = control.takeSignals()
            if signals.hasNews { noteNews() }
            if signals.isStopping, deadline == nil {
                deadline = .now + surroundings.grace
                for index in lanes.indices { lanes[index].withdraw(at: surroundings.now()) }
            }
            if deadline == nil { sendNext() }
            workWithStore(takingMore: deadline == nil)
            if let deadline, deadline <= .now || lanes.allSatisfy({ $0.isSettled }) { return }
        }
    }

    // MARK: Waiting

    private func sleepTime(isStopping: Bool) -> Int {
        let now = surroundings.now()
        if isStopping { return 50 }
        var until = now.advanced(milliseconds: Dispatcher.longestSleep)
        for lane in lanes {
            if lane.wantsMore(at: now) { until = now }
            until = min(until, lane.recordBy ?? until)
            if lane.isIdle { until = min(until, lane.lookAt ?? until, lane.releaseAt ?? until) }
        }
        if !isOpen { until = now }
        return Int(max(until, outage.pausedUntil ?? now).milliseconds - now.milliseconds).clamped(to: 0...60_000)
    }

    private mutating func noteNews() {
        let now = surroundings.now()
        for index in lanes.indices {
            lanes[index].mayHaveNews = true
            // The outbox may have been changed by hand, so the moment to look again is unknown too.
            lanes[index].lookAt = now
        }
    }

    // MARK: Sending

    private mutating func sendNext() {
        for index in lanes.indices {
            while let attempt = lanes[index].takeNext() {
                guard let event = attempt.event else {
                    settleVanished(lane: index)
                    continue
                }
                let channel = channels[index]
                let message = channel.message(about: event, id: attempt.delivery.id)
                transport.start(channel.channel.transfer(of: message, now: surroundings.now()), tag: index)
                break
            }
        }
    }

    private mutating func settleVanished(lane index: Int) {
        let result = AttemptResult(
            fate: .dead, status: nil, error: "the event is no longer in the log", body: nil, latencyMilliseconds: 0)
        lanes[index].settle(result, at: surroundings.now())
    }

    private mutating func settle(_ exchange: Exchange, lane index: Int) {
        guard let attempt = lanes[index].inFlight else { return }
        let channel = channels[index]
        let now = surroundings.now()
        let judgement =
            switch exchange.result {
            case .success(let response): channel.channel.judge(response, now: now)
            case .failure(let failure): Judgement(failure)
            }
        let fate = channel.retryPolicy.fate(
            after: judgement, attempt: attempt.delivery.attempts + 1, createdAt: attempt.delivery.createdAt, now: now,
            fraction: surroundings.fraction())
        let result = AttemptResult(exchange, judgement, fate, channel)
        lanes[index].settle(result, at: now)
        report(result, judgement, of: attempt, lane: index, at: now)
    }

    // MARK: The store

    /// Records results and takes up more; when the store fails, the same is tried again after a pause.
    private mutating func workWithStore(takingMore: Bool) {
        let now = surroundings.now()
        guard !outage.isPaused(at: now) || !takingMore else { return }
        do {
            try record(at: now, all: !takingMore)
            guard takingMore else { return }
            try open(at: now)
            try takeMore(at: now)
            if outage.end() { surroundings.logger.info("The store works again") }
        } catch {
            guard outage.begin(at: now) else { return }
            surroundings.logger.error(
                "The outbox cannot be read or written; deliveries wait", metadata: ["error": "\(error)"])
        }
    }

    private mutating func open(at now: UnixTime) throws {
        guard !isOpen else { return }
        let interrupted = try surroundings.log.recoverInterruptedDeliveries(now: now)
        if interrupted > 0 {
            surroundings.logger.notice(
                "Deliveries were interrupted and are sent again under the same ids",
                metadata: ["delivery.count": "\(interrupted)"])
        }
        for channel in channels { try surroundings.log.openChannel(channel.name) }
        for index in lanes.indices { lanes[index].lookAt = now }
        isOpen = true
    }

    private mutating func record(at now: UnixTime, all: Bool) throws {
        let due = lanes.map { all ? $0.results : $0.dueResults(at: now) }
        let results = due.flatMap { $0 }
        guard !results.isEmpty else { return }
        try surroundings.log.finishAttempts(results, now: now)
        for (index, results) in due.enumerated() where !results.isEmpty { lanes[index].recorded(results.count) }
    }

    private mutating func takeMore(at now: UnixTime) throws {
        var batches: [(lane: Int, batch: [Lane.Attempt])] = []
        for index in lanes.indices where lanes[index].wantsMore(at: now) {
            let batch = try nextBatch(lane: index, at: now)
            if !batch.isEmpty { batches.append((index, batch)) }
        }
        guard !batches.isEmpty else { return }
        try surroundings.log.beginAttempts(batches.flatMap { $0.batch.map(\.delivery.id) }, now: now)
        for (index, batch) in batches { lanes[index].load(batch, at: now) }
        sendNext()
    }

    private mutating func nextBatch(lane index: Int, at now: UnixTime) throws -> [Lane.Attempt] {
        let log = surroundings.log
        let channel = channels[index]
        if lanes[index].mayTakeEvents(at: now) {
            let passed = try log.enqueueDeliveries(
                channel: channel.name, limit: 256, now: now, accept: channel.accept, makeID: surroundings.makeID)
            lanes[index].mayHaveNews = passed > 0
            lanes[index].releaseAt = passed > 0 ? nil : try log.nextRelease(channel: channel.name)
        }
        let due = try log.dueDeliveries(channel: channel.name, now: now, limit: lanes[index].batchLimit)
        guard !due.isEmpty else {
            let next = try log.nextDue(channel: channel.name)
            lanes[index].lookAt = next
            control.updateStatus(of: index) { $0.nextAttempt = next }
            return []
        }
        let events = try log.events(due.flatMap(\.events))
        let byID = Dictionary(events.map { ($0.id, $0) }) { first, _ in first }
        return due.map { delivery in
            Lane.Attempt(delivery: delivery, event: delivery.events.first.flatMap { byID[$0] })
        }
    }

    // MARK: Telling

    /// Keeps the status, and logs a failure when it begins or changes, and when it is over: not at every attempt.
    private func report(
        _ result: AttemptResult, _ judgement: Judgement, of attempt: Lane.Attempt, lane index: Int, at now: UnixTime
    ) {
        var before: ChannelStatus?
        control.updateStatus(of: index) { status in
            before = status
            status.note(result, at: now)
        }
        guard let before else { return }
        var logger = surroundings.logger
        logger[metadataKey: "channel.name"] = "\(channels[index].name)"
        logger[metadataKey: "delivery.id"] = "\(attempt.delivery.id)"
        guard let error = result.error else {
            if before.failure != nil { logger.info("The channel works again") }
            return
        }
        if result.fate == .dead, before.failure != error || before.failuresInARow == 0 {
            logger.error("Delivery given up", metadata: ["error": "\(error)"])
        } else if before.failure == nil {
            logger.warning("Delivery failed and is tried again", metadata: ["error": "\(error)"])
        }
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
    /// How much of an answer is kept, bytes.
    private static let keptBody = 2048

    fileprivate init(_ exchange: Exchange, _ judgement: Judgement, _ fate: Fate, _ channel: ChannelDefinition) {
        let response = exchange.answer
        self.init(
            fate: fate, status: response?.status,
            error: judgement.problem.map { channel.redactor.redact($0.text(in: channel.language)) },
            body: response.map { response in
                // Masked before it is cut, so that no secret is left in halves.
                let text = channel.redactor.redact(String(decoding: response.body, as: UTF8.self))
                return String(decoding: text.utf8.prefix(AttemptResult.keptBody), as: UTF8.self)
            },
            latencyMilliseconds: exchange.milliseconds)
    }
}

/// Whether the store fails, and until when it is left alone. Pure.
struct StoreOutage {
    private(set) var pausedUntil: UnixTime?
    private var pause: Int64 = 0

    func isPaused(at now: UnixTime) -> Bool {
        pausedUntil.map { now < $0 } ?? false
    }

    /// Pauses, each time twice as long up to half a minute; true when this is the outage's first failure.
    mutating func begin(at now: UnixTime) -> Bool {
        let isFirst = pause == 0
        pause = isFirst ? 250 : min(pause * 2, 30_000)
        pausedUntil = now.advanced(milliseconds: pause)
        return isFirst
    }

    /// True when an outage is over.
    mutating func end() -> Bool {
        defer {
            pause = 0
            pausedUntil = nil
        }
        return pause > 0
    }
}

extension Int {
    fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
