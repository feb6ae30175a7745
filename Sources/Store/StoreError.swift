public import Core
internal import GRDB

/// Why the store could not do what it was asked.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What becomes of the daemon.
    public enum Fate: Sendable, Hashable {
        /// Nothing was changed; the same call may succeed later (busy, disk full, read-only remount, I/O error).
        case retry
        /// Nothing was changed; the store works, and will never take what it was given.
        case refuse
        /// No later call will succeed before a person has acted.
        case stop
    }

    /// What was being done: `open`, `record`, …
    public let operation: String
    /// What it was done to: the database's path, a channel, a delivery.
    public let object: String
    /// What went wrong.
    public let cause: String
    /// What to do about it.
    public let hint: String
    /// What becomes of the daemon.
    public let fate: Fate

    init(operation: String, object: String, cause: String, hint: String, fate: Fate) {
        self.operation = operation
        self.object = object
        self.cause = cause
        self.hint = hint
        self.fate = fate
    }

    /// `cannot record into /var/lib/gongkai/gongkai.db: database or disk is full (13); free some space …`
    public var description: String {
        "cannot \(operation) \(object): \(cause); \(hint)"
    }
}

extension StoreError: ArchiveFailure {
    /// Whether what was given cannot be stored, now or later, while the store works.
    public var isRefusal: Bool { fate == .refuse }
}

extension StoreError {
    /// Runs `body` and names the operation in whatever SQLite has to say about it.
    static func naming<Result>(
        _ operation: String, _ object: String, _ body: () throws -> Result
    ) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw StoreError(operation, object, error)
        } catch {
            throw StoreError(
                operation: operation, object: object, cause: "\(error)", hint: "report this as a defect", fate: .stop)
        }
    }

    private init(_ operation: String, _ object: String, _ error: DatabaseError) {
        let (hint, fate) = Self.remedy(error.resultCode)
        let text = error.message ?? "SQLite error"
        self.init(
            operation: operation, object: object, cause: "\(text) (\(error.extendedResultCode.rawValue))", hint: hint,
            fate: fate)
    }

    /// What each result code asks for (https://www.sqlite.org/rescode.html).
    private static func remedy(_ code: ResultCode) -> (String, Fate) {
        switch code {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            ("another program holds the database; close any sqlite3 shell that writes to it", .retry)
        case .SQLITE_FULL: ("free some space on the disk", .retry)
        case .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_INTERRUPT, .SQLITE_PROTOCOL:
            ("check the disk and the system log", .retry)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            ("check that the state directory exists and that the gongkai user may write to it", .retry)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            ("set the file aside and rebuild the store from the drop and archive directories", .stop)
        case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH: ("report this as a defect", .refuse)
        default: ("report this as a defect", .stop)
        }
    }
}
