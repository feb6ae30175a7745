import Core
import Testing

@testable import Store

/// A page stored together with its attachment, and the report in another format beside it.
struct AttachmentStoreTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    /// A page of this content, with an attachment or without.
    private func page(
        _ content: UInt8, attachment: UInt8?, findings: [Finding] = [], at moment: UnixTime = .start
    ) -> Intake {
        var intake = Intake.report(
            "甲局", 2020, content: content, received: attachment.map { Int($0) } ?? 0, file: "x.html", findings: findings,
            at: moment)
        if let attachment {
            intake.examination.content = ContentID.of(content).joined(with: .of(attachment))
            intake.attachments = [
                AttachmentIntake(file: .named("x.pdf", content: attachment), content: .of(attachment))
            ]
            if let cell = Form.cell(named: "requests.received.total") {
                intake.examination.report?.places[cell] = Place(table: 1, row: 2, column: 3, file: "x.pdf")
            }
        }
        return intake
    }

    @Test func `contents joined tell each other`() {
        let joined = ContentID.of(1).joined(with: .of(2))
        #expect(joined == ContentID.of(2).joined(with: .of(1)) && joined.joined(with: .of(2)) == .of(1))
    }

    @Test func `both files show the revision, and the page alone takes nothing back`() throws {
        try store.record(page(1, attachment: nil, findings: [.broken]))
        try store.record(page(1, attachment: 2))
        #expect(try store.value("SELECT group_concat(revision) FROM file") == "2,2")
        #expect(try store.value("SELECT verdict FROM report") == "valid")
        let again = try store.record([page(1, attachment: nil, findings: [.broken])], announcement: .announced)
        #expect(again.map(\.outcome) == [.duplicate(revision: 2)])
        #expect(try store.value("SELECT verdict FROM report") == "valid")
        let same = try store.record([page(1, attachment: 2)], announcement: .announced)
        #expect(same.map(\.outcome) == [.duplicate(revision: 2)])
    }

    @Test func `of several attachments those that go take nothing back, and the page is still the revision's`() throws {
        func page(_ attachments: [UInt8]) -> Intake {
            let findings = attachments.count == 3 ? [] : [Finding.broken]
            let sum = attachments.reduce(0, +)
            var intake = self.page(1, attachment: sum > 0 ? sum : nil, findings: findings)
            let contents = attachments.map(ContentID.of)
            intake.examination.content = contents.reduce(ContentID.of(1)) { $0.joined(with: $1) }
            intake.attachments = attachments.map {
                AttachmentIntake(file: .named("x-\($0).xls", content: $0), content: .of($0))
            }
            return intake
        }
        try store.record(page([2, 4, 8]))
        for rest: [UInt8] in [[2, 4], [4], [], [2, 4, 8]] {
            let receipts = try store.record([page(rest)], announcement: .announced)
            #expect(receipts.map(\.outcome) == [.duplicate(revision: 1)])
            #expect(
                try store.integer("SELECT sha256 IS NULL FROM file WHERE path = CAST('/drop/x.html' AS BLOB)") == 1)
        }
        let companions = try store.companions(ofAttachment: BytePath("/drop/x-4.xls")).map(\.display)
        #expect(companions == ["/drop/x.html", "/drop/x-2.xls", "/drop/x-8.xls"])
        #expect(try store.companions(ofAttachment: BytePath("/drop/x.html")).isEmpty)
        try store.record(page([2, 16]))
        #expect(try store.value("SELECT count(*) FROM revision", as: Int.self) == 2)
    }

    @Test(arguments: [true, false])
    func `a page without a report is told of when no attachment has come`(_ points: Bool) throws {
        let examination = Examination(
            content: .of(1), format: .html, encoding: .utf8, report: nil, findings: [], verdict: .foreign)
        var stub = Intake(file: .named("x.html", content: 1), examination: examination, receivedAt: .start)
        stub.examination.pointsToAttachments = points
        stub.releaseAt = .start.advanced(milliseconds: 250)
        try store.record(stub, announcement: .announced)
        #expect(try store.integer("SELECT release_at IS NOT NULL FROM event") == (points ? 1 : 0))
        #expect(try store.integer("SELECT announced FROM event") == 1)
        try store.record(page(1, attachment: 2, at: .start.advanced(milliseconds: 100)), announcement: .announced)
        #expect(try store.value("SELECT group_concat(announced) FROM event") == (points ? "0,1" : "1,1"))
    }

    @Test func `another attachment or another page is a revision`() throws {
        try store.record(page(1, attachment: 2))
        try store.record(page(1, attachment: 4))
        try store.record(page(8, attachment: nil))
        #expect(try store.value("SELECT count(*) FROM revision", as: Int.self) == 3)
    }

    @Test func `what the attachment was told to be by itself is told no more`() throws {
        var alone = Intake.report(nil, nil, content: 2, file: "x.pdf", findings: [.broken])
        alone.releaseAt = .start.advanced(milliseconds: 250)
        try store.record(alone, announcement: .announced)
        try store.record(page(1, attachment: 2, at: .start.advanced(milliseconds: 100)), announcement: .announced)
        #expect(try store.value("SELECT group_concat(announced) FROM event") == "0,1")
        #expect(try store.value("SELECT count(*) FROM report WHERE superseded_by IS NULL", as: Int.self) == 1)
        #expect(try store.value("SELECT kind FROM event WHERE id = 2") == "report.validated")
    }

    @Test func `a place in an attachment is kept with cells and findings`() throws {
        var finding = Finding.broken
        finding.place?.file = "x.pdf"
        try store.record(page(1, attachment: 2, findings: [finding]))
        #expect(try store.reader.report(1)?.examination.findings.first?.place?.file == "x.pdf")
        let facts = try #require(try store.value("SELECT facts FROM reading", as: String.self))
        #expect(facts.contains(#""attachments":["x.pdf"]"#))
    }

    @Test func `the report in another format beside it is no revision, but may mend what was read badly`() throws {
        func copy(_ content: UInt8, _ file: String, _ findings: [Finding] = []) -> Intake {
            var intake = Intake.report("甲局", 2020, content: content, received: 3, file: file, findings: findings)
            intake.examination.report?.textDigest = UInt64(content)
            return intake
        }
        try store.record(copy(1, "x.html"))
        try store.record(copy(2, "x.pdf", [.doubt]))
        #expect(try store.value("SELECT count(*) FROM revision", as: Int.self) == 1)
        #expect(try store.value("SELECT verdict FROM report") == "valid")
        try store.record(copy(3, "y.pdf", [.doubt]))
        try store.record(copy(4, "y.html"))
        #expect(try store.value("SELECT count(*) FROM revision", as: Int.self) == 3)
        #expect(try store.value("SELECT verdict FROM report") == "valid")
    }
}
