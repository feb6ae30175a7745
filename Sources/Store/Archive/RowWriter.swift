internal import Core
internal import GRDB

/// Writes the rows of one intake.
struct RowWriter {
    private let positions: CellPositions
    private let lastID: RawStatement
    private let insertReport: RawStatement
    private let updateReport: RawStatement
    private let insertRevision: RawStatement
    private let insertReading: RawStatement
    private let updateRevision: RawStatement
    private let updateReading: RawStatement
    private let upsertFile: RawStatement

    init(_ database: GRDB.Database, positions: CellPositions) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        func insert(_ table: String, _ columns: String) throws -> RawStatement {
            let marks = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
            return try prepare("INSERT INTO \(table) (\(columns)) VALUES (\(marks))")
        }
        self.positions = positions
        lastID = try prepare("SELECT last_insert_rowid()")
        insertReport = try insert(
            "report", "region, organ, agency, agency_kind, year, edition, verdict, revision")
        updateReport = try prepare(
            """
            UPDATE report SET region = ?, organ = ?, agency = ?, agency_kind = ?, year = ?, edition = ?, verdict = ?, revision = ?,
                superseded_by = NULL WHERE id = ?
            """)
        insertRevision = try insert(
            "revision",
            """
            id, report, number, sha256, file, received_at, format, encoding, verdict, edition, title, received, \
            carried_in, granted, refused, unavailable, carried_out, reconsiderations, lawsuits, cells, digest
            """)
        insertReading = try insert("reading", "raw, facts, revision")
        updateRevision = try prepare(
            """
            UPDATE revision SET verdict = ?, edition = ?, title = ?, received = ?, carried_in = ?, granted = ?, refused = ?,
                unavailable = ?, carried_out = ?, reconsiderations = ?, lawsuits = ?, cells = ?, digest = ? WHERE id = ?
            """)
        updateReading = try prepare("UPDATE reading SET raw = ?, facts = ? WHERE revision = ?")
        upsertFile = try prepare(
            """
            INSERT INTO file (path, size, mtime_ns, revision, sha256, read) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,
                revision = excluded.revision, sha256 = excluded.sha256, read = excluded.read
            """)
    }

    /// Adds a report, or moves the known one on to its new revision; its id.
    func writeReport(_ known: Int64?, _ examination: Examination, revision: Int64) throws -> Int64 {
        let identity = examination.report?.identity
        func bind(_ row: inout Bindings) {
            row.bind(identity?.region ?? "")
            row.bind(identity?.agency.map(OrganName.key))
            row.bind(identity?.agency)
            row.bind(identity?.kind?.rawValue)
            row.bind(identity?.year)
            row.bind(examination.report?.edition?.id)
            row.bind(examination.verdict.rawValue)
            row.bind(revision)
        }
        if let known {
            try updateReport.execute {
                bind(&$0)
                $0.bind(known)
            }
            return known
        }
        try insertReport.execute(bind)
        return try lastID.first({ _ in }, { $0.integer(0) }) ?? 0
    }

    /// Adds a revision with its key figures, cells and facts.
    func writeRevision(
        _ revision: Int64, of report: Int64, number: Int, _ intake: Intake, _ examination: Examination
    ) throws {
        try insertRevision.execute { row in
            row.bind(revision)
            row.bind(report)
            row.bind(number)
            row.bindText(examination.content?.hexadecimal)
            row.bind(intake.file.path.display)
            row.bind(intake.receivedAt.iso8601)
            row.bind(examination.format.rawValue)
            row.bind(examination.encoding?.rawValue)
            bind(examination, to: &row)
        }
        if let read = examination.report { try write(read, of: revision, insertReading) }
    }

    /// Replaces what a revision is read as: its key figures, cells and facts.
    func rewriteRevision(_ revision: Int64, as examination: Examination) throws {
        try updateRevision.execute { row in
            bind(examination, to: &row)
            row.bind(revision)
        }
        if let read = examination.report { try write(read, of: revision, updateReading) }
    }

    private func bind(_ examination: Examination, to row: inout Bindings) {
        let none = [Quantity?](repeating: nil, count: 8)
        row.bind(examination.verdict.rawValue)
        row.bind(examination.report?.edition?.id)
        row.bind(examination.report?.identity.title)
        for figure in examination.report.map({ KeyFigures($0.cells).inColumnOrder }) ?? none { row.bind(figure) }
        row.bindText(examination.report.map { PackedCells.encode($0.cells, positions) })
        row.bind(examination.report.map { Int64(bitPattern: $0.digest()) })
    }

    private func write(_ report: Report, of revision: Int64, _ statement: RawStatement) throws {
        try statement.execute { row in
            row.bindText(report.raw.isEmpty ? nil : rawJSON(report.raw))
            row.bindText(ReadingFacts.encode(report, positions))
            row.bind(revision)
        }
    }

    /// Notes what a file holds now, by which content when that is not the revision's own, and what a copy was read as.
    func writeFile(_ file: FileStamp, _ revision: Int64, otherBytes content: ContentID?, read: Identity?) throws {
        try upsertFile.execute { row in
            row.bindBlob(file.path.bytes)
            row.bind(file.size)
            row.bind(file.modifiedNanoseconds)
            row.bind(revision)
            row.bindText(content?.hexadecimal)
            row.bindText(read.map { ReadIdentity.json(ReadIdentity.readings(of: $0)) })
        }
    }

    private func rawJSON(_ raw: [CellID: String]) -> [UInt8] {
        var json = CompactJSON()
        json.openObject()
        for (cell, text) in raw.sorted(by: { $0.key.index < $1.key.index }) {
            json.name(cell.description)
            json.string(text)
        }
        json.closeObject()
        return json.bytes
    }
}

extension KeyFigures {
    /// The figures in the order of the columns in `revision`.
    var inColumnOrder: [Quantity?] {
        [received, carriedIn, granted, refused, unavailable, carriedOut, reconsiderations, lawsuits]
    }

    /// The figures in a row's eight columns from `first` on.
    init(_ row: RawRow, from first: CInt) {
        self.init(CellTable())
        received = row.quantity(first)
        carriedIn = row.quantity(first + 1)
        granted = row.quantity(first + 2)
        refused = row.quantity(first + 3)
        unavailable = row.quantity(first + 4)
        carriedOut = row.quantity(first + 5)
        reconsiderations = row.quantity(first + 6)
        lawsuits = row.quantity(first + 7)
    }
}

extension ContentID {
    /// Lower-case hexadecimal in ASCII.
    var hexadecimal: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            for digit in [byte >> 4, byte & 15] {
                text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
            }
        }
        return text
    }
}
