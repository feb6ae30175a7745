internal import Core
internal import GRDB

extension Store {
    /// Whether stored reports have names that another roster gave them, or were judged by it: ``recheck`` mends that.
    public func hasAnotherRoster() throws(StoreError) -> Bool {
        let known = try reader.read("read") { database in
            try RawStatement(database, "SELECT fingerprint FROM settled_roster").first({ _ in }, { $0.integer(0) })
        }
        return known ?? 0 != Int64(bitPattern: memory.directory.roster.fingerprint)
    }

    /// Puts all stored reports under the names that their organs have by the roster as it is now: makes one of those that turn
    /// out to be one organ's on one year, and takes apart what a former roster has put together.
    ///
    /// Reports that have anything to do with one another take their names in one transaction and are judged once, with all
    /// names in place: an event is made where a verdict is another one than before, or an error is gone.
    ///
    /// - Parameters:
    ///   - announcement: whether channels hear of these.
    ///   - now: the time, for events.
    ///   - isCancelled: asked between batches; what was done by then stays, and the next call begins anew.
    ///   - onBatch: gets how many reports have another name than before, or other revisions, and what judging came to.
    /// - Throws: why the store could not go on; what was done by then stays.
    func settleOrgans(
        announcement: Announcement, now: () -> UnixTime, isCancelled: () -> Bool, onBatch: (Int, Tally) -> Void
    ) throws(StoreError) {
        var groups = RelatedReports()
        var last: Int64 = 0
        while true {
            if isCancelled() { return }
            let batch = try write("resolve organs in") { database in
                let archive = try ArchiveTransaction(database, memory)
                return try archive.currentReports(after: last).map { report in
                    (id: report.id, organs: try Settling(archive).organs(toSettleWith: report.id))
                }
            }
            guard let end = batch.last?.id else { break }
            last = end
            for report in batch where !report.organs.isEmpty { groups.add(report.id, report.organs) }
        }
        for reports in groups.batches(of: ArchiveTransaction.batch) {
            if isCancelled() { return }
            let origin = EventOrigin(moment: now(), announcement: announcement)
            let batch = try write("resolve organs in") { database in
                let archive = try ArchiveTransaction(database, memory)
                return (count: try Settling(archive).settle(reports, origin), tally: archive.rejudging.tally)
            }
            onBatch(batch.count, batch.tally)
        }
    }

    /// Notes that all that is stored follows the roster as it is now.
    func noteRoster() throws(StoreError) {
        let upsert = """
            INSERT INTO settled_roster VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint
            """
        try write("note the roster in") { database in
            try RawStatement(database, upsert).execute {
                $0.bind(Int64(bitPattern: memory.directory.roster.fingerprint))
            }
        }
    }
}

/// Reports that have to be settled, put together by the organs whose names they have and get.
struct RelatedReports {
    private var reports: [(id: Int64, organ: Int)] = []
    private var organs: [String: Int] = [:]
    /// For each organ one that it is related to; its own number where there is no other.
    private var related: [Int] = []

    /// Adds a report that all these organs are concerned by.
    mutating func add(_ report: Int64, _ names: Set<String>) {
        let numbers = names.map { number($0) }
        guard let first = numbers.first.map(root) else { return }
        for other in numbers.dropFirst() { related[root(other)] = first }
        reports.append((report, first))
    }

    /// The reports in batches of about so many, those that are related in one.
    func batches(of size: Int) -> [[Int64]] {
        var groups: [Int: [Int64]] = [:]
        var order: [Int] = []
        for report in reports {
            let organ = root(report.organ)
            if groups[organ] == nil { order.append(organ) }
            groups[organ, default: []].append(report.id)
        }
        var batches: [[Int64]] = []
        for organ in order {
            let group = groups[organ] ?? []
            if let last = batches.last, last.count + group.count <= size {
                batches[batches.count - 1] += group
            } else {
                batches.append(group)
            }
        }
        return batches
    }

    private mutating func number(_ organ: String) -> Int {
        if let known = organs[organ] { return known }
        organs[organ] = related.count
        related.append(related.count)
        return related.count - 1
    }

    private func root(_ organ: Int) -> Int {
        var organ = organ
        while related[organ] != organ { organ = related[organ] }
        return organ
    }
}

extension ArchiveTransaction {
    /// So many reports at a time: some fifty milliseconds in which a report that comes has to wait.
    static let batch = 64

    /// The next reports that are not superseded, with their current revisions.
    func currentReports(after last: Int64) throws -> [(id: Int64, revision: Int64)] {
        var reports: [(id: Int64, revision: Int64)] = []
        let select = """
            SELECT id, revision FROM report WHERE superseded_by IS NULL AND id > ? ORDER BY id LIMIT \(Self.batch)
            """
        try RawStatement(database, select).forEach({ $0.bind(last) }) { row in
            reports.append((row.integer(0), row.integer(1)))
        }
        return reports
    }
}
