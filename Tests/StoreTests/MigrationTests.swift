import Core
import GRDB
import Testing

@testable import Store

/// A database that version 1 of the schema has written, with a report, a revision of it and an event not delivered yet.
struct MigrationTests {
    let state: TemporaryState

    init() throws {
        state = try TemporaryState()
        let queue = try DatabaseQueue(path: state.database)
        try Migrations.all.migrate(queue, upTo: "1")
        try queue.write { database in
            for (position, cell) in Form.cells.enumerated() {
                try database.execute(
                    sql: "INSERT INTO cell_name VALUES (?, ?)", arguments: [position, cell.description])
            }
            let cells = "[" + Form.cells.map { _ in "0" }.joined(separator: ",") + "]"
            try database.execute(
                sql: """
                    INSERT INTO report VALUES (1, '', '甲 局', 'department', 2021, '2021', 'invalid', 2, NULL);
                    INSERT INTO report VALUES (2, '', '甲局', 'department', 2021, '2021', 'valid', 3, NULL);
                    """)
            for (id, report, number, verdict) in [(1, 1, 1, "valid"), (2, 1, 2, "invalid"), (3, 2, 1, "valid")] {
                try database.execute(
                    sql: """
                        INSERT INTO revision (id, report, number, sha256, file, received_at, format, verdict, edition, cells)
                        VALUES (?, ?, ?, ?, 'a.txt', '2026-11-21T00:00:00.000Z', 'text', ?, '2021', ?)
                        """,
                    arguments: [id, report, number, String(repeating: "0\(id)", count: 32), verdict, cells])
                try database.execute(
                    sql: "INSERT INTO reading VALUES (?, NULL, '{\"v\":1,\"top\":6}')", arguments: [id])
                try database.execute(
                    sql: """
                        INSERT INTO event (kind, occurred_at, revision, announced)
                        VALUES ('report.validated', '2026-11-21T00:00:00.000Z', ?, 1)
                        """, arguments: [id])
            }
            try database.execute(
                sql: """
                    INSERT INTO finding (revision, rule, severity, message, message_en, open) VALUES
                        (1, 'cell.blank', 'info', '空', 'blank', 0), (2, 'arithmetic.appeals', 'error', '错', 'wrong', 1)
                    """)
        }
    }

    @Test func `it opens, with all that it holds`() throws {
        let store = try state.open()
        #expect(try store.reader.reports().count == 2)
        #expect(try store.reader.report(1)?.examination.findings.map(\.rule) == ["arithmetic.appeals"])
        #expect(try store.value("SELECT group_concat(organ) FROM (SELECT organ FROM report ORDER BY id)") == "甲 局,甲局")
        let events = try store.events([1, 2, 3])
        #expect(events.map { $0.subject?.findings.count } == [1, 1, 0])
        #expect(events.map { $0.subject?.verdict } == [.valid, .invalid, .valid])
    }

    @Test func `a digest of a former version says what it said`() throws {
        let queue = try DatabaseQueue(path: state.database)
        try Migrations.all.migrate(queue, upTo: "4")
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO channel (name, first_position, position) VALUES ('a', 0, 3);
                    INSERT INTO delivery (id, channel, events, first_event, created_at, due_at, digest, covers, queue) VALUES
                        ('d', 'a', '[]', 1, '2026-11-21T00:00:00.000Z', '2026-11-21T00:00:00.000Z', 1, 3, 0);
                    INSERT INTO delivery_range VALUES ('d', 1, 3);
                    """)
        }
        let digest = try #require(try state.open().digest("d")?.digest)
        #expect(digest.counts == [.invalid: 1, .valid: 1] && digest.covered == 3)
        #expect(digest.worst.map(\.report) == [1])
    }

    @Test func `its reports are neighbours of what comes later`() throws {
        let store = try state.open()
        try store.record(.read(.requests("甲局", 2022, carriedIn: 3, carriedOut: 0), number: 9))
        #expect(try store.standing("continuity.carried-over").count == 2)
    }
}
