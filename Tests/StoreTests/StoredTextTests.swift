import GRDB
import Testing

@testable import Core
@testable import Store

struct StoredTextTests {
    @Test(arguments: [0, 1, 951_782_399_999, 951_868_800_000, 1_800_000_000_123, -1, -86_400_001, 4_102_444_800_000])
    func `a moment comes back from its text`(milliseconds: Int64) {
        let moment = UnixTime(milliseconds: milliseconds)
        #expect(UnixTime(iso8601: moment.iso8601) == moment)
    }

    @Test(arguments: ["", "2026-11-21", "2026-11-21T03:04:05.678+", "2026-1x-21T03:04:05.678Z"])
    func `other text is no moment`(text: String) {
        #expect(UnixTime(iso8601: text) == nil)
    }

    @Test(arguments: [
        Quantity(0), Quantity(-3), Quantity(Int(Int64.max)), Quantity(Int(Int64.min)),
        Quantity(significand: 5, scale: 2), Quantity(significand: -4_629_772_202, scale: 2),
    ])
    func `a number comes back from its text`(quantity: Quantity) {
        #expect(Quantity(decimal: quantity.description.utf8) == quantity)
    }

    @Test(arguments: ["", "-", ".", "null", "\"\"", "1e5", "9223372036854775808", "1.2.3"])
    func `other text is no number`(text: String) {
        #expect(Quantity(decimal: text.utf8) == nil)
    }

    @Test func `facts keep everything that rules look at`() throws {
        let state = try TemporaryState()
        let store = try state.open()
        var report = Report()
        report.identity.claims = [
            IdentityClaim(source: .title, agency: "甲局", year: 2020, place: Place(line: 1), quote: "甲\"局\""),
            IdentityClaim(source: .fileName, agency: nil, year: 2020, place: nil, quote: "a.txt"),
        ]
        report.tables = [.requests, .appeals]
        report.collapsedRows = [
            CollapsedRow(table: .requests, label: "（一）予以公开", placement: nil, place: Place(line: 9, table: 1, row: 2))
        ]
        report.headings = [SectionHeading(section: .overview, numeral: nil, place: Place(line: 2), quote: "总体\t情况")]
        report.narrative.figures = [
            NarrativeFigure(subject: .itemsPublished, value: 12, place: Place(line: 3), quote: "12条")
        ]
        report.narrative.breakdowns = [Breakdown(total: 3, parts: [1, 2], place: Place(line: 4), quote: "共3条")]
        report.narrative.declaredParts = DeclaredParts(count: 6, place: Place(line: 1), quote: "六个部分")
        report.narrative.topLevelHeadings = 6
        report.narrative.tablesElsewhere = [.requests: .attachment]
        for cell in Form.cells.prefix(5) {
            report.places[cell] = Place(line: 20 + cell.index * 2, table: 1, row: 3, column: 2 + cell.index)
        }
        report.places[Form.cells[5]] = Place(line: 40, table: 1, row: 4, column: 2)
        let json = String(decoding: ReadingFacts.encode(report, store.memory.positions), as: UTF8.self)
        #expect(
            json == """
                {"v":2,"claims":[["title","甲局",2020,[1],"甲\\"局\\""],["file_name",null,2020,null,"a.txt"]],\
                "tables":["requests","appeals"],"collapsed":[["requests","（一）予以公开",null,[9,1,2]]],\
                "headings":[["overview",null,[2],"总体\\u0009情况"]],"figures":[["items_published",12,[3],"12条"]],\
                "breakdowns":[[3,[1,2],[4],"共3条"]],"declared":[6,[1],"六个部分"],"top":6,\
                "elsewhere":{"requests":"attachment"},"places":[[0,5,20,2,1,3,2],[5,1,40,0,1,4,2]]}
                """)
        let isJSON = try store.writer.read { try Bool.fetchOne($0, sql: "SELECT json_valid(?)", arguments: [json]) }
        #expect(isJSON == true)
    }
}
