internal import Core
internal import Logging

/// What the dispatcher reads of the store and writes to it. Each round is at most one durable transaction, in which the
/// last results are recorded and the next attempts begun.
extension Dispatcher {
    /// Records results and takes up more; when the store fails, the same is tried again after a pause.
    mutating func workWithStore(takingMore: Bool) {
        let now = surroundings.now()
        guard !outage.isPaused(at: now) || !takingMore else { return }
        do {
            guard takingMore else { return try record(lanes.indices.map { ($0, lanes[$0].results) }, at: now) }
            try open(at: now)
            try amend(at: now)
            try record(
                lanes.indices.filter { lanes[$0].bringsBack }.map { ($0, lanes[$0].dueResults(at: now)) }, at: now)
            try takeMore(at: now)
            try doDuties(at: now)
            if outage.end() { tellRecovery() }
        } catch {
            control.outboxFailure = "\(error)"
            guard outage.begin(at: now) else { return }
            surroundings.logger.error(
                "The outbox cannot be read or written; deliveries wait", metadata: ["error": "\(error)"])
        }
    }

    private func tellRecovery() {
        control.outboxFailure = nil
        surroundings.logger.info("The store works again")
    }

    private mutating func amend(at now: UnixTime) throws {
        guard !amendments.isEmpty else { return }
        try surroundings.log.apply(amendments, now: now, makeID: surroundings.makeID)
        amendments = []
    }

    private mutating func open(at now: UnixTime) throws {
        guard !isOpen else { return }
        let log = surroundings.log
        let interrupted = try log.recoverInterruptedDeliveries(now: now)
        if interrupted > 0 {
            surroundings.logger.notice(
                "Deliveries were interrupted and are sent again under the same ids",
                metadata: ["delivery.count": "\(interrupted)"])
        }
        // The clock may have been set back while nobody was there, and whoever starts the daemon may have mended something.
        try log.apply(
            [.clockSetBack(longestWait: RetryPolicy.longestWait)] + channels.map { .makeDue(channel: $0.name) },
            now: now, makeID: surroundings.makeID)
        for (index, channel) in channels.enumerated() {
            try log.openChannel(channel.name)
            let history = try log.history(channel: channel.name, since: now.advanced(milliseconds: -86_400_000))
            let limits = channel.limits(settings)
            let longest = limits.windows.map(\.milliseconds).max() ?? 0
            let recent = history.attempts.filter { $0 <= now && now.milliseconds - $0.milliseconds <= longest * 2 }
            lanes[index].gate = Gate(
                breaker: CircuitBreaker(after: history.failures),
                limiter: RateLimiter(limits, channel: channel.name, sent: recent))
            lanes[index].closings = history.closings
            lanes[index].lookAt = now
            control.updateStatus(of: index) { $0.lastSuccess = history.lastSuccess }
        }
        duties.open(untold: try log.channelsWithUntoldFailures(), at: now)
        isOpen = true
    }

    private mutating func record(_ due: [(lane: Int, results: [OutboxChange])], at now: UnixTime) throws {
        let results = due.flatMap(\.results)
        guard !results.isEmpty else { return }
        try surroundings.log.apply(results, now: now, makeID: surroundings.makeID)
        for (index, results) in due where !results.isEmpty { forgetResults(lane: index) }
    }

    /// Forgets what is durable now; only then can be told what was given up by it.
    private mutating func forgetResults(lane index: Int) {
        guard let losses = lanes[index].recorded() else { return }
        duties.noteGivenUp(channels[index].name, isNotice: losses.areAllNotices)
    }

    /// Plans each lane that wants more, and has results, plans and begun attempts made durable at once.
    private mutating func takeMore(at now: UnixTime) throws {
        var changes: [OutboxChange] = []
        var recorded: [Int] = []
        var plans: [(lane: Int, plan: LanePlan, batch: [Lane.Attempt])] = []
        for index in lanes.indices {
            let results = lanes[index].dueResults(at: now)
            if !results.isEmpty { recorded.append(index) }
            changes += results
            guard lanes[index].wantsMore(at: now), try countOn(lane: index) else { continue }
            let plan = try plan(lane: index, at: now)
            changes += plan.changes
            let batch =
                try attempts(plan.begun, suspect: plan.suspect)
                + plan.fresh.map { Lane.Attempt(delivery: $0.delivery, event: $0.event) }
            plans.append((index, plan, batch))
        }
        let dropped = try surroundings.log.apply(changes, now: now, makeID: surroundings.makeID)
        for index in recorded { forgetResults(lane: index) }
        for (index, plan, batch) in plans {
            lanes[index].take(up: plan, at: now)
            lanes[index].load(batch.filter { !dropped.contains($0.delivery.id) }, at: now)
            if !dropped.isEmpty { lanes[index].lookAt = now }
            if plan.silenced > 0 {
                surroundings.logger.info(
                    "Events were silenced",
                    metadata: ["channel.name": "\(channels[index].name)", "event.count": "\(plan.silenced)"])
            }
        }
        sendNext()
    }

    /// Goes on counting a collection by one step; false while there is more of it.
    private mutating func countOn(lane index: Int) throws -> Bool {
        guard var count = lanes[index].count, count.tally == nil else { return true }
        count.take(
            try surroundings.log.members(
                of: count.name, channel: channels[index].name, after: count.position, limit: DigestCount.step))
        lanes[index].count = count
        return count.tally != nil
    }

    private func plan(lane index: Int, at now: UnixTime) throws -> LanePlan {
        let log = surroundings.log
        let lane = lanes[index]
        let channel = LanePlan.Channel(
            name: channels[index].name, settings: settings, gate: lane.gate, closings: lane.closings,
            batchLimit: lane.batchLimit, mayHaveNews: lane.mayTakeEvents(at: now), isGathering: lane.isGathering,
            count: lane.count)
        let queue = try log.queue(channel: channel.name, limit: max(lane.batchLimit, 2))
        let plan = try LanePlan(channel, queue: queue, now: now, makeID: surroundings.makeID) { limit in
            try log.offer(channel: channel.name, limit: limit, now: now)
        }
        let waits = !queue.ordered.isEmpty || !queue.collections.isEmpty || channel.mayHaveNews
        control.updateStatus(of: index) { status in
            status.wait = waits ? plan.wait : nil
            status.collected = plan.collected(of: queue)
            status.circuit = lane.gate.breaker
        }
        return plan
    }

    // MARK: Duties

    private mutating func doDuties(at now: UnixTime) throws {
        let log = surroundings.log
        for channel in duties.channelsToTell(at: now) {
            let (fallback, others) = settings.audience(channel.name)
            // What is about such a message itself goes down the chain of fallbacks only: that chain has an end.
            let audience = ([fallback].compactMap { $0 } + (channel.areAllNotices ? [] : others))
                .filter { $0 != channel.name }
            try log.apply(
                [.tellUndelivered(channel: channel.name, audience: audience)], now: now, makeID: surroundings.makeID)
            duties.told(channel.name, at: now)
            for index in lanes.indices { lanes[index].mayHaveNews = true }
        }
        if let time = settings.heartbeat, let day = duties.heartbeatDay(time, in: settings.zone, at: now) {
            try log.apply([.heartbeat(day: day)], now: now, makeID: surroundings.makeID)
            duties.heartbeatIsLogged(of: day)
            for index in lanes.indices { lanes[index].mayHaveNews = true }
        }
        if duties.checksSilence(at: now) {
            checkSilence(since: try log.unsaidSince(on: channels.map(\.name)), at: now)
        }
        if duties.prunes(at: now) {
            // Later, while messages are on their way.
            guard lanes.allSatisfy({ $0.isIdle }) else { return duties.pruned(all: false, at: now) }
            let limit = DispatcherDuties.prunedAtOnce
            let before = now.advanced(milliseconds: -settings.attemptRetention)
            duties.pruned(all: try log.pruneAttempts(before: before, limit: limit) < limit, at: now)
        }
    }

    private mutating func checkSilence(since: UnixTime?, at now: UnixTime) {
        let alarm = SilenceAlarm(
            unsaidSince: since, channels: control.status, longest: settings.longestSilence, now: now)
        let former = control.alarm
        control.alarm = alarm
        if duties.mustShowAlarm || alarm != former {
            duties.triedToShowAlarm(hasSucceeded: settings.onAlarm(alarm))
        }
        guard alarm != former else { return }
        if let alarm, former == nil {
            surroundings.logger.critical(
                "No channel has worked for long although there is something to say",
                metadata: ["since": "\(alarm.since.iso8601)"])
        } else if alarm == nil, former != nil {
            surroundings.logger.notice("Messages get through again")
        }
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

    /// Waits for no moment that was named by the former clock.
    mutating func clockWasSetBack(to now: UnixTime) {
        pausedUntil = pausedUntil.map { min($0, now) }
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
