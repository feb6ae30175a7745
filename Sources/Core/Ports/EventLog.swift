/// What happened, as the append-only log has it; the names are the `type` of a webhook payload.
public enum EventKind: String, Sendable, Hashable, CaseIterable {
    /// A report was read and judged for the first time.
    case reportValidated = "report.validated"
    /// A report that is stored came with other content.
    case reportRevised = "report.revised"
    /// A stored report is judged otherwise than before: a neighbour year came, or the rules changed.
    case reportRejudged = "report.rejudged"
    /// A file could not be read, or is no such report.
    case reportFailed = "report.failed"
    /// The deadline has passed and organs on the roster have no report.
    case coverageMissing = "coverage.missing"
    /// A report that was said to be missing has come.
    case coverageWithdrawn = "coverage.withdrawn"
    /// A message could not be delivered and will not be tried again.
    case deliveryDead = "delivery.dead"
    /// Many reports in one message.
    case digest = "digest"
    /// The daemon is alive.
    case heartbeat = "heartbeat"
}

/// One event with everything a message may say about it.
public struct Event: Sendable {
    /// Its position in the log, from 1, rising.
    public var id: Int64
    /// What happened.
    public var kind: EventKind
    /// When it was committed.
    public var occurredAt: UnixTime
    /// The one report it is about; nil for a digest.
    public var subject: Subject?
    /// The many it is about; nil unless it is a digest.
    public var digest: Digest?
    /// The organs whose reports are missing or have come; nil unless it is about coverage.
    public var coverage: Coverage?

    /// An event.
    public init(
        id: Int64, kind: EventKind, occurredAt: UnixTime, subject: Subject?, digest: Digest? = nil,
        coverage: Coverage? = nil
    ) {
        self.id = id
        self.kind = kind
        self.occurredAt = occurredAt
        self.subject = subject
        self.digest = digest
        self.coverage = coverage
    }

    /// The report an event is about.
    public struct Subject: Sendable {
        /// Its id in the store.
        public var report: Int64
        /// The verdict.
        public var verdict: Verdict
        /// The organ, when known.
        public var agency: String?
        /// The report year, when known.
        public var year: Int?
        /// The edition's id, when known.
        public var edition: String?
        /// The title, when there is one.
        public var title: String?
        /// The file's path for showing.
        public var file: String
        /// The identity of the content, when it could be read.
        public var content: ContentID?
        /// The eight figures of a summary; nil for a failure.
        public var keyFigures: KeyFigures?
        /// What was found and still holds, without what somebody has acknowledged.
        public var findings: [Finding]
        /// Errors that were told before and are gone since: the good news.
        public var gone: [Finding] = []
        /// The verdict before this event; nil when the report is new.
        public var formerVerdict: Verdict?
        /// The region the organ belongs to, when known.
        public var region: String?

        /// The report an event is about.
        public init(
            report: Int64, verdict: Verdict, agency: String?, year: Int?, edition: String?, title: String?,
            file: String, content: ContentID?, keyFigures: KeyFigures?, findings: [Finding],
            region: String? = nil
        ) {
            self.report = report
            self.verdict = verdict
            self.agency = agency
            self.year = year
            self.edition = edition
            self.title = title
            self.file = file
            self.content = content
            self.keyFigures = keyFigures
            self.findings = findings
            self.region = region
        }

        /// The kind of organ, when the organ is known.
        public var agencyKind: AgencyKind? { agency.map { AgencyKind(agency: $0) } }
    }

    /// Organs of one region that owe a report on one year.
    public struct Coverage: Sendable, Hashable {
        /// Their region; empty when the roster names none.
        public var region: String
        /// The report year.
        public var year: Int
        /// The day by which the reports were due.
        public var deadline: CivilDate
        /// The organs' names.
        public var agencies: [String]

        /// Organs of one region that owe a report on one year.
        public init(region: String, year: Int, deadline: CivilDate, agencies: [String]) {
            self.region = region
            self.year = year
            self.deadline = deadline
            self.agencies = agencies
        }
    }

    /// Many reports in one message.
    public struct Digest: Sendable, Hashable {
        /// How many files came to each verdict.
        public var counts: [Verdict: Int]

        /// A digest.
        public init(counts: [Verdict: Int]) {
            self.counts = counts
        }

        /// How many files there were.
        public var total: Int { counts.values.reduce(0, +) }
    }
}

/// A message on its way to one channel. Its row is committed before the first attempt.
public struct Delivery: Sendable, Hashable {
    /// Stable over all attempts; the `webhook-id` a receiver may deduplicate by.
    public let id: String
    /// The channel's name in the configuration.
    public let channel: String
    /// The events it covers.
    public let events: [Int64]
    /// How many attempts were begun.
    public var attempts: Int
    /// When the first attempt may be made.
    public var createdAt: UnixTime

    /// A delivery.
    public init(id: String, channel: String, events: [Int64], attempts: Int, createdAt: UnixTime) {
        self.id = id
        self.channel = channel
        self.events = events
        self.attempts = attempts
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
        /// No byte left: pending again as before, and the attempt does not count.
        case notSent
        /// Will not be tried again.
        case dead
    }

    /// What becomes of the delivery.
    public let fate: Fate
    /// The HTTP status, when there was a response.
    public let status: Int?
    /// What went wrong, without secrets; nil when nothing did.
    public let error: String?
    /// The response's first 2 KB, without secrets.
    public let body: String?
    /// How long the attempt took, milliseconds.
    public let latencyMilliseconds: Int

    /// What one attempt came to.
    public init(fate: Fate, status: Int?, error: String?, body: String?, latencyMilliseconds: Int) {
        self.fate = fate
        self.status = status
        self.error = error
        self.body = body
        self.latencyMilliseconds = latencyMilliseconds
    }
}

/// The event log with each channel's position in it, and the outbox between the two.
/// Calls block and may be made from any thread, but not from Swift's cooperative pool. Times come from the caller.
public protocol EventLog: Sendable {
    /// Makes a channel known; one seen for the first time starts at the end of the log.
    func openChannel(_ channel: String) throws

    /// Puts deliveries back to pending whose attempt was under way when the last process ended; their ids stay.
    /// Call once at start. Returns how many there were.
    func recoverInterruptedDeliveries(now: UnixTime) throws -> Int

    /// Takes up to `limit` announced events after the channel's position, but none from the first on that is not released
    /// yet; makes one pending delivery of each that `accept` wants, and moves the position, all in one transaction.
    /// Returns how many events it passed; 0 at the end.
    func enqueueDeliveries(
        channel: String, limit: Int, now: UnixTime, accept: (Event) -> Bool, makeID: () -> String
    ) throws -> Int

    /// When the next event after a channel's position is released; nil when there is none, or none that has to wait.
    func nextRelease(channel: String) throws -> UnixTime?

    /// Pending deliveries of a channel that are due, oldest event first, up to the first that is not due: a channel's
    /// messages keep their order, so those behind one that waits for its next attempt wait with it.
    func dueDeliveries(channel: String, now: UnixTime, limit: Int) throws -> [Delivery]

    /// When the oldest pending delivery of a channel is due; nil when none is pending.
    func nextDue(channel: String) throws -> UnixTime?

    /// Marks deliveries as being attempted and counts the attempt, durably, before any byte leaves.
    func beginAttempts(_ ids: [String], now: UnixTime) throws

    /// Records what attempts came to, durably.
    func finishAttempts(_ results: [(id: String, result: AttemptResult)], now: UnixTime) throws

    /// The events of these ids, in order.
    func events(_ ids: [Int64]) throws -> [Event]
}
