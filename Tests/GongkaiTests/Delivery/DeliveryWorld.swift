import Core
import Foundation
import Logging
import Notifier
import Store
import Synchronization
import TestSupport
import Testing

/// A real store and the notifier over it, sending to files, with a wall clock that only the test moves.
final class DeliveryWorld: Sendable {
    let folder: URL
    let store: Store
    let log: ObservedLog
    private let wall: Mutex<UnixTime>
    private let recorded = Mutex(0)

    /// An empty store at a moment given in ISO 8601, with these channels open.
    init(_ moment: String, channels: [String] = ["a"]) throws {
        wall = Mutex(try #require(ISO8601(moment)?.moment))
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")
        let state = folder.appendingPathComponent("state").path
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        store = try Store.open(state: state, ruleset: .standard)
        log = ObservedLog(store)
        for channel in channels { try store.openChannel(channel) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var now: UnixTime { wall.withLock { $0 } }

    func pass(minutes: Int64) { pass(milliseconds: minutes * 60_000) }

    func pass(milliseconds: Int64) { wall.withLock { $0 = $0.advanced(milliseconds: milliseconds) } }

    /// The clock is set to that moment.
    func set(_ moment: String) throws {
        let new = try #require(ISO8601(moment)?.moment)
        wall.withLock { $0 = new }
    }

    /// Stores so many letters, each an event of its own.
    func record(_ count: Int) throws {
        let first = recorded.withLock { recorded in
            defer { recorded += count }
            return recorded + 1
        }
        for start in stride(from: first, to: first + count, by: 500) {
            let numbers = start..<min(start + 500, first + count)
            _ = try store.record(numbers.map { letter($0) }, announcement: .announced)
        }
    }

    private func letter(_ number: Int) -> Intake {
        let bytes = (0..<32).map { UInt8(truncatingIfNeeded: number >> ($0 % 4 * 8)) }
        let finding = Finding(rule: "document.foreign", severity: .error, message: Message(zh: "信", en: "letter"))
        return Intake(
            file: FileStamp(path: BytePath("/drop/\(number).txt"), size: 100, modifiedNanoseconds: Int64(number)),
            examination: Examination(
                content: ContentID(bytes: bytes), format: .text, encoding: .utf8, report: nil, findings: [finding],
                verdict: .foreign),
            receivedAt: now)
    }

    /// Where a channel's messages go.
    func file(of channel: String) -> String { folder.appendingPathComponent("\(channel).jsonl").path }

    /// What a channel has said so far.
    func messages(_ channel: String = "a") -> [Said] {
        let text = (try? String(contentsOfFile: file(of: channel), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Said.self, from: Data($0.utf8)) }
    }

    /// One message.
    struct Said: Decodable {
        let id: String
        let type: String
        let data: Content

        struct Content: Decodable {
            let file: String?
            let covered: Int?
            let coverage: [String: [String: Int]]?
            let message: String?
        }
    }

    /// Runs a notifier from its start to its end while `body` runs.
    func run<Result: Sendable>(
        _ settings: DeliverySettings, channels: [String] = ["a"], file: String? = nil,
        _ body: (NotifierService) async throws -> Result
    ) async throws -> Result {
        let network = try NetworkPolicy()
        let definitions = try channels.map { name in
            try ChannelDefinition(
                name: name, kind: .file(path: file ?? self.file(of: name), format: .json), network: network)
        }
        let service = try NotifierService(
            channels: definitions, settings: settings, network: network, log: log,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), now: { [self] in now })
        return try await withThrowingTaskGroup { group in
            group.addTask { try await service.run() }
            let result = try await body(service)
            group.cancelAll()
            try await group.waitForAll()
            return result
        }
    }

    /// Whether no message waits or failed since the last success.
    var isAllSaid: Bool {
        do { return try store.unsaidSince(on: ["a"]) == nil } catch { return false }
    }

    /// How many events wait in a channel's collection.
    func collected(_ name: String, _ channel: String = "a") throws -> Int {
        try store.queue(channel: channel, limit: 2).collections.first { $0.name.hasPrefix(name) }?.covers ?? 0
    }
}

/// The store's log, which says when something was written and lets a test act between two steps.
final class ObservedLog: EventLog {
    /// What was asked for, in order.
    enum Call: Sendable, Equatable {
        case members(Int)
        case begun(channel: String)
        case closed(channel: String, isCounted: Bool)
    }

    private let store: Store
    /// All calls of interest.
    let calls = Observed<[Call]>([])
    /// Is called once, when a collection is first counted.
    let onFirstCount = Mutex<(@Sendable () throws -> Void)?>(nil)

    init(_ store: Store) { self.store = store }

    /// Returns as soon as the fact holds after a change of the outbox, or holds already.
    func wait(until isFact: @escaping @Sendable () -> Bool) async throws {
        try await calls.wait { _ in isFact() }
    }

    func apply(_ changes: [OutboxChange], now: UnixTime, makeID: @escaping () -> String) throws -> Set<String> {
        let skipped = try store.apply(changes, now: now, makeID: makeID)
        calls.update { calls in
            for change in changes {
                switch change {
                case .add(_, let channel, _, _, begun: true): calls.append(.begun(channel: channel))
                case .close(let channel, _, let tally):
                    calls.append(.closed(channel: channel, isCounted: tally != nil))
                default: break
                }
            }
        }
        return skipped
    }

    func members(of collection: String, channel: String, after event: Int64, limit: Int) throws -> [DigestMember] {
        let action = onFirstCount.withLock { action in
            defer { action = nil }
            return action
        }
        try action?()
        let members = try store.members(of: collection, channel: channel, after: event, limit: limit)
        calls.update { $0.append(.members(members.count)) }
        return members
    }

    func openChannel(_ channel: String) throws { try store.openChannel(channel) }
    func recoverInterruptedDeliveries(now: UnixTime) throws -> Int { try store.recoverInterruptedDeliveries(now: now) }
    func history(channel: String, since: UnixTime) throws -> ChannelHistory {
        try store.history(channel: channel, since: since)
    }
    func offer(channel: String, limit: Int, now: UnixTime) throws -> Offer {
        try store.offer(channel: channel, limit: limit, now: now)
    }
    func queue(channel: String, limit: Int) throws -> DeliveryQueue { try store.queue(channel: channel, limit: limit) }
    func events(_ ids: [Int64]) throws -> [Event] { try store.events(ids) }
    func digest(_ delivery: String) throws -> Event? { try store.digest(delivery) }
    func channelsWithUntoldFailures() throws -> [String] { try store.channelsWithUntoldFailures() }
    func unsaidSince(on channels: [String]) throws -> UnixTime? { try store.unsaidSince(on: channels) }
    func pruneAttempts(before: UnixTime, limit: Int) throws -> Int {
        try store.pruneAttempts(before: before, limit: limit)
    }
}
