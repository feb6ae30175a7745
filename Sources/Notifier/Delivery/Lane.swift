internal import Core

/// One channel's messages from the outbox to their results: in order, one in flight at a time. Pure.
///
/// Attempts are begun and finished in batches, because each costs a durable transaction; a batch is what the receiver
/// took lately within ``longestUnrecorded``, so a slow receiver's results are recorded one by one.
struct Lane {
    /// A delivery whose attempt was begun.
    struct Attempt {
        let delivery: Delivery
        /// Nil when the log no longer has it.
        let event: Event?
        /// The delivery that it passes by, by way of trial.
        var suspect: String?
        /// Whether it goes as plain text, because the service could not read the markup.
        var isPlain = false
    }

    /// Messages that were given up.
    struct Losses: Hashable {
        /// Whether all of them were themselves notices of such.
        var areAllNotices: Bool
    }

    static let largestBatch = 128
    /// How long a result may wait for others before it is recorded, milliseconds.
    static let longestUnrecorded: Int64 = 50

    private(set) var inFlight: Attempt?
    /// The deliveries whose markup the service could not read.
    private var unreadable: Set<String> = []
    private var queue: ArraySlice<Attempt> = []
    /// What attempts came to, until ``recorded()``.
    private(set) var results: [OutboxChange] = []
    /// Whether any of them gave a message up.
    private var losses: Losses?
    private var oldestResultAt: UnixTime?
    private var batchBegan = UnixTime(milliseconds: 0)
    /// How many deliveries to begin at once.
    private(set) var batchLimit = 1
    var gate: Gate
    /// When collections of each name were last closed.
    var closings: [String: UnixTime] = [:]
    /// Whether the log may hold events that the channel has not passed.
    var mayHaveNews = true
    /// When to look into the outbox again; nil when nothing there has a time.
    var lookAt: UnixTime?
    /// When the log's next event is released to the channel; nil when none waits for that.
    var releaseAt: UnixTime?
    /// Until when events stay in the log because the channel waits; nil when it does not, or gathers them meanwhile.
    var heldUntil: UnixTime?
    /// Whether the last events taken up were none to be sent alone.
    var isGathering = false
    /// The collection that is counted, to become a digest.
    var count: DigestCount?

    init(gate: Gate) {
        self.gate = gate
    }

    /// Whether nothing is begun.
    var isIdle: Bool { inFlight == nil && queue.isEmpty }
    /// Whether nothing is begun and all results are recorded.
    var isSettled: Bool { isIdle && results.isEmpty }

    /// Whether to look into outbox and log: only when all that was taken from there is back.
    func wantsMore(at now: UnixTime) -> Bool {
        isIdle
            && (!results.isEmpty || isDue(lookAt, now)
                || mayTakeEvents(at: now) && (heldUntil.map { $0 <= now } ?? true))
    }

    /// When to look if nothing happens before; nil for never.
    func looksNext(after now: UnixTime) -> UnixTime? {
        guard isIdle else { return nil }
        return wantsMore(at: now) ? now : [lookAt, releaseAt].compactMap { $0 }.min()
    }

    private func isDue(_ moment: UnixTime?, _ now: UnixTime) -> Bool {
        moment.map { $0 <= now } ?? false
    }

    /// Whether the log may have events for the channel now.
    func mayTakeEvents(at now: UnixTime) -> Bool {
        mayHaveNews || isDue(releaseAt, now)
    }

    /// Whether results bring deliveries back to the outbox, so that it must have them before it is looked into.
    var bringsBack: Bool {
        results.contains { change in
            switch change {
            case .finish(_, let result): result.fate == .notSent || result.fate.nextAttempt != nil
            default: true
            }
        }
    }

    /// Notes that the log has more events, or that the outbox was changed from outside. A channel that waits and takes up
    /// nothing meanwhile is not looked into for events: dead ones would cost every message of the others some time.
    mutating func noteNews(hasChanges: Bool, at now: UnixTime) {
        mayHaveNews = true
        if hasChanges || heldUntil.map({ $0 <= now }) ?? true { lookAt = now }
    }

    /// Takes up a plan that is durable now.
    mutating func take(up plan: LanePlan, at now: UnixTime) {
        mayHaveNews = plan.mayHaveNews
        releaseAt = plan.releaseAt ?? (mayHaveNews ? nil : releaseAt)
        lookAt = plan.lookAt
        heldUntil = plan.isGatheringMeanwhile ? nil : plan.wait?.until
        isGathering = plan.isGathering
        count = plan.count
        for case .close(_, let name, _) in plan.changes { closings[name] = now }
    }

    /// Takes up a batch whose attempts were begun.
    mutating func load(_ batch: [Attempt], at now: UnixTime) {
        guard !batch.isEmpty else { return }
        queue = batch[...]
        for index in queue.indices { queue[index].isPlain = unreadable.contains(queue[index].delivery.id) }
        batchBegan = now
        // There may be more behind it.
        lookAt = now
    }

    /// What is sent when the message in flight has arrived; nil when none is in flight.
    var next: Attempt? { inFlight == nil ? nil : queue.first }

    /// The next attempt to make, now in flight; nil while there is one, or none is left.
    mutating func takeNext() -> Attempt? {
        guard inFlight == nil else { return nil }
        inFlight = queue.popFirst()
        return inFlight
    }

    /// Notes that the service could not read the markup of the message in flight, which goes as plain text when its turn
    /// comes again.
    mutating func makePlain(after result: AttemptResult, at now: UnixTime) {
        if let inFlight { unreadable.insert(inFlight.delivery.id) }
        settle(result, closesTheWay: true, at: now)
    }

    /// Notes what the attempt in flight came to. After one that closes the way, those behind it are sent back unsent.
    mutating func settle(_ result: AttemptResult, closesTheWay: Bool, at now: UnixTime) {
        guard let attempt = inFlight else { return }
        inFlight = nil
        results.append(.finish(id: attempt.delivery.id, result: result))
        if result.fate.nextAttempt == nil { unreadable.remove(attempt.delivery.id) }
        if result.fate.isGivenUp {
            let isNotice = attempt.event?.kind == .deliveryDead
            losses = Losses(areAllNotices: isNotice && losses?.areAllNotices ?? true)
        }
        if result.outcome == .success, let suspect = attempt.suspect { results.append(.setAside(id: suspect)) }
        oldestResultAt = oldestResultAt ?? now
        if closesTheWay {
            withdraw(at: now)
            batchLimit = 1
        } else if queue.isEmpty {
            let isFast = now.milliseconds - batchBegan.milliseconds < Lane.longestUnrecorded
            batchLimit = isFast ? min(batchLimit * 2, Lane.largestBatch) : max(batchLimit / 2, 1)
        }
    }

    /// Sends back what was begun and is not in flight.
    mutating func withdraw(at now: UnixTime) {
        guard !queue.isEmpty else { return }
        oldestResultAt = oldestResultAt ?? now
        results += queue.map { .finish(id: $0.delivery.id, result: .notSent) }
        queue = []
    }

    /// When results must be recorded; nil when there are none.
    var recordBy: UnixTime? {
        isIdle ? oldestResultAt : oldestResultAt?.advanced(milliseconds: Lane.longestUnrecorded)
    }

    /// The results that must be recorded now.
    func dueResults(at now: UnixTime) -> [OutboxChange] {
        guard let recordBy, recordBy <= now else { return [] }
        return results
    }

    /// Forgets the results, which are durable now; what was given up by them.
    mutating func recorded() -> Losses? {
        defer {
            results = []
            oldestResultAt = nil
            losses = nil
        }
        return losses
    }

    /// Waits for no moment that was named by the former clock.
    mutating func clockWasSetBack(to now: UnixTime) {
        gate.clockWasSetBack(to: now)
        closings = closings.mapValues { min($0, now) }
        oldestResultAt = oldestResultAt.map { min($0, now) }
        batchBegan = min(batchBegan, now)
        mayHaveNews = true
        (lookAt, releaseAt, heldUntil) = (now, nil, nil)
    }
}

extension AttemptResult {
    static let notSent = AttemptResult(
        fate: .notSent, outcome: .interrupted, status: nil, error: nil, body: nil, latencyMilliseconds: 0)
}
