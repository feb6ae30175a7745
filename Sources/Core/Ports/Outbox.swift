/// One change of the outbox. Those of one call of ``EventLog/apply(_:now:makeID:)`` are durable together, in their order.
public enum OutboxChange: Sendable {
    /// Moves a channel's position in the log.
    case pass(channel: String, from: Int64, to: Int64)
    /// Makes a message of one event; `begun` when its first attempt begins with this very transaction. What collections hold
    /// of the same report is overtaken, and taken out of them.
    case add(id: String, channel: String, event: Int64, isMergeable: Bool, begun: Bool)
    /// Adds events, in their order, to a channel's collection, which is due at that moment or earlier. What other
    /// collections hold of the same reports is taken out of them, but not out of the day's.
    case collect(channel: String, name: String, events: [Int64], due: UnixTime)
    /// Makes messages of a collection: one for each of its events; with a tally those that it names, and a digest of the
    /// rest if there is any, which goes behind what happened before its last event. It is noted as the channel's latest of
    /// that name.
    case close(channel: String, name: String, tally: DigestTally?)
    /// Makes one collection of all mergeable deliveries of a channel, with what that collection holds already.
    case merge(channel: String, name: String, due: UnixTime)
    /// Forgets a collection.
    case discard(channel: String, name: String)
    /// Marks a delivery as being attempted and counts the attempt; skipped when it no longer waits.
    case begin(id: String)
    /// Records what an attempt came to.
    case finish(id: String, result: AttemptResult)
    /// Lets those behind a delivery go on without it.
    case setAside(id: String)
    /// Lets what a channel repeats later be tried now, but for what waits because the service takes no more.
    case makeDue(channel: String)
    /// The clock was set back: takes what lies ahead for now, of moments of another attempt those further ahead than so
    /// many milliseconds.
    case clockSetBack(longestWait: Int64)
    /// Counts events that a silence kept from a channel.
    case silenced(silence: Int64, count: Int)
    /// Logs one event about all deliveries of a channel that were given up, as dead or as ambiguous, and not told of yet;
    /// none for no audience.
    case tellUndelivered(channel: String, audience: [String])
    /// Logs the sign of life of that day, at most once for each day's name.
    case heartbeat(day: String)
}

/// One event of a collection, with what counts of it in a digest.
public struct DigestMember: Sendable, Hashable {
    /// What an event is about.
    public enum Matter: Sendable, Hashable {
        /// A report, and what it was judged with this event.
        case report(Int64, Verdict)
        /// So many organs of a region without a report, and what is told of them.
        case coverage(Event.Coverage.News, region: String, agencies: Int)
    }

    /// The event.
    public let event: Int64
    /// What it is about.
    public let matter: Matter
    /// For each error that this event says is gone, the event that told it first; 0 where that is not known.
    public let gone: [Int64]

    /// One event of a collection.
    public init(event: Int64, matter: Matter, gone: [Int64] = []) {
        self.event = event
        self.matter = matter
        self.gone = gone
    }

    /// One event about a report.
    public init(event: Int64, report: Int64, verdict: Verdict, gone: [Int64] = []) {
        self.init(event: event, matter: .report(report, verdict), gone: gone)
    }
}

/// What a digest says, counted once and kept with it.
public struct DigestTally: Sendable, Hashable {
    /// The events that get messages of their own, in order.
    public var alone: [Int64]
    /// The events before those of the same reports, in order, which nothing has to say any more.
    public var overtaken: [Int64]
    /// How many reports of the rest came to each verdict, each counted once, as it was judged last.
    public var counts: [Verdict: Int]
    /// The last events of the worst reports of the rest, worst first.
    public var worst: [DigestMember]
    /// The reports of the rest with errors that were told before and are gone.
    public var gone: Gone
    /// How many events of the rest tell what of organs without a report.
    public var coverage: [Event.Coverage.News: Event.Digest.CoverageCount]
    /// The first of those events, who is missing before who has come.
    public var regions: [Int64]

    /// What a digest says.
    public init(
        alone: [Int64], overtaken: [Int64] = [], counts: [Verdict: Int], worst: [DigestMember], gone: Gone = Gone(),
        coverage: [Event.Coverage.News: Event.Digest.CoverageCount] = [:], regions: [Int64] = []
    ) {
        self.alone = alone
        self.overtaken = overtaken
        self.counts = counts
        self.worst = worst
        self.gone = gone
        self.coverage = coverage
        self.regions = regions
    }

    /// Reports with errors that are gone.
    public struct Gone: Sendable, Hashable {
        /// How many there are.
        public var reports: Int
        /// The first of them; a bounded number.
        public var named: [Report]

        /// Reports with errors that are gone.
        public init(reports: Int = 0, named: [Report] = []) {
            self.reports = reports
            self.named = named
        }

        /// One of them.
        public struct Report: Sendable, Hashable {
            /// Its first event of the rest, which knows the verdict before.
            public var first: Int64
            /// Its last event of the rest.
            public var last: DigestMember
            /// How many errors are gone.
            public var errors: Int

            /// One of them.
            public init(first: Int64, last: DigestMember, errors: Int) {
                self.first = first
                self.last = last
                self.errors = errors
            }
        }
    }
}

/// Events that a channel has not passed yet.
public struct Offer: Sendable {
    /// The last event that it has passed.
    public var position: Int64
    /// Where it stands after these: before the first event that is not released, or at the log's end.
    public var end: Int64
    /// The announced events between the two, in order.
    public var events: [Event]
    /// When the event is released that the next ones wait for; nil when none does.
    public var nextRelease: UnixTime?

    /// Events that a channel has not passed yet.
    public init(position: Int64, end: Int64, events: [Event], nextRelease: UnixTime?) {
        self.position = position
        self.end = end
        self.events = events
        self.nextRelease = nextRelease
    }
}

/// What waits in a channel's outbox.
public struct DeliveryQueue: Sendable {
    /// The first of those that keep their order, oldest event first.
    public var ordered: [Delivery]
    /// The first of those set aside, soonest due first.
    public var aside: [Delivery]
    /// Events that wait for company.
    public var collections: [Collection]

    /// What waits in a channel's outbox.
    public init(ordered: [Delivery], aside: [Delivery], collections: [Collection]) {
        self.ordered = ordered
        self.aside = aside
        self.collections = collections
    }
}

/// What a channel did before this process began.
public struct ChannelHistory: Sendable {
    /// When a message last went through; nil when none ever did.
    public var lastSuccess: UnixTime?
    /// When the attempts since the moment asked for ended, in order.
    public var attempts: [UnixTime]
    /// The attempts since the last success, newest first, as far back as that moment and a bounded number.
    public var failures: [(at: UnixTime, outcome: AttemptResult.Outcome)]
    /// When collections of each name were last closed.
    public var closings: [String: UnixTime]

    /// What a channel did before this process began.
    public init(
        lastSuccess: UnixTime?, attempts: [UnixTime], failures: [(at: UnixTime, outcome: AttemptResult.Outcome)],
        closings: [String: UnixTime]
    ) {
        self.lastSuccess = lastSuccess
        self.attempts = attempts
        self.failures = failures
        self.closings = closings
    }
}

/// The event log with each channel's position in it, and the outbox between the two.
///
/// Whoever delivers reads, decides, and has all that follows from it made durable in one transaction. Calls block and may
/// be made from any thread, but not from Swift's cooperative pool. Times come from the caller.
public protocol EventLog: Sendable {
    /// Makes a channel known; one seen for the first time starts at the end of the log. One that was away keeps what waited
    /// for it when it left, and what happened since is not for it.
    func openChannel(_ channel: String) throws

    /// Puts deliveries back whose attempt was under way when the last process ended; they may have arrived, and their ids
    /// stay. Call once at start. Returns how many there were.
    func recoverInterruptedDeliveries(now: UnixTime) throws -> Int

    /// What a channel did since that moment.
    func history(channel: String, since: UnixTime) throws -> ChannelHistory

    /// At most `limit` announced events after the channel's position, none from the first on that is not released yet.
    func offer(channel: String, limit: Int, now: UnixTime) throws -> Offer

    /// What waits for a channel; at most `limit` of each kind.
    func queue(channel: String, limit: Int) throws -> DeliveryQueue

    /// Makes all these changes durable in one transaction, or none of them.
    ///
    /// - Returns: the deliveries that were not begun because somebody has dropped them meanwhile.
    @discardableResult
    func apply(_ changes: [OutboxChange], now: UnixTime, makeID: @escaping () -> String) throws -> Set<String>

    /// The events of these ids, in order.
    func events(_ ids: [Int64]) throws -> [Event]

    /// The first so many events of a channel's collection behind an event, in order.
    func members(of collection: String, channel: String, after event: Int64, limit: Int) throws -> [DigestMember]

    /// What a digest has to say; nil when there is no such delivery.
    func digest(_ delivery: String) throws -> Event?

    /// The channels with deliveries that were given up, as dead or as ambiguous, and not told of yet.
    func channelsWithUntoldFailures() throws -> [String]

    /// Since when there is something to say that none of these channels has said; nil when there is nothing. What waits
    /// counts from its making, or from the last success of any of them when that was later; what was given up counts only
    /// when it is later.
    func unsaidSince(on channels: [String]) throws -> UnixTime?

    /// Forgets attempts that ended before that moment, at most so many; how many there were.
    func pruneAttempts(before: UnixTime, limit: Int) throws -> Int
}
