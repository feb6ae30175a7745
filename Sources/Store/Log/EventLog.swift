public import Core
internal import GRDB

extension Store: EventLog {
    /// Makes a channel known; one seen for the first time starts at the end of the log. One that was away keeps what waited
    /// for it when it left, and what happened since is not for it.
    public func openChannel(_ channel: String) throws {
        try write("open channel \(channel) in") { database in
            let insert = """
                INSERT INTO channel (name, first_position, position)
                SELECT ?, last, last FROM (SELECT coalesce(max(id), 0) AS last FROM event) WHERE true
                ON CONFLICT (name) DO NOTHING
                """
            try RawStatement(database, insert).execute { $0.bind(channel) }
            try Absences(database).comeBack(channel)
        }
    }

    /// Notes that channels of other names than these are away; for which of them events wait, and how many.
    public func leaveChannels(except names: [String]) throws(StoreError) -> [(channel: String, waiting: Int)] {
        try write("leave channels in") { database in
            var left: [String] = []
            try RawStatement(database, "SELECT name FROM channel ORDER BY name").forEach { left.append($0.text(0)) }
            left.removeAll { names.contains($0) }
            let absences = Absences(database)
            return try left.compactMap { channel -> (channel: String, waiting: Int)? in
                try absences.leave(channel)
                let waiting = try absences.waiting(channel)
                return waiting > 0 ? (channel, waiting) : nil
            }
        }
    }

    /// At most `limit` announced events after the channel's position, none from the first on that is not released yet.
    ///
    /// Released events never change and a channel has one consumer, so nothing is held while somebody decides about them.
    public func offer(channel: String, limit: Int, now: UnixTime) throws -> Offer {
        try reader.read("read events for channel \(channel) from") { database in
            // Up to where the channel was away; the position leaps over that when it gets there.
            let select = try RawStatement(
                database,
                """
                SELECT position, coalesce(
                    (SELECT min(left_at) FROM absence WHERE channel = name), (SELECT max(id) FROM event), 0)
                FROM channel WHERE name = ?
                """)
            guard let (position, last) = try select.first({ $0.bind(channel) }, { ($0.integer(0), $0.integer(1)) })
            else { throw unknownChannel(channel) }
            guard last > position else {
                return Offer(position: position, end: position, events: [], nextRelease: nil)
            }
            let batch = try EventReader(database).announced(
                after: position, through: last, limit: limit, releasedBy: now)
            let events = try batch.events.map { try $0.withUndelivered(database) }
            // Only announced events count against the limit: what is silent behind the last of them is passed with it.
            let end = batch.held.map { $0 - 1 } ?? (events.count < limit ? last : events.last?.id ?? position)
            return Offer(
                position: position, end: end, events: events,
                nextRelease: try batch.held.flatMap { try release(of: $0, database) })
        }
    }

    private func release(of event: Int64, _ database: GRDB.Database) throws -> UnixTime? {
        try RawStatement(database, "SELECT release_at FROM event WHERE id = ?")
            .first({ $0.bind(event) }, { $0.moment(0) }).flatMap { $0 }
    }

    /// The events of these ids, in order.
    public func events(_ ids: [Int64]) throws -> [Event] {
        try reader.read("read events from") { database in
            let events = try EventReader(database)
            return try ids.sorted().compactMap { try events.event($0)?.withUndelivered(database) }
        }
    }

    private func unknownChannel(_ channel: String) -> StoreError {
        StoreError(
            operation: "read events for", object: channel, cause: "the channel was never opened",
            hint: "open every channel at start", fate: .stop)
    }
}

extension Event {
    /// With what could not be delivered, if it is about that.
    fileprivate func withUndelivered(_ database: GRDB.Database) throws -> Event {
        guard kind == .deliveryDead else { return self }
        let select = """
            SELECT json_extract(undelivered, '$.channel'), json_extract(undelivered, '$.count'),
                json_extract(undelivered, '$.delivery'), json_extract(undelivered, '$.error'),
                json_extract(undelivered, '$.repeated'), json_extract(undelivered, '$.audience'),
                coalesce(json_extract(undelivered, '$.uncertain'), 0)
            FROM event WHERE id = ? AND undelivered IS NOT NULL
            """
        var event = self
        event.undelivered = try RawStatement(database, select).first({ $0.bind(id) }) { row in
            Undelivered(
                channel: row.text(0), count: Int(row.integer(1)), delivery: row.text(2), error: row.textIfAny(3),
                uncertain: Int(row.integer(6)), isRepeated: row.flag(4),
                audience: row.text(5).split(separator: "\n").map(String.init))
        }
        return event
    }
}

extension RawRow {
    /// A moment as it is stored.
    func moment(_ column: CInt) -> UnixTime? {
        textIfAny(column).flatMap { UnixTime(iso8601: $0) }
    }
}
