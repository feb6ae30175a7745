internal import Core
internal import GRDB

/// Writes collections and what becomes of them, within one transaction.
///
/// A collection is a digest that still takes events. Its events are ranges of ids, so a burst is few rows whatever its size.
struct CollectionWriter {
    private let database: GRDB.Database
    private let moment: String
    private let makeID: () -> String
    private let now: UnixTime

    init(_ database: GRDB.Database, now: UnixTime, makeID: @escaping () -> String) throws {
        self.database = database
        self.now = now
        self.makeID = makeID
        moment = now.iso8601
    }

    /// Adds events, which rise and are later than all that it holds.
    func collect(_ events: [Int64], into name: String, of channel: String, due: UnixTime) throws {
        guard let first = events.first else { return }
        let id = try open(name, of: channel, due: due, first: first)
        try add(EventRanges(events), to: id)
    }

    /// Makes messages of a collection; nothing when there is none.
    func close(_ name: String, of channel: String, most: Int) throws {
        guard let (id, covers) = try find(name, of: channel) else { return }
        try note(name, of: channel)
        if covers <= most {
            for event in try ranges(of: id).events { try addAlone(event, channel) }
            try delete(id)
            return
        }
        let alone = most > 1 ? try worst(of: id, most - 1) : []
        for event in alone { try addAlone(event, channel) }
        if !alone.isEmpty { try rewrite(id, try ranges(of: id).removing(Set(alone))) }
        let update = """
            UPDATE delivery SET collecting = NULL, origin = ?, queue = 0, due_at = ?, age_from = ?, mergeable = ?
            WHERE id = ?
            """
        try execute(update) { row in
            row.bind(name)
            row.bind(moment)
            row.bind(moment)
            row.bind(most > 0)
            row.bind(id)
        }
    }

    /// Makes one collection of all that is mergeable and waits, with what that collection holds already.
    func merge(into name: String, of channel: String, due: UnixTime) throws {
        var sources: [(id: String, isDigest: Bool, event: Int64)] = []
        let select = """
            SELECT id, digest, first_event FROM delivery INDEXED BY delivery_queue
            WHERE channel = ? AND queue = 0 AND attempts = 0 AND mergeable = 1
            """
        try RawStatement(database, select).forEach({ $0.bind(channel) }) { row in
            sources.append((row.text(0), row.flag(1), row.integer(2)))
        }
        guard let first = sources.map(\.event).min() else { return }
        let id = try open(name, of: channel, due: due, first: first)
        var all = try ranges(of: id)
        for source in sources {
            all.formUnion(source.isDigest ? try ranges(of: source.id) : EventRanges([source.event]))
            try delete(source.id)
        }
        try rewrite(id, all.sorted)
    }

    func postpone(_ name: String, of channel: String, to due: UnixTime) throws {
        try execute("UPDATE delivery SET due_at = ? WHERE channel = ? AND collecting = ?") { row in
            row.bind(due.iso8601)
            row.bind(channel)
            row.bind(name)
        }
    }

    func discard(_ name: String, of channel: String) throws {
        if let (id, _) = try find(name, of: channel) { try delete(id) }
    }

    // MARK: Rows

    private func find(_ name: String, of channel: String) throws -> (id: String, covers: Int)? {
        let select = "SELECT id, covers FROM delivery WHERE channel = ? AND collecting = ?"
        return try RawStatement(database, select).first(
            {
                $0.bind(channel)
                $0.bind(name)
            }, { ($0.text(0), Int($0.integer(1))) })
    }

    /// The collection's id; it is begun when there is none.
    private func open(_ name: String, of channel: String, due: UnixTime, first: Int64) throws -> String {
        if let (id, _) = try find(name, of: channel) { return id }
        let id = makeID()
        let insert = """
            INSERT INTO delivery (id, channel, events, first_event, created_at, due_at, digest, covers, collecting)
            VALUES (?, ?, '[]', ?, ?, ?, 1, 0, ?)
            """
        try execute(insert) { row in
            row.bind(id)
            row.bind(channel)
            row.bind(first)
            row.bind(moment)
            row.bind(due.iso8601)
            row.bind(name)
        }
        return id
    }

    private func addAlone(_ event: Int64, _ channel: String) throws {
        let insert = """
            INSERT INTO delivery (id, channel, events, first_event, created_at, due_at, queue) VALUES (?, ?, ?, ?, ?, ?, 0)
            """
        try execute(insert) { row in
            row.bind(makeID())
            row.bind(channel)
            row.bind("[\(event)]")
            row.bind(event)
            row.bind(moment)
            row.bind(moment)
        }
    }

    private func note(_ name: String, of channel: String) throws {
        try execute("INSERT OR REPLACE INTO closing (channel, collection, closed_at) VALUES (?, ?, ?)") { row in
            row.bind(channel)
            row.bind(name)
            row.bind(moment)
        }
    }

    private func delete(_ id: String) throws {
        try execute("DELETE FROM delivery_range WHERE delivery = ?") { $0.bind(id) }
        try execute("DELETE FROM delivery WHERE id = ?") { $0.bind(id) }
    }

    /// The events of the worst reports, worst first and oldest first among equals, given in order.
    private func worst(of id: String, _ limit: Int) throws -> [Int64] {
        var events: [Int64] = []
        let select = """
            SELECT e.id FROM delivery_range x JOIN event e ON e.id BETWEEN x.first AND x.last
                JOIN revision r ON r.id = e.revision
            WHERE x.delivery = ? ORDER BY \(Self.rank), e.id LIMIT ?
            """
        try RawStatement(database, select).forEach(
            {
                $0.bind(id)
                $0.bind(limit)
            }, { events.append($0.integer(0)) })
        return events.sorted()
    }

    /// The order in which a digest names reports.
    static let rank = """
        CASE r.verdict WHEN 'invalid' THEN 0 WHEN 'unreadable' THEN 1 WHEN 'flagged' THEN 2 WHEN 'foreign' THEN 3 ELSE 4 END
        """

    // MARK: Ranges

    private func ranges(of id: String) throws -> EventRanges {
        var ranges = EventRanges()
        let select = "SELECT first, last FROM delivery_range WHERE delivery = ? ORDER BY first"
        try RawStatement(database, select).forEach({ $0.bind(id) }) { ranges.append($0.integer(0)...$0.integer(1)) }
        return ranges
    }

    /// Adds events behind those that are there.
    private func add(_ ranges: EventRanges, to id: String) throws {
        var rest = ranges.list[...]
        if let first = rest.first {
            let extend = "UPDATE delivery_range SET last = ? WHERE delivery = ? AND last = ?"
            let select = "SELECT last FROM delivery_range WHERE delivery = ? ORDER BY first DESC LIMIT 1"
            let last = try RawStatement(database, select).first({ $0.bind(id) }, { $0.integer(0) })
            if let last, last + 1 == first.lowerBound {
                try execute(extend) { row in
                    row.bind(first.upperBound)
                    row.bind(id)
                    row.bind(last)
                }
                rest.removeFirst()
            }
        }
        try insert(rest, of: id)
        try execute("UPDATE delivery SET covers = covers + ? WHERE id = ?") {
            $0.bind(ranges.count)
            $0.bind(id)
        }
    }

    private func rewrite(_ id: String, _ ranges: EventRanges) throws {
        try execute("DELETE FROM delivery_range WHERE delivery = ?") { $0.bind(id) }
        try insert(ranges.list[...], of: id)
        try execute("UPDATE delivery SET covers = ?, first_event = ? WHERE id = ?") { row in
            row.bind(ranges.count)
            row.bind(ranges.list.first?.lowerBound)
            row.bind(id)
        }
    }

    private func insert(_ ranges: ArraySlice<ClosedRange<Int64>>, of id: String) throws {
        let insert = try RawStatement(database, "INSERT INTO delivery_range (delivery, first, last) VALUES (?, ?, ?)")
        for range in ranges {
            try insert.execute { row in
                row.bind(id)
                row.bind(range.lowerBound)
                row.bind(range.upperBound)
            }
        }
    }

    private func execute(_ sql: String, _ bind: (inout Bindings) -> Void) throws {
        try RawStatement(database, sql).execute(bind)
    }
}

/// Ids of events as ranges of which every id belongs to them.
struct EventRanges: Equatable {
    private(set) var list: [ClosedRange<Int64>] = []

    init() {}

    /// The ranges of ids that rise.
    init(_ events: [Int64]) {
        for event in events { append(event...event) }
    }

    /// How many ids.
    var count: Int { list.reduce(0) { $0 + $1.count } }

    /// The ids.
    var events: some Sequence<Int64> { list.lazy.flatMap { $0 } }

    /// Adds a range that begins behind all others.
    mutating func append(_ range: ClosedRange<Int64>) {
        if let last = list.last, last.upperBound + 1 == range.lowerBound {
            list[list.count - 1] = last.lowerBound...range.upperBound
        } else {
            list.append(range)
        }
    }

    /// Adds ranges that share no id with these, in no order; see ``sorted``.
    mutating func formUnion(_ other: EventRanges) {
        list += other.list
    }

    /// In order, and joined where they touch.
    var sorted: EventRanges {
        list.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: EventRanges()) { $0.append($1) }
    }

    /// Without these ids.
    func removing(_ events: Set<Int64>) -> EventRanges {
        let removed = events.sorted()
        var position = 0
        var result = EventRanges()
        for range in list {
            var start = range.lowerBound
            while position < removed.count, removed[position] <= range.upperBound {
                let event = removed[position]
                if start < event { result.append(start...(event - 1)) }
                start = event + 1
                position += 1
            }
            if start <= range.upperBound { result.append(start...range.upperBound) }
        }
        return result
    }
}
