public import Core
internal import GRDB

extension StoreReader {
    /// The stored report of each organ on a year, in the organs' order; nil where there is none. A report counts by any of
    /// the organ's names, and in any region that the directory takes for the organ's.
    public func coveringReports(
        of organs: [Organ], year: Int, in directory: OrganDirectory
    ) throws(StoreError) -> [CoveringReport?] {
        try read("look for reports in") { database in
            let reports = try CoveringReports(database)
            return try organs.map { try reports.report(of: $0, year: year, in: directory) }
        }
    }

    /// What is to be done about notices, compared with the reports that are stored; `concerns` says of which organs it is
    /// told at all.
    public func coverageChanges(
        directory: OrganDirectory, deadlines: Deadlines, today: CivilDate, raises: Bool,
        concerns: @escaping (Organ) -> Bool = { _ in true }
    ) throws(StoreError) -> CoverageChanges {
        try read("look for reports in") { database in
            let reports = try CoveringReports(database)
            let plan = CoveragePlan(
                directory: directory, deadlines: deadlines, today: today, concerns: concerns,
                hasReport: { try reports.report(of: $0, year: $1, in: directory) != nil })
            return try plan.changes(from: CoverageNotices.all(database), raises: raises)
        }
    }

    /// Whether what is recorded may change a notice: one is open, so that a report may withdraw it, or was withdrawn for the
    /// latest year, so that it is raised again when that report leaves its organ.
    public func hasLiveCoverageNotices() throws(StoreError) -> Bool {
        try read("look for notices in") { database in
            let select = """
                SELECT 1 FROM coverage_notice
                WHERE state = 'open' OR state = 'withdrawn' AND year = (SELECT max(year) FROM coverage_notice) LIMIT 1
                """
            return try RawStatement(database, select).first({ _ in }, { _ in true }) ?? false
        }
    }
}

extension Store {
    /// Makes these changes with one event for each group of organs that is told of, all in one transaction.
    public func apply(_ changes: CoverageChanges, now: UnixTime) throws(StoreError) {
        guard !changes.isEmpty else { return }
        try write("note who is missing in") { database in
            let notices = try CoverageNotices(database, now: now)
            try notices.withdraw(changes.withdrawn)
            try notices.revoke(changes.revoked)
            try notices.raise(changes.raised)
            for notice in changes.dropped { try notices.set(notice, .dropped, event: nil) }
            for notice in changes.reopened { try notices.set(notice, .open, event: nil) }
        }
    }
}

/// Finds the reports by which organs are covered.
private struct CoveringReports {
    private let select: RawStatement

    init(_ database: GRDB.Database) throws {
        select = try RawStatement(
            database,
            """
            SELECT p.id, p.agency, p.region, json_extract(g.facts, '$.published[1]'),
                (SELECT received_at FROM revision WHERE report = p.id ORDER BY number LIMIT 1)
            FROM report p LEFT JOIN reading g ON g.revision = p.revision
            WHERE p.organ = ? AND p.year = ? AND p.superseded_by IS NULL
                AND p.verdict IN ('invalid', 'flagged', 'valid')
            """)
    }

    func report(of organ: Organ, year: Int, in directory: OrganDirectory) throws -> CoveringReport? {
        for name in organ.names {
            var found: CoveringReport?
            try select.forEach(
                {
                    $0.bind(OrganName.key(name))
                    $0.bind(year)
                },
                { row in
                    let region = row.text(2)
                    let owner = directory.resolve(row.text(1), region: region.isEmpty ? nil : region)
                    guard found == nil, owner == organ else { return }
                    found = CoveringReport(
                        id: row.integer(0), publishedOn: row.textIfAny(3).flatMap { ISO8601($0)?.date },
                        receivedAt: UnixTime(iso8601: row.text(4)) ?? UnixTime(milliseconds: 0))
                })
            if let found { return found }
        }
        return nil
    }
}
