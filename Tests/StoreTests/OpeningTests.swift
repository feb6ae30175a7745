import Core
import Foundation
import GRDB
import Testing

@testable import Store

struct OpeningTests {
    let state: TemporaryState

    init() throws { state = try TemporaryState() }

    @Test func `the writer is durable and checks references`() throws {
        let store = try state.open()
        #expect(try store.value("PRAGMA journal_mode") == "wal")
        #expect(try store.integer("PRAGMA synchronous") == 2)
        #expect(try store.integer("PRAGMA foreign_keys") == 1)
        #expect(try store.integer("PRAGMA busy_timeout") == 5000)
    }

    @Test func `the database is for its user and group only`() throws {
        let store = try state.open()
        try store.record(.report("甲局", 2020, content: 1))
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: state.database + suffix)
            #expect((attributes[.posixPermissions] as? Int) == 0o640, "\(suffix)")
        }
    }

    @Test func `a state directory that is missing is made`() throws {
        let nested = state.path + "/state"
        _ = try Store.open(state: nested, ruleset: .standard)
        let attributes = try FileManager.default.attributesOfItem(atPath: nested)
        #expect((attributes[.posixPermissions] as? Int) == 0o750)
    }

    @Test func `a second writer is refused and told who holds the lock`() throws {
        let store = try state.open()
        let error = #expect(throws: StoreError.self) { try state.open() }
        #expect(error?.cause.contains("\(ProcessInfo.processInfo.processIdentifier)") == true)
        #expect(error?.fate == .stop)
        withExtendedLifetime(store) {}
    }

    @Test func `the lock goes with its holder`() throws {
        do { _ = try state.open() }
        _ = try state.open()
    }

    @Test func `a newer schema is refused for writing and for reading`() throws {
        do {
            let store = try state.open()
            try store.execute("INSERT INTO grdb_migrations VALUES ('999')")
        }
        let writing = #expect(throws: StoreError.self) { try state.open() }
        let reading = #expect(throws: StoreError.self) { try Store.openReadOnly(state: state.path) }
        for error in [writing, reading] {
            #expect(error?.cause.contains("newer") == true)
            #expect(error?.fate == .stop)
        }
    }

    @Test func `reading where there is no database says so and makes none`() throws {
        #expect(throws: StoreError.self) { try Store.openReadOnly(state: state.path) }
        #expect(!FileManager.default.fileExists(atPath: state.database))
    }

    @Test func `what is no database stops instead of being overwritten`() throws {
        let text = Data("not a database, but someone's notes; not a database, but someone's notes".utf8)
        try text.write(to: URL(filePath: state.database))
        let error = #expect(throws: StoreError.self) { try state.open() }
        #expect(error?.fate == .stop)
        #expect(try Data(contentsOf: URL(filePath: state.database)) == text)
    }

    @Test func `cells keep the positions they were given when the form grows`() throws {
        do { _ = try state.open() }
        let last = Form.cells.count - 1
        do {
            let writer = try DatabaseQueue(path: state.database)
            try writer.write { database in
                try database.execute(sql: "UPDATE cell_name SET position = 9999 WHERE position = 0")
                try database.execute(sql: "UPDATE cell_name SET position = 0 WHERE position = \(last)")
                try database.execute(sql: "DELETE FROM cell_name WHERE position = 9999")
            }
        }
        let store = try state.open()
        #expect(store.memory.positions[Form.cells[last]] == 0)
        #expect(store.memory.positions[Form.cells[0]] == last)
        #expect(try store.integer("SELECT count(*) FROM cell_name") == Form.cells.count)
    }
}

struct ReadOnlyTests {
    let crashed: TemporaryState

    /// A state as a crash leaves it: commits in the write-ahead log that no checkpoint has moved.
    init() throws {
        let state = try TemporaryState()
        crashed = try TemporaryState()
        let store = try state.open()
        try store.record(.report("甲局", 2020, content: 1))
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: state.database + suffix, toPath: crashed.database + suffix)
        }
    }

    private func bytes(_ suffix: String) throws -> Data {
        try Data(contentsOf: URL(filePath: crashed.database + suffix))
    }

    @Test func `a reader sees what is only in the log and leaves both files as they are`() throws {
        let (database, log) = (try bytes(""), try bytes("-wal"))
        #expect(!log.isEmpty)
        do {
            let reader = try Store.openReadOnly(state: crashed.path)
            #expect(try reader.reports().count == 1)
        }
        #expect(try bytes("") == database)
        #expect(try bytes("-wal") == log)
    }

    @Test func `a connection that may write would have checkpointed on closing`() throws {
        let database = try bytes("")
        do {
            let queue = try DatabaseQueue(path: crashed.database)
            #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM report") } == 1)
        }
        #expect(try bytes("") != database)
    }

    @Test func `neither a write nor a checkpoint is possible`() throws {
        let queue = try Connection.reader(crashed.database)
        #expect(throws: DatabaseError.self) {
            try queue.writeWithoutTransaction { try $0.execute(sql: "UPDATE report SET year = 1") }
        }
        let log = try bytes("-wal")
        _ = try? queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        #expect(try bytes("-wal") == log)
    }

    @Test func `a clean stop leaves the log behind, emptied, for readers that may not create it`() throws {
        do { _ = try crashed.open() }
        #expect(try bytes("-wal").isEmpty)
        #expect(try Store.openReadOnly(state: crashed.path).reports().count == 1)
    }
}
