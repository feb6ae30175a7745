public import Core

/// An event log in memory with the contract of the real one, and everything it was told kept for tests to see.
public final class MemoryEventLog: EventLog {
    /// Where a delivery stands.
    public enum Phase: Sendable, Hashable {
        /// Waits for that moment.
        case pending(due: UnixTime)
        /// Its attempt was begun.
        case sending
        /// Over.
        case ended(AttemptResult.Fate)
    }

    /// One delivery with its history.
    public struct Entry: Sendable {
        /// The delivery.
        public var delivery: Delivery
        /// Where it stands.
        public var phase: Phase
        /// What its attempts came to.
        public var results: [AttemptResult] = []
        /// The events it covers.
        public var events: [Int64]
        /// The collection it still is.
        public var collecting: String?
        /// Whether an event tells that it was given up.
        public var isTold = false
        /// What it says when it is a digest.
        public var tally: DigestTally?
    }

    /// Everything the log holds.
    public struct State: Sendable {
        /// All events.
        public var events: [Event] = []
        /// All deliveries, in the order of their making.
        public var entries: [Entry] = []
        /// The last event each channel has passed.
        public var positions: [String: Int64] = [:]
        /// When events are released that have to wait.
        public var releases: [Int64: UnixTime] = [:]
        /// How many transactions began or finished attempts.
        public var transactions = 0
        /// Whether every call fails, as when the disk is full.
        public var isBroken = false
        /// How many calls failed because of that.
        public var refusals = 0
        /// What silences kept from channels.
        public var silenced: [Int64: Int] = [:]
        /// The days whose sign of life is logged.
        public var heartbeats: Set<String> = []
        /// How often what waits for a channel was asked for.
        public var queueReads: [String: Int] = [:]
        /// How often old attempts were asked to be forgotten.
        public var prunings = 0
        var indices: [String: Int] = [:]
        var openEntries: [String: [Int]] = [:]
        var closings: [String: [String: UnixTime]] = [:]
        var successes: [String: UnixTime] = [:]
        var ends: [(channel: String, at: UnixTime, outcome: AttemptResult.Outcome)] = []

        /// The deliveries of one channel.
        public func entries(of channel: String) -> [Entry] { entries.filter { $0.delivery.channel == channel } }

        /// How many deliveries of one channel ended delivered.
        public func delivered(_ channel: String) -> Int {
            entries.count { $0.delivery.channel == channel && $0.phase == .ended(.delivered) }
        }
    }

    /// A call out of order, or a broken store.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong.
        public let description: String
    }

    private let observed = Observed(State())

    /// An empty log.
    public init() {}

    /// Everything it holds now.
    public var state: State { observed.value }

    /// Returns the state as soon as the fact holds.
    @discardableResult
    public func wait(until isFact: @escaping @Sendable (State) -> Bool) async throws -> State {
        try await observed.wait(until: isFact)
    }

    /// Changes what the log holds by hand.
    public func change(_ body: (inout State) -> Void) {
        observed.update(body)
    }

    /// Appends an event; its id is the next number.
    public func append(
        kind: EventKind = .reportValidated, subject: Event.Subject?, digest: Event.Digest? = nil,
        coverage: Event.Coverage? = nil
    ) {
        observed.update { state in
            let id = Int64(state.events.count + 1)
            state.events.append(
                Event(
                    id: id, kind: kind, occurredAt: UnixTime(milliseconds: 1_780_000_000_000 + id), subject: subject,
                    digest: digest, coverage: coverage))
        }
    }

    private func transaction<Value: Sendable>(_ body: (inout State) throws -> Value) throws -> Value {
        let result = observed.update { state in
            Result<Value, any Error> {
                if state.isBroken {
                    state.refusals += 1
                    throw Failure(description: "the disk is full")
                }
                return try body(&state)
            }
        }
        return try result.get()
    }

    // MARK: EventLog

    /// As ``EventLog`` says.
    public func openChannel(_ channel: String) throws {
        try transaction { state in
            if state.positions[channel] == nil { state.positions[channel] = Int64(state.events.count) }
        }
    }

    /// As ``EventLog`` says.
    public func recoverInterruptedDeliveries(now: UnixTime) throws -> Int {
        try transaction { state in
            let interrupted = state.entries.indices.filter { state.entries[$0].phase == .sending }
            for index in interrupted {
                state.entries[index].phase = .pending(due: now)
                state.entries[index].delivery.mayHaveArrived = true
                state.ends.append((state.entries[index].delivery.channel, now, .interrupted))
            }
            return interrupted.count
        }
    }

    /// As ``EventLog`` says.
    public func history(channel: String, since: UnixTime) throws -> ChannelHistory {
        try transaction { state in
            let mine = state.ends.filter { $0.channel == channel && $0.at >= since }
            let failures = mine.reversed().prefix { $0.outcome != .success }.map { (at: $0.at, outcome: $0.outcome) }
            return ChannelHistory(
                lastSuccess: state.successes[channel], attempts: mine.map(\.at), failures: failures,
                closings: state.closings[channel] ?? [:])
        }
    }

    /// As ``EventLog`` says.
    public func offer(channel: String, limit: Int, now: UnixTime) throws -> Offer {
        try transaction { state in
            guard let position = state.positions[channel] else { throw Failure(description: "\(channel) is unknown") }
            let releases = state.releases
            let events = state.events.dropFirst(Int(position)).prefix(limit)
                .prefix { releases[$0.id].map { $0 <= now } ?? true }
            let end = position + Int64(events.count)
            return Offer(
                position: position, end: end, events: Array(events),
                nextRelease: events.count < limit ? releases[end + 1] : nil)
        }
    }

    /// As ``EventLog`` says.
    public func queue(channel: String, limit: Int) throws -> DeliveryQueue {
        try transaction { state in
            state.queueReads[channel, default: 0] += 1
            let pending = pending(channel, &state).map { entry in
                var delivery = entry.delivery
                if case .pending(let due) = entry.phase { delivery.dueAt = due }
                delivery.isMergeable = delivery.isMergeable && delivery.attempts == 0
                return delivery
            }
            let open = state.entries.filter { $0.collecting != nil && $0.delivery.channel == channel }
            return DeliveryQueue(
                ordered: Array(pending.filter { !$0.isAside }.sorted { $0.event < $1.event }.prefix(limit)),
                aside: Array(pending.filter(\.isAside).sorted { $0.dueAt < $1.dueAt }.prefix(limit)),
                collections: open.map { entry in
                    Collection(
                        name: entry.collecting ?? "", covers: entry.events.count, dueAt: entry.delivery.dueAt,
                        createdAt: entry.delivery.createdAt)
                })
        }
    }

    private func pending(_ channel: String, _ state: inout State) -> [Entry] {
        let entries = state.entries
        state.openEntries[channel]?.removeAll { index in
            if case .ended = entries[index].phase { true } else { false }
        }
        return (state.openEntries[channel] ?? []).map { entries[$0] }
            .filter { $0.phase != .sending && $0.collecting == nil }
    }

    /// As ``EventLog`` says.
    @discardableResult
    public func apply(
        _ changes: [OutboxChange], now: UnixTime, makeID: @escaping () -> String
    ) throws -> Set<String> {
        guard !changes.isEmpty else { return [] }
        let ids = Self.ids(changes, makeID)
        return try transaction { state in
            let before = state
            state.transactions += 1
            do {
                var ids = ids[...]
                var skipped: Set<String> = []
                for change in changes {
                    if case .begin(let id) = change, state.isDropped(id) {
                        skipped.insert(id)
                    } else {
                        try state.apply(change, now) { ids.popFirst() ?? "none left" }
                    }
                }
                return skipped
            } catch {
                state = before
                throw error
            }
        }
    }

    /// More ids than the changes can need, made outside of the lock.
    private static func ids(_ changes: [OutboxChange], _ makeID: () -> String) -> [String] {
        let needsIDs = changes.contains { change in
            switch change {
            case .collect, .close, .merge: true
            default: false
            }
        }
        return needsIDs ? (0..<500).map { _ in "collected_" + makeID() } : []
    }

    /// As ``EventLog`` says.
    public func events(_ ids: [Int64]) throws -> [Event] {
        try transaction { state in
            ids.compactMap { id in state.events.indices.contains(Int(id) - 1) ? state.events[Int(id) - 1] : nil }
        }
    }

    /// As ``EventLog`` says.
    public func members(
        of collection: String, channel: String, after event: Int64, limit: Int
    ) throws -> [DigestMember] {
        try transaction { state in
            guard let index = state.open(channel, collection) else { return [] }
            // The tests' events are all about other reports.
            return state.entries[index].events.sorted().filter { $0 > event }.prefix(limit).map { id in
                let event = state.events[Int(id) - 1]
                guard let news = event.coverageNews, let coverage = event.coverage else {
                    return DigestMember(event: id, report: id, verdict: event.subject?.verdict ?? .unreadable)
                }
                return DigestMember(
                    event: id,
                    matter: .coverage(news, region: coverage.region, agencies: coverage.agencies.count))
            }
        }
    }

    /// As ``EventLog`` says.
    public func digest(_ delivery: String) throws -> Event? {
        try transaction { state in
            guard let index = state.indices[delivery] else { return nil }
            let entry = state.entries[index]
            return Event(
                id: entry.delivery.event, kind: .digest, occurredAt: entry.delivery.createdAt, subject: nil,
                digest: Event.Digest(
                    counts: entry.tally?.counts ?? [:], covered: entry.events.count,
                    coverage: entry.tally?.coverage ?? [:], delivery: delivery))
        }
    }

    /// As ``EventLog`` says.
    public func channelsWithUntoldFailures() throws -> [String] {
        try transaction { state in
            Array(Set(state.entries.filter { $0.isGivenUp && !$0.isTold }.map(\.delivery.channel)))
        }
    }

    /// As ``EventLog`` says.
    public func unsaidSince(on channels: [String]) throws -> UnixTime? {
        try transaction { state in
            let latest = state.successes.values.max() ?? UnixTime(milliseconds: 0)
            return state.entries.compactMap { entry in
                guard channels.contains(entry.delivery.channel), entry.collecting == nil else { return nil }
                let made = entry.delivery.createdAt
                switch entry.phase {
                case .ended(.delivered), .ended(.accepted): return nil
                case .ended: return made > latest ? made : nil
                default: return max(made, latest)
                }
            }.min()
        }
    }

    /// As ``EventLog`` says.
    public func pruneAttempts(before: UnixTime, limit: Int) throws -> Int {
        try transaction { state in
            state.prunings += 1
            return 0
        }
    }
}
