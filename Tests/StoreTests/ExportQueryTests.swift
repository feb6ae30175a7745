import Core
import Testing

@testable import Store

struct ExportQueryTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
        try store.record(
            .report("嘉兴市民政局", 2020, content: 1, findings: [.broken, .note]),
            .report("嘉兴市教育局", 2020, content: 2, findings: [.doubt]), .report("嘉兴市民政局", 2021, content: 3),
            .failure(.empty, content: 4, file: "d.txt"))
    }

    private func ids(_ filter: ReportFilter) throws -> [Int64] {
        var ids: [Int64] = []
        try store.reader.forEachReport(filter) { report in
            ids.append(report.row.id)
            return true
        }
        return ids
    }

    @Test(
        arguments: [
            (ReportFilter(), [1, 2, 3, 4]), (ReportFilter(rule: "arithmetic.*"), [1]),
            (ReportFilter(rule: "narrative.breakdown"), [2]), (ReportFilter(rule: "narrative"), []),
            (ReportFilter(rule: "[a-z]*"), []), (ReportFilter(region: ""), [1, 2, 3, 4]),
            (ReportFilter(region: "浙江"), []),
            (ReportFilter(year: 2020, agency: "民政", rule: "*"), [1]),
        ] as [(ReportFilter, [Int64])])
    func `an export holds what the filter lets through`(filter: ReportFilter, expected: [Int64]) throws {
        #expect(try ids(filter) == expected)
    }

    @Test func `an export in many pieces holds every report once`() throws {
        for number in 0..<1_203 {
            try store.record(.report("甲\(number)局", 2022, content: UInt8(number % 200 + 20), received: number))
        }
        #expect(try ids(ReportFilter(year: 2022)).count == 200)
        #expect(try ids(ReportFilter()) == ids(ReportFilter()).sorted())
    }

    @Test func `a consumer that has enough is not called again`() throws {
        var calls = 0
        try store.reader.forEachReport(ReportFilter()) { _ in
            calls += 1
            return calls < 2
        }
        #expect(calls == 2)
    }

    @Test func `findings come with their report, closed ones on demand`() throws {
        try store.execute("UPDATE finding SET open = 0 WHERE rule = 'cell.blank'")
        func findings(_ filter: ReportFilter, closed: Bool) throws -> [String] {
            var found: [String] = []
            try store.reader.forEachFinding(filter, includingClosed: closed) { report, finding in
                found.append("\(report.row.id) \(finding.finding.rule) \(finding.isOpen)")
                return true
            }
            return found
        }
        #expect(
            try findings(ReportFilter(year: 2020), closed: false) == [
                "1 arithmetic.requests-row true", "2 narrative.breakdown true",
            ])
        #expect(try findings(ReportFilter(verdicts: [.invalid]), closed: true).last == "1 cell.blank false")
        #expect(try findings(ReportFilter(rule: "arithmetic.*"), closed: true) == ["1 arithmetic.requests-row true"])
    }

    @Test func `a revision is found by its number, the current one without`() throws {
        try store.record(.report("嘉兴市民政局", 2020, content: 9, received: 11, findings: [.doubt]))
        let cell = try #require(Form.cell(named: "requests.received.total"))
        let old = try #require(try store.reader.revision(1, of: 1))
        let new = try #require(try store.reader.revision(nil, of: 1))
        #expect(old.cells.number(cell) == 7)
        #expect(new.cells.number(cell) == 11)
        #expect((old.number, new.number) == (1, 2))
        #expect(old.edition == .edition2019)
        #expect(try store.reader.revision(3, of: 1) == nil)
        #expect(try store.reader.revision(nil, of: 99) == nil)
    }
}
