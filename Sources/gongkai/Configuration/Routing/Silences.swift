import Core
import Notifier
import Store
import Synchronization

/// A silence with its conditions understood.
struct ActiveSilence: Sendable {
    let id: Int64
    let begins: UnixTime
    let ends: UnixTime
    let match: Route.Match

    /// Nil when the conditions cannot be read, which only a hand in the database can bring about.
    init?(_ row: SilenceRow) {
        guard let begins = row.beginsAt, let ends = row.endsAt, let match = Route.Match(conditions: row.conditions)
        else {
            return nil
        }
        (id, self.begins, self.ends, self.match) = (row.id, begins, ends, match)
    }

    /// Whether it holds for an event: for what happened while it lasted, however late it is told.
    func covers(_ event: Event) -> Bool {
        begins <= event.occurredAt && event.occurredAt < ends && match.covers(event)
    }
}

/// The silences that the dispatcher asks, kept up to date by the commands that change them.
final class SilenceBook: Sendable {
    private let silences = Mutex<[ActiveSilence]>([])

    /// Reads them anew. An ended one still counts for events of its time that are not told yet.
    func reload(from store: Store) throws(StoreError) {
        let rows = try store.reader.silences()
        silences.withLock { $0 = rows.compactMap { ActiveSilence($0) } }
    }

    /// The silence that holds for an event.
    func silence(of event: Event) -> Int64? {
        silences.withLock { $0.first { $0.covers(event) }?.id }
    }
}

extension Route.Match {
    /// The conditions in JSON, as `match` of a route has them; nil when they are none.
    init?(conditions: String) {
        guard let root = try? JSONParser.parse(Array(conditions.utf8)) else { return nil }
        let context = ReadingContext(checks: ConfigurationChecks(rules: [], timeZoneExists: { _ in true }))
        let cursor = JSONCursor(node: root, path: .root, context: context)
        guard let match = Format<Route.Match>.object(Route.Match.init).convert(cursor), context.problems.isEmpty else {
            return nil
        }
        self = match
    }
}
