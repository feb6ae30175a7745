internal import Core

/// One channel's deliveries from the outbox to their results: in order, one in flight at a time. Pure.
///
/// Attempts are begun and finished in batches, because each costs a durable transaction; a batch is what the receiver
/// took lately within ``longestUnrecorded``, so a slow receiver's results are recorded one by one.
struct Lane {
    /// A delivery whose attempt was begun.
    struct Attempt {
        let delivery: Delivery
        /// Nil when the log no longer has it.
        let event: Event?
    }

    static let largestBatch = 64
    /// How long a result may wait for others before it is recorded, milliseconds.
    static let longestUnrecorded: Int64 = 50

    private(set) var inFlight: Attempt?
    private var queue: ArraySlice<Attempt> = []
    /// What attempts came to, until ``recorded(_:)``.
    private(set) var results: [(id: String, result: AttemptResult)] = []
    private var oldestResultAt: UnixTime?
    private var batchBegan = UnixTime(milliseconds: 0)
    /// How many deliveries to begin at once.
    private(set) var batchLimit = 1
    /// Whether the log may hold events that the channel has not passed.
    var mayHaveNews = true
    /// When to look into the outbox again; nil when nothing is pending there.
    var lookAt: UnixTime?
    /// When the log's next event is released to the channel; nil when none waits for that.
    var releaseAt: UnixTime?

    /// Whether nothing is begun.
    var isIdle: Bool { inFlight == nil && queue.isEmpty }
    /// Whether nothing is begun and all results are recorded.
    var isSettled: Bool { isIdle && results.isEmpty }

    /// Whether the outbox may be asked for more: only when all that was taken from it is back.
    func wantsMore(at now: UnixTime) -> Bool {
        isSettled && (mayTakeEvents(at: now) || (lookAt.map { $0 <= now } ?? false))
    }

    /// Whether the log may have events for the channel now.
    func mayTakeEvents(at now: UnixTime) -> Bool {
        mayHaveNews || (releaseAt.map { $0 <= now } ?? false)
    }

    /// Takes up a batch whose attempts were begun.
    mutating func load(_ batch: [Attempt], at now: UnixTime) {
        queue = batch[...]
        batchBegan = now
        lookAt = now
    }

    /// The next attempt to make, now in flight; nil while there is one, or none is left.
    mutating func takeNext() -> Attempt? {
        guard inFlight == nil else { return nil }
        inFlight = queue.popFirst()
        return inFlight
    }

    /// Notes what the attempt in flight came to. One that has to be repeated sends those behind it back unsent.
    mutating func settle(_ result: AttemptResult, at now: UnixTime) {
        guard let attempt = inFlight else { return }
        inFlight = nil
        results.append((attempt.delivery.id, result))
        oldestResultAt = oldestResultAt ?? now
        if case .retry = result.fate {
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
        results += queue.map { ($0.delivery.id, AttemptResult.notSent) }
        queue = []
    }

    /// When results must be recorded; nil when there are none.
    var recordBy: UnixTime? {
        isIdle ? oldestResultAt : oldestResultAt?.advanced(milliseconds: Lane.longestUnrecorded)
    }

    /// The results that must be recorded now.
    func dueResults(at now: UnixTime) -> [(id: String, result: AttemptResult)] {
        guard let recordBy, recordBy <= now else { return [] }
        return results
    }

    /// Forgets that many results, which are durable now.
    mutating func recorded(_ count: Int) {
        results.removeFirst(count)
        oldestResultAt = nil
    }
}

extension AttemptResult {
    static let notSent = AttemptResult(fate: .notSent, status: nil, error: nil, body: nil, latencyMilliseconds: 0)
}
