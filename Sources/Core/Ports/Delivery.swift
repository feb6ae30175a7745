/// A message on its way to one channel. Its row is committed before the first attempt.
public struct Delivery: Sendable, Hashable {
    /// Stable over all attempts; the `webhook-id` a receiver may deduplicate by.
    public let id: String
    /// The channel's name in the configuration.
    public let channel: String
    /// The one event it is about; for a digest the last of those it covers. It gives the message its place in the order.
    public let event: Int64
    /// How many events it covers.
    public var covers: Int
    /// Whether it is a digest, whose text is made from what the store holds.
    public var isDigest: Bool
    /// How many attempts were begun since it was made, or was last taken up again by a person.
    public var attempts: Int
    /// How many of them were answered neither yes nor no.
    public var unclearAnswers: Int
    /// When it was made, or was last taken up again by a person: from then on its age counts.
    public var createdAt: UnixTime
    /// When its next attempt may be made.
    public var dueAt: UnixTime
    /// When its first attempt was begun; nil when none was.
    public var firstAttemptAt: UnixTime?
    /// Whether it no longer holds back those behind it.
    public var isAside: Bool
    /// Whether it may become part of a digest while it waits: it is about a report, and no attempt was begun.
    public var isMergeable: Bool
    /// Whether some attempt was sent and never answered.
    public var mayHaveArrived: Bool

    /// A delivery.
    public init(
        id: String, channel: String, event: Int64, covers: Int = 1, isDigest: Bool = false, attempts: Int = 0,
        unclearAnswers: Int = 0, createdAt: UnixTime, dueAt: UnixTime? = nil, firstAttemptAt: UnixTime? = nil,
        isAside: Bool = false, isMergeable: Bool = true, mayHaveArrived: Bool = false
    ) {
        self.id = id
        self.channel = channel
        self.event = event
        self.covers = covers
        self.isDigest = isDigest
        self.attempts = attempts
        self.unclearAnswers = unclearAnswers
        self.createdAt = createdAt
        self.dueAt = dueAt ?? createdAt
        self.firstAttemptAt = firstAttemptAt
        self.isAside = isAside
        self.isMergeable = isMergeable && attempts == 0
        self.mayHaveArrived = mayHaveArrived
    }
}

/// Events of a channel that wait for company: they become messages, or one digest, when it is closed.
public struct Collection: Sendable, Hashable {
    /// Why they wait; there is at most one of a name for each channel.
    public let name: String
    /// How many events.
    public var covers: Int
    /// When it is to be closed.
    public var dueAt: UnixTime
    /// When it was begun.
    public var createdAt: UnixTime

    /// A collection.
    public init(name: String, covers: Int, dueAt: UnixTime, createdAt: UnixTime) {
        self.name = name
        self.covers = covers
        self.dueAt = dueAt
        self.createdAt = createdAt
    }
}

/// What one attempt came to.
public struct AttemptResult: Sendable, Hashable {
    /// What becomes of the delivery.
    public enum Fate: Sendable, Hashable {
        /// The service said that it has the message.
        case delivered
        /// The service took the message and cannot say more (HTTP 202).
        case accepted
        /// To be tried again at that moment.
        case retry(at: UnixTime)
        /// Nobody knows whether the service has the message; repeated at that moment, or never.
        case ambiguous(repeatedAt: UnixTime?)
        /// No byte left: pending again as before, and the attempt does not count.
        case notSent
        /// Will not be tried again.
        case dead

        /// When the next attempt is; nil when there is none.
        public var nextAttempt: UnixTime? {
            switch self {
            case .retry(let moment): moment
            case .ambiguous(let moment): moment
            case .delivered, .accepted, .notSent, .dead: nil
            }
        }

        /// Whether it is over without success.
        public var isGivenUp: Bool { self == .dead || self == .ambiguous(repeatedAt: nil) }
    }

    /// What kind of answer it was, as it is stored with the attempt.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// Delivered, or accepted.
        case success
        /// Not available now.
        case unavailable
        /// Too many messages.
        case rateLimited = "rate-limited"
        /// The day's messages are used up.
        case quota
        /// Neither yes nor no.
        case unclear
        /// Sent, and not answered.
        case ambiguous
        /// This message will never be taken.
        case refused
        /// No message is taken before somebody corrects the configuration.
        case misconfigured
        /// The place that messages went to is no more.
        case gone
        /// The process ended during the attempt.
        case interrupted
    }

    /// What becomes of the delivery.
    public let fate: Fate
    /// What kind of answer it was.
    public let outcome: Outcome
    /// The HTTP status, when there was a response.
    public let status: Int?
    /// What went wrong, without secrets; nil when nothing did.
    public let error: String?
    /// The response's first 2 KB, whole characters, without secrets.
    public let body: String?
    /// How long the attempt took, milliseconds.
    public let latencyMilliseconds: Int
    /// When it had come how far; nil when nothing was sent.
    public let timings: AttemptTimings?

    /// How much of a response is kept, bytes.
    private static let keptBody = 2048

    /// What one attempt came to; keeps the beginning of the body.
    public init(
        fate: Fate, outcome: Outcome, status: Int?, error: String?, body: String?, latencyMilliseconds: Int,
        timings: AttemptTimings? = nil
    ) {
        self.fate = fate
        self.outcome = outcome
        self.status = status
        self.error = error
        self.body = body?.cut(toUTF8Count: AttemptResult.keptBody)
        self.latencyMilliseconds = latencyMilliseconds
        self.timings = timings
    }
}

/// When an attempt had come how far: microseconds since its beginning, 0 for what did not happen (curl_easy_getinfo(3)).
/// On a connection that was reused, the first three are 0 or nearly so.
public struct AttemptTimings: Sendable, Hashable {
    /// The host's name was resolved.
    public var resolved: Int
    /// The server, or the proxy, was connected to.
    public var connected: Int
    /// TLS was established.
    public var secured: Int
    /// The answer began.
    public var answered: Int
    /// It was over.
    public var total: Int

    /// When an attempt had come how far.
    public init(resolved: Int = 0, connected: Int = 0, secured: Int = 0, answered: Int = 0, total: Int = 0) {
        self.resolved = resolved
        self.connected = connected
        self.secured = secured
        self.answered = answered
        self.total = total
    }
}

extension String {
    /// The longest beginning of whole characters that fits in so many bytes of UTF-8.
    fileprivate func cut(toUTF8Count limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var result = ""
        var count = 0
        for character in self {
            count += character.utf8.count
            if count > limit { break }
            result.append(character)
        }
        return result
    }
}
