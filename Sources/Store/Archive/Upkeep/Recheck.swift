public import Core
internal import GRDB

/// How far judging everything again is, and what came of it.
public struct RecheckProgress: Sendable, Hashable, Codable {
    /// How many reports there are to judge.
    public var total = 0
    /// How many of them have been judged.
    public var judged = 0
    /// How many findings are new, those included that reports have under the names they take.
    public var opened = 0
    /// How many findings hold no longer by the rules or names as they are now.
    public var closed = 0
    /// How many reports have another verdict than before.
    public var changed = 0

    /// Whether every report has been judged.
    public var isComplete: Bool { judged >= total }
}

extension Store {
    /// Puts all reports under the names that their organs have by the roster as it is now, and then judges the current revision
    /// of each again from its facts, by the rules as they are now.
    ///
    /// Between batches others may write. An event is made where the verdict changes or a new name ends an error. It is for the
    /// channels unless nothing but the configuration of the rules has changed the verdict: that is no news of the report.
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
        state.total = try countReports()
        var verdicts: [Int64: (from: Verdict, to: Verdict)] = [:]
        func count(_ tally: Tally) {
            state.opened += tally.opened
            state.closed += tally.closed
            for (report, verdict) in tally.verdicts {
                verdicts[report] = (verdicts[report]?.from ?? verdict.from, verdict.to)
            }
            state.changed = verdicts.values.count { $0.from != $0.to }
        }
        try settleOrgans(announcement: announcement, now: now, isCancelled: isCancelled) { count($1) }
        // Some may have become one.
        state.total = try countReports()
        var last: Int64 = 0
        while true {
            if isCancelled() { return state }
            let origin = EventOrigin(moment: now(), announcement: announcement)
            let batch = try write("judge again in") { database in
                try Self.recheck(after: last, ArchiveTransaction(database, memory), origin)
            }
            guard let end = batch.last else { break }
            last = end
            state.judged += batch.count
            // Reports that have come meanwhile are judged too.
            state.total = max(state.total, state.judged)
            count(batch.tally)
            progress(state)
            if batch.count < ArchiveTransaction.batch { break }
        }
        try noteRoster()
        return state
    }

    private func countReports() throws(StoreError) -> Int {
        try reader.read("count in") { database in
            let count = "SELECT count(*) FROM report WHERE superseded_by IS NULL"
            return Int(try RawStatement(database, count).first({ _ in }, { $0.integer(0) }) ?? 0)
        }
    }

    /// Judges the next reports.
    private static func recheck(
        after last: Int64, _ archive: ArchiveTransaction, _ origin: EventOrigin
    ) throws -> (last: Int64?, count: Int, tally: Tally) {
        let reports = try archive.currentReports(after: last)
        for report in reports { try archive.rejudging.run(report.revision, .everything, origin) }
        return (reports.last?.id, reports.count, archive.rejudging.tally)
    }
}
