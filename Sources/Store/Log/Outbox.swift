public import Core
internal import GRDB

extension Store {
    /// Makes all these changes durable in one transaction, or none of them.
    @discardableResult
    public func apply(
        _ changes: [OutboxChange], now: UnixTime, makeID: @escaping () -> String
    ) throws -> Set<String> {
        guard !changes.isEmpty else { return [] }
        return try write("change the outbox in") { database in
            var skipped: Set<String> = []
            let writer = try OutboxWriter(database, now: now)
            let collections = try CollectionWriter(database, now: now, makeID: makeID)
            for change in changes {
                switch change {
                case .pass(let channel, let from, let to): try writer.pass(channel, from: from, to: to)
                case .add(let id, let channel, let event, let isMergeable, let begun):
                    try writer.add(id, channel, event: event, isMergeable: isMergeable, begun: begun)
                    try collections.overtake(by: event, of: channel)
                case .begin(let id): if try !writer.begin(id) { skipped.insert(id) }
                case .finish(let id, let result): try writer.finish(id, result)
                case .setAside(let id): try writer.setAside(id)
                case .makeDue(let channel): try writer.makeDue(channel)
                case .clockSetBack(let longestWait): try writer.clockSetBack(longestWait: longestWait)
                case .collect(let channel, let name, let events, let due):
                    try collections.collect(events, into: name, of: channel, due: due)
                case .close(let channel, let name, let tally):
                    try collections.close(name, of: channel, tally: tally)
                case .merge(let channel, let name, let due): try collections.merge(into: name, of: channel, due: due)
                case .discard(let channel, let name): try collections.discard(name, of: channel)
                case .silenced(let silence, let count): try writer.countSilenced(count, by: silence)
                case .tellUndelivered(let channel, let audience):
                    try writer.tellUndelivered(channel, audience: audience)
                case .heartbeat(let day): try writer.logHeartbeat(day: day)
                }
            }
            return skipped
        }
    }

    /// Puts deliveries back whose attempt was under way when the last process ended, as ones that may have arrived, and
    /// notes in each one's attempts that its outcome is unknown.
    public func recoverInterruptedDeliveries(now: UnixTime) throws -> Int {
        try write("recover deliveries in") { database in
            let note = """
                INSERT INTO attempt (delivery, channel, number, ended_at, outcome, error)
                SELECT id, channel, attempts, ?, 'interrupted', 'interrupted: the process ended during the attempt' FROM delivery
                WHERE state = 'sending'
                """
            try RawStatement(database, note).execute { $0.bind(now.iso8601) }
            let update = """
                UPDATE delivery SET state = 'ambiguous', uncertain = 1, queue = aside, due_at = ? WHERE state = 'sending'
                """
            try RawStatement(database, update).execute { $0.bind(now.iso8601) }
            return database.changesCount
        }
    }

    /// Forgets attempts that ended before that moment, the oldest first, at most so many.
    public func pruneAttempts(before: UnixTime, limit: Int) throws -> Int {
        try write("prune attempts in") { database in
            // Ids rise with time, so the oldest are found without an index on time.
            let delete = """
                DELETE FROM attempt WHERE ended_at < ? AND id IN (SELECT id FROM attempt ORDER BY id LIMIT ?)
                """
            try RawStatement(database, delete).execute {
                $0.bind(before.iso8601)
                $0.bind(limit)
            }
            return database.changesCount
        }
    }
}
