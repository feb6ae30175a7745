internal import Core
internal import GRDB

/// Puts together what a digest says, from what was counted when it was made.
struct DigestReader {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) {
        self.database = database
    }

    /// The digest of that delivery as an event; nil when there is none.
    func event(_ delivery: String) throws -> Event? {
        let select = """
            SELECT coalesce((SELECT min(first) FROM delivery_range WHERE delivery = id), first_event), covers, origin,
                counts, worst
            FROM delivery WHERE id = ? AND digest = 1
            """
        let found = try RawStatement(database, select).first({ $0.bind(delivery) }) { row in
            (
                event: row.integer(0), covers: Int(row.integer(1)), isDaily: row.textIfAny(2) == CollectionWriter.daily,
                counts: row.bytes(3), worst: row.bytes(4)
            )
        }
        guard let found else { return nil }
        let content = try DigestContent(counts: found.counts, worst: found.worst, database)
        let span = try span(delivery)
        let digest = Event.Digest(
            counts: content.counts, covered: found.covers, worst: content.worst, gone: content.gone,
            coverage: content.coverage, regions: try content.regions.compactMap(region), span: span, delivery: delivery,
            isDaily: found.isDaily)
        return Event(
            id: found.event, kind: .digest, occurredAt: span?.upperBound ?? UnixTime(milliseconds: 0), subject: nil,
            digest: digest)
    }

    private func span(_ delivery: String) throws -> ClosedRange<UnixTime>? {
        func moment(_ ids: String) throws -> UnixTime? {
            let select = "SELECT occurred_at FROM event WHERE id = (\(ids))"
            return try RawStatement(database, select).first({ $0.bind(delivery) }, { $0.moment(0) }).flatMap { $0 }
        }
        let first = try moment("SELECT first FROM delivery_range WHERE delivery = ? ORDER BY first LIMIT 1")
        let last = try moment("SELECT last FROM delivery_range WHERE delivery = ? ORDER BY first DESC LIMIT 1")
        guard let first, let last else { return nil }
        return first...max(first, last)
    }

    /// What an event about coverage says, which never changes.
    private func region(_ event: Int64) throws -> Event.Digest.Region? {
        guard let event = try EventReader(database).event(event), let news = event.coverageNews,
            let coverage = event.coverage
        else { return nil }
        return Event.Digest.Region(news: news, coverage: coverage)
    }
}
