public import Core
internal import GRDB

extension Store {
    /// Puts deliveries back to pending whose attempt was under way when the last process ended, and notes in each one's
    /// attempts that its outcome is unknown.
    public func recoverInterruptedDeliveries(now: UnixTime) throws -> Int {
        try write("recover deliveries in") { database in
            let note = """
                INSERT INTO attempt (delivery, number, ended_at, error)
                SELECT id, attempts, ?, 'interrupted: the process ended during the attempt' FROM delivery
                WHERE state = 'sending'
                """
            try RawStatement(database, note).execute { $0.bind(now.iso8601) }
            let update = "UPDATE delivery SET state = 'pending', due_at = ? WHERE state = 'sending'"
            try RawStatement(database, update).execute { $0.bind(now.iso8601) }
            return database.changesCount
        }
    }

    /// Pending deliveries of a channel, oldest event first, up to the first that is not due: those behind it wait with it.
    public func dueDeliveries(channel: String, now: UnixTime, limit: Int) throws -> [Delivery] {
        try reader.read("read deliveries from") { database in
            let select = """
                SELECT id, events, attempts, created_at, due_at FROM delivery INDEXED BY delivery_pending
                WHERE channel = ? AND state = 'pending' ORDER BY first_event LIMIT ?
                """
            var deliveries: [Delivery] = []
            var isBlocked = false
            let moment = now.iso8601
            try RawStatement(database, select).forEach(
                { row in
                    row.bind(channel)
                    row.bind(limit)
                },
                { row in
                    isBlocked = isBlocked || row.text(4) > moment
                    guard !isBlocked else { return }
                    deliveries.append(
                        Delivery(
                            id: row.text(0), channel: channel, events: FlatList.integers(row.bytes(1)),
                            attempts: Int(row.integer(2)), createdAt: UnixTime(iso8601: row.text(3)) ?? now))
                })
            return deliveries
        }
    }

    /// When the oldest pending delivery of a channel is due; nil when none is pending.
    public func nextDue(channel: String) throws -> UnixTime? {
        try reader.read("read deliveries from") { database in
            let select = """
                SELECT due_at FROM delivery WHERE channel = ? AND state = 'pending' ORDER BY first_event LIMIT 1
                """
            return try RawStatement(database, select).first({ $0.bind(channel) }, { $0.text(0) })
                .flatMap { UnixTime(iso8601: $0) }
        }
    }

    /// Marks deliveries as being attempted and counts the attempt; none of them when one is not pending.
    public func beginAttempts(_ ids: [String], now: UnixTime) throws {
        try write("begin deliveries in") { database in
            let update = try RawStatement(
                database,
                "UPDATE delivery SET state = 'sending', attempts = attempts + 1 WHERE id = ? AND state = 'pending'")
            for id in ids {
                try update.execute { $0.bind(id) }
                guard database.changesCount == 1 else { throw unexpectedState("begin", id, "pending") }
            }
        }
    }

    /// Records what attempts came to; none of them when one was never begun.
    public func finishAttempts(_ results: [(id: String, result: AttemptResult)], now: UnixTime) throws {
        try write("finish deliveries in") { database in
            let insert = try RawStatement(
                database,
                """
                INSERT INTO attempt (delivery, number, ended_at, latency_ms, status, error, body)
                SELECT id, attempts, ?, ?, ?, ?, ? FROM delivery WHERE id = ? AND state = 'sending'
                """)
            let update = try RawStatement(
                database,
                """
                UPDATE delivery SET state = ?, due_at = coalesce(?, due_at), last_status = ?, last_error = ?
                WHERE id = ? AND state = 'sending'
                """)
            let withdraw = try RawStatement(
                database,
                "UPDATE delivery SET state = 'pending', attempts = attempts - 1 WHERE id = ? AND state = 'sending'")
            for (id, result) in results {
                guard result.fate != .notSent else {
                    try withdraw.execute { $0.bind(id) }
                    guard database.changesCount == 1 else { throw unexpectedState("finish", id, "being attempted") }
                    continue
                }
                try insert.execute { row in
                    row.bind(now.iso8601)
                    row.bind(result.latencyMilliseconds)
                    row.bind(result.status)
                    row.bind(result.error)
                    row.bind(result.body?.cut(toUTF8Count: 2048))
                    row.bind(id)
                }
                try update.execute { row in
                    row.bind(result.fate.state.rawValue)
                    row.bind(result.fate.nextAttempt?.iso8601)
                    row.bind(result.status)
                    row.bind(result.error)
                    row.bind(id)
                }
                guard database.changesCount == 1 else { throw unexpectedState("finish", id, "being attempted") }
            }
        }
    }

    private func unexpectedState(_ operation: String, _ id: String, _ state: String) -> StoreError {
        StoreError(
            operation: operation, object: "delivery \(id)", cause: "it is not \(state)",
            hint: "read the due deliveries again", fate: .retry)
    }
}

extension AttemptResult.Fate {
    fileprivate var state: DeliveryState {
        switch self {
        case .delivered: .delivered
        case .accepted: .accepted
        case .retry, .notSent: .pending
        case .dead: .dead
        }
    }

    fileprivate var nextAttempt: UnixTime? {
        if case .retry(let moment) = self { moment } else { nil }
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
