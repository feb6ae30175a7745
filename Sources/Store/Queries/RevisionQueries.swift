public import Core
internal import GRDB

/// One revision of a report with its values, for comparing.
public struct RevisionDetail: Sendable {
    /// The report it belongs to.
    public let report: Int64
    /// Its number among the report's revisions, from 1.
    public let number: Int
    /// The organ, when known.
    public let agency: String?
    /// The report year, when known.
    public let year: Int?
    /// The edition of its tables; nil when none told.
    public let edition: Edition?
    /// The verdict on it.
    public let verdict: Verdict
    /// The file it was read from, for showing.
    public let file: String
    /// When it was read, ISO 8601 in UTC.
    public let receivedAt: String
    /// Its values.
    public let cells: CellTable
    /// What was found in it.
    public fileprivate(set) var findings: [Finding]
}

extension StoreReader {
    /// A revision of a report by its number, the current one without; nil when there is no such report or revision.
    public func revision(_ number: Int?, of report: Int64) throws(StoreError) -> RevisionDetail? {
        try read("show a revision of") { database in
            let select = """
                SELECT r.id, r.number, p.agency, p.year, r.edition, r.verdict, r.file, r.received_at, r.cells
                FROM report p JOIN revision r ON r.report = p.id
                WHERE p.id = ? AND r.number = coalesce(?, (SELECT number FROM revision WHERE id = p.revision))
                """
            let found = try RawStatement(database, select).first(
                { row in
                    row.bind(report)
                    row.bind(number)
                }, { ($0.integer(0), revisionDetail($0, of: report)) })
            guard let found else { return nil }
            var detail = found.1
            detail.findings = try findings(database, of: found.0, .last).map(\.finding)
            return detail
        }
    }

    private func revisionDetail(_ row: RawRow, of report: Int64) -> RevisionDetail {
        let edition = row.textIfAny(4)
        return RevisionDetail(
            report: report, number: Int(row.integer(1)), agency: row.textIfAny(2),
            year: row.integerIfAny(3).map { Int($0) }, edition: Form.editions.first { $0.id == edition },
            verdict: row.value(5, default: .unreadable), file: row.text(6), receivedAt: row.text(7),
            cells: PackedCells.decode(row.bytes(8), positions), findings: [])
    }
}
