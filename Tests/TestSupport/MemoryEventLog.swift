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
        fileprivate var indices: [String: Int] = [:]
        fileprivate var openEntries: [String: [Int]] = [:]

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
    public func append(kind: EventKind = .reportValidated, subject: Event.Subject?, digest: Event.Digest? = nil) {
        observed.update { state in
            let id = Int64(state.events.count + 1)
            state.events.append(
                Event(
                    id: id, kind: kind, occurredAt: UnixTime(milliseconds: 1_780_000_000_000 + id), subject: subject,
                    digest: digest))
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
            for index in interrupted { state.entries[index].phase = .pending(due: now) }
            return interrupted.count
        }
    }

    /// As ``EventLog`` says.
    public func enqueueDeliveries(
        channel: String, limit: Int, now: UnixTime, accept: (Event) -> Bool, makeID: () -> String
    ) throws -> Int {
        try transaction { state in
            guard let position = state.positions[channel] else { throw Failure(description: "\(channel) is unknown") }
            let releases = state.releases
            let passed = state.events.dropFirst(Int(position)).prefix(limit)
                .prefix { releases[$0.id].map { $0 <= now } ?? true }
            for event in passed where accept(event) {
                let delivery = Delivery(
                    id: makeID(), channel: channel, events: [event.id], attempts: 0, createdAt: now)
                state.indices[delivery.id] = state.entries.count
                state.openEntries[channel, default: []].append(state.entries.count)
                state.entries.append(Entry(delivery: delivery, phase: .pending(due: now)))
            }
            state.positions[channel] = position + Int64(passed.count)
            return passed.count
        }
    }

    /// As ``EventLog`` says.
    public func nextRelease(channel: String) throws -> UnixTime? {
        try transaction { state in
            state.positions[channel].flatMap { state.releases[$0 + 1] }
        }
    }

    /// As ``EventLog`` says.
    public func dueDeliveries(channel: String, now: UnixTime, limit: Int) throws -> [Delivery] {
        try transaction { state in
            var due: [Delivery] = []
            for entry in pending(channel, &state) {
                guard case .pending(let moment) = entry.phase, moment <= now, due.count < limit else { break }
                due.append(entry.delivery)
            }
            return due
        }
    }

    /// As ``EventLog`` says.
    public func nextDue(channel: String) throws -> UnixTime? {
        try transaction { state in
            guard case .pending(let moment) = pending(channel, &state).first?.phase else { return nil }
            return moment
        }
    }

    private func pending(_ channel: String, _ state: inout State) -> some Sequence<Entry> & Collection {
        let entries = state.entries
        state.openEntries[channel]?.removeAll { index in
            if case .ended = entries[index].phase { true } else { false }
        }
        return (state.openEntries[channel] ?? []).lazy.map { entries[$0] }.filter { $0.phase != .sending }
    }

    /// As ``EventLog`` says.
    public func beginAttempts(_ ids: [String], now: UnixTime) throws {
        try transaction { state in
            state.transactions += 1
            for id in ids {
                guard let index = state.indices[id], case .pending = state.entries[index].phase else {
                    throw Failure(description: "\(id) is not pending")
                }
                state.entries[index].phase = .sending
                state.entries[index].delivery.attempts += 1
            }
        }
    }

    /// As ``EventLog`` says.
    public func finishAttempts(_ results: [(id: String, result: AttemptResult)], now: UnixTime) throws {
        try transaction { state in
            state.transactions += 1
            for (id, result) in results {
                guard let index = state.indices[id], state.entries[index].phase == .sending else {
                    throw Failure(description: "\(id) was not begun")
                }
                switch result.fate {
                case .retry(let moment): state.entries[index].phase = .pending(due: moment)
                case .notSent:
                    state.entries[index].phase = .pending(due: state.entries[index].delivery.createdAt)
                    state.entries[index].delivery.attempts -= 1
                case .delivered, .accepted, .dead: state.entries[index].phase = .ended(result.fate)
                }
                if result.fate != .notSent { state.entries[index].results.append(result) }
            }
        }
    }

    /// As ``EventLog`` says.
    public func events(_ ids: [Int64]) throws -> [Event] {
        try transaction { state in
            ids.compactMap { id in state.events.indices.contains(Int(id) - 1) ? state.events[Int(id) - 1] : nil }
        }
    }
}
