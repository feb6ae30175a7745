public import Core
internal import GRDB

/// One report as an export has it: everything that is stored of its current revision.
public struct ExportedReport: Sendable {
    /// The report with its figures.
    public let row: ReportRow
    /// The current revision's id.
    public let revision: Int64
    /// What `check` says of it.
    public let examination: Examination
}

extension StoreReader {
    /// Calls `body` for every report that passes, by rising id, until it returns false.
    ///
    /// It reads in pieces, so that a long export does not keep the daemon's log from being folded back into the database.
    public func forEachReport(
        _ filter: ReportFilter, _ body: (ExportedReport) -> Bool
    ) throws(StoreError) {
        var last: Int64 = 0
        while true {
            let piece = try piece(of: filter, after: last)
            for report in piece where !body(report) { return }
            guard let end = piece.last else { return }
            last = end.row.id
        }
    }

    /// Calls `body` for every finding of every report that passes, until it returns false; with `includingClosed` also for
    /// those that no longer hold.
    public func forEachFinding(
        _ filter: ReportFilter, includingClosed: Bool, _ body: (ExportedReport, StoredFinding) -> Bool
    ) throws(StoreError) {
        let rule = filter.rule.map { Glob($0) }
        var failure: StoreError?
        try forEachReport(filter) { report in
            do throws(StoreError) {
                for finding in try storedFindings(of: report.revision, includingClosed: includingClosed)
                where rule?.matches(finding.finding.rule.description) ?? true {
                    if !body(report, finding) { return false }
                }
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
    }

    private static let reportsPerPiece = 500

    private func piece(of filter: ReportFilter, after last: Int64) throws(StoreError) -> [ExportedReport] {
        try read("export reports of") { database in
            var found: [(row: ReportRow, revision: Int64)] = []
            let sql = """
                \(Self.selectReports) WHERE \(filter.conditions) AND id > ? ORDER BY id LIMIT \(Self.reportsPerPiece)
                """
            try RawStatement(database, sql).forEach(
                { row in
                    filter.bind(&row)
                    row.bind(last)
                },
                { found.append((ReportRow($0), $0.integer(10))) })
            return try found.map { report in
                ExportedReport(
                    row: report.row, revision: report.revision,
                    examination: try examination(database, report.row, revision: report.revision))
            }
        }
    }

    private func storedFindings(
        of revision: Int64, includingClosed: Bool
    ) throws(StoreError) -> [StoredFinding] {
        try read("export findings of") { database in
            try findings(database, of: revision, includingClosed ? .ever : .holding)
        }
    }
}
