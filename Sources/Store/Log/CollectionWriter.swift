internal import Core
internal import GRDB

/// Writes collections and what becomes of them, within one transaction.
///
/// A collection is a digest that still takes events. Its events are ranges of ids, so a burst is few rows whatever its size.
/// The column `first_event`, by which messages are ordered, is a digest's last event once it is made.
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
        try add(events, to: id, due: due)
        // The digest of the day tells everything once more.
        if name != Self.daily { for event in events { try overtake(by: event, in: name, of: channel) } }
    }

    /// Takes earlier events of an event's report out of the channel's collections, but for the one that has the event: nil
    /// when it has a message of its own. What they say would be read after it.
    func overtake(by event: Int64, in name: String? = nil, of channel: String) throws {
        var overtaken: [(event: Int64, collection: String)] = []
        // CROSS JOIN keeps the order of the loops: mostly there is no collection, and nothing else to look at.
        let select = """
            SELECT o.id, d.id FROM delivery d INDEXED BY delivery_collecting
                CROSS JOIN event e CROSS JOIN revision r CROSS JOIN revision s CROSS JOIN event o
            WHERE d.channel = ?1 AND d.collecting IS NOT NULL AND d.collecting NOT IN ('\(Self.daily)', ?2)
                AND e.id = ?3 AND r.id = e.revision AND s.report = r.report
                AND o.revision = s.id AND o.announced = 1 AND o.id < e.id
                AND (SELECT last FROM delivery_range WHERE delivery = d.id AND first <= o.id
                    ORDER BY first DESC LIMIT 1) >= o.id
            """
        try RawStatement(database, select).forEach(
            { row in
                row.bind(channel)
                row.bind(name ?? "")
                row.bind(event)
            }, { overtaken.append(($0.integer(0), $0.text(1))) })
        for (event, collection) in overtaken {
            try remove(event, from: collection)
            try execute("UPDATE delivery SET covers = covers - 1 WHERE id = ?") { $0.bind(collection) }
            let select = "SELECT 1 FROM delivery_range WHERE delivery = ? LIMIT 1"
            let isLeft = try RawStatement(database, select).first({ $0.bind(collection) }, { _ in true })
            if isLeft == nil { try delete(collection) }
        }
    }

    /// Makes messages of a collection; nothing when there is none.
    func close(_ name: String, of channel: String, tally: DigestTally?) throws {
        guard let id = try find(name, of: channel) else { return }
        try note(name, of: channel)
        guard let tally else {
            for event in try ranges(of: id).lazy.flatMap({ $0 }) { try addAlone(event, channel) }
            return try delete(id)
        }
        for event in tally.alone { try addAlone(event, channel) }
        for event in tally.alone + tally.overtaken { try remove(event, from: id) }
        // A digest says how reports were with its last event: whatever happened before is told before.
        let select = "SELECT last FROM delivery_range WHERE delivery = ? ORDER BY first DESC LIMIT 1"
        guard let last = try RawStatement(database, select).first({ $0.bind(id) }, { $0.integer(0) }) else {
            return try delete(id)
        }
        let content = try DigestContent(tally, database)
        let update = """
            UPDATE delivery SET collecting = NULL, origin = ?1, queue = 0, due_at = ?2, age_from = ?2, mergeable = ?3,
                counts = ?4, worst = ?5, covers = covers - ?6, first_event = ?7
            WHERE id = ?8
            """
        try execute(update) { row in
            row.bind(name)
            row.bind(moment)
            row.bind(name != Self.daily)
            row.bind(content.countsJSON)
            row.bind(content.worstJSON)
            row.bind(tally.alone.count + tally.overtaken.count)
            row.bind(last)
            row.bind(id)
        }
    }

    /// The collection of the day's digest, which stays by itself.
    static let daily = "daily"

    /// Makes one collection of all that is mergeable and waits, with what that collection holds already.
    func merge(into name: String, of channel: String, due: UnixTime) throws {
        var sources: [(id: String, isDigest: Bool, event: Int64, covers: Int)] = []
        let select = """
            SELECT id, digest, first_event, covers FROM delivery INDEXED BY delivery_queue
            WHERE channel = ? AND queue = 0 AND attempts = 0 AND mergeable = 1
            """
        try RawStatement(database, select).forEach({ $0.bind(channel) }) { row in
            sources.append((row.text(0), row.flag(1), row.integer(2), Int(row.integer(3))))
        }
        guard let first = sources.map(\.event).min() else { return }
        let id = try open(name, of: channel, due: due, first: first)
        for source in sources {
            if source.isDigest {
                try execute("UPDATE delivery_range SET delivery = ? WHERE delivery = ?") { row in
                    row.bind(id)
                    row.bind(source.id)
                }
            } else {
                try insert(source.event...source.event, of: id)
            }
            try delete(source.id)
        }
        try execute("UPDATE delivery SET covers = covers + ? WHERE id = ?") { row in
            row.bind(sources.reduce(0) { $0 + $1.covers })
            row.bind(id)
        }
    }

    func discard(_ name: String, of channel: String) throws {
        if let id = try find(name, of: channel) { try delete(id) }
    }

    // MARK: Rows

    private func find(_ name: String, of channel: String) throws -> String? {
        try RawStatement(database, "SELECT id FROM delivery WHERE channel = ? AND collecting = ?").first(
            {
                $0.bind(channel)
                $0.bind(name)
            }, { $0.text(0) })
    }

    /// The collection's id; it is begun when there is none.
    private func open(_ name: String, of channel: String, due: UnixTime, first: Int64) throws -> String {
        if let id = try find(name, of: channel) { return id }
        let id = makeID()
        let insert = """
            INSERT INTO delivery (id, channel, first_event, created_at, due_at, digest, covers, collecting)
            VALUES (?, ?, ?, ?, ?, 1, 0, ?)
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
            INSERT INTO delivery (id, channel, first_event, created_at, due_at, queue) VALUES (?, ?, ?, ?, ?, 0)
            """
        try execute(insert) { row in
            row.bind(makeID())
            row.bind(channel)
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

    // MARK: Ranges

    private func ranges(of id: String) throws -> [ClosedRange<Int64>] {
        var ranges: [ClosedRange<Int64>] = []
        let select = "SELECT first, last FROM delivery_range WHERE delivery = ? ORDER BY first"
        try RawStatement(database, select).forEach({ $0.bind(id) }) { ranges.append($0.integer(0)...$0.integer(1)) }
        return ranges
    }

    /// Adds events behind those that are there.
    private func add(_ events: [Int64], to id: String, due: UnixTime) throws {
        var ranges = events.ranges[...]
        let select = "SELECT last FROM delivery_range WHERE delivery = ? ORDER BY first DESC LIMIT 1"
        let last = try RawStatement(database, select).first({ $0.bind(id) }, { $0.integer(0) })
        if let last, let first = ranges.first, last + 1 == first.lowerBound {
            try execute("UPDATE delivery_range SET last = ? WHERE delivery = ? AND last = ?") { row in
                row.bind(first.upperBound)
                row.bind(id)
                row.bind(last)
            }
            ranges.removeFirst()
        }
        for range in ranges { try insert(range, of: id) }
        try execute("UPDATE delivery SET covers = covers + ?, due_at = min(due_at, ?) WHERE id = ?") {
            $0.bind(events.count)
            $0.bind(due.iso8601)
            $0.bind(id)
        }
    }

    private func insert(_ range: ClosedRange<Int64>, of id: String) throws {
        try execute("INSERT INTO delivery_range (delivery, first, last) VALUES (?, ?, ?)") { row in
            row.bind(id)
            row.bind(range.lowerBound)
            row.bind(range.upperBound)
        }
    }

    /// Takes an event out of the range that has it.
    private func remove(_ event: Int64, from id: String) throws {
        let select = """
            SELECT first, last FROM delivery_range WHERE delivery = ? AND first <= ? ORDER BY first DESC LIMIT 1
            """
        let found = try RawStatement(database, select).first(
            {
                $0.bind(id)
                $0.bind(event)
            }, { (first: $0.integer(0), last: $0.integer(1)) })
        guard let (first, last) = found, event <= last else { return }
        try execute("DELETE FROM delivery_range WHERE delivery = ? AND first = ?") {
            $0.bind(id)
            $0.bind(first)
        }
        if first < event { try insert(first...(event - 1), of: id) }
        if event < last { try insert((event + 1)...last, of: id) }
    }

    private func execute(_ sql: String, _ bind: (inout Bindings) -> Void) throws {
        try RawStatement(database, sql).execute(bind)
    }
}

extension [Int64] {
    /// Ids that rise, as ranges of which every id is among them.
    fileprivate var ranges: [ClosedRange<Int64>] {
        reduce(into: []) { ranges, id in
            if let last = ranges.last, last.upperBound + 1 == id {
                ranges[ranges.count - 1] = last.lowerBound...id
            } else {
                ranges.append(id...id)
            }
        }
    }
}
