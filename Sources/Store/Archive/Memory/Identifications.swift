internal import Core
internal import GRDB

/// Who reports are, as a person has said.
struct Identifications {
    private let isEmpty: Bool
    private let selectByContent: RawStatement
    private let selectByPath: RawStatement

    init(_ database: GRDB.Database) throws {
        isEmpty = try RawStatement(database, "SELECT 1 FROM identification LIMIT 1").first({ _ in }, { _ in }) == nil
        let select = "SELECT region, agency, year FROM identification"
        selectByContent = try RawStatement(database, "\(select) WHERE sha256 = ?")
        selectByPath = try RawStatement(
            database, "\(select) WHERE path = ? AND read_agency IS ? AND read_year IS ? ORDER BY id DESC LIMIT 1")
    }

    /// The identity that holds for a file, where a person has named it: that of its content, or of what is read at its path.
    func identity(of intake: Intake) throws -> Identity? {
        guard !isEmpty, let read = intake.examination.report?.identity else { return nil }
        func identity(_ row: RawRow) -> Identity {
            var identity = read
            identity.region = row.text(0).isEmpty ? nil : row.text(0)
            identity.agency = row.text(1)
            identity.year = Int(row.integer(2))
            // What title and file name say was overruled: it is no conflict any more.
            identity.claims = []
            return identity
        }
        if let content = intake.examination.content,
            let known = try selectByContent.first({ $0.bindText(content.hexadecimal) }, identity)
        {
            return known
        }
        return try selectByPath.first(
            {
                $0.bindBlob(intake.file.path.bytes)
                $0.bind(read.agency)
                $0.bind(read.year)
            }, identity)
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
