internal import Core
internal import GRDB
import GRDBSQLite

/// A prepared statement that is bound and stepped without GRDB's argument arrays, which cost as much as the insert itself.
@safe struct RawStatement {
    private let statement: Statement
    private let handle: OpaquePointer

    /// The connection's cached statement for this SQL; use it only while the connection is held.
    init(_ database: GRDB.Database, _ sql: String) throws {
        statement = try database.cachedStatement(sql: sql)
        unsafe handle = statement.sqliteStatement
    }

    /// Binds and executes; the statement returns no rows.
    func execute(_ bind: (inout Bindings) -> Void) throws {
        try start(bind)
        defer { unsafe sqlite3_reset(handle) }
        try step()
    }

    /// Binds, and returns what `read` makes of the first row; nil when there is none.
    func first<Value>(_ bind: (inout Bindings) -> Void, _ read: (RawRow) -> Value) throws -> Value? {
        try start(bind)
        defer { unsafe sqlite3_reset(handle) }
        return try step() ? unsafe read(RawRow(handle)) : nil
    }

    /// Binds and calls `body` for every row.
    func forEach(_ bind: (inout Bindings) -> Void = { _ in }, _ body: (RawRow) throws -> Void) throws {
        try start(bind)
        defer { unsafe sqlite3_reset(handle) }
        while try step() { unsafe try body(RawRow(handle)) }
    }

    private func start(_ bind: (inout Bindings) -> Void) throws {
        var bindings = unsafe Bindings(handle)
        bind(&bindings)
        assert(unsafe bindings.count == sqlite3_bind_parameter_count(handle), "a parameter is unbound")
        guard bindings.code == SQLITE_OK else { throw failure(bindings.code) }
    }

    /// Steps once; whether there is a row.
    @discardableResult
    private func step() throws -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw failure(code)
        }
    }

    private func failure(_ code: CInt) -> DatabaseError {
        let message = unsafe sqlite3_errmsg(sqlite3_db_handle(handle)).map { unsafe String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}

/// Binds values to a statement's parameters from left to right.
@safe struct Bindings {
    private let handle: OpaquePointer
    private(set) var count: CInt = 0
    private(set) var code: CInt = SQLITE_OK

    fileprivate init(_ handle: OpaquePointer) {
        unsafe self.handle = unsafe handle
    }

    mutating func bind(_ value: Int64?) {
        count += 1
        if let value { note(unsafe sqlite3_bind_int64(handle, count, value)) } else { bindNull() }
    }

    mutating func bind(_ value: Int?) {
        bind(value.map { Int64($0) })
    }

    mutating func bind(_ value: Bool) {
        bind(value ? Int64(1) : 0)
    }

    mutating func bind(_ value: String?) {
        guard var value else {
            count += 1
            return bindNull()
        }
        count += 1
        note(
            value.withUTF8 { unsafe bindText($0) })
    }

    /// Binds UTF-8 as text.
    mutating func bindText(_ value: [UInt8]?) {
        count += 1
        guard let value else { return bindNull() }
        note(unsafe value.withUnsafeBufferPointer { unsafe bindText($0) })
    }

    /// Binds bytes as a BLOB.
    mutating func bindBlob(_ value: [UInt8]) {
        count += 1
        note(
            unsafe value.isEmpty
                ? sqlite3_bind_zeroblob(handle, count, 0)
                : sqlite3_bind_blob(handle, count, value, CInt(value.count), transient))
    }

    /// Binds a whole number as INTEGER and any other exactly as TEXT, for REAL would round it.
    mutating func bind(_ value: Quantity?) {
        if let value, !value.isWhole { bind(value.description) } else { bind(value?.significand) }
    }

    private func bindText(_ utf8: UnsafeBufferPointer<UInt8>) -> CInt {
        guard let start = unsafe UnsafeRawPointer(utf8.baseAddress) else {
            return unsafe sqlite3_bind_text(handle, count, "", 0, transient)
        }
        return unsafe sqlite3_bind_text(
            handle, count, start.assumingMemoryBound(to: CChar.self), CInt(utf8.count), transient)
    }

    private mutating func bindNull() {
        note(unsafe sqlite3_bind_null(handle, count))
    }

    private mutating func note(_ result: CInt) {
        if code == SQLITE_OK { code = result }
    }

    /// SQLITE_TRANSIENT, which is -1 cast to a function pointer: SQLite copies the bytes before the call returns.
    private var transient: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

/// The row a statement stands on; valid only until it steps.
@safe struct RawRow {
    private let handle: OpaquePointer

    fileprivate init(_ handle: OpaquePointer) {
        unsafe self.handle = unsafe handle
    }

    func isNull(_ column: CInt) -> Bool {
        unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func integer(_ column: CInt) -> Int64 {
        unsafe sqlite3_column_int64(handle, column)
    }

    func integerIfAny(_ column: CInt) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    func flag(_ column: CInt) -> Bool {
        integer(column) != 0
    }

    func text(_ column: CInt) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }

    func textIfAny(_ column: CInt) -> String? {
        isNull(column) ? nil : text(column)
    }

    func bytes(_ column: CInt) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// A number as ``Bindings/bind(_:)-(Quantity?)`` stored it.
    func quantity(_ column: CInt) -> Quantity? {
        switch unsafe sqlite3_column_type(handle, column) {
        case SQLITE_NULL: nil
        case SQLITE_INTEGER: Quantity(significand: integer(column), scale: 0)
        default: Quantity(decimal: bytes(column))
        }
    }

    /// A value of an enumeration that a CHECK constraint keeps within its cases.
    func value<Value: RawRepresentable<String>>(_ column: CInt, default fallback: Value) -> Value {
        Value(rawValue: text(column)) ?? fallback
    }
}
