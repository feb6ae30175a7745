import Testing

@testable import Core

/// One report in every layout gives the same cells.
@Suite struct LayoutTests {
    private static let figures2019 = [
        "disclosure.normative_documents.made": "3", "disclosure.normative_documents.total": "41",
        "disclosure.licensing.previous_items": "12", "disclosure.licensing.change": "-2",
        "disclosure.licensing.decisions": "905", "disclosure.procurement.projects": "6",
        "disclosure.procurement.amount_yuan": "1250300.5", "requests.received.natural_person": "9",
        "requests.received.business": "2", "requests.received.total": "11", "requests.granted.natural_person": "9",
        "requests.granted.total": "9", "requests.other.business": "2", "requests.other.total": "2",
        "requests.total.natural_person": "9", "requests.total.business": "2", "requests.total.total": "11",
        "appeals.reconsideration.upheld": "1", "appeals.reconsideration.total": "1",
    ]
    private static let figures2021 = [
        "disclosure.normative_documents.issued": "2", "disclosure.normative_documents.effective": "17",
        "disclosure.penalties.decisions": "33", "disclosure.fees.amount_10k_yuan": "7.25",
        "requests.received.legal_service": "4", "requests.received.total": "4", "requests.carried_in.other": "1",
        "requests.carried_in.total": "1", "requests.other_misc.other": "1", "requests.other_misc.total": "1",
        "requests.refused_state_secret.legal_service": "4", "requests.refused_state_secret.total": "4",
        "requests.total.legal_service": "4", "requests.total.other": "1", "requests.total.total": "5",
        "appeals.litigation_direct.pending": "2", "appeals.litigation_direct.total": "2",
    ]

    static let sheets = [FormSheet(.edition2019, values: figures2019), FormSheet(.edition2021, values: figures2021)]

    @Test(arguments: TableLayout.allCases.filter { $0 != .runTogether }, sheets.indices)
    func everyCellIsFound(layout: TableLayout, sheet: Int) throws {
        let sheet = Self.sheets[sheet]
        var text = ReportText(sheet, layout: layout)
        if sheet.edition.id == "2021" { text.title = "青岚市渔业局2022年政府信息公开工作年度报告" }
        let report = try #require(readReport(text.text))
        #expect(report.edition?.id == sheet.edition.id)
        #expect(report.shownCells == sheet.expected)
        #expect(report.raw.isEmpty)
        #expect(findings(report).map(\.rule) == [], "a clean report")
    }

    @Test(arguments: TableLayout.allCases.filter { $0 != .runTogether }, sheets.indices)
    func aWholeDocumentOnOneLineToo(layout: TableLayout, sheet: Int) throws {
        guard layout == .oneLine || layout == .spaces || layout == .lines else { return }
        let sheet = Self.sheets[sheet]
        let text = ReportText(sheet, layout: layout).text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let report = try #require(readReport(text))
        #expect(report.shownCells == sheet.expected)
        #expect(report.headings.map(\.section) == SectionID.allCases)
    }

    @Test(arguments: [Edition.edition2019, .edition2021].indices)
    func digitsThatRanTogetherAreCutByTheIdentities(edition: Int) throws {
        var sheet = FormSheet(Form.editions[edition])
        sheet.values = [
            "requests.received.natural_person": "12", "requests.received.total": "12",
            "requests.granted.natural_person": "12", "requests.granted.total": "12",
            "requests.total.natural_person": "12", "requests.total.total": "12",
        ]
        let report = try #require(readReport(ReportText(sheet, layout: .runTogether).text))
        for (cell, value) in sheet.expected where cell.hasPrefix("requests.") {
            #expect(report.shown(cell) == value, "\(cell)")
        }
    }

    @Test(arguments: TableLayout.allCases.filter(\.keepsBlanks))
    func blanksStayBlank(layout: TableLayout) throws {
        var sheet = FormSheet(.edition2021, filling: "")
        sheet.values = ["requests.received.total": "0", "disclosure.regulations.issued": "0"]
        let report = try #require(readReport(ReportText(sheet, layout: layout).text))
        #expect(report.shownCells == sheet.expected)
        #expect(report.collapsedRows.isEmpty)
    }

    @Test(arguments: ["\r\n", "\r"])
    func lineEndsDoNotMatter(end: String) throws {
        for layout in TableLayout.allCases where layout != .runTogether {
            let text = ReportText(Self.sheets[0], layout: layout).text.replacing("\n", with: end)
            #expect(try #require(readReport(text)).shownCells == Self.sheets[0].expected, "\(layout)")
        }
    }

    @Test func widthOfPunctuationAndSpacesDoNotMatter() throws {
        let text = ReportText(Self.sheets[1]).text
            .replacing("（", with: "(").replacing("）", with: ")").replacing("、", with: " 、 ")
            .replacing("总计", with: "总\u{3000}计")
        #expect(try #require(readReport(text)).shownCells == Self.sheets[1].expected)
    }
}
