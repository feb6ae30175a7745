public import Core
internal import GRDB

extension Store: EventLog {
    /// Makes a channel known; one seen for the first time starts at the end of the log.
    public func openChannel(_ channel: String) throws {
        try write("open channel \(channel) in") { database in
            let insert = """
                INSERT OR IGNORE INTO channel (name, first_position, position)
                SELECT ?, last, last FROM (SELECT coalesce(max(id), 0) AS last FROM event)
                """
            try RawStatement(database, insert).execute { $0.bind(channel) }
        }
    }

    /// Takes up to `limit` announced events after the channel's position and makes a delivery of each that `accept` wants.
    ///
    /// Released events never change and a channel has one consumer, so they are read and offered before the transaction begins:
    /// `accept` may take its time without holding up the intake.
    public func enqueueDeliveries(
        channel: String, limit: Int, now: UnixTime, accept: (Event) -> Bool, makeID: () -> String
    ) throws -> Int {
        let batch = try reader.read("read events for channel \(channel) from") { database in
            try EventBatch(database, channel: channel, limit: limit, now: now)
        }
        guard let batch else { throw unknownChannel(channel) }
        guard batch.end > batch.position else { return 0 }
        let wanted = batch.events.filter(accept).map { (id: makeID(), event: $0.id) }
        try write("enqueue deliveries of channel \(channel) in") { database in
            let insert = try RawStatement(
                database,
                """
                INSERT INTO delivery (id, channel, events, first_event, created_at, due_at) VALUES (?, ?, ?, ?, ?, ?)
                """)
            let moment = now.iso8601
            for delivery in wanted {
                try insert.execute { row in
                    row.bind(delivery.id)
                    row.bind(channel)
                    row.bind("[\(delivery.event)]")
                    row.bind(delivery.event)
                    row.bind(moment)
                    row.bind(moment)
                }
            }
            try movePosition(database, of: channel, from: batch.position, to: batch.end)
        }
        return batch.events.count
    }

    /// When the next event after a channel's position is released; nil when there is none, or none that has to wait.
    public func nextRelease(channel: String) throws -> UnixTime? {
        try reader.read("read events for channel \(channel) from") { database in
            let select = """
                SELECT release_at FROM event
                WHERE announced = 1 AND id > (SELECT position FROM channel WHERE name = ?) ORDER BY id LIMIT 1
                """
            let release = try RawStatement(database, select).first({ $0.bind(channel) }, { $0.textIfAny(0) })
            return release.flatMap { $0 }.flatMap { UnixTime(iso8601: $0) }
        }
    }

    /// The events of these ids, in order.
    public func events(_ ids: [Int64]) throws -> [Event] {
        try reader.read("read events from") { database in
            let events = try EventReader(database)
            return try ids.sorted().compactMap { try events.event($0) }
        }
    }

    private func movePosition(
        _ database: GRDB.Database, of channel: String, from position: Int64, to end: Int64
    ) throws {
        try RawStatement(database, "UPDATE channel SET position = ? WHERE name = ? AND position = ?").execute { row in
            row.bind(end)
            row.bind(channel)
            row.bind(position)
        }
        guard database.changesCount == 1 else {
            throw StoreError(
                operation: "enqueue deliveries of", object: channel, cause: "another consumer has moved its position",
                hint: "give each channel one consumer", fate: .retry)
        }
    }

    private func unknownChannel(_ channel: String) -> StoreError {
        StoreError(
            operation: "enqueue deliveries of", object: channel, cause: "the channel was never opened",
            hint: "open every channel at start", fate: .stop)
    }
}

/// The announced events a channel has not passed yet, as far as one batch goes.
private struct EventBatch {
    let position: Int64
    let events: [Event]
    /// Where the channel stands after the batch: before the first event that is not released, or at the end of the log
    /// when nothing announced is left before it.
    let end: Int64

    /// Nil when the channel is unknown.
    init?(_ database: GRDB.Database, channel: String, limit: Int, now: UnixTime) throws {
        let select = try RawStatement(
            database,
            "SELECT position, (SELECT coalesce(max(id), 0) FROM event) FROM channel WHERE name = ?")
        guard let (position, last) = try select.first({ $0.bind(channel) }, { ($0.integer(0), $0.integer(1)) })
        else { return nil }
        self.position = position
        guard last > position else {
            (events, end) = ([], position)
            return
        }
        let batch = try EventReader(database).announced(after: position, limit: limit, releasedBy: now)
        events = batch.events
        end = batch.held.map { $0 - 1 } ?? (events.count < limit ? last : events.last?.id ?? position)
    }
}
