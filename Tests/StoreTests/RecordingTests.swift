import Core
import GRDB
import Testing

@testable import Store

struct RecordingTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func count(_ table: String) throws -> Int? { try store.integer("SELECT count(*) FROM \(table)") }

    @Test func `a report leaves one row of each kind`() throws {
        let receipts = try store.record(.report("甲局", 2020, content: 1, findings: [.broken, .note]))
        #expect(receipts == [.recorded(revision: 1, report: 1, number: 1)])
        for (table, rows) in [
            ("report", 1), ("revision", 1), ("reading", 1), ("finding", 2), ("file", 1), ("event", 1),
        ] {
            #expect(try count(table) == rows, "\(table)")
        }
        #expect(try store.value("SELECT sha256 FROM revision") == String(repeating: "01", count: 32))
        #expect(try store.value("SELECT received_at FROM revision") == UnixTime.start.iso8601)
        #expect(try store.value("SELECT agency_kind FROM report") == "department")
        #expect(try store.value("SELECT kind FROM event") == "report.validated")
    }

    @Test func `known content adds only the file it was seen in`() throws {
        try store.record(.report("甲局", 2020, content: 1, file: "a.txt"))
        let receipts = try store.record(
            .report("甲局", 2020, content: 1, file: "b.txt"), .report("甲局", 2020, content: 1, file: "a.txt"))
        #expect(receipts == [.duplicate(revision: 1), .duplicate(revision: 1)])
        #expect(try count("file") == 2)
        #expect(try count("revision") == 1)
        #expect(try count("event") == 1)
    }

    @Test func `duplicates and revisions within one batch are recognised`() throws {
        let receipts = try store.record(
            .report("甲局", 2020, content: 1, file: "a.txt"), .report("甲局", 2020, content: 1, file: "b.txt"),
            .report("甲局", 2020, content: 2, file: "c.txt"), .report("乙局", 2020, content: 3, file: "d.txt"))
        #expect(
            receipts == [
                .recorded(revision: 1, report: 1, number: 1), .duplicate(revision: 1),
                .recorded(revision: 2, report: 1, number: 2), .recorded(revision: 3, report: 2, number: 1),
            ])
        #expect(
            try store.value("SELECT group_concat(kind) FROM event")
                == "report.validated,report.revised,report.validated")
    }

    @Test func `a revision takes over and closes what the older one was found to have`() throws {
        try store.record(.report("甲局", 2020, content: 1, received: 7, findings: [.broken]))
        try store.record(.report("甲局", 2020, content: 2, received: 8, findings: [.note]))
        #expect(try store.value("SELECT verdict FROM report") == "valid")
        #expect(try store.integer("SELECT revision FROM report") == 2)
        #expect(
            try store.value("SELECT group_concat(rule || open) FROM finding")
                == "arithmetic.requests-row0,cell.blank1,document.revision1")
        #expect(try store.value("SELECT group_concat(number) FROM revision WHERE report = 1") == "1,2")
        #expect(
            try store.integer("SELECT value FROM cell WHERE revision = 1 AND cell = 'requests.received.total'") == 7)
    }

    @Test func `a file that goes back to older content takes its report back with it`() throws {
        let (first, second) = (
            Intake.report("甲局", 2020, content: 1, file: "a.txt", findings: [.broken]),
            Intake.report("甲局", 2020, content: 2, file: "a.txt")
        )
        try store.record(first, second)
        #expect(try store.record(.report("甲局", 2020, content: 1, file: "b.txt")) == [.duplicate(revision: 1)])
        #expect(try store.record(first) == [.recorded(revision: 3, report: 1, number: 3)])
        #expect(try store.record(first) == [.duplicate(revision: 3)])
        #expect(try store.record(second) == [.recorded(revision: 4, report: 1, number: 4)])
        #expect(try store.record(first) == [.recorded(revision: 5, report: 1, number: 5)])
        #expect(try store.value("SELECT verdict FROM report") == "invalid")
        #expect(try store.value("SELECT group_concat(DISTINCT revision) FROM finding WHERE open") == "5")
        #expect(
            try store.value("SELECT group_concat(kind) FROM event")
                == "report.validated,report.revised,report.revised,report.revised,report.revised")
    }

    @Test func `older content at a path that shows no current revision is a duplicate`() throws {
        try store.record(
            .report("甲局", 2020, content: 1, file: "a.txt"), .report("甲局", 2020, content: 2, file: "b.txt"))
        #expect(try store.record(.report("甲局", 2020, content: 1, file: "c.txt")) == [.duplicate(revision: 1)])
        #expect(try store.record(.report("甲局", 2020, content: 1, file: "a.txt")) == [.duplicate(revision: 1)])
    }

    @Test func `a nameless failure that goes back to older content stays one report`() throws {
        let first = Intake.failure(.empty, content: 1, file: "a.txt")
        try store.record(
            first, .failure(.empty, content: 2, file: "a.txt"), .failure(.empty, content: 1, file: "b.txt"))
        #expect(try store.record(first) == [.recorded(revision: 3, report: 1, number: 3)])
    }

    @Test func `organ and year together tell reports apart`() throws {
        try store.record(
            .report("甲局", 2020, content: 1), .report("甲局", 2021, content: 2), .report("乙局", 2020, content: 3))
        #expect(try count("report") == 3)
    }

    @Test func `a batch is recorded wholly or not at all`() throws {
        try store.execute(
            """
            CREATE TEMP TRIGGER forced BEFORE INSERT ON main.event WHEN NEW.revision = 2
            BEGIN SELECT RAISE (ABORT, 'forced'); END
            """)
        let error = #expect(throws: StoreError.self) {
            try store.record(.report("甲局", 2020, content: 1, findings: [.note]), .report("乙局", 2020, content: 2))
        }
        #expect(error?.operation == "record into")
        #expect(error?.cause.contains("forced") == true)
        #expect(error?.isRefusal == true)
        for table in ["report", "revision", "reading", "finding", "file", "event"] {
            #expect(try count(table) == 0, "\(table)")
        }
        try store.execute("DROP TRIGGER temp.forced")
        #expect(try store.record(.report("甲局", 2020, content: 1)) == [.recorded(revision: 1, report: 1, number: 1)])
    }

    @Test func `a full disk is an error to try again after`() throws {
        try store.execute("PRAGMA max_page_count = 60")
        let intakes = (1...200).map { Intake.report("\($0)局", 2020, content: UInt8($0), findings: [.broken]) }
        let error = #expect(throws: StoreError.self) { try store.record(intakes, announcement: .announced) }
        #expect(error?.fate == .retry)
        #expect(error?.isRefusal == false)
        #expect(try count("report") == 0)
        try store.execute("PRAGMA max_page_count = 100000")
        #expect(try store.record(intakes, announcement: .announced).count == 200)
    }

    @Test func `files come back byte by byte, also names that are no UTF-8`() throws {
        let name: [UInt8] = Array("/drop/".utf8) + [0xC4, 0xEA, 0xB1, 0xA8, 0x0A] + Array(".txt".utf8)
        var intake = Intake.report("甲局", 2020, content: 1)
        intake.file = FileStamp(path: BytePath(bytes: name), size: 1 << 40, modifiedNanoseconds: -5)
        try store.record(intake)
        var files: [FileStamp] = []
        try store.forEachFile { files.append($0) }
        #expect(files == [intake.file])
        let hex = name.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(try store.value("SELECT lower(hex(path)) FROM file") == hex)
    }

    @Test func `other content at a path replaces what the file was seen to hold`() throws {
        try store.record(.report("甲局", 2020, content: 1, file: "a.txt"))
        try store.record(.report("乙局", 2020, content: 2, file: "a.txt"))
        var files: [FileStamp] = []
        try store.forEachFile { files.append($0) }
        #expect(files == [.named("a.txt", content: 2)])
        #expect(try count("report") == 2)
        #expect(try count("report WHERE superseded_by IS NOT NULL") == 0)
    }
}
