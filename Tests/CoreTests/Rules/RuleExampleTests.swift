import Testing

@testable import Core

/// The examples of the catalogue, and so of docs/rules.md: each one really gives its finding.
@Suite struct RuleExampleTests {
    private static let judged = RuleDescription.all.filter { description in
        Ruleset.catalogue.contains { $0.id == description.id } && description.example?.isText == true
    }.map(\.id.description)

    private func description(_ id: String) throws -> RuleDescription {
        try #require(RuleDescription.all.first { $0.id.description == id })
    }

    @Test(arguments: judged)
    func theExampleGivesItsFinding(id: String) throws {
        let rule = try description(id)
        let example = try #require(rule.example)
        let report = try #require(example.report)
        let context = JudgementContext(predecessor: example.predecessor(of: report))
        let found = Ruleset.standard.judge(report) + Ruleset.standard.judge(report, in: context)
        let messages = found.filter { $0.rule == rule.id }.map(\.message)
        #expect(messages.contains(example.finding), "\(messages)")
    }

    /// What else an example's report is found to have would confuse whoever reads it.
    @Test(arguments: judged)
    func theExampleBreaksNothingElse(id: String) throws {
        let rule = try description(id)
        let report = try #require(rule.example?.report)
        let others = findings(report).filter { $0.rule != rule.id && $0.severity > .info }.map(\.rule.description)
        // Text that is no number is unreadable; a total that does not fit its column does not fit its row.
        let expected: [RuleID: [String]] = [
            "arithmetic.requests-balance": ["arithmetic.requests-row"], "arithmetic.not-judged": ["cell.unreadable"],
        ]
        #expect(others == expected[rule.id] ?? [], "\(others)")
    }

    @Test func aRowThatLostItsCells() throws {
        var sheet = FormSheet(.edition2019)
        sheet.filling = "0"
        for column in Form.requestColumns { sheet.values["requests.granted.\(column.id)"] = "" }
        sheet.values["requests.granted.natural_person"] = "3"
        sheet.values["requests.granted.total"] = "2"
        let report = try #require(readReport(ReportText(sheet, layout: .pipeRows).text))
        let found = findings("cell.collapsed-row", report)
        #expect(found.map(\.message) == [RuleDescription.collapsedRows.example?.finding])
        #expect(found.map(\.severity) == [.warning])
    }

    @Test func aNarrativeThatAnotherOrganWroteBefore() throws {
        let report = try #require(readReport(ReportText(FormSheet(.edition2019)).text))
        let model = SimilarNarrative(report: 7, agency: "青岚市林业局", year: 2020, similarity: 0.93)
        let found = Ruleset.standard.judge(report, in: JudgementContext(model: model))
        #expect(found.map(\.message) == [RuleDescription.copiedNarrative.example?.finding])
    }

    @Test func everyOtherExampleIsTriedElsewhere() {
        let elsewhere = RuleDescription.all.filter { $0.example?.isText == false }.map(\.id.description)
        #expect(
            elsewhere == [
                "narrative.copied", "cell.collapsed-row", "document.encoding", "document.duplicate",
                "document.revision",
                "document.too-large", "document.unsupported", "document.corrupt", "document.timeout", "document.empty",
                "document.denied", "document.not-regular", "document.foreign", "document.sidecar", "coverage.missing",
            ])
    }

    @Test func everyRuleHasAnExample() {
        #expect(RuleDescription.all.filter { $0.example == nil }.map(\.id) == [])
    }
}

extension RuleExample {
    /// Whether a report's text shows it.
    fileprivate var isText: Bool {
        !deviations.contains { if case .situation = $0 { true } else { false } }
    }

    /// The example as it is read from a text.
    fileprivate var report: Report? {
        var text = ReportText(FormSheet(.edition2019))
        var fileName = ""
        for deviation in deviations { if case .title(let title) = deviation { text.title = title } }
        if text.title.contains("202"), !text.title.contains("2020") { text.sheet = FormSheet(.edition2021) }
        for deviation in deviations {
            switch deviation {
            case .title, .earlierCell, .situation: continue
            case .fileName(let name): fileName = name
            case .cell(let name, let value): text.sheet.values[name] = value
            case .preamble(let message): text.preamble = message.chinese
            case .text(let section, let message): text.narrative[section] = message.chinese
            case .heading(let section, let heading): text.headings[section] = heading
            case .missingSection(let section): text.headings[section] = ""
            case .missingTable(let table): text.tables.remove(table)
            case .missingRow(let row): text.sheet.missingRows.insert(row)
            case .edition(let id):
                guard let edition = Form.editions.first(where: { $0.id == id }) else { return nil }
                text.sheet = FormSheet(edition)
            }
        }
        return readReport(text.text, fileName: fileName)
    }

    /// The report on the year before it.
    fileprivate func predecessor(of report: Report) -> EarlierReport? {
        guard let year = report.identity.year, let edition = report.edition else { return nil }
        var sheet = FormSheet(edition)
        for case .earlierCell(let name, let value) in deviations { sheet.values[name] = value }
        let earlier = readReport(ReportText(sheet).text)
        return earlier.map { EarlierReport(year: year - 1, edition: $0.edition, cells: $0.cells) }
    }
}
