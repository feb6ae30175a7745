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
    /// Judges the current revision of every report again from its facts, by the store's rules and roster as they are now.
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
            if batch.count < ArchiveTransaction.batch { break }
        }
        return state
    }

    /// Judges the next reports, each under the name that its organ has by the roster as it is now.
    private static func recheck(
        after last: Int64, _ archive: ArchiveTransaction, _ origin: EventOrigin
    ) throws -> [(report: Int64, outcome: Rejudging.Outcome)] {
        let settling = Settling(archive)
        let reports = try archive.currentReports(after: last)
        if reports.count < ArchiveTransaction.batch { try noteRoster(archive.directory.roster, archive.database) }
        return try reports.map { report in
            let before = try archive.statements.report(report.id)?.verdict
            let isSettled = try settling.settle(report.id, report.revision, origin)
            // It may have become a revision of another one meanwhile.
            guard let current = try archive.statements.report(report.id), current.revision == report.revision else {
                return (report.id, Rejudging.Outcome())
            }
            var outcome = try archive.rejudging.run(report.revision, .everything, origin)
            if isSettled { outcome.hasNewVerdict = try archive.statements.report(report.id)?.verdict != before }
            return (report.id, outcome)
        }
    }
}
