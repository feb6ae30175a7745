internal import Core
internal import GRDB
internal import Glibc

/// The sidecar that counts for a revision.
struct CountingSidecar {
    let path: BytePath
    /// SHA-256 of its bytes, hexadecimal; nil when they were not read.
    let content: String?
    let modifiedNanoseconds: Int64

    /// The report file that it stands beside.
    var file: BytePath { path.besideSidecar }

    /// Whether it stands beside that file, or has been moved or copied there.
    func stands(beside intake: Intake) -> Bool {
        guard path != intake.file.path.sidecar else { return true }
        return intake.sidecar.map {
            $0.file.modifiedNanoseconds == modifiedNanoseconds && $0.content?.description == content
        } ?? false
    }
}

/// A sidecar that stands no longer where it stood.
struct LostSidecar {
    /// SHA-256 of what its bytes were, hexadecimal; nil when they were not read.
    let content: String?
}

/// The sidecars that revisions were judged with, within one transaction.
struct Sidecars {
    private let selectCounting: RawStatement
    private let upsert: RawStatement
    private let selectFormer: RawStatement
    private let keepFormer: RawStatement
    private let deleteFormer: RawStatement
    private let selectEqual: RawStatement
    private let delete: RawStatement

    init(_ database: GRDB.Database) throws {
        selectCounting = try RawStatement(
            database,
            """
            SELECT s.path, s.content, s.sha256, s.mtime_ns FROM sidecar s
                JOIN file f ON f.path = substr(s.path, 1, length(s.path) - \(BytePath.sidecarSuffix.count))
            WHERE s.revision = ?1 AND f.revision = ?1 AND f.sha256 IS NULL
            ORDER BY s.content IS NULL, s.mtime_ns DESC, s.path LIMIT 1
            """)
        upsert = try RawStatement(
            database,
            """
            INSERT INTO sidecar (path, size, mtime_ns, revision, sha256, content) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,
                revision = excluded.revision, sha256 = excluded.sha256, content = excluded.content
            """)
        selectFormer = try RawStatement(database, "SELECT content FROM former_sidecar WHERE revision = ?")
        keepFormer = try RawStatement(
            database,
            """
            INSERT INTO former_sidecar SELECT revision, content FROM sidecar
            WHERE path = ?1 AND revision <> ?2 AND content IS NOT NULL
            ON CONFLICT (revision) DO UPDATE SET content = excluded.content
            """)
        deleteFormer = try RawStatement(
            database,
            """
            DELETE FROM former_sidecar WHERE revision = ?2
                AND EXISTS (SELECT 1 FROM sidecar WHERE path = ?1 AND revision = ?2)
            """)
        selectEqual = try RawStatement(
            database,
            """
            SELECT other.path FROM sidecar s JOIN sidecar other ON other.revision = s.revision
                AND other.sha256 = s.sha256 AND other.mtime_ns = s.mtime_ns
            WHERE s.path = ?1 AND other.path <> ?1
            """)
        delete = try RawStatement(database, "DELETE FROM sidecar WHERE path = ? RETURNING sha256")
    }

    /// Notes the sidecar that stands beside a file of a revision, or that there is none any more; then one that was left behind
    /// when the file was moved with it goes as well. A file that could not be read says nothing of its sidecar. What it said
    /// of the revision that the file showed before stays said.
    ///
    /// - Returns: the one that has gone, if one has.
    @discardableResult
    func note(_ intake: Intake, of revision: Int64) throws -> LostSidecar? {
        guard intake.sidecar != nil || intake.examination.content != nil else { return nil }
        return try note(intake.sidecar, beside: intake.file.path, of: revision)
    }

    /// Notes what stands beside a file that a revision was read with, or that nothing does.
    ///
    /// - Returns: the sidecar that has gone, if one has.
    @discardableResult
    func note(_ sidecar: SidecarIntake?, beside file: BytePath, of revision: Int64) throws -> LostSidecar? {
        guard let sidecar else { return try forget(file.sidecar, of: revision) }
        try keep(sidecar.file.path, besides: revision)
        try upsert.execute { row in
            row.bindBlob(sidecar.file.path.bytes)
            row.bind(sidecar.file.size)
            row.bind(sidecar.file.modifiedNanoseconds)
            row.bind(revision)
            row.bindText(sidecar.content?.hexadecimal)
            row.bind(sidecar.text)
        }
        return nil
    }

    private func keep(_ path: BytePath, besides revision: Int64) throws {
        try keepFormer.execute { row in
            row.bindBlob(path.bytes)
            row.bind(revision)
        }
    }

    private func forget(_ path: BytePath, of revision: Int64) throws -> LostSidecar? {
        try keep(path, besides: revision)
        try deleteFormer.execute { row in
            row.bindBlob(path.bytes)
            row.bind(revision)
        }
        var leftBehind: [BytePath] = []
        try selectEqual.forEach({ $0.bindBlob(path.bytes) }) { row in
            let other = BytePath(bytes: row.bytes(0))
            if other.isGone || other.besideSidecar.isGone { leftBehind.append(other) }
        }
        for other in leftBehind { try delete.execute { $0.bindBlob(other.bytes) } }
        return try delete.first({ $0.bindBlob(path.bytes) }, { LostSidecar(content: $0.textIfAny(0)) })
    }

    /// The sidecar that counts for a revision: of several beside copies of its bytes one that can be read, the one that was
    /// modified last, of equals the first by path; so it does not matter which came first.
    func counting(for revision: Int64) throws -> CountingSidecar? {
        try selectCounting.first({ $0.bind(revision) }) { row in
            CountingSidecar(
                path: BytePath(bytes: row.bytes(0)), content: row.textIfAny(2), modifiedNanoseconds: row.integer(3))
        }
    }

    /// What the sidecar says that counts for a revision, or said when a file showed the revision last; nil when there is none,
    /// or none that could ever be read.
    func sidecar(of revision: Int64) throws -> Sidecar? {
        let counting = try selectCounting.first({ $0.bind(revision) }, { $0.isNull(1) ? nil : $0.bytes(1) })
        guard let counting else {
            return try selectFormer.first({ $0.bind(revision) }, { Sidecar.read($0.bytes(0)) }).flatMap { $0 }
        }
        return counting.flatMap { Sidecar.read($0) }
    }
}

extension BytePath {
    /// The file beside which the sidecar of this path stands.
    fileprivate var besideSidecar: BytePath { BytePath(bytes: Array(bytes.dropLast(Self.sidecarSuffix.count))) }

    /// Whether there certainly is nothing at this path: one that cannot be looked at may still have its file.
    fileprivate var isGone: Bool {
        let status = unsafe (bytes + [0]).withUnsafeBytes { path in
            unsafe path.baseAddress.map {
                unsafe faccessat(AT_FDCWD, $0.assumingMemoryBound(to: CChar.self), F_OK, AT_SYMLINK_NOFOLLOW)
            }
        }
        return status == -1 && [ENOENT, ENOTDIR].contains(errno)
    }
}
