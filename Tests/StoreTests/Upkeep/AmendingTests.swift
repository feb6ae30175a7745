import Core
import Testing

@testable import Store

/// A file that has not changed is read again, and what it is read as has changed: a sidecar came, the reader knows more.
struct AmendingTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private let report = Report.requests("甲局", 2022, carriedIn: 5, carriedOut: 0)

    @Test func `a region that becomes known moves the report to its organ`() throws {
        try store.record(
            .read(.requests("甲局", 2021, carriedIn: 0, carriedOut: 3, region: "丙市"), number: 1),
            .read(report, number: 2),
            .read(.requests("甲局", 2021, carriedIn: 0, carriedOut: 5, region: "丁市"), number: 3))
        #expect(try store.standing("continuity%") == [])
        var known = report
        known.identity.region = "丙市"
        #expect(try store.record(.read(known, number: 2)) == [.rejudged(revision: 2, report: 2)])
        #expect(try store.standing("continuity%").count == 2)
        #expect(try store.log().last == "report.rejudged 甲局 2022")
        #expect(try store.integer("SELECT count(*) FROM revision") == 3)
    }

    @Test func `a copy elsewhere changes nothing`() throws {
        try store.record(.read(report, number: 1, file: "a.txt"))
        var elsewhere = report
        elsewhere.identity.region = "丙市"
        try store.record(.read(elsewhere, number: 1, file: "b.txt"), .read(elsewhere, number: 1, file: "b.txt"))
        #expect(try store.value("SELECT region FROM report") == "")
    }

    @Test func `findings of the file are replaced, and nothing is told while the verdict stays`() throws {
        try store.record(.read(report, number: 1))
        var again = Intake.read(report, number: 1)
        let complaint = Finding(rule: "document.encoding", severity: .info, message: Message(zh: "损坏", en: "damaged"))
        again.examination.findings.append(complaint)
        try store.record(again)
        #expect(try store.reader.report(1)?.examination.findings == [complaint])
        try store.record(again)
        try store.record(.read(report, number: 1))
        #expect(try store.reader.report(1)?.examination.findings == [])
        #expect(try store.integer("SELECT count(*) FROM finding") == 1)
        #expect(try store.log().count == 1)
    }

    @Test func `cells that a better reader sees are taken over, and neighbours judged by them`() throws {
        var first = report
        first.set("requests.carried_out.natural_person", .unreadable)
        try store.record(
            .read(first, number: 1), .read(.requests("甲局", 2023, carriedIn: 2, carriedOut: 0), number: 2))
        #expect(try store.standing("continuity%").count == 1)
        try store.record(.read(report, number: 1))
        #expect(try store.standing("continuity%").count == 2)
        #expect(try store.reader.report(1)?.examination.report?.cells == report.cells)
    }
}
