import Testing

@testable import Core

/// Nine parts declared and six there, a last heading without numeral, a signed number, one more row below the table of
/// section two.
@Suite struct NinePartsReplica {
    private static let sheet: FormSheet = {
        var sheet = FormSheet(.edition2019)
        sheet.values = [
            "disclosure.licensing.previous_items": "5", "disclosure.licensing.change": "+2",
            "disclosure.licensing.decisions": "31", "disclosure.penalties.change": "+1",
            "disclosure.procurement.projects": "2", "disclosure.procurement.amount_yuan": "880000",
        ]
        for row in ["received", "granted", "total"] {
            sheet.values["requests.\(row).business"] = "3"
            sheet.values["requests.\(row).total"] = "3"
        }
        sheet.rowsBelowDisclosure = [["2020年本区政府信息公开发布总数量（不含新闻）：245"]]
        return sheet
    }()

    private static let text: ReportText = {
        var text = ReportText(sheet)
        text.title = "\n2020年白浪区盐业局政府信息公开工作年度报告"
        text.preamble = """
            本年度报告根据《中华人民共和国政府信息公开条例》编制，内容由概述、公开情况、回应情况、复议情况、收费情况等九个部分。\
            数据统计期限为2020年1月1日至2020年12月31日止。如有疑问请与盐业局办公室联系（地址：白浪区盐田路88号，邮编：100000，电话：55512345。）
            """
        text.headings = [.overview: " 一、总体情况", .other: "其他需要报告的事项"]
        text.narrative = [
            .overview: """
            主动公开情况。全年公开政府信息245条，其中政府网站200条，公众号45条。
            依申请公开情况。2020年，我局共收到政府信息公开申请3件，已办结回复。
            """,
            .other: "\n无\n ",
        ]
        return text
    }()

    @Test func everyCell() throws {
        let report = try #require(readReport(Self.text.text))
        var wanted = Self.sheet.expected
        wanted["disclosure.licensing.change"] = "2"
        wanted["disclosure.penalties.change"] = "1"
        #expect(report.shownCells == wanted)
        #expect(report.raw.isEmpty)
    }

    @Test func whoAndWhen() throws {
        let identity = try #require(readReport(Self.text.text)).identity
        #expect(identity.agency == "白浪区盐业局")
        #expect(identity.year == 2020)
        #expect(identity.claims.map(\.source) == [.title, .period])
    }

    @Test func findingsAndNoOthers() throws {
        let report = try #require(readReport(Self.text.text))
        let found = findings(report)
        #expect(found.map(\.rule) == ["structure.section-numbering", "structure.declared-parts"])
        #expect(found.last?.expected == 9)
        #expect(found.first?.quote == "其他需要报告的事项")
        #expect(Verdict(findings: found) == .flagged)
    }
}
