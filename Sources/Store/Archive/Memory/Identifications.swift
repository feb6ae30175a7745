internal import Core
internal import GRDB

/// Who reports are, as a person has said: of a content, and of what is read at a path.
struct Identifications {
    private let isEmpty: Bool
    private let selectByContent: RawStatement
    private let selectByPath: RawStatement
    private let upsertContent: RawStatement
    private let updatePath: RawStatement
    private let insertPath: RawStatement

    init(_ database: GRDB.Database) throws {
        func prepare(_ sql: String) throws -> RawStatement { try RawStatement(database, sql) }
        isEmpty = try prepare("SELECT 1 FROM identification LIMIT 1").first({ _ in }, { _ in }) == nil
        let select = "SELECT region, agency, year, read_agency, read_year FROM identification"
        selectByContent = try prepare("\(select) WHERE sha256 = ?")
        selectByPath = try prepare("\(select) WHERE path = ? ORDER BY id DESC")
        upsertContent = try prepare(
            """
            INSERT INTO identification (region, agency, year, at, sha256) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (sha256) WHERE sha256 IS NOT NULL DO UPDATE
            SET region = excluded.region, agency = excluded.agency, year = excluded.year, at = excluded.at
            """)
        updatePath = try prepare(
            """
            UPDATE identification SET region = ?, agency = ?, year = ?, at = ?
            WHERE path = ? AND read_agency IS ? AND read_year IS ? RETURNING id
            """)
        insertPath = try prepare(
            """
            INSERT INTO identification (region, agency, year, at, path, read_agency, read_year)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
    }

    /// The identity that holds for a file, where a person has named it: that of its content, or of what is read at its path.
    /// A path that shows a named content is bound to it too, so that a correction of this copy keeps the name; and a content
    /// at a named path is, so that it keeps the name whatever a sidecar says later.
    func identity(of intake: Intake) throws -> Identity? {
        guard !isEmpty, let read = intake.examination.report?.identity else { return nil }
        let named = try byPath(intake.file.path, read)
        guard let content = intake.examination.content?.hexadecimal else { return named }
        if let known = try selectByContent.first({ $0.bindText(content) }, { Self.identity($0, read) }) {
            if named == nil {
                try bind(intake.file.path, ReadIdentity.readings(of: read), to: known, intake.receivedAt)
            }
            return known
        }
        if let named { try bind(content, to: named, intake.receivedAt) }
        return named
    }

    private func byPath(_ path: BytePath, _ read: Identity) throws -> Identity? {
        // Older versions have bound the name that the roster gave.
        let readings = ReadIdentity.readings(of: read) + [ReadIdentity(read)]
        var named: Identity?
        try selectByPath.forEach({ $0.bindBlob(path.bytes) }) { row in
            let bound = ReadIdentity(agency: row.textIfAny(3), year: row.integerIfAny(4).map { Int($0) })
            guard named == nil, readings.contains(bound) else { return }
            named = Self.identity(row, read)
        }
        return named
    }

    /// Names a content.
    func bind(_ content: [UInt8], to identity: Identity, _ moment: UnixTime) throws {
        try upsertContent.execute { row in
            Self.bind(identity, moment, &row)
            row.bindText(content)
        }
    }

    /// Names what is read as one of these at a path.
    func bind(_ path: BytePath, _ readings: [ReadIdentity], to identity: Identity, _ moment: UnixTime) throws {
        for read in readings {
            func bind(_ row: inout Bindings) {
                Self.bind(identity, moment, &row)
                row.bindBlob(path.bytes)
                row.bind(read.agency)
                row.bind(read.year)
            }
            if try updatePath.first(bind, { _ in true }) == nil { try insertPath.execute(bind) }
        }
    }

    /// What is bound at a path, to be bound otherwise.
    func readings(at path: BytePath) throws -> [ReadIdentity] {
        var readings: [ReadIdentity] = []
        try selectByPath.forEach({ $0.bindBlob(path.bytes) }) { row in
            readings.append(ReadIdentity(agency: row.textIfAny(3), year: row.integerIfAny(4).map { Int($0) }))
        }
        return readings
    }

    private static func bind(_ identity: Identity, _ moment: UnixTime, _ row: inout Bindings) {
        row.bind(identity.region ?? "")
        row.bind(identity.agency)
        row.bind(identity.year)
        row.bind(moment.iso8601)
    }

    private static func identity(_ row: RawRow, _ read: Identity) -> Identity {
        var identity = read
        identity.region = row.text(0).isEmpty ? nil : row.text(0)
        identity.agency = row.text(1)
        identity.year = Int(row.integer(2))
        // What title and file name say was overruled: it is no conflict any more.
        identity.claims = []
        return identity
    }
}

extension Examination {
    /// The same file read as the report of another organ or year.
    func identified(as identity: Identity, by ruleset: Ruleset) -> Examination {
        guard var report else { return self }
        var examination = self
        report.identity = identity
        examination.report = report
        examination.findings = ruleset.judge(report) + findings.filter(\.isOfFile)
        examination.verdict = Verdict(findings: examination.findings)
        return examination
    }
}
