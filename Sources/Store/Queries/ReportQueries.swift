internal import Core
internal import GRDB

extension StoreReader {
    /// Reports with their current revisions, newest revision first; superseded ones are left out.
    public func reports(_ filter: ReportFilter = ReportFilter()) throws(StoreError) -> [ReportRow] {
        try read("list reports of") { database in
            var rows: [ReportRow] = []
            let select = try RawStatement(
                database, "\(Self.selectReports) WHERE \(filter.conditions) ORDER BY revision DESC LIMIT ?")
            try select.forEach(
                { row in
                    filter.bind(&row)
                    // A negative LIMIT is none (https://www.sqlite.org/lang_select.html#limitoffset).
                    row.bind(filter.limit ?? -1)
                }, { rows.append(ReportRow($0)) })
            return rows
        }
    }

    /// Everything the store knows of one report; nil when there is none of this id.
    public func report(_ id: Int64) throws(StoreError) -> ReportDetail? {
        try read("show a report of") { database in
            let select = try RawStatement(database, "\(Self.selectReports) WHERE id = ?")
            let found = try select.first({ $0.bind(id) }) { row in
                (report: ReportRow(row), revision: row.integer(10), supersededBy: row.integerIfAny(11))
            }
            guard let found else { return nil }
            return ReportDetail(
                report: found.report, supersededBy: found.supersededBy, revisions: try revisions(database, of: id),
                examination: try examination(database, found.report, revision: found.revision),
                findings: try findings(database, of: found.revision, .holding),
                copies: try copies(database, of: found.revision),
                deliveries: try deliveries(database, of: id))
        }
    }

    /// The store in figures.
    public func counts() throws(StoreError) -> StoreCounts {
        try read("count in") { database in
            var reports: [Verdict: Int] = [:]
            let byVerdict = "SELECT verdict, count(*) FROM report WHERE superseded_by IS NULL GROUP BY verdict"
            try RawStatement(database, byVerdict).forEach { row in
                reports[row.value(0, default: .unreadable)] = Int(row.integer(1))
            }
            var deliveries: [DeliveryState: Int] = [:]
            try RawStatement(database, "SELECT state, count(*) FROM delivery GROUP BY state").forEach { row in
                deliveries[row.value(0, default: .pending)] = Int(row.integer(1))
            }
            let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            let bytes = try RawStatement(database, size).first({ _ in }, { $0.integer(0) })
            return StoreCounts(reports: reports, deliveries: deliveries, bytes: bytes ?? 0)
        }
    }

    static let selectReports = """
        SELECT id, agency, year, edition, verdict, title, revisions, received_at, file, errors, revision, superseded_by,
            warnings, notes, received, carried_in, granted, refused, unavailable, carried_out, reconsiderations, lawsuits,
            region, acknowledged
        FROM report_summary
        """

    private func revisions(_ database: GRDB.Database, of report: Int64) throws -> [RevisionRow] {
        var rows: [RevisionRow] = []
        let select = """
            SELECT id, number, sha256, file, received_at, verdict FROM revision WHERE report = ? ORDER BY number
            """
        try RawStatement(database, select).forEach({ $0.bind(report) }) { row in
            rows.append(
                RevisionRow(
                    id: row.integer(0), number: Int(row.integer(1)), sha256: row.textIfAny(2), file: row.text(3),
                    receivedAt: row.text(4), verdict: row.value(5, default: .unreadable)))
        }
        return rows
    }

    func examination(
        _ database: GRDB.Database, _ report: ReportRow, revision: Int64
    ) throws -> Examination {
        let select = "SELECT sha256, format, encoding, cells FROM revision WHERE id = ?"
        let stored = try RawStatement(database, select).first({ $0.bind(revision) }) { row in
            Examination(
                content: ContentID(hexadecimal: row.bytes(0)), format: row.value(1, default: .unknown),
                encoding: row.textIfAny(2).flatMap { TextEncoding(rawValue: $0) },
                report: row.isNull(3) ? nil : report.reading(PackedCells.decode(row.bytes(3), positions)),
                findings: [], verdict: report.verdict)
        }
        var examination = stored ?? Examination(failure: .empty)
        examination.findings = try findings(database, of: revision, .holding).map(\.finding)
        let raw = "SELECT j.key, j.value FROM reading, json_each(raw) j WHERE revision = ?"
        try RawStatement(database, raw).forEach({ $0.bind(revision) }) { row in
            if let cell = Form.cell(named: row.text(0)) { examination.report?.raw[cell] = row.text(1) }
        }
        return examination
    }

    /// The files that show a revision, its own bytes first.
    private func copies(_ database: GRDB.Database, of revision: Int64) throws -> [CopyRow] {
        var copies: [CopyRow] = []
        let select = "SELECT path, sha256 FROM file WHERE revision = ? ORDER BY sha256 IS NOT NULL, path"
        try RawStatement(database, select).forEach({ $0.bind(revision) }) { row in
            copies.append(CopyRow(path: BytePath(bytes: row.bytes(0)), otherBytes: row.textIfAny(1)))
        }
        return copies
    }

    private func deliveries(_ database: GRDB.Database, of report: Int64) throws -> [DeliveryRow] {
        var rows: [DeliveryRow] = []
        let select = """
            WITH about AS (SELECT e.id FROM revision r JOIN event e ON e.revision = r.id WHERE r.report = ?)
            SELECT d.id, d.channel, d.state, d.attempts, d.last_status, d.last_error, a.id
            FROM about a JOIN delivery d ON d.first_event = a.id WHERE d.digest = 0
            UNION SELECT d.id, d.channel, d.state, d.attempts, d.last_status, d.last_error, a.id
            FROM about a JOIN delivery d ON d.digest = 1 AND
                (SELECT last FROM delivery_range WHERE delivery = d.id AND first <= a.id ORDER BY first DESC LIMIT 1) >= a.id
            ORDER BY 7, 2
            """
        try RawStatement(database, select).forEach({ $0.bind(report) }) { row in
            rows.append(
                DeliveryRow(
                    id: row.text(0), channel: row.text(1), state: row.value(2, default: .pending),
                    attempts: Int(row.integer(3)), lastStatus: row.integerIfAny(4).map { Int($0) },
                    lastError: row.textIfAny(5)))
        }
        return rows
    }
}

extension ReportRow {
    init(_ row: RawRow) {
        let verdict: Verdict = row.value(4, default: .unreadable)
        self.init(
            id: row.integer(0), agency: row.textIfAny(1), region: row.text(22).isEmpty ? nil : row.text(22),
            year: row.integerIfAny(2).map { Int($0) },
            edition: row.textIfAny(3), verdict: verdict, title: row.textIfAny(5), revisions: Int(row.integer(6)),
            receivedAt: row.text(7), file: row.text(8),
            keyFigures: verdict.outcome == .report ? KeyFigures(row, from: 14) : nil,
            findings: [
                .error: Int(row.integer(9)), .warning: Int(row.integer(12)), .info: Int(row.integer(13)),
            ], acknowledged: Int(row.integer(23)))
    }

    /// The report as far as the store has it without its facts.
    fileprivate func reading(_ cells: CellTable) -> Report {
        var report = Report()
        report.identity.agency = agency
        report.identity.region = region
        report.identity.year = year
        report.identity.title = title
        report.edition = Form.editions.first { $0.id == edition }
        report.cells = cells
        return report
    }
}
