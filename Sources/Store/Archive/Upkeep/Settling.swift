public import Core
internal import GRDB

/// Puts stored reports under the names that their organs have by the roster as it is now.
struct Settling {
    private let archive: ArchiveTransaction
    private var directory: OrganDirectory { archive.directory }

    init(_ archive: ArchiveTransaction) {
        self.archive = archive
    }

    /// Who a stored report is by the roster as it is now; nil when nothing could be read of it.
    func identity(of stored: StoredReading) throws -> Identity? {
        guard var identity = stored.report?.identity else { return nil }
        guard !identity.claims.isEmpty else {
            // A person has named it, or an older version left no statement: its name is all there is.
            directory.settleAgain(&identity)
            return identity
        }
        identity = identity.asRead
        directory.settle(&identity, sidecar: try archive.sidecars.sidecar(of: stored.revision))
        return identity
    }

    /// Gives a report the name that it has now, with all that follows; whether anything has changed.
    func settle(_ report: Int64, _ revision: Int64, _ origin: EventOrigin) throws -> Bool {
        guard let stored = try archive.readings.reading(revision), let former = stored.report?.identity,
            let identity = try identity(of: stored)
        else { return false }
        let isRenamed = ReportName(identity) != stored.name || identity.agency != former.agency
        guard isRenamed || identity.claims != former.claims else { return false }
        if identity.claims != former.claims { try write(identity.claims, of: revision) }
        if isRenamed {
            _ = try Renaming(archive).rename(report, to: identity, origin)
        } else {
            try archive.rejudging.run(revision, .everything, origin)
        }
        return true
    }

    private func write(_ claims: [IdentityClaim], of revision: Int64) throws {
        let update = "UPDATE reading SET facts = json_set(facts, '$.claims', json(?)) WHERE revision = ?"
        try RawStatement(archive.database, update).execute {
            $0.bindText(ReadingFacts.claims(claims))
            $0.bind(revision)
        }
    }
}

extension OrganDirectory {
    /// Settles an identity that has been settled before, so that its region is the hint there is.
    func settleAgain(_ identity: inout Identity) {
        let isHost = identity.region.map(Self.isHost) ?? false
        settle(&identity, region: isHost ? nil : identity.region, host: isHost ? identity.region : nil)
    }
}

extension Store {
    /// Whether stored reports have names that another roster gave them.
    public func hasAnotherRoster() throws(StoreError) -> Bool {
        let known = try reader.read("read") { database in
            try RawStatement(database, "SELECT fingerprint FROM settled_roster").first({ _ in }, { $0.integer(0) })
        }
        return known ?? 0 != Int64(bitPattern: memory.directory.roster.fingerprint)
    }

    /// Puts all stored reports under the names that their organs have by the roster as it is now, and makes one of those that
    /// turn out to be one organ's on one year. Events are made only where the verdict on a report changes.
    ///
    /// - Parameters:
    ///   - announcement: whether channels hear of these.
    ///   - now: the time, for events.
    ///   - isCancelled: asked between batches; what was done by then stays, and the next call begins anew.
    /// - Returns: how many reports have another name than before.
    /// - Throws: why the store could not go on; what was done by then stays.
    public func settleOrgans(
        announcement: Announcement, now: () -> UnixTime, isCancelled: () -> Bool = { false }
    ) throws(StoreError) -> Int {
        var (last, renamed) = (Int64(0), 0)
        while !isCancelled() {
            let origin = EventOrigin(moment: now(), announcement: announcement)
            let batch = try write("resolve organs in") { database in
                let archive = try ArchiveTransaction(database, memory)
                let reports = try archive.currentReports(after: last)
                let changed = try reports.count { try Settling(archive).settle($0.id, $0.revision, origin) }
                if reports.isEmpty { try Self.noteRoster(memory.directory.roster, database) }
                return (end: reports.last?.id, changed: changed)
            }
            renamed += batch.changed
            guard let end = batch.end else { break }
            last = end
        }
        return renamed
    }

    static func noteRoster(_ roster: Roster, _ database: GRDB.Database) throws {
        let upsert = """
            INSERT INTO settled_roster VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint
            """
        try RawStatement(database, upsert).execute { $0.bind(Int64(bitPattern: roster.fingerprint)) }
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
