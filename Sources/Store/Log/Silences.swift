public import Core
internal import GRDB

/// Events that nobody is to be told of for a while, because somebody asked for it.
public struct SilenceRow: Sendable, Hashable {
    /// Its id.
    public let id: Int64
    /// What an event has to be, as JSON that `match` of a route has.
    public let conditions: String
    /// Why.
    public let why: String
    /// Who asked for it.
    public let author: String
    /// From when, as it is stored: ISO 8601 in UTC.
    public let begins: String
    /// Until when, as it is stored: ISO 8601 in UTC.
    public let ends: String
    /// How many messages it has kept from channels.
    public let events: Int

    /// From when.
    public var beginsAt: UnixTime? { UnixTime(iso8601: begins) }
    /// Until when.
    public var endsAt: UnixTime? { UnixTime(iso8601: ends) }
}

extension Store {
    /// Adds a silence; its id.
    public func addSilence(
        conditions: String, why: String, author: String, begins: UnixTime, ends: UnixTime
    ) throws(StoreError) -> Int64 {
        try write("add a silence to") { database in
            let insert = """
                INSERT INTO silence (conditions, why, author, begins_at, ends_at) VALUES (?, ?, ?, ?, ?) RETURNING id
                """
            return try RawStatement(database, insert).first(
                { row in
                    row.bind(conditions)
                    row.bind(why)
                    row.bind(author)
                    row.bind(begins.iso8601)
                    row.bind(ends.iso8601)
                }, { $0.integer(0) }) ?? 0
        }
    }

    /// Ends a silence now; false when none of this id still lasts.
    public func endSilence(_ id: Int64, now: UnixTime) throws(StoreError) -> Bool {
        try write("end a silence in") { database in
            let update = "UPDATE silence SET ends_at = ? WHERE id = ? AND ends_at > ?"
            try RawStatement(database, update).execute { row in
                row.bind(now.iso8601)
                row.bind(id)
                row.bind(now.iso8601)
            }
            return database.changesCount == 1
        }
    }
}

extension StoreReader {
    /// All silences, the last to end first.
    public func silences() throws(StoreError) -> [SilenceRow] {
        try read("list silences of") { database in
            var rows: [SilenceRow] = []
            let select = """
                SELECT id, conditions, why, author, begins_at, ends_at, events FROM silence ORDER BY ends_at DESC, id
                """
            try RawStatement(database, select).forEach { row in
                rows.append(
                    SilenceRow(
                        id: row.integer(0), conditions: row.text(1), why: row.text(2), author: row.text(3),
                        begins: row.text(4), ends: row.text(5), events: Int(row.integer(6))))
            }
            return rows
        }
    }
}
