internal import Core
internal import GRDB

/// The sidecars that revisions were judged with, within one transaction.
struct Sidecars {
    private let selectContent: RawStatement
    private let upsert: RawStatement

    init(_ database: GRDB.Database) throws {
        selectContent = try RawStatement(database, "SELECT coalesce(sha256, '') FROM sidecar WHERE path = ?")
        upsert = try RawStatement(
            database,
            """
            INSERT INTO sidecar (path, size, mtime_ns, revision, sha256, content) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,
                revision = excluded.revision, sha256 = excluded.sha256, content = excluded.content
            """)
    }

    /// Whether an intake's sidecar says what no report at its path was judged with. An intake without one says nothing:
    /// that a sidecar has gone takes nothing back.
    func isNews(_ sidecar: SidecarIntake?) throws -> Bool {
        guard let sidecar else { return false }
        let known = try selectContent.first({ $0.bindBlob(sidecar.file.path.bytes) }, { $0.text(0) })
        return known != sidecar.content?.description ?? ""
    }

    /// Notes the sidecar that a revision was judged with.
    func note(_ sidecar: SidecarIntake?, of revision: Int64) throws {
        guard let sidecar else { return }
        try upsert.execute { row in
            row.bindBlob(sidecar.file.path.bytes)
            row.bind(sidecar.file.size)
            row.bind(sidecar.file.modifiedNanoseconds)
            row.bind(revision)
            row.bindText(sidecar.content?.hexadecimal)
            row.bind(sidecar.text)
        }
    }
}
