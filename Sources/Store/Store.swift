public import Core
internal import GRDB
internal import Glibc

/// The store that the one writing process opens: what reports said, where files were seen, the event log and the outbox.
///
/// It stands behind ``ReportArchive`` and ``EventLog``. Its calls block and may come from any thread but those of Swift's
/// cooperative pool; writes run one after the other, reads beside them.
public final class Store: Sendable {
    /// The queries of commands that read, on a connection of its own.
    public let reader: StoreReader

    let writer: DatabaseQueue
    let memory: ArchiveMemory
    let path: String
    private let lock: StateLock

    /// Opens the store in a state directory for writing: creates what is missing, takes `<state>/lock`, and brings the
    /// schema up to date.
    ///
    /// - Parameters:
    ///   - state: the directory.
    ///   - ruleset: judges reports against what is stored beside them.
    ///   - directory: the organs that are known by other names, and their regions.
    /// - Returns: the store.
    /// - Throws: what it cannot be opened for.
    public static func open(
        state: String, ruleset: Ruleset, directory: OrganDirectory = OrganDirectory()
    ) throws(StoreError) -> Store {
        try Store(state: state, ruleset: ruleset, directory: directory)
    }

    /// Opens the store in a state directory for reading only; it never writes to the database nor checkpoints it.
    public static func openReadOnly(state: String) throws(StoreError) -> StoreReader {
        let path = databasePath(state)
        guard unsafe access(path, F_OK) == 0 else {
            throw StoreError(
                operation: "open", object: path, cause: "there is no store yet",
                hint: "start the daemon or run gongkai ingest first, or name the configuration with --config",
                fate: .stop)
        }
        return try StoreReader(path: path)
    }

    private init(state: String, ruleset: Ruleset, directory: OrganDirectory) throws(StoreError) {
        let path = Store.databasePath(state)
        self.path = path
        try StateDirectory.prepare(state, database: path)
        lock = try StateLock(path: state + "/lock")
        let positions: CellPositions
        (writer, positions) = try StoreError.naming("open", path) {
            let writer = try Connection.writer(path)
            try Migrations.migrate(writer, path: path)
            return (writer, try writer.write { try CellPositions.completing($0) })
        }
        memory = ArchiveMemory(positions: positions, ruleset: ruleset, directory: directory)
        reader = try StoreReader(path: path)
    }

    private static func databasePath(_ state: String) -> String { state + "/gongkai.db" }

    /// Runs `body` in one transaction that is durable when this returns, or not at all.
    func write<Result>(_ operation: String, _ object: String? = nil, _ body: (GRDB.Database) throws -> Result)
        throws(StoreError) -> Result
    {
        try StoreError.naming(operation, object ?? path) { try writer.write(body) }
    }
}

/// The store's queries, on a connection that can neither write nor checkpoint.
public final class StoreReader: Sendable {
    let path: String
    let positions: CellPositions
    private let connection: DatabaseQueue

    init(path: String) throws(StoreError) {
        self.path = path
        (connection, positions) = try StoreError.naming("open", path) {
            let connection = try Connection.reader(path)
            try Migrations.check(connection, path: path)
            return (connection, try connection.read { try CellPositions($0) })
        }
    }

    /// Runs `body` on one consistent state of the database.
    func read<Result>(_ operation: String, _ body: (GRDB.Database) throws -> Result) throws(StoreError) -> Result {
        try StoreError.naming(operation, path) { try connection.read(body) }
    }
}
