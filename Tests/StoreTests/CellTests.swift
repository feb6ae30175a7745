import Core
import GRDB
import Testing

@testable import Store

struct CellTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func record(_ values: [String: CellValue]) throws -> CellTable {
        var intake = Intake.report("甲局", 2020, content: 1)
        var cells = CellTable()
        for (name, value) in values { cells[try #require(Form.cell(named: name))] = value }
        intake.examination.report?.cells = cells
        try store.record(intake)
        return cells
    }

    private let everyKind: [String: CellValue] = [
        "disclosure.procurement.amount_yuan": .number(Quantity(significand: 4_629_772_202, scale: 2)),
        "disclosure.licensing.change": .number(-3), "requests.received.total": .number(1234),
        "requests.granted.total": .blank, "requests.received.business": .unreadable,
        "requests.received.research": .unplaced, "appeals.reconsideration.total": .number(0),
    ]

    @Test func `the view has a row for every cell the document has and none for the others`() throws {
        _ = try record(everyKind)
        let rows = try store.writer.read { database in
            try Row.fetchAll(database, sql: "SELECT cell, value FROM cell WHERE revision = 1")
        }
        let values = Dictionary(uniqueKeysWithValues: rows.map { ($0["cell"] as String, $0["value"] as DatabaseValue) })
        #expect(
            values == [
                "disclosure.procurement.amount_yuan": 46297722.02.databaseValue,
                "disclosure.licensing.change": (-3).databaseValue, "requests.received.total": 1234.databaseValue,
                "requests.granted.total": .null, "requests.received.business": .null,
                "requests.received.research": .null, "appeals.reconsideration.total": 0.databaseValue,
            ])
    }

    @Test func `packed cells come back exactly`() throws {
        let cells = try record(everyKind)
        #expect(try store.reader.report(1)?.examination.report?.cells == cells)
    }

    @Test func `an amount with more digits than a Double holds comes back exactly`() throws {
        let amount = Quantity(significand: 123_456_789_012_345_678, scale: 3)
        let cells = try record(["disclosure.procurement.amount_yuan": .number(amount)])
        #expect(try store.reader.report(1)?.examination.report?.cells == cells)
    }

    @Test func `cells of a later form are absent in what was packed before it`() throws {
        try store.record(.report("甲局", 2020, content: 1))
        try store.execute("INSERT INTO cell_name (name) VALUES ('requests.invented.total')")
        #expect(try store.integer("SELECT count(*) FROM cell WHERE cell = 'requests.invented.total'") == 0)
    }

    @Test func `a report takes no more room than it should`() throws {
        try store.record(.report("甲局", 2020, content: 1, findings: [.broken, .note]))
        let cells = try #require(try store.integer("SELECT length(cells) FROM revision"))
        #expect(cells < 700)
    }

    @Test func `the summary view has the figures and the open findings`() throws {
        try store.record(
            .report("嘉兴市人民政府", 2020, content: 1, received: 58, findings: [.broken, .doubt, .doubt, .note]))
        let row = try store.writer.read { try Row.fetchOne($0, sql: "SELECT * FROM report_summary") }
        let summary = try #require(row)
        #expect(summary["agency"] == "嘉兴市人民政府")
        #expect(summary["agency_kind"] == "government")
        #expect(summary["verdict"] == "invalid")
        #expect(summary["received"] == 58)
        #expect(summary["refused"] == 0)
        #expect(summary["errors"] == 1)
        #expect(summary["warnings"] == 2)
        #expect(summary["notes"] == 1)
    }
}
