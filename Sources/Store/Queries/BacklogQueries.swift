public import Core
internal import GRDB
internal import Glibc

/// What one channel has still to say.
public struct ChannelBacklog: Sendable, Hashable {
    /// The channel's name.
    public let channel: String
    /// Messages that wait, as far as was counted; those of a collection not yet closed are not among them.
    public let messages: Int
    /// Events of the log that were not looked at for it yet, as far as was counted; some may not be for it.
    public let events: Int
    /// Since when the oldest of what is due waits, events not made into messages yet included; nil when nothing does. What
    /// waits for company or an hour of the day counts from when it is due, which may lie ahead.
    public let oldest: UnixTime?
}

extension StoreReader {
    /// What every channel ever opened has still to say. Counting ends at that limit, and everything else is the first entry
    /// of an index, so that asking takes milliseconds however much waits.
    public func backlogs(countingTo limit: Int) throws(StoreError) -> [ChannelBacklog] {
        try read("count deliveries of") { database in
            var backlogs: [ChannelBacklog] = []
            try RawStatement(database, Self.selectBacklogs).forEach({ $0.bind(limit) }) { row in
                backlogs.append(
                    ChannelBacklog(
                        channel: row.text(0), messages: Int(row.integer(1)), events: Int(row.integer(2)),
                        oldest: row.moment(3)))
            }
            return backlogs
        }
    }

    static let selectBacklogs = """
        SELECT c.name,
            (SELECT count(*) FROM (
                SELECT 1 FROM delivery d INDEXED BY delivery_queue
                WHERE d.channel = c.name AND d.queue IS NOT NULL LIMIT ?1)),
            (SELECT count(*) FROM (
                SELECT 1 FROM unread u CROSS JOIN event e INDEXED BY event_announced
                    ON e.announced = 1 AND e.id >= u.first AND e.id <= u.last
                WHERE u.channel = c.name LIMIT ?1)),
            (SELECT min(moment) FROM (
                SELECT * FROM (
                    SELECT created_at AS moment FROM delivery d INDEXED BY delivery_queue
                    WHERE d.channel = c.name AND d.queue = 0 ORDER BY d.first_event LIMIT 1)
                UNION ALL
                SELECT * FROM (
                    SELECT created_at FROM delivery d INDEXED BY delivery_queue
                    WHERE d.channel = c.name AND d.queue = 1 ORDER BY d.first_event LIMIT 1)
                UNION ALL
                SELECT created_at FROM delivery d INDEXED BY delivery_sending
                WHERE d.state = 'sending' AND d.channel = c.name
                UNION ALL
                SELECT due_at FROM delivery d INDEXED BY delivery_collecting
                WHERE d.channel = c.name AND d.collecting IS NOT NULL
                UNION ALL
                SELECT occurred_at FROM event
                WHERE id = (SELECT min(id) FROM event WHERE announced = 1 AND id > c.position)))
        FROM channel c ORDER BY c.name
        """

    /// The size of the database and of its log, bytes, by the file's name.
    public func fileSizes() -> [(name: String, bytes: Int64)] {
        ["database": "", "wal": "-wal"].sorted { $0.key < $1.key }.map { name, suffix in
            var status = stat()
            let isThere = unsafe stat(path + suffix, &status) == 0
            return (name, isThere ? Int64(status.st_size) : 0)
        }
    }
}
