public import Core
internal import GRDB

extension Store: ReportArchive {
    /// Calls `body` for every file ever seen, on a connection of its own, so that a million of them keep nobody waiting.
    public func forEachFile(_ body: (FileStamp) -> Void) throws {
        try StoreError.naming("list files of", path) {
            try Connection.reader(path).read { database in
                try RawStatement(
                    database,
                    "SELECT path, size, mtime_ns FROM file UNION ALL SELECT path, size, mtime_ns FROM sidecar"
                ).forEach { row in
                    body(
                        FileStamp(
                            path: BytePath(bytes: row.bytes(0)), size: row.integer(1),
                            modifiedNanoseconds: row.integer(2)))
                }
            }
        }
    }

    /// What a sidecar said when it could last be read.
    public func readableSidecar(at path: BytePath) throws -> String? {
        try reader.read("read a sidecar from") { database in
            try RawStatement(database, "SELECT content FROM sidecar WHERE path = ?").first(
                { $0.bindBlob(path.bytes) }, { $0.textIfAny(0) }
            ).flatMap { $0 }
        }
    }

    /// The files that the one at a path was stored with as an attachment, their page first.
    public func companions(ofAttachment path: BytePath) throws -> [BytePath] {
        let select = """
            SELECT f.path, f.sha256 IS NULL FROM file a JOIN file f ON f.revision = a.revision AND f.path <> a.path
            WHERE a.path = ? AND a.sha256 IS NOT NULL ORDER BY f.sha256 IS NOT NULL, f.path LIMIT 16
            """
        return try reader.read("read companions from") { database in
            var files: [BytePath] = []
            var hasPage = false
            try RawStatement(database, select).forEach({ $0.bindBlob(path.bytes) }) { row in
                hasPage = hasPage || row.flag(1)
                files.append(BytePath(bytes: row.bytes(0)))
            }
            return hasPage ? files : []
        }
    }

    /// Records intakes in one durable transaction; events carry the time their file was read.
    public func record(_ intakes: [Intake], announcement: Announcement) throws -> [Receipt] {
        guard !intakes.isEmpty else { return [] }
        return try write("record into") { database in
            var recorder = try Recorder(ArchiveTransaction(database, memory), announcement: announcement)
            return try intakes.map { try recorder.record($0) }
        }
    }

    /// Whether the files that lay there at the very first start are still being taken in.
    public func initialBacklogIsOpen() throws -> Bool {
        try reader.read("read") { try Self.backlogIsOpen($0) }
    }

    /// Ends the initial backlog with one digest of its events; what `ingest` recorded silently is not among them.
    public func closeInitialBacklog(now: UnixTime) throws {
        try write("close the initial backlog of") { database in
            guard try Self.backlogIsOpen(database) else { return }
            try RawStatement(database, "UPDATE initial_backlog SET open = 0").execute { _ in }
            var counts: [Verdict: Int] = [:]
            let select = """
                SELECT r.verdict, count(*) FROM event e JOIN revision r ON r.id = e.revision WHERE e.backlog = 1
                    AND e.kind <> '\(EventKind.reportRejudged.rawValue)'
                GROUP BY r.verdict
                """
            try RawStatement(database, select).forEach { row in
                counts[row.value(0, default: .unreadable)] = Int(row.integer(1))
            }
            guard !counts.isEmpty else { return }
            let insert = """
                INSERT INTO event (kind, occurred_at, announced, digest) VALUES (?, ?, 1, ?)
                """
            try RawStatement(database, insert).execute {
                $0.bind(EventKind.digest.rawValue)
                $0.bind(now.iso8601)
                $0.bind(Event.Digest(counts: counts).json)
            }
        }
    }

    private static func backlogIsOpen(_ database: GRDB.Database) throws -> Bool {
        try RawStatement(database, "SELECT open FROM initial_backlog").first({ _ in }, { $0.flag(0) }) ?? false
    }
}
