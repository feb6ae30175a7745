internal import Core
internal import GRDB

/// The sidecars that revisions were judged with, within one transaction.
struct Sidecars {
    private let selectKnown: RawStatement
    private let selectOfRevision: RawStatement
    private let upsert: RawStatement
    private let delete: RawStatement

    init(_ database: GRDB.Database) throws {
        selectKnown = try RawStatement(database, "SELECT coalesce(sha256, '') FROM sidecar WHERE path = ?")
        selectOfRevision = try RawStatement(
            database,
            """
            SELECT r.file, s.path, s.content FROM sidecar s JOIN revision r ON r.id = s.revision
            WHERE s.revision = ? AND s.content IS NOT NULL
            """)
        upsert = try RawStatement(
            database,
            """
            INSERT INTO sidecar (path, size, mtime_ns, revision, sha256, content) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,
                revision = excluded.revision, sha256 = excluded.sha256, content = excluded.content
            """)
        delete = try RawStatement(database, "DELETE FROM sidecar WHERE path = ?")
    }

    /// Whether an intake's sidecar says what no report at its path was judged with, or is gone.
    func isNews(_ intake: Intake) throws -> Bool {
        let known = try selectKnown.first({ $0.bindBlob(intake.file.path.sidecar.bytes) }, { $0.text(0) })
        guard let sidecar = intake.sidecar else { return known != nil && intake.examination.content != nil }
        return known != sidecar.content?.description ?? ""
    }

    /// Notes the sidecar that a revision was judged with, or that there is none any more. A file that could not be read says
    /// nothing of its sidecar.
    func note(_ intake: Intake, of revision: Int64) throws {
        guard let sidecar = intake.sidecar else {
            guard intake.examination.content != nil else { return }
            return try delete.execute { $0.bindBlob(intake.file.path.sidecar.bytes) }
        }
        try upsert.execute { row in
            row.bindBlob(sidecar.file.path.bytes)
            row.bind(sidecar.file.size)
            row.bind(sidecar.file.modifiedNanoseconds)
            row.bind(revision)
            row.bindText(sidecar.content?.hexadecimal)
            row.bind(sidecar.text)
        }
    }

    /// What stands beside the file that a revision was read from, not beside a copy; nil when nothing does, or no JSON.
    func sidecar(of revision: Int64) throws -> Sidecar? {
        var sidecar: Sidecar?
        try selectOfRevision.forEach({ $0.bind(revision) }) { row in
            // The file is stored for showing only.
            guard BytePath(bytes: row.bytes(1)).display == BytePath(row.text(0)).sidecar.display else { return }
            sidecar = Sidecar.read(row.bytes(2))
        }
        return sidecar
    }
}
