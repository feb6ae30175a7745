public import Core
internal import GRDB

/// Which deliveries a list holds; what is nil limits nothing.
public struct DeliveryFilter: Sendable, Hashable {
    /// The channel.
    public var channel: String?
    /// Any of these states; empty for all.
    public var states: Set<DeliveryState>
    /// How many at most, the newest first.
    public var limit: Int?

    /// A filter.
    public init(channel: String? = nil, states: Set<DeliveryState> = [], limit: Int? = nil) {
        self.channel = channel
        self.states = states
        self.limit = limit
    }
}

/// One delivery in a list. Moments are ISO 8601 in UTC.
public struct OutboxRow: Sendable, Hashable {
    /// Its id, the `webhook-id`.
    public let id: String
    /// The channel's name.
    public let channel: String
    /// What became of it.
    public let state: DeliveryState
    /// The event it is about; of a digest its last, of one that still takes events its first.
    public let event: Int64
    /// How many events it covers.
    public let covers: Int
    /// Whether it is a digest.
    public let isDigest: Bool
    /// The collection it still is; nil when it takes no more events.
    public let collecting: String?
    /// Whether it no longer holds back those behind it.
    public let isAside: Bool
    /// How many attempts were begun.
    public let attempts: Int
    /// When it was made.
    public let createdAt: String
    /// When its next attempt is; nil when there is none.
    public let dueAt: String?
    /// The last attempt's HTTP status.
    public let lastStatus: Int?
    /// What went wrong with the last attempt.
    public let lastError: String?
}

/// One attempt to deliver.
public struct AttemptRow: Sendable, Hashable {
    /// Its number, from 1.
    public let number: Int
    /// When it ended, ISO 8601 in UTC.
    public let endedAt: String
    /// What kind of answer it was; nil for an attempt of an earlier version.
    public let outcome: String?
    /// How long it took, milliseconds.
    public let latencyMilliseconds: Int?
    /// The HTTP status, when there was a response.
    public let status: Int?
    /// What went wrong; nil when nothing did.
    public let error: String?
    /// The response's first 2 KB, secrets masked.
    public let body: String?
    /// When it had come how far; nil where that was not noted.
    public let timings: AttemptTimings?
}

extension StoreReader {
    /// The ids of at most two deliveries that a name means: the id itself, or a beginning of it, with or without `msg_`.
    public func deliveryIDs(named name: String) throws(StoreError) -> [String] {
        try read("look for a delivery in") { database in
            let select = """
                SELECT id FROM delivery WHERE id = ?1
                UNION SELECT id FROM delivery WHERE id >= ?2 AND id < ?2 || char(0x10FFFF)
                    AND NOT EXISTS (SELECT 1 FROM delivery WHERE id = ?1)
                LIMIT 2
                """
            var ids: [String] = []
            try RawStatement(database, select).forEach(
                { row in
                    row.bind(name)
                    row.bind(name.hasPrefix("msg_") ? name : "msg_\(name)")
                }, { ids.append($0.text(0)) })
            return ids
        }
    }

    /// Deliveries, the newest first.
    public func deliveries(_ filter: DeliveryFilter = DeliveryFilter()) throws(StoreError) -> [OutboxRow] {
        try read("list deliveries of") { database in
            var terms: [String] = []
            if filter.channel != nil { terms.append("channel = ?") }
            if !filter.states.isEmpty {
                terms.append("state IN (\(filter.states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))")
            }
            let condition = terms.isEmpty ? "" : "WHERE \(terms.joined(separator: " AND "))"
            var rows: [OutboxRow] = []
            let select = "\(Self.selectDeliveries) \(condition) ORDER BY created_at DESC, first_event DESC, id LIMIT ?"
            try RawStatement(database, select).forEach(
                { row in
                    if let channel = filter.channel { row.bind(channel) }
                    // A negative LIMIT is none (https://www.sqlite.org/lang_select.html#limitoffset).
                    row.bind(filter.limit ?? -1)
                }, { rows.append(OutboxRow($0)) })
            return rows
        }
    }

    /// A delivery with its attempts, the first one first; nil when there is none of this id.
    public func delivery(_ id: String) throws(StoreError) -> (row: OutboxRow, attempts: [AttemptRow])? {
        try read("show a delivery of") { database in
            let found = try RawStatement(database, "\(Self.selectDeliveries) WHERE id = ?")
                .first({ $0.bind(id) }, { OutboxRow($0) })
            guard let found else { return nil }
            var attempts: [AttemptRow] = []
            let select = """
                SELECT number, ended_at, outcome, latency_ms, status, error, body,
                    resolved_us, connected_us, secured_us, answered_us, total_us
                FROM attempt WHERE delivery = ? ORDER BY id
                """
            try RawStatement(database, select).forEach({ $0.bind(id) }) { row in
                attempts.append(
                    AttemptRow(
                        number: Int(row.integer(0)), endedAt: row.text(1), outcome: row.textIfAny(2),
                        latencyMilliseconds: row.integerIfAny(3).map { Int($0) },
                        status: row.integerIfAny(4).map { Int($0) }, error: row.textIfAny(5), body: row.textIfAny(6),
                        timings: AttemptTimings(row, from: 7)))
            }
            return (found, attempts)
        }
    }

    private static let selectDeliveries = """
        SELECT id, channel, state, first_event, covers, digest, collecting, aside, attempts, created_at,
            CASE WHEN queue IS NOT NULL OR collecting IS NOT NULL THEN due_at END, last_status, last_error
        FROM delivery
        """
}

extension AttemptTimings {
    fileprivate init?(_ row: RawRow, from column: CInt) {
        guard !row.isNull(column + 4) else { return nil }
        func offset(_ index: CInt) -> Int { Int(row.integer(column + index)) }
        self.init(
            resolved: offset(0), connected: offset(1), secured: offset(2), answered: offset(3), total: offset(4))
    }
}

extension OutboxRow {
    fileprivate init(_ row: RawRow) {
        self.init(
            id: row.text(0), channel: row.text(1), state: row.value(2, default: .pending), event: row.integer(3),
            covers: Int(row.integer(4)), isDigest: row.flag(5), collecting: row.textIfAny(6), isAside: row.flag(7),
            attempts: Int(row.integer(8)), createdAt: row.text(9), dueAt: row.textIfAny(10),
            lastStatus: row.integerIfAny(11).map { Int($0) }, lastError: row.textIfAny(12))
    }
}
