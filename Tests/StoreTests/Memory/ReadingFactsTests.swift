import Core
import GRDB
import Testing

@testable import Store

struct ReadingFactsTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private var positions: CellPositions { store.memory.positions }

    /// A report with one fact of every kind, as far as version 1 knows them.
    private func firstFacts() throws -> Report {
        var report = Report()
        report.identity.claims = [
            IdentityClaim(source: .title, agency: "甲局", year: 2020, place: Place(line: 1), quote: "甲局\"年报\"\n"),
            IdentityClaim(source: .fileName, agency: nil, year: 2020, place: nil, quote: "2020"),
        ]
        report.tables = [.disclosure, .appeals]
        report.collapsedRows = [
            CollapsedRow(table: .requests, label: "（一）予以公开", placement: .totals, place: Place(line: 9)),
            CollapsedRow(table: .appeals, label: "1 2", placement: nil, place: Place(line: 10, table: 3, row: 2)),
        ]
        report.headings = [SectionHeading(section: .overview, numeral: nil, place: Place(line: 2), quote: "总体情况")]
        report.narrative.figures = [
            NarrativeFigure(subject: .requestsReceived, value: 12, place: Place(line: 3), quote: "收到申请12件")
        ]
        report.narrative.breakdowns = [Breakdown(total: 10, parts: [3, 4], place: Place(line: 4), quote: "共10条")]
        report.narrative.declaredParts = DeclaredParts(count: 6, place: Place(line: 5), quote: "六个部分")
        report.narrative.topLevelHeadings = 7
        report.narrative.tablesElsewhere = [.appeals: .picture]
        for column in 0..<7 {
            let cell = try #require(Form.cell(named: "requests.received.\(Form.requestColumns[column].id)"))
            report.places[cell] = Place(line: 20 + column, table: 2, row: 1, column: 2 + column)
        }
        return report
    }

    private static let goldenFirst = """
        {"v":1,"claims":[["title","甲局",2020,[1],"甲局\\"年报\\"\\u000a"],["file_name",null,2020,null,"2020"]],\
        "tables":["disclosure","appeals"],"collapsed":[["requests","（一）予以公开","totals",[9]],\
        ["appeals","1 2",null,[10,3,2]]],"headings":[["overview",null,[2],"总体情况"]],\
        "figures":[["requests_received",12,[3],"收到申请12件"]],"breakdowns":[[10,[3,4],[4],"共10条"]],\
        "declared":[6,[5],"六个部分"],"top":7,"elsewhere":{"appeals":"picture"},"places":[[POSITION,7,20,1,2,1,2]]}
        """

    private func golden(_ text: String) throws -> [UInt8] {
        let cell = try #require(Form.cell(named: "requests.received.natural_person"))
        let parts = text.split(separator: "POSITION", maxSplits: 1).map(String.init)
        return Array(parts.joined(separator: "\(try #require(positions[cell]))").utf8)
    }

    @Test func `facts of version 1 are read, and what they do not know stays unknown`() throws {
        let read = try #require(FactsReader.report(try golden(Self.goldenFirst), positions))
        let report = try firstFacts()
        #expect(read.identity == report.identity)
        #expect(read.tables == report.tables)
        #expect(read.collapsedRows == report.collapsedRows)
        #expect(read.headings == report.headings)
        #expect(read.narrative == report.narrative)
        #expect(read.places == report.places)
        #expect(read.narrative.mentions == nil)
        #expect(read.narrative.sketch == nil)
    }

    @Test func `facts of version 2 are written and read`() throws {
        var report = try firstFacts()
        report.narrative.mentions = [.fee, .accountability]
        report.narrative.emptySections = [EmptySection(section: .problems, place: Place(line: 30), quote: "无")]
        report.narrative.publication = Publication(
            date: try #require(CivilDate(year: 2021, month: 1, day: 31)), source: .text, place: Place(line: 31),
            quote: "2021年1月31日")
        let text = Self.goldenFirst.replacing("\"v\":1", with: "\"v\":2").replacing(
            ",\"places\"",
            with: """
                ,"mentions":["fee","accountability"],"empty":[["problems",[30],"无"]],\
                "published":["text","2021-01-31",[31],"2021年1月31日"],"places"
                """)
        #expect(
            String(decoding: ReadingFacts.encode(report, positions), as: UTF8.self)
                == String(decoding: try golden(text), as: UTF8.self))
        let read = try #require(FactsReader.report(try golden(text), positions))
        #expect(read.narrative == report.narrative)
        #expect(read.places == report.places)
    }

    @Test func `matters that were looked for and not found are known not to be there`() throws {
        var report = Report()
        report.narrative.mentions = []
        let read = try #require(FactsReader.report(ReadingFacts.encode(report, positions), positions))
        #expect(read.narrative.mentions == [])
    }

    @Test(
        "what is no facts, or a later version's, is not read",
        arguments: ["", "{", "{}", "[]", "{\"v\":3}", "{\"v\":1,}", "{\"v\":1}x", "{\"v\":99999999999999999999}"])
    func unreadable(text: String) {
        #expect(FactsReader.report(Array(text.utf8), positions) == nil)
    }

    @Test func `nesting deeper than facts ever are is refused, not followed`() {
        #expect(FactsJSON(Array(repeating: UInt8(ascii: "["), count: 1_000_000)) == nil)
    }

    @Test func `a stored report is judged again as it was at first`() throws {
        let corpus = SampleCorpus(seed: 11, faults: .all)
        var intakes: [Intake] = []
        for index in 0..<300 {
            let sample = corpus.sample(at: index)
            let document = PlainTextReader.read(sample.text)
            guard case .report(let report) = ReportReader.read(document, fileName: Array(sample.fileName.utf8)) else {
                continue
            }
            intakes.append(.read(report, number: index, file: sample.fileName))
        }
        #expect(intakes.count > 200)
        let receipts = try store.record(intakes, announcement: .silent)
        try store.writer.read { database in
            let readings = try RevisionReader(database, positions: positions)
            for (intake, receipt) in zip(intakes, receipts) {
                guard case .recorded(let revision, _, _) = receipt.outcome else { continue }
                let stored = try #require(try readings.reading(revision)?.report)
                #expect(Ruleset.standard.judge(stored) == intake.examination.findings)
            }
        }
    }
}
