public import Core
internal import GRDB

/// Which deliveries a person means.
public enum DeliverySelection: Sendable, Hashable {
    /// These.
    case ids([String])
    /// All that were given up, also those that may have arrived; of one channel when it is named.
    case dead(channel: String?)
}

/// What became of what a person wanted.
public struct DeliveryActions: Sendable, Hashable {
    /// How many deliveries it was done to.
    public var count = 0
    /// To which it could not be done, with the reason.
    public var refusals: [String] = []
}

extension Store {
    /// Sends deliveries again, whatever became of them, under their own ids and with age and attempts counted from now.
    public func retry(_ selection: DeliverySelection, now: UnixTime) throws(StoreError) -> DeliveryActions {
        let update = """
            UPDATE delivery SET state = 'pending', queue = 0, aside = 0, uncertain = 0, told = 0, due_at = ?1, age_from = ?1,
                first_attempt_at = NULL, attempts_before = attempts, unclear = 0
            """
        return try change(
            selection, "retry", "\(update) WHERE state <> 'sending' AND collecting IS NULL", moment: now.iso8601)
    }

    /// Gives deliveries up for good.
    public func drop(_ selection: DeliverySelection, now: UnixTime) throws(StoreError) -> DeliveryActions {
        let update = "UPDATE delivery SET state = 'dropped', queue = NULL, collecting = NULL, due_at = ?1"
        return try change(
            selection, "drop", "\(update) WHERE state IN ('pending', 'ambiguous', 'dead')", moment: now.iso8601)
    }

    /// Gives up everything that waits for a channel that the configuration does not name any more; counts events.
    public func drop(leftBy channel: String, now: UnixTime) throws(StoreError) -> DeliveryActions {
        try write("drop what waits for \(channel) in") { database in
            guard let count = try Absences(database).giveUp(channel, at: now.iso8601) else {
                let why = "the configuration names this channel, or no channel ever had this name"
                return DeliveryActions(refusals: ["\(channel): \(why); name its deliveries by their ids"])
            }
            return DeliveryActions(count: count)
        }
    }

    private func change(
        _ selection: DeliverySelection, _ verb: String, _ update: String, moment: String
    ) throws(StoreError) -> DeliveryActions {
        try write("\(verb) deliveries of") { database in
            var actions = DeliveryActions()
            switch selection {
            case .dead(let channel):
                let dead = "\(update) AND \(OutboxWriter.isGivenUp) AND (?2 IS NULL OR channel = ?2)"
                try RawStatement(database, dead).execute {
                    $0.bind(moment)
                    $0.bind(channel)
                }
                actions.count = database.changesCount
            case .ids(let ids):
                let statement = try RawStatement(database, "\(update) AND id = ?2")
                let select = try RawStatement(database, "SELECT state, collecting FROM delivery WHERE id = ?")
                for id in ids {
                    let found = try select.first({ $0.bind(id) }) { (state: $0.text(0), isOpen: !$0.isNull(1)) }
                    try statement.execute {
                        $0.bind(moment)
                        $0.bind(id)
                    }
                    if database.changesCount == 1 {
                        actions.count += 1
                    } else {
                        actions.refusals.append("\(id): \(Self.reason(found, verb))")
                    }
                }
            }
            return actions
        }
    }

    private static func reason(_ found: (state: String, isOpen: Bool)?, _ verb: String) -> String {
        guard let found else { return "there is no such delivery; gongkai outbox list shows which there are" }
        if found.isOpen { return "it still collects events and is sent by itself" }
        if found.state == "sending" { return "it is being sent right now; try again in a moment" }
        return "it is \(found.state); there is nothing to \(verb)"
    }
}
