import Testing

@testable import Core

@Suite struct CellRulesTests {
    private func found(_ values: [String: String], _ edition: Edition = .edition2019) throws -> [Finding] {
        let report = try #require(readReport(ReportText(FormSheet(edition, values: values)).text))
        return findings(report).filter { $0.rule.description.hasPrefix("cell.") }
    }

    @Test func blanksAreCountedByTable() throws {
        let found = try found([
            "requests.received.business": "", "requests.received.other": "/", "requests.granted.other": "无",
            "appeals.reconsideration.upheld": "—", "disclosure.fees.change": "\u{3000}",
        ])
        #expect(found.map(\.rule) == ["cell.blank", "cell.blank", "cell.blank"])
        #expect(found.map(\.severity) == [.info, .info, .info])
        #expect(found.map(\.cells.count) == [1, 3, 1])
        #expect(found.map { $0.message.chinese.contains("3 个") } == [false, true, false])
        #expect(found.allSatisfy { $0.message.isBilingual })
    }

    @Test func zerosAreNoBlanks() throws {
        #expect(try found([:]) == [])
        #expect(try found(["disclosure.penalties.change": "-3", "disclosure.procurement.amount_yuan": "12.5"]) == [])
        #expect(try found(["disclosure.licensing.change": "+2", "disclosure.licensing.decisions": "1,204"]) == [])
    }

    @Test(arguments: [
        ("disclosure.penalties.decisions", "8件(撤销1件、警告7件)"), ("disclosure.procurement.amount_yuan", "4800.5元"),
        ("requests.granted.total", "0件"),
    ])
    func wordsBesideANumber(cell: String, text: String) throws {
        let found = try found([cell: text])
        #expect(found.map(\.rule) == ["cell.text-in-number"])
        #expect(found.first?.severity == .info)
        #expect(found.first?.cells.map(\.description) == [cell])
        #expect(found.first?.message.chinese.contains(text) == true)
        #expect(found.first?.quote == text)
    }

    @Test(arguments: ["见附件", "1 0", "未统计"])
    func noNumber(text: String) throws {
        let found = try found(["requests.granted.natural_person": text])
        #expect(found.map(\.rule) == ["cell.unreadable"])
        #expect(found.first?.severity == .error)
        #expect(found.first?.place?.column == 1)
    }

    @Test func belowZero() throws {
        let found = try found(["disclosure.regulations.made": "-1"])
        #expect(found.map(\.rule) == ["cell.negative"])
        #expect(found.first?.severity == .error)
        #expect(try self.found(["disclosure.coercion.change": "减少1"]).map(\.rule) == ["cell.text-in-number"])
        #expect(try self.found(["disclosure.procurement.amount_yuan": "-1"]).map(\.rule) == ["cell.negative"])
    }

    @Test func noWholeNumber() throws {
        let found = try found(["disclosure.regulations.made": "1.5"])
        #expect(found.map(\.rule) == ["cell.fraction"])
        #expect(try self.found(["disclosure.coercion.change": "0.5"]).map(\.rule) == ["cell.fraction"])
        #expect(try self.found(["disclosure.fees.amount_10k_yuan": "0.5"], .edition2021) == [])
        #expect(try self.found(["disclosure.regulations.made": "2.0"]) == [])
    }

    @Test func oneFindingATableHoweverManyCells() throws {
        var values: [String: String] = [:]
        for cell in Edition.edition2019.cells where cell.definition.table == .requests {
            values[cell.description] = "0件"
        }
        let found = try found(values)
        #expect(found.map(\.rule) == ["cell.text-in-number"])
        #expect(found.first?.cells.count == 161)
        #expect((found.first?.message.chinese.count ?? 0) < 120)
    }
}
