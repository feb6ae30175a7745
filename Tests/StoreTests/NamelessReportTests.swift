import Core
import GRDB
import Testing

@testable import Store

struct NamelessReportTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func kinds() throws -> String? { try store.value("SELECT group_concat(kind) FROM event") }

    @Test func `a file that cannot be read has a report row without an organ`() throws {
        try store.record(.failure(.empty, content: 1, file: "a.txt"))
        #expect(try store.value("SELECT verdict FROM report WHERE agency IS NULL AND year IS NULL") == "unreadable")
        #expect(try store.integer("SELECT count(*) FROM cell") == 0)
        #expect(try kinds() == "report.failed")
    }

    @Test func `unknown organs are never taken for one another`() throws {
        try store.record(
            .report(nil, 2020, content: 1), .report(nil, 2020, content: 2), .report("甲局", nil, content: 3),
            .report("甲局", nil, content: 4), .failure(.empty, content: 5, file: "e.txt"),
            .failure(.empty, content: 6, file: "f.txt"))
        #expect(try store.integer("SELECT count(*) FROM report") == 6)
    }

    @Test func `a failure without content is recorded once while file and reasons stay`() throws {
        let denied = Intake.failure(.denied, content: nil, file: "a.txt", stamp: 1)
        #expect(
            try store.record(denied, denied) == [.recorded(revision: 1, report: 1, number: 1), .duplicate(revision: 1)])
        let touched = Intake.failure(.denied, content: nil, file: "a.txt", stamp: 2)
        #expect(try store.record(touched) == [.recorded(revision: 2, report: 1, number: 2)])
        let larger = Intake.failure(.tooLarge(size: 9, limit: 5), content: nil, file: "a.txt", stamp: 2)
        #expect(try store.record(larger) == [.recorded(revision: 3, report: 1, number: 3)])
        #expect(try kinds() == "report.failed,report.failed,report.failed")
    }

    @Test func `a failure that is mended is superseded by the report, with its findings closed`() throws {
        try store.record(.failure(.empty, content: 1, file: "a.txt"))
        try store.record(.report("甲局", 2020, content: 2, file: "a.txt"))
        #expect(try store.integer("SELECT superseded_by FROM report WHERE id = 1") == 2)
        #expect(try store.integer("SELECT open FROM finding WHERE revision = 1") == 0)
        #expect(try store.reader.reports().map(\.id) == [2])
        #expect(try store.reader.report(1)?.supersededBy == 2)
        #expect(try store.reader.counts().reports == [.valid: 1])
        #expect(try kinds() == "report.failed,report.validated")
    }

    @Test func `the failure counts again when its content comes back`() throws {
        try store.record(.failure(.empty, content: 1, file: "a.txt"))
        try store.record(.report("甲局", 2020, content: 2, file: "a.txt"))
        #expect(try store.record(.failure(.empty, content: 1, file: "a.txt")) == [.duplicate(revision: 1)])
        #expect(try store.reader.reports().map(\.id).sorted() == [1, 2])
        #expect(try store.integer("SELECT open FROM finding WHERE revision = 1") == 1)
    }

    @Test func `a failure that another file still shows is not superseded`() throws {
        try store.record(.failure(.empty, content: 1, file: "a.txt"), .failure(.empty, content: 1, file: "b.txt"))
        try store.record(.report("甲局", 2020, content: 2, file: "a.txt"))
        #expect(try store.reader.reports().map(\.id).sorted() == [1, 2])
        try store.record(.report("乙局", 2020, content: 3, file: "b.txt"))
        #expect(try store.reader.reports().map(\.id).sorted() == [2, 3])
    }

    @Test func `content that could not be read before is read again into a report`() throws {
        try store.record(.failure(.timeout(seconds: 30), content: 1, file: "a.txt"))
        let receipts = try store.record(.report("甲局", 2020, content: 1, file: "a.txt"))
        #expect(receipts == [.recorded(revision: 2, report: 2, number: 1)])
        #expect(try store.integer("SELECT superseded_by FROM report WHERE id = 1") == 2)
    }

    @Test func `a nameless report goes on under its file's path`() throws {
        try store.record(.report(nil, nil, content: 1, file: "a.txt", findings: [.broken]))
        let receipts = try store.record(.report("甲局", nil, content: 2, file: "a.txt"))
        #expect(receipts == [.recorded(revision: 2, report: 1, number: 2)])
        #expect(try store.value("SELECT agency FROM report") == "甲局")
        #expect(try kinds() == "report.validated,report.revised")
    }
}
