internal import GRDB
import GRDBSQLite

/// How connections to the database are opened: one that writes and checkpoints, and any number that cannot.
///
/// SQLite before 3.51.3 may corrupt a database when two connections write or checkpoint in the same instant (its
/// WAL-reset bug), so every connection but one has its file opened read-only: the kernel itself then refuses it the lock
/// that a checkpoint needs (fcntl(2): a write lock needs a descriptor open for writing), also on closing.
enum Connection {
    /// STRICT tables came with 3.37, `json_each` as used here is older (https://www.sqlite.org/changes.html).
    static let minimumVersion: CInt = 3_037_000

    /// The one writing connection: WAL, every commit synced before it returns.
    ///
    /// GRDB's own WAL set-up ends with `synchronous = NORMAL`, which loses the last commits on a power cut; so the
    /// journal mode is set here, and what is really in force is read back.
    static func writer(_ path: String) throws -> DatabaseQueue {
        guard sqlite3_libversion_number() >= minimumVersion else { throw oldLibrary(path) }
        var configuration = shared
        configuration.label = "gongkai.store.writer"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            try database.execute(sql: "PRAGMA cache_size = -16384")
            try keepWriteAheadLog(database)
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction(assertDurable)
        return queue
    }

    /// A connection that can neither write nor checkpoint.
    static func reader(_ path: String) throws -> DatabaseQueue {
        guard sqlite3_libversion_number() >= minimumVersion else { throw oldLibrary(path) }
        var configuration = shared
        configuration.label = "gongkai.store.reader"
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static var shared: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        return configuration
    }

    /// Leaves the log file behind on closing, emptied: without it, a reader that may not write to the directory could not
    /// open the database while no daemon runs. A size limit is what makes SQLite empty it, and cut it down after a burst.
    private static func keepWriteAheadLog(_ database: GRDB.Database) throws {
        try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
        var keep: CInt = 1
        let code = unsafe sqlite3_file_control(
            database.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &keep)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    private static func assertDurable(_ database: GRDB.Database) throws {
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        guard journal == "wal", synchronous == 2 else {
            throw StoreError(
                operation: "open", object: database.description,
                cause: "journal_mode is \(journal ?? "?"), synchronous is \(synchronous ?? -1), not wal and 2 (FULL)",
                hint: "keep the state directory on a local file system", fate: .stop)
        }
    }

    private static func oldLibrary(_ path: String) -> StoreError {
        StoreError(
            operation: "open", object: path,
            cause: unsafe "libsqlite3 is \(String(cString: sqlite3_libversion())), older than 3.37",
            hint: "install libsqlite3-0 of Debian 12 or later", fate: .stop)
    }
}
