public import Core

/// What is counted of one channel for those who watch it from outside. The dispatcher writes, anybody reads.
public final class ChannelMetrics: Sendable {
    /// How a message's way may end.
    public enum End: String, Sendable, CaseIterable {
        /// The service said that it has the message.
        case delivered
        /// The service took the message and cannot say more.
        case accepted
        /// Given up.
        case dead
        /// Given up without knowing whether it arrived.
        case ambiguous
    }

    /// The channel's name.
    public let name: String
    /// Attempts, by what kind of answer they got.
    public let attempts = Dictionary(uniqueKeysWithValues: AttemptResult.Outcome.allCases.map { ($0, Counter()) })
    /// Attempts after which another one follows.
    public let retries = Counter()
    /// Messages whose way has ended, by how.
    public let messages = Dictionary(uniqueKeysWithValues: End.allCases.map { ($0, Counter()) })
    /// How long attempts took.
    public let duration = Histogram.ofWork()
    /// How long after its event a message was delivered or accepted: rates, groups, quiet hours and outages included.
    public let delay = Histogram.ofDelays()

    init(name: String) {
        self.name = name
    }

    /// Counts an attempt about something that happened at that moment.
    func count(_ result: AttemptResult, about event: UnixTime?, at now: UnixTime) {
        attempts[result.outcome]?.add()
        let microseconds = result.timings.map { Int64($0.total) } ?? Int64(result.latencyMilliseconds) * 1000
        duration.record(nanoseconds: microseconds * 1000)
        if result.fate.nextAttempt != nil { retries.add() }
        guard let end = End(result.fate) else { return }
        messages[end]?.add()
        if result.outcome == .success, let event {
            delay.record(nanoseconds: max(0, now.milliseconds - event.milliseconds) * 1_000_000)
        }
    }
}

extension ChannelMetrics.End {
    /// How it has ended; nil when it has not.
    fileprivate init?(_ fate: AttemptResult.Fate) {
        switch fate {
        case .delivered: self = .delivered
        case .accepted: self = .accepted
        case .dead: self = .dead
        case .ambiguous(repeatedAt: nil): self = .ambiguous
        case .ambiguous, .retry, .notSent: return nil
        }
    }
}
