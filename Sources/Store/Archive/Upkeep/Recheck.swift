public import Core
internal import GRDB

/// How far judging everything again is, and what came of it.
public struct RecheckProgress: Sendable, Hashable, Codable {
    /// How many reports there are to judge.
    public var total = 0
    /// How many of them have been judged.
    public var judged = 0
    /// How many findings are new.
    public var opened = 0
    /// How many findings hold no longer.
    public var closed = 0
    /// How many reports have another verdict than before.
    public var changed = 0

    /// Whether every report has been judged.
    public var isComplete: Bool { judged >= total }
}

extension Store {
    /// So many reports at a time: some fifty milliseconds in which a report that comes has to wait.
    private static let recheckBatch = 64

    /// Judges the current revision of every report again from its facts, by the store's rules as they are now.
    ///
    /// Between batches others may write. An event is made where the verdict changes, and nowhere else.
    ///
    /// - Parameters:
    ///   - announcement: whether channels hear of it.
    ///   - now: the time, for events.
    ///   - isCancelled: asked between batches; what has been judged by then stays.
    ///   - progress: called after every batch.
    /// - Returns: what came of it.
    /// - Throws: why the store could not go on; what was judged by then stays.
    public func recheck(
        announcement: Announcement, now: () -> UnixTime, isCancelled: () -> Bool = { false },
        progress: (RecheckProgress) -> Void = { _ in }
    ) throws(StoreError) -> RecheckProgress {
        var state = RecheckProgress()
        state.total = try reader.read("count in") { database in
            let count = "SELECT count(*) FROM report WHERE superseded_by IS NULL"
            return Int(try RawStatement(database, count).first({ _ in }, { $0.integer(0) }) ?? 0)
        }
        var last: Int64 = 0
        while !isCancelled() {
            let origin = EventOrigin(moment: now(), announcement: announcement)
            let batch = try write("judge again in") { database in
                try Self.recheck(after: last, ArchiveTransaction(database, memory), origin)
            }
            guard let end = batch.last else { break }
            last = end.report
            state.judged += batch.count
            // Reports that have come meanwhile are judged too.
            state.total = max(state.total, state.judged)
            for outcome in batch.map(\.outcome) {
                state.opened += outcome.opened
                state.closed += outcome.closed
                state.changed += outcome.hasNewVerdict ? 1 : 0
            }
            progress(state)
            if batch.count < Self.recheckBatch { break }
        }
        return state
    }

    private static func recheck(
        after last: Int64, _ archive: ArchiveTransaction, _ origin: EventOrigin
    ) throws -> [(report: Int64, outcome: Rejudging.Outcome)] {
        var reports: [(id: Int64, revision: Int64)] = []
        let select = """
            SELECT id, revision FROM report WHERE superseded_by IS NULL AND id > ? ORDER BY id LIMIT \(recheckBatch)
            """
        try RawStatement(archive.database, select).forEach({ $0.bind(last) }) { row in
            reports.append((row.integer(0), row.integer(1)))
        }
        return try reports.map { ($0.id, try archive.rejudging.run($0.revision, .everything, origin)) }
    }
}
