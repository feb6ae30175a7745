import Core
import Foundation
import Store

/// What a person wants of the outbox, on the wire.
enum OutboxRequest: Codable {
    /// Send these again; none named means all that were given up, of one channel when it is named.
    case retry(ids: [String], channel: String?)
    /// Give these up.
    case drop(ids: [String])
    /// Give up everything that waits for a channel that the configuration does not name any more.
    case dropLeft(channel: String)
    /// Keep events that fulfil the conditions from channels until then, milliseconds since the epoch.
    case silence(conditions: String, why: String, author: String, until: Int64)
    /// End a silence.
    case endSilence(Int64)
}

/// What came of it.
struct OutboxReport: Codable {
    /// How many deliveries or silences it was done to.
    var count = 0
    /// To which it could not be done, with the reason.
    var refusals: [String] = []
    /// The id of a silence that was added.
    var silence: Int64?
}

/// Does what persons want of the outbox: in the daemon, or in the command where none is running.
struct OutboxControl: Sendable {
    let store: Store
    let now: @Sendable () -> UnixTime
    /// Tells the daemon's parts that the outbox or the silences are others now, by what was wanted.
    var onChange: @Sendable (OutboxRequest) throws -> Void = { _ in }

    /// Does it. Blocks: not for Swift's cooperative pool.
    func perform(_ request: OutboxRequest) throws -> OutboxReport {
        let report = try report(on: request)
        try onChange(request)
        return report
    }

    private func report(on request: OutboxRequest) throws -> OutboxReport {
        let now = now()
        switch request {
        case .retry(let ids, let channel):
            let selection: DeliverySelection = ids.isEmpty ? .dead(channel: channel) : .ids(ids)
            return OutboxReport(try store.retry(selection, now: now))
        case .drop(let ids): return OutboxReport(try store.drop(.ids(ids), now: now))
        case .dropLeft(let channel): return OutboxReport(try store.drop(leftBy: channel, now: now))
        case .silence(let conditions, let why, let author, let until):
            let id = try store.addSilence(
                conditions: conditions, why: why, author: author, begins: now, ends: UnixTime(milliseconds: until))
            return OutboxReport(count: 1, silence: id)
        case .endSilence(let id):
            let isEnded = try store.endSilence(id, now: now)
            return isEnded
                ? OutboxReport(count: 1)
                : OutboxReport(refusals: ["\(id): no silence of this id lasts; gongkai silence list shows which do"])
        }
    }
}

extension OutboxReport {
    fileprivate init(_ actions: DeliveryActions) {
        self.init(count: actions.count, refusals: actions.refusals)
    }
}

extension OutboxRequest {
    /// Has it done by the running daemon, for one process writes, or here.
    func perform(_ configuration: Configuration) throws -> OutboxReport {
        if let daemon = try ControlClient.connect(state: configuration.state) { return try daemon.outbox(self) }
        do {
            let store = try Store.open(
                state: configuration.state.display, ruleset: configuration.ruleset, directory: configuration.organs)
            return try OutboxControl(store: store, now: SystemClock.now).perform(self)
        } catch {
            throw Exit.failure("\(error)")
        }
    }
}
