public import Core
internal import GRDB

extension Store {
    /// What waits for a channel; at most `limit` of each kind.
    public func queue(channel: String, limit: Int) throws -> DeliveryQueue {
        try reader.read("read deliveries from") { database in
            let select = """
                SELECT id, first_event, covers, digest, attempts - attempts_before, coalesce(age_from, created_at), due_at,
                    first_attempt_at, aside, mergeable AND attempts = 0, uncertain, unclear
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
        SELECT ended_at, outcome FROM attempt INDEXED BY attempt_channel WHERE channel = ? ORDER BY id DESC LIMIT 20000
        """

    /// The channels with deliveries that were given up, as dead or as ambiguous, and not told of yet.
    public func channelsWithUntoldFailures() throws -> [String] {
        try reader.read("read deliveries from") { database in
            var channels: [String] = []
            let select = """
                SELECT DISTINCT channel FROM delivery INDEXED BY delivery_given_up
                WHERE \(OutboxWriter.isGivenUp) AND told = 0
                """
            try RawStatement(database, select).forEach { channels.append($0.text(0)) }
            return channels
        }
    }

    /// The first so many events of a channel's collection behind an event, in order.
    public func members(
        of collection: String, channel: String, after event: Int64, limit: Int
    ) throws -> [DigestMember] {
        try reader.read("read a collection from") { database in
            // CROSS JOIN keeps the order of the loops, so that ranges and events come in order without being sorted.
            let select = """
                WITH collection AS (SELECT id FROM delivery WHERE channel = ?1 AND collecting = ?2)
                SELECT e.id, r.report, \(EventFindings.verdict), e.kind, c.revoked, c.region, json_array_length(c.agencies),
                    r.id IS NOT NULL AND \(EventFindings.endsErrors)
                FROM delivery_range x
                    CROSS JOIN event e ON e.id BETWEEN max(x.first, ?3 + 1) AND x.last
                    LEFT JOIN revision r ON r.id = e.revision
                    LEFT JOIN coverage_event c ON c.event = e.id
                WHERE x.delivery = (SELECT id FROM collection) AND x.first >= (
                    SELECT coalesce(max(first), 0) FROM delivery_range
                    WHERE delivery = (SELECT id FROM collection) AND first <= ?3)
                    AND (r.id IS NOT NULL OR c.event IS NOT NULL)
                ORDER BY x.first, e.id LIMIT ?4
                """
            let events = try EventReader(database)
            var members: [DigestMember] = []
            var isGoodNews: [Bool] = []
            try RawStatement(database, select).forEach(
                { row in
                    row.bind(channel)
                    row.bind(collection)
                    row.bind(event)
                    row.bind(limit)
                },
                { row in
                    members.append(DigestMember(row))
                    isGoodNews.append(row.flag(7))
                })
            return try zip(members, isGoodNews).map { member, isGood in
                guard isGood else { return member }
                let gone = try events.beginningsOfGone(by: member.event)
                return DigestMember(event: member.event, matter: member.matter, gone: gone)
            }
        }
    }

    /// What a digest has to say; nil when there is no such delivery.
    public func digest(_ delivery: String) throws -> Event? {
        try reader.read("read a digest from") { database in
            try DigestReader(database).event(delivery)
        }
    }
}

extension Delivery {
    fileprivate init(_ row: RawRow, channel: String) {
        self.init(
            id: row.text(0), channel: channel, event: row.integer(1), covers: Int(row.integer(2)),
            isDigest: row.flag(3), attempts: Int(row.integer(4)), unclearAnswers: Int(row.integer(11)),
            createdAt: row.moment(5) ?? UnixTime(milliseconds: 0), dueAt: row.moment(6),
            firstAttemptAt: row.moment(7), isAside: row.flag(8), isMergeable: row.flag(9),
            mayHaveArrived: row.flag(10))
    }
}

extension DigestMember {
    fileprivate init(_ row: RawRow) {
        guard row.isNull(1) else {
            self.init(event: row.integer(0), report: row.integer(1), verdict: row.value(2, default: .unreadable))
            return
        }
        let isMissing = row.text(3) == EventKind.coverageMissing.rawValue
        self.init(
            event: row.integer(0),
            matter: .coverage(
                row.flag(4) ? .notDue : isMissing ? .missing : .arrived, region: row.text(5),
                agencies: Int(row.integer(6))))
    }
}
