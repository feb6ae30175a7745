import Testing

@testable import Core

/// Two reports of one organ on successive years in plain text, and whether a rule has something to say about the later one.
struct NeighbourCase: Sendable, CustomTestStringConvertible {
    let rule: RuleID
    let isFound: Bool
    let why: String
    let earlier: String
    let later: String

    var testDescription: String { "\(rule) \(isFound ? "finds" : "says nothing of") \(why)" }

    private init(
        _ rule: RuleID, _ isFound: Bool, _ why: String, _ edition: Edition = .edition2021, earlier: [String: String],
        later: [String: String], earlierYear: Int? = nil, earlierEdition: Edition? = nil
    ) {
        func text(_ edition: Edition, _ year: Int, _ values: [String: String]) -> String {
            var report = ReportText(overview: "我局按照上级部署，稳步推进各项公开工作。", edition: edition, values: values)
            report.title = "青岚市渔业局\(year)年度政府信息公开工作年度报告"
            return report.text
        }
        let year = edition == .edition2021 ? 2022 : 2020
        self.rule = rule
        self.isFound = isFound
        self.why = why
        self.earlier = text(earlierEdition ?? edition, earlierYear ?? year - 1, earlier)
        self.later = text(edition, year, later)
    }

    private static let carried = "requests.carried_out.natural_person"
    private static let taken = "requests.carried_in.natural_person"
    private static let carriedOver: [NeighbourCase] = [
        .init(
            "continuity.carried-over", true, "more than was carried out", earlier: [carried: "2"], later: [taken: "3"]),
        .init("continuity.carried-over", true, "nothing of what was carried out", earlier: [carried: "2"], later: [:]),
        .init(
            "continuity.carried-over", true, "another column", earlier: ["requests.carried_out.business": "1"],
            later: ["requests.carried_in.legal_service": "1"]),
        .init(
            "continuity.carried-over", true, "it across the change of the form", earlier: [carried: "2"], later: [:],
            earlierEdition: .edition2019),
        .init("continuity.carried-over", false, "what is taken over", earlier: [carried: "2"], later: [taken: "2"]),
        .init("continuity.carried-over", false, "a blank cell last year", earlier: [carried: ""], later: [taken: "2"]),
        .init(
            "continuity.carried-over", false, "words in this year's cell", earlier: [carried: "2"],
            later: [taken: "见附件"]),
        .init("continuity.carried-over", false, "a unit beside it", earlier: [carried: "2件"], later: [taken: "２"]),
        .init(
            "continuity.carried-over", false, "the year before last", earlier: [carried: "2"], later: [:],
            earlierYear: 2020),
    ]

    private static func documents(_ issued: String, _ repealed: String, _ effective: String) -> [String: String] {
        [
            "disclosure.normative_documents.issued": issued, "disclosure.normative_documents.repealed": repealed,
            "disclosure.normative_documents.effective": effective,
        ]
    }
    private static let documentsInForce: [NeighbourCase] = [
        .init(
            "continuity.normative-documents", true, "one too many", earlier: documents("0", "0", "9"),
            later: documents("2", "1", "11")),
        .init(
            "continuity.normative-documents", true, "a stock that stays though some were issued",
            earlier: documents("0", "0", "9"), later: documents("2", "0", "9")),
        .init(
            "continuity.normative-documents", true, "regulations too",
            earlier: ["disclosure.regulations.effective": "4"], later: ["disclosure.regulations.effective": "5"]),
        .init(
            "continuity.normative-documents", false, "a stock that adds up", earlier: documents("0", "0", "9"),
            later: documents("2", "1", "10")),
        .init(
            "continuity.normative-documents", false, "a blank stock last year", earlier: documents("0", "0", ""),
            later: documents("2", "1", "11")),
        .init(
            "continuity.normative-documents", false, "a blank number of repeals", earlier: documents("0", "0", "9"),
            later: documents("2", "", "12")),
        .init(
            "continuity.normative-documents", false, "another edition last year",
            earlier: ["disclosure.normative_documents.total": "9"], later: documents("2", "1", "11"),
            earlierEdition: .edition2019),
    ]

    private static func items(_ before: String, _ change: String) -> [String: String] {
        ["disclosure.licensing.previous_items": before, "disclosure.licensing.change": change]
    }
    private static let itemRules: [NeighbourCase] = [
        .init(
            "continuity.items", true, "a growth that is forgotten", .edition2019, earlier: items("10", "+2"),
            later: items("10", "0")),
        .init(
            "continuity.items", true, "a loss that is forgotten", .edition2019, earlier: items("10", "-2"),
            later: items("10", "0")),
        .init(
            "continuity.items", true, "another row", .edition2019, earlier: ["disclosure.fees.previous_items": "3"],
            later: ["disclosure.fees.previous_items": "4"]),
        .init(
            "continuity.items", false, "a growth that is kept", .edition2019, earlier: items("10", "+2"),
            later: items("12", "0")),
        .init(
            "continuity.items", false, "a loss in words", .edition2019, earlier: items("10", "减少3"),
            later: items("7", "0")),
        .init(
            "continuity.items", false, "a blank change", .edition2019, earlier: items("10", ""), later: items("12", "0")
        ),
        .init(
            "continuity.items", false, "a dash for this year's", .edition2019, earlier: items("10", "1"),
            later: items("—", "0")),
    ]

    private static func decisions(_ count: String) -> [String: String] { ["disclosure.licensing.decisions": count] }
    private static let yearOverYear: [NeighbourCase] = [
        .init(
            "plausibility.year-over-year", true, "six times as many", earlier: decisions("50"), later: decisions("300")),
        .init("plausibility.year-over-year", true, "a sixth", earlier: decisions("601"), later: decisions("100")),
        .init(
            "plausibility.year-over-year", true, "hundreds out of nothing", earlier: decisions("0"),
            later: decisions("101")),
        .init(
            "plausibility.year-over-year", true, "a total of section three", earlier: .requests(["received": 20]),
            later: .requests(["received": 200])),
        .init(
            "plausibility.year-over-year", false, "five times as many", earlier: decisions("50"),
            later: decisions("250")),
        .init("plausibility.year-over-year", false, "small figures", earlier: decisions("1"), later: decisions("100")),
        .init(
            "plausibility.year-over-year", false, "a blank last year", earlier: decisions(""), later: decisions("300")),
        .init(
            "plausibility.year-over-year", false, "money",
            earlier: ["disclosure.fees.amount_10k_yuan": "1"], later: ["disclosure.fees.amount_10k_yuan": "9000"]),
        .init(
            "plausibility.year-over-year", false, "one column of a row whose total stays",
            earlier: ["requests.granted.business": "200"], later: ["requests.granted.business": "1"]),
    ]

    static let all = carriedOver + documentsInForce + itemRules + yearOverYear
}

@Suite struct NeighbourRuleTests {
    @Test(arguments: NeighbourCase.all)
    func aRuleFindsWhatItShouldAndNothingElse(example: NeighbourCase) throws {
        let earlier = try #require(readReport(example.earlier))
        let later = try #require(readReport(example.later))
        let context = JudgementContext(
            predecessor: EarlierReport(
                year: try #require(earlier.identity.year), edition: earlier.edition, cells: earlier.cells))
        let found = Ruleset.standard.judge(later, in: context).filter { $0.rule == example.rule }
        #expect(found.isEmpty != example.isFound, "\(found.map(\.message.chinese))")
        #expect(found.allSatisfy { $0.message.isBilingual && $0.expected != nil && $0.actual != nil })
        // Whoever reads it must see what it is compared with.
        #expect(found.allSatisfy { $0.message.chinese.contains("\(earlier.identity.year ?? 0)") })
    }

    @Test func reportsThatFollowOneAnotherBreakNothing() throws {
        let corpus = SampleCorpus(seed: 21)
        var earlier: Report?
        for index in 0..<200 {
            let sample = corpus.sample(at: index)
            guard
                case .report(let report) = ReportReader.read(
                    PlainTextReader.read(sample.text), fileName: Array(sample.fileName.utf8))
            else { continue }
            if index % SampleCorpus.yearsPerOrgan > 0, let earlier, let year = earlier.identity.year {
                let context = JudgementContext(
                    predecessor: EarlierReport(year: year, edition: earlier.edition, cells: earlier.cells))
                let found = Ruleset.standard.judge(report, in: context)
                    .filter { $0.rule.description.hasPrefix("continuity.") }
                #expect(found == [], "\(sample.fileName): \(found.map(\.message.chinese))")
            }
            earlier = report
        }
    }

    @Test func thresholdsComeFromTheConfiguration() throws {
        let example = try #require(NeighbourCase.all.first { $0.why == "six times as many" })
        let earlier = try #require(readReport(example.earlier))
        let later = try #require(readReport(example.later))
        let context = JudgementContext(
            predecessor: EarlierReport(year: 2021, edition: earlier.edition, cells: earlier.cells))
        for (floor, factor, isFound) in [(100, 5, true), (300, 5, false), (299, 5, true), (100, 6, false)] {
            var parameters = RuleParameters()
            parameters.yearOverYear.floor = Quantity(floor)
            parameters.yearOverYear.factor = Quantity(factor)
            #expect(Ruleset(parameters: parameters).judge(later, in: context).isEmpty != isFound, "\(floor) \(factor)")
        }
    }
}
