import Core
import GRDB
import Testing

@testable import Store

struct QueryTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
        try store.record(
            .report("嘉兴市民政局", 2020, content: 1, findings: [.broken]),
            .report("嘉兴市教育局", 2020, content: 2, findings: [.doubt]), .report("嘉兴市民政局", 2021, content: 3),
            .failure(.empty, content: 4, file: "d.txt"))
    }

    @Test(
        arguments: [
            (ReportFilter(), [4, 3, 2, 1]), (ReportFilter(year: 2020), [2, 1]), (ReportFilter(agency: "民政"), [3, 1]),
            (ReportFilter(agency: "嘉兴*局"), [3, 2, 1]), (ReportFilter(agency: "民政*"), []),
            (ReportFilter(verdicts: [.invalid, .unreadable]), [4, 1]), (ReportFilter(limit: 2), [4, 3]),
            (ReportFilter(year: 2020, agency: "民政", verdicts: [.invalid], limit: 5), [1]),
        ] as [(ReportFilter, [Int64])])
    func `a filter limits the list`(filter: ReportFilter, ids: [Int64]) throws {
        #expect(try store.reader.reports(filter).map(\.id) == ids)
    }

    @Test func `a row of the list says what the report is`() throws {
        let row = try #require(try store.reader.reports(ReportFilter(verdicts: [.flagged])).first)
        #expect(row.agency == "嘉兴市教育局")
        #expect(row.agencyKind == .department)
        #expect(row.year == 2020)
        #expect(row.edition == "2019")
        #expect(row.revisions == 1)
        #expect(row.file == "/drop/2.txt")
        #expect(row.keyFigures?.received == 8)
        #expect(row.findings == [.error: 0, .warning: 1, .info: 0])
    }

    @Test func `one report comes with all that belongs to it`() throws {
        try store.openChannel("a")
        var revised = Intake.report("嘉兴市民政局", 2020, content: 9, received: 11, findings: [.doubt, .note])
        let cell = try #require(Form.cell(named: "requests.received.total"))
        revised.examination.report?.raw[cell] = "11件\n(含\"网络\"9件)"
        try store.record(revised)
        _ = try store.enqueueDeliveries(channel: "a", limit: 9, now: .start, accept: { _ in true }, makeID: { "d1" })
        let detail = try #require(try store.reader.report(1))
        #expect(detail.report.revisions == 2)
        #expect(detail.revisions.map(\.number) == [1, 2])
        #expect(detail.revisions.map(\.verdict) == [.invalid, .flagged])
        #expect(detail.examination.content == .of(9))
        #expect(detail.examination.encoding == .utf8)
        #expect(detail.examination.findings.filter { $0.rule != "document.revision" } == [.doubt, .note])
        #expect(detail.examination.report?.cells == revised.examination.report?.cells)
        #expect(detail.examination.report?.raw == revised.examination.report?.raw)
        #expect(detail.examination.report?.edition == .edition2019)
        #expect(detail.deliveries.map(\.id) == ["d1"])
        #expect(detail.deliveries.map(\.state) == [.pending])
        #expect(try store.reader.report(99) == nil)
    }

    @Test func `a failure shows its reason and no report`() throws {
        let detail = try #require(try store.reader.report(4))
        #expect(detail.examination.report == nil)
        #expect(detail.examination.findings.map(\.rule) == ["document.empty"])
    }

    @Test func `the store in figures`() throws {
        let counts = try store.reader.counts()
        #expect(counts.reports == [.invalid: 1, .flagged: 1, .valid: 1, .unreadable: 1])
        #expect(counts.deliveries.isEmpty)
        #expect(counts.bytes > 4096)
    }
}
