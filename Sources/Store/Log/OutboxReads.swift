public import Core
internal import GRDB

extension Store {
    /// What waits for a channel; at most `limit` of each kind.
    public func queue(channel: String, limit: Int) throws -> DeliveryQueue {
        try reader.read("read deliveries from") { database in
            let select = """
                SELECT id, first_event, covers, digest, attempts, coalesce(age_from, created_at), due_at, first_attempt_at,
                    aside, mergeable, uncertain
                FROM delivery INDEXED BY delivery_queue WHERE channel = ? AND queue = ?
                """
            func deliveries(_ queue: Int64, by order: String) throws -> [Delivery] {
                var found: [Delivery] = []
                try RawStatement(database, "\(select) ORDER BY \(order) LIMIT ?").forEach(
                    { row in
                        row.bind(channel)
                        row.bind(queue)
                        row.bind(limit)
                    }, { found.append(Delivery($0, channel: channel)) })
                return found
            }
            var collections: [Core.Collection] = []
            let selectCollections = """
                SELECT collecting, covers, due_at, created_at FROM delivery
                WHERE channel = ? AND collecting IS NOT NULL ORDER BY due_at
                """
            try RawStatement(database, selectCollections).forEach({ $0.bind(channel) }) { row in
                let begun = row.moment(3) ?? UnixTime(milliseconds: 0)
                collections.append(
                    Core.Collection(
                        name: row.text(0), covers: Int(row.integer(1)), dueAt: row.moment(2) ?? begun,
                        createdAt: begun))
            }
            return DeliveryQueue(
                ordered: try deliveries(0, by: "first_event, id"), aside: try deliveries(1, by: "due_at"),
                collections: collections)
        }
    }

    /// What a channel did since that moment.
    public func history(channel: String, since: UnixTime) throws -> ChannelHistory {
        try reader.read("read attempts from") { database in
            let success = try RawStatement(database, "SELECT last_success FROM channel WHERE name = ?")
                .first({ $0.bind(channel) }, { $0.moment(0) }).flatMap { $0 }
            var history = ChannelHistory(lastSuccess: success, attempts: [], failures: [], closings: [:])
            var isFailing = true
            try RawStatement(database, Self.selectAttempts).forEach({ $0.bind(channel) }) { row in
                guard let ended = row.moment(0) else { return }
                if ended >= since { history.attempts.append(ended) }
                let outcome: AttemptResult.Outcome = row.value(1, default: .unavailable)
                isFailing = isFailing && outcome != .success && ended >= since
                if isFailing { history.failures.append((ended, outcome)) }
            }
            history.attempts.reverse()
            let closings = "SELECT collection, closed_at FROM closing WHERE channel = ?"
            try RawStatement(database, closings).forEach({ $0.bind(channel) }) { row in
                history.closings[row.text(0)] = row.moment(1)
            }
            return history
        }
    }

    /// The newest first; more than any service takes within the longest window that is counted.
    private static let selectAttempts = """
        SELECT a.ended_at, a.outcome FROM attempt a JOIN delivery d ON d.id = a.delivery
        WHERE a.id > (SELECT coalesce(max(id), 0) FROM attempt) - 20000 AND d.channel = ? ORDER BY a.id DESC
        """

    /// The channels with deliveries that were given up and not told of yet.
    public func channelsWithUntoldFailures() throws -> [String] {
        try reader.read("read deliveries from") { database in
            var channels: [String] = []
            let select = """
                SELECT DISTINCT channel FROM delivery INDEXED BY delivery_dead WHERE state = 'dead' AND told = 0
                """
            try RawStatement(database, select).forEach { channels.append($0.text(0)) }
            return channels
        }
    }

    /// Since when there is something to say that no channel has said.
    public func unsaidSince() throws -> UnixTime? {
        try reader.read("read deliveries from") { database in
            let select = """
                WITH latest AS (SELECT coalesce(max(last_success), '') AS moment FROM channel)
                SELECT min(created_at) FROM (
                    SELECT created_at FROM delivery WHERE queue IS NOT NULL
                    UNION ALL SELECT created_at FROM delivery WHERE state = 'dead'
                    UNION ALL SELECT created_at FROM delivery WHERE state = 'ambiguous'
                    UNION ALL SELECT created_at FROM delivery WHERE state = 'sending'
                ) WHERE created_at > (SELECT moment FROM latest)
                """
            return try RawStatement(database, select).first({ _ in }, { $0.moment(0) }).flatMap { $0 }
        }
    }

    /// What a digest has to say, with at most so many of its worst; nil when there is no such delivery.
    public func digest(_ delivery: String, worst: Int) throws -> Event? {
        try reader.read("read a digest from") { database in
            try DigestReader(database).event(delivery, worst: worst)
        }
    }
}

extension Delivery {
    fileprivate init(_ row: RawRow, channel: String) {
        self.init(
            id: row.text(0), channel: channel, event: row.integer(1), covers: Int(row.integer(2)),
            isDigest: row.flag(3), attempts: Int(row.integer(4)),
            createdAt: row.moment(5) ?? UnixTime(milliseconds: 0), dueAt: row.moment(6),
            firstAttemptAt: row.moment(7), isAside: row.flag(8), isMergeable: row.flag(9),
            mayHaveArrived: row.flag(10))
    }
}

/// Counts what a digest covers, without reading the reports themselves.
private struct DigestReader {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) {
        self.database = database
    }

    func event(_ delivery: String, worst limit: Int) throws -> Event? {
        let select = "SELECT first_event, covers, origin FROM delivery WHERE id = ? AND digest = 1"
        let found = try RawStatement(database, select).first({ $0.bind(delivery) }) { row in
            (event: row.integer(0), covers: Int(row.integer(1)), origin: row.textIfAny(2))
        }
        guard let found else { return nil }
        let span = try span(delivery)
        let digest = Event.Digest(
            counts: try counts(delivery), covered: found.covers, worst: try worst(delivery, limit), span: span,
            delivery: delivery, isDaily: found.origin == "daily")
        return Event(
            id: found.event, kind: .digest, occurredAt: span?.upperBound ?? UnixTime(milliseconds: 0), subject: nil,
            digest: digest)
    }

    /// The last event about each report.
    private static let reports = """
        SELECT r.report, r.id AS revision, r.verdict, max(e.id) AS event
        FROM delivery_range x JOIN event e ON e.id BETWEEN x.first AND x.last JOIN revision r ON r.id = e.revision
        WHERE x.delivery = ? GROUP BY r.report
        """

    private func counts(_ delivery: String) throws -> [Verdict: Int] {
        var counts: [Verdict: Int] = [:]
        let select = "SELECT verdict, count(*) FROM (\(Self.reports)) GROUP BY verdict"
        try RawStatement(database, select).forEach({ $0.bind(delivery) }) { row in
            counts[row.value(0, default: .unreadable)] = Int(row.integer(1))
        }
        return counts
    }

    private func span(_ delivery: String) throws -> ClosedRange<UnixTime>? {
        let select = """
            SELECT min(e.occurred_at), max(e.occurred_at) FROM delivery_range x
                JOIN event e ON e.id IN (x.first, x.last) WHERE x.delivery = ?
            """
        let ends = try RawStatement(database, select).first({ $0.bind(delivery) }) { ($0.moment(0), $0.moment(1)) }
        guard case (let first?, let last?)? = ends else { return nil }
        return first...max(first, last)
    }

    private func worst(_ delivery: String, _ limit: Int) throws -> [Event.Digest.Item] {
        var events: [Int64] = []
        let select = """
            SELECT r.event FROM (\(Self.reports)) r WHERE r.verdict <> 'valid' ORDER BY \(CollectionWriter.rank), r.event LIMIT ?
            """
        try RawStatement(database, select).forEach(
            {
                $0.bind(delivery)
                $0.bind(limit)
            }, { events.append($0.integer(0)) })
        let reader = try EventReader(database)
        return try events.compactMap { try reader.event($0)?.subject }.map { subject in
            let gravest = subject.findings.map(\.severity).max()
            return Event.Digest.Item(
                report: subject.report, verdict: subject.verdict, agency: subject.agency, year: subject.year,
                file: subject.file, finding: subject.findings.first { $0.severity == gravest },
                findings: subject.findings.count)
        }
    }
}
