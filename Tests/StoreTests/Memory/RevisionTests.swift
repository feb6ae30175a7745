import Core
import GRDB
import Testing

@testable import Store

struct RevisionTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func report(_ received: Int = 10, sketch seed: UInt64? = nil) -> Report {
        var report = Report.requests("甲局", 2021, carriedIn: 0, carriedOut: 0, received: received)
        report.narrative.sketch = seed.flatMap { .random(seed: $0) }
        report.textDigest = seed
        return report
    }

    @Test func `the same report in other bytes is no revision and is known by them afterwards`() throws {
        var furnished = report(sketch: 1)
        furnished.narrative.publication = Publication(
            date: CivilDate(daysSinceEpoch: 18_700), source: .page, place: nil, quote: "发布日期")
        furnished.headings = furnished.headings.map {
            SectionHeading(section: $0.section, numeral: $0.numeral, place: Place(line: 400), quote: $0.quote)
        }
        try store.record(.read(report(sketch: 1), number: 1, file: "a.txt"))
        #expect(try store.record(.read(furnished, number: 2, file: "b.txt")) == [.duplicate(revision: 1)])
        #expect(try store.integer("SELECT count(*) FROM revision") == 1)
        #expect(try store.integer("SELECT count(*) FROM event") == 1)
        #expect(
            try store.value("SELECT sha256 FROM file WHERE path = CAST('/drop/b.txt' AS BLOB)")
                == ContentID.numbered(2).description)
        #expect(
            try store.value("SELECT sha256 FROM file WHERE path = CAST('/drop/a.txt' AS BLOB)", as: String.self) == nil)
        #expect(try store.reader.reports(ReportFilter(rule: "document.duplicate")).map(\.id) == [1])
        #expect(try store.reader.reports(ReportFilter(rule: "arithmetic.*")).isEmpty)
        // The bytes alone tell now, also where the report would not: a reader that sees less must not make a revision.
        #expect(try store.record(.read(report(11), number: 2, file: "c.txt")) == [.duplicate(revision: 1)])
    }

    @Test func `the same file with the same report in other bytes is no revision either`() throws {
        try store.record(.read(report(), number: 1, file: "a.txt"))
        #expect(try store.record(.read(report(), number: 2, file: "a.txt")) == [.duplicate(revision: 1)])
        #expect(
            try store.record(.read(report(11), number: 3, file: "a.txt")) == [
                .recorded(revision: 2, report: 1, number: 2)
            ])
    }

    @Test(
        "what rules look at makes a revision",
        arguments: [
            { $0.set("requests.received.total", .number(11)) }, { $0.set("requests.granted.business", .blank) },
            { $0.narrative.mentions = [] }, { $0.textDigest = 2 }, { $0.textDigest = nil },
            { $0.headings.removeLast() }, { $0.identity.title = "另一标题" },
            { $0.narrative.figures = [NarrativeFigure(subject: .lawsuits, value: 1, place: Place(), quote: "")] },
        ] as [@Sendable (inout Report) -> Void])
    func differing(change: @Sendable (inout Report) -> Void) throws {
        var changed = report(sketch: 1)
        change(&changed)
        try store.record(.read(report(sketch: 1), number: 1))
        #expect(try store.record(.read(changed, number: 2)) == [.recorded(revision: 2, report: 1, number: 2)])
    }

    @Test func `a mirror of an older revision in other bytes does not take the report back`() throws {
        try store.record(.read(report(10, sketch: 1), number: 1, file: "a.txt"))
        try store.record(.read(report(12, sketch: 1), number: 2, file: "a.txt"))
        #expect(
            try store.record(.read(report(10, sketch: 1), number: 3, file: "mirror.txt")) == [.duplicate(revision: 1)])
        #expect(
            try store.record(.read(report(10, sketch: 1), number: 4, file: "a.txt")) == [
                .recorded(revision: 3, report: 1, number: 3)
            ])
    }

    @Test func `a revision says which cells have changed, and the older one stays`() throws {
        try store.record(.read(report(10), number: 1), .read(report(12), number: 2))
        let finding = try #require(try store.reader.report(1)?.examination.findings.last)
        #expect(finding.rule == "document.revision")
        #expect(finding.severity == .info)
        #expect(finding.cells.count == 6)
        #expect(finding.message.chinese.contains("第 2 版"))
        #expect(finding.message.chinese.contains("一、本年新收政府信息公开申请数量 · 自然人 10 → 12"))
        #expect(finding.message.chinese.contains("另有 1 处"))
        #expect(
            try store.integer("SELECT value FROM cell WHERE revision = 1 AND cell = 'requests.received.total'") == 10)
        #expect(try store.integer("SELECT event_closed FROM finding WHERE revision = 1") == nil)
    }

    @Test func `what a revision mends is good news of its event`() throws {
        var broken = report()
        broken.set("requests.granted.total", .number(9))
        try store.record(.read(broken, number: 1), .read(report(), number: 2))
        let subject = try #require(try store.events([2]).first?.subject)
        #expect(subject.verdict == .valid)
        #expect(subject.formerVerdict == .invalid)
        #expect(Set(subject.gone.map(\.rule)) == ["arithmetic.requests-outcomes", "arithmetic.requests-row"])
        #expect(subject.findings.map(\.rule) == ["document.revision"])
    }

    @Test(arguments: [CellValue.unreadable, .absent])
    func `an error whose figure cannot be read any more is not told to be mended`(now: CellValue) throws {
        var broken = report()
        broken.set("requests.granted.total", .number(9))
        var unknown = report()
        unknown.set("requests.granted.total", now)
        try store.record(.read(broken, number: 1), .read(unknown, number: 2))
        let subject = try #require(try store.events([2]).first?.subject)
        #expect(subject.formerVerdict == .invalid)
        #expect(subject.gone.isEmpty)
    }

    @Test func `what an older program's facts cannot tell is not taken for a change`() throws {
        var older = report(sketch: 1)
        older.narrative.mentions = nil
        try store.record(.read(older, number: 1))
        try store.execute(
            """
            UPDATE reading SET facts = replace(facts, '"v":2', '"v":1'); DELETE FROM sketch;
            UPDATE revision SET digest = NULL
            """)
        #expect(try store.record(.read(report(sketch: 1), number: 2)) == [.duplicate(revision: 1)])
    }

    @Test func `a revision of the version before is known by its facts, and by what it states from then on`() throws {
        var mended = report(sketch: 1)
        mended.narrative.sketch = mended.narrative.sketch?.changed(slots: 5)
        mended.textDigest = 9
        try store.record(.read(report(sketch: 1), number: 1))
        try store.execute("UPDATE revision SET digest = NULL")
        #expect(try store.record(.read(mended, number: 2, file: "b.txt")) == [.duplicate(revision: 1)])
        #expect(try store.record(.read(report(sketch: 1), number: 3)) == [.recorded(revision: 2, report: 1, number: 2)])
    }

    @Test func `it is found among a thousand revisions without reading them`() throws {
        let many = (0..<300).map { Intake.read(report($0, sketch: UInt64($0 + 1)), number: $0, file: "a.txt") }
        _ = try store.record(many, announcement: .silent)
        let plan = try store.writer.read { database in
            try String.fetchAll(
                database,
                sql: "EXPLAIN QUERY PLAN SELECT id FROM revision WHERE report = 1 AND digest = 5",
                adapter: SuffixRowAdapter(fromIndex: 3))
        }
        #expect(plan.first?.contains("revision_digest (report=? AND digest=?)") == true)
        #expect(
            try store.record(.read(report(7, sketch: 8), number: 900, file: "mirror.txt")) == [.duplicate(revision: 8)])
    }
}
