public import Core
internal import GRDB

extension Store {
    /// Since when there is something to say that none of these channels has said; nil when there is nothing.
    public func unsaidSince(on channels: [String]) throws -> UnixTime? {
        try reader.read("read deliveries from") { database in
            var names = CompactJSON()
            names.openArray()
            for name in channels { names.string(name) }
            names.closeArray()
            return try RawStatement(database, Self.selectUnsaid)
                .first({ $0.bind(String(decoding: names.bytes, as: UTF8.self)) }, { $0.moment(0) }).flatMap { $0 }
        }
    }

    /// What waits was something to say already when a message got through for the last time, so it counts from then on; what
    /// was given up before that is an old story. Events behind a channel's position count as well: a channel that cannot
    /// take more leaves them in the log.
    private static let selectUnsaid = """
        WITH own AS (SELECT name, position, last_success FROM channel WHERE name IN (SELECT value FROM json_each(?))),
            latest AS (SELECT coalesce(max(last_success), '') AS moment FROM own),
            unsaid AS (
                SELECT d.created_at AS moment FROM own CROSS JOIN delivery d INDEXED BY delivery_queue
                    ON d.channel = own.name WHERE d.queue IS NOT NULL
                UNION ALL
                SELECT d.created_at FROM own CROSS JOIN delivery d INDEXED BY delivery_sending
                    ON d.channel = own.name WHERE d.state = 'sending'
                UNION ALL
                SELECT d.due_at FROM own CROSS JOIN delivery d INDEXED BY delivery_collecting
                    ON d.channel = own.name WHERE d.collecting IS NOT NULL
                UNION ALL
                SELECT e.occurred_at FROM own CROSS JOIN event e
                    ON e.id = (SELECT min(id) FROM event WHERE announced = 1 AND id > own.position)
            ),
            given_up AS (
                SELECT d.created_at AS moment FROM own CROSS JOIN delivery d INDEXED BY delivery_given_up
                    ON d.channel = own.name WHERE \(OutboxWriter.isGivenUp)
            )
        SELECT min(moment) FROM (
            SELECT max(moment, (SELECT moment FROM latest)) AS moment FROM unsaid
            UNION ALL
            SELECT moment FROM given_up WHERE moment > (SELECT moment FROM latest)
        )
        """
}
