import Testing

@testable import Core

/// Two narratives in plain text, and whether the rule has something to say about the later one.
struct CopiedCase: Sendable, CustomTestStringConvertible {
    static let rule: RuleID = "narrative.copied"
    let isFound: Bool
    let why: String
    let earlier: [String]
    let later: [String]

    var testDescription: String { "\(Self.rule) \(isFound ? "finds" : "says nothing of") \(why)" }

    private init(_ isFound: Bool, _ why: String, earlier: [String], later: [String]) {
        self.isFound = isFound
        self.why = why
        self.earlier = earlier
        self.later = later
    }

    /// Sentences that no two seeds share.
    private static func sentences(_ seed: Int, count: Int = 60) -> [String] {
        let words = ["栏目", "渔港", "窗口", "台账", "培训", "目录", "热线", "公报", "专班", "清单", "档案", "平台", "信箱", "简报"]
        return (0..<count).map { index in
            func word(_ salt: Int) -> String { words[(index * 7 + seed * 13 + salt * 5 + index * salt) % words.count] }
            let letters = (0..<6).map { salt in
                String(UnicodeScalar(UInt32(0x4E00 + (index * 131 + seed * 977 + salt * 379) % 8000)) ?? "一")
            }
            return "我局\(word(1))\(letters.joined())并由\(word(2))\(letters.reversed().joined())完善\(word(3))。"
        }
    }

    static let all: [CopiedCase] = {
        let text = sentences(1)
        return [
            .init(true, "the same text", earlier: text, later: text),
            .init(true, "all but two sentences", earlier: text, later: text.dropLast(2)),
            .init(true, "three sentences more", earlier: text, later: text + sentences(2, count: 3)),
            .init(false, "another text", earlier: text, later: sentences(2)),
            .init(false, "half of it", earlier: text, later: text.prefix(30) + sentences(2, count: 30)),
            .init(false, "what is too short to tell", earlier: Array(text.prefix(2)), later: Array(text.prefix(2))),
        ]
    }()
}

@Suite struct CopiedRuleTests {
    private func report(_ sentences: [String]) throws -> Report {
        try #require(readReport(ReportText(overview: sentences.joined()).text))
    }

    @Test(arguments: CopiedCase.all)
    func theRuleFindsWhatItShouldAndNothingElse(example: CopiedCase) throws {
        let later = try report(example.later)
        var context = JudgementContext()
        if let one = later.narrative.sketch, let other = try report(example.earlier).narrative.sketch {
            context.model = SimilarNarrative(
                report: 7, agency: "甲局", year: 2020, similarity: one.similarity(to: other))
        }
        let found = Ruleset.standard.judge(later, in: context).filter { $0.rule == CopiedCase.rule }
        #expect(found.map(\.severity) == (example.isFound ? [.warning] : []))
        #expect(found.allSatisfy { $0.message.chinese.contains("甲局 2020 年度报告（报告 7）") })
        #expect(found.allSatisfy { $0.message.english.contains("%") })
    }
}
