internal import Core
internal import GRDB

/// Writes the changes of the outbox that concern single deliveries, within one transaction.
struct OutboxWriter {
    private let database: GRDB.Database
    private let now: UnixTime
    private let moment: String
    private let insertDelivery: RawStatement
    private let updateBegun: RawStatement
    private let updateFinished: RawStatement
    private let updateUnsent: RawStatement
    private let insertAttempt: RawStatement
    private let updateSuccess: RawStatement

    init(_ database: GRDB.Database, now: UnixTime) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        self.database = database
        self.now = now
        moment = now.iso8601
        insertDelivery = try prepare(
            """
            INSERT INTO delivery (id, channel, first_event, state, attempts, created_at, due_at, mergeable, queue,
                first_attempt_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        updateBegun = try prepare(
            """
            UPDATE delivery SET state = 'sending', attempts = attempts + 1, queue = NULL,
                first_attempt_at = coalesce(first_attempt_at, ?)
            WHERE id = ? AND queue IS NOT NULL
            """)
        updateFinished = try prepare(
            """
            UPDATE delivery SET uncertain = max(uncertain, ?1),
                state = CASE WHEN ?2 = 'pending' AND (uncertain OR ?1) THEN 'ambiguous' ELSE ?2 END,
                queue = CASE WHEN ?3 IS NULL THEN NULL ELSE aside END,
                due_at = coalesce(?3, due_at), last_status = ?4, last_error = ?5, unclear = unclear + ?6
            WHERE id = ?7 AND state = 'sending' RETURNING attempts, channel
            """)
        updateUnsent = try prepare(
            """
            UPDATE delivery SET state = CASE uncertain WHEN 1 THEN 'ambiguous' ELSE 'pending' END, queue = aside,
                attempts = attempts - 1, first_attempt_at = CASE attempts WHEN 1 THEN NULL ELSE first_attempt_at END
            WHERE id = ? AND state = 'sending'
            """)
        insertAttempt = try prepare(
            """
            INSERT INTO attempt (delivery, channel, number, ended_at, outcome, latency_ms, status, error, body,
                resolved_us, connected_us, secured_us, answered_us, total_us)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        updateSuccess = try prepare(
            "UPDATE channel SET last_success = ? WHERE name = ? AND coalesce(last_success, '') < ?")
    }

    func pass(_ channel: String, from: Int64, to: Int64) throws {
        try RawStatement(database, "UPDATE channel SET position = ? WHERE name = ? AND position = ?").execute { row in
            row.bind(to)
            row.bind(channel)
            row.bind(from)
        }
        guard database.changesCount == 1 else {
            throw StoreError(
                operation: "pass events of", object: channel, cause: "another consumer has moved its position",
                hint: "give each channel one consumer", fate: .retry)
        }
        try Absences(database).leap(channel)
    }

    func add(_ id: String, _ channel: String, event: Int64, isMergeable: Bool, begun: Bool) throws {
        try insertDelivery.execute { row in
            row.bind(id)
            row.bind(channel)
            row.bind(event)
            row.bind(begun ? "sending" : "pending")
            row.bind(begun ? 1 : 0)
            row.bind(moment)
            row.bind(moment)
            row.bind(isMergeable)
            row.bind(begun ? nil : 0)
            row.bind(begun ? moment : nil)
        }
    }

    /// False when it no longer waits.
    func begin(_ id: String) throws -> Bool {
        try updateBegun.execute {
            $0.bind(moment)
            $0.bind(id)
        }
        return database.changesCount == 1
    }

    func finish(_ id: String, _ result: AttemptResult) throws {
        guard result.fate != .notSent else {
            try updateUnsent.execute { $0.bind(id) }
            guard database.changesCount == 1 else { throw notBeingAttempted(id) }
            return
        }
        let next = result.fate.nextAttempt?.iso8601
        let finished = try updateFinished.first(
            { row in
                row.bind(result.outcome == .ambiguous)
                row.bind(result.fate.state.rawValue)
                row.bind(next)
                row.bind(result.status)
                row.bind(result.error)
                row.bind(result.outcome == .unclear)
                row.bind(id)
            }, { (attempts: $0.integer(0), channel: $0.text(1)) })
        guard let finished else { throw notBeingAttempted(id) }
        try insertAttempt.execute { row in
            row.bind(id)
            row.bind(finished.channel)
            row.bind(finished.attempts)
            row.bind(moment)
            row.bind(result.outcome.rawValue)
            row.bind(result.latencyMilliseconds)
            row.bind(result.status)
            row.bind(result.error)
            row.bind(result.body)
            row.bind(result.timings?.resolved)
            row.bind(result.timings?.connected)
            row.bind(result.timings?.secured)
            row.bind(result.timings?.answered)
            row.bind(result.timings?.total)
        }
        guard result.outcome == .success else { return }
        try updateSuccess.execute { row in
            row.bind(moment)
            row.bind(finished.channel)
            row.bind(moment)
        }
    }

    func setAside(_ id: String) throws {
        let update = """
            UPDATE delivery SET aside = 1, queue = CASE WHEN queue IS NULL THEN NULL ELSE 1 END WHERE id = ?
            """
        try RawStatement(database, update).execute { $0.bind(id) }
    }

    func makeDue(_ channel: String) throws {
        // The last attempt says why it waits.
        let update = """
            UPDATE delivery SET due_at = ?1 WHERE channel = ?2 AND queue IS NOT NULL AND due_at > ?1 AND coalesce(
                (SELECT outcome FROM attempt WHERE delivery = delivery.id ORDER BY id DESC LIMIT 1), '')
                NOT IN ('rate-limited', 'quota')
            """
        try RawStatement(database, update).execute {
            $0.bind(moment)
            $0.bind(channel)
        }
    }

    func clockSetBack(longestWait: Int64) throws {
        let waits = "(queue IS NOT NULL OR collecting IS NOT NULL)"
        for column in ["created_at", "age_from", "first_attempt_at"] {
            // What was made in the future is due now: how long it was to wait from then on says nothing any more.
            let update = """
                UPDATE delivery SET \(column) = ?1, due_at = min(due_at, ?1) WHERE \(waits) AND \(column) > ?1
                """
            try RawStatement(database, update).execute { $0.bind(moment) }
        }
        let update = "UPDATE delivery SET due_at = ?1 WHERE queue IS NOT NULL AND due_at > ?2"
        try RawStatement(database, update).execute {
            $0.bind(moment)
            $0.bind(now.advanced(milliseconds: longestWait).iso8601)
        }
        for (table, column) in [("channel", "last_success"), ("closing", "closed_at")] {
            let update = "UPDATE \(table) SET \(column) = ?1 WHERE \(column) > ?1"
            try RawStatement(database, update).execute { $0.bind(moment) }
        }
    }

    func countSilenced(_ count: Int, by silence: Int64) throws {
        try RawStatement(database, "UPDATE silence SET events = events + ? WHERE id = ?").execute {
            $0.bind(count)
            $0.bind(silence)
        }
    }

    /// Logs the day's sign of life, unless that is in the log already.
    func logHeartbeat(day: String) throws {
        let isThere = try RawStatement(database, "SELECT 1 FROM heartbeat WHERE day = ?")
            .first({ $0.bind(day) }, { _ in true })
        guard isThere == nil else { return }
        let event = try logEvent(.heartbeat, undelivered: nil)
        try RawStatement(database, "INSERT INTO heartbeat (day, event) VALUES (?, ?)").execute {
            $0.bind(day)
            $0.bind(event)
        }
    }

    /// Dead, or ambiguous and not repeated; the words of the index `delivery_given_up`.
    static let isGivenUp = "state IN ('dead', 'ambiguous') AND queue IS NULL"

    func tellUndelivered(_ channel: String, audience: [String]) throws {
        let select = """
            SELECT d.id, d.last_error, (SELECT kind FROM event WHERE id = d.first_event), count(*) OVER (),
                sum(d.state = 'ambiguous') OVER ()
            FROM delivery d INDEXED BY delivery_given_up
            WHERE d.channel = ? AND \(Self.isGivenUp) AND d.told = 0 ORDER BY d.first_event DESC LIMIT 1
            """
        let last = try RawStatement(database, select).first({ $0.bind(channel) }) { row in
            Event.Undelivered(
                channel: channel, count: Int(row.integer(3)), delivery: row.text(0), error: row.textIfAny(1),
                uncertain: Int(row.integer(4)), isRepeated: row.textIfAny(2) == EventKind.deliveryDead.rawValue,
                audience: audience)
        }
        guard let last else { return }
        let update = "UPDATE delivery SET told = 1 WHERE channel = ? AND \(Self.isGivenUp) AND told = 0"
        try RawStatement(database, update).execute { $0.bind(channel) }
        if !audience.isEmpty { _ = try logEvent(.deliveryDead, undelivered: last.json) }
    }

    private func logEvent(_ kind: EventKind, undelivered: String?) throws -> Int64 {
        let insert = "INSERT INTO event (kind, occurred_at, announced, undelivered) VALUES (?, ?, 1, ?) RETURNING id"
        let id = try RawStatement(database, insert).first(
            { row in
                row.bind(kind.rawValue)
                row.bind(moment)
                row.bind(undelivered)
            }, { $0.integer(0) })
        return id ?? 0
    }

    private func notBeingAttempted(_ id: String) -> StoreError {
        StoreError(
            operation: "finish", object: "delivery \(id)", cause: "it is not being attempted",
            hint: "read the outbox again", fate: .retry)
    }
}

extension Event.Undelivered {
    /// As the log keeps it; the audience one name a line.
    fileprivate var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member("channel", channel)
            json.member("count", count)
            json.member("delivery", delivery)
            json.member("error", error)
            json.member("uncertain", uncertain)
            json.member("repeated", isRepeated ? 1 : 0)
            json.member("audience", audience.joined(separator: "\n"))
        }
        return json.text
    }
}

extension AttemptResult.Fate {
    fileprivate var state: DeliveryState {
        switch self {
        case .delivered: .delivered
        case .accepted: .accepted
        case .retry, .notSent: .pending
        case .ambiguous: .ambiguous
        case .dead: .dead
        }
    }
}
