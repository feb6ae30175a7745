import Testing

@testable import Core

@Suite struct NarrativeLexerTests {
    private func tokens(_ text: String) -> [NarrativeToken] {
        let bytes = Array(text.utf8)
        return NarrativeLexer.tokens(of: 0..<bytes.count, in: bytes.span)
    }

    /// The counts that count something, as value and measure word, `~` before an inexact one.
    private func counts(_ text: String) -> [String] {
        tokens(text).compactMap { token in
            guard case .count(let count) = token.kind, let unit = count.unit else { return nil }
            let word = unit == NarrativeLexer.parts ? "部分" : TitleText.string([unit])
            return (count.isExact ? "" : "~") + "\(count.value)\(word)"
        }
    }

    @Test(arguments: [
        ("共收到3件", ["3件"]), ("1151 条", ["1151条"]), ("１２件", ["12件"]), ("1,234条", ["1234条"]), ("540余条", ["~540条"]),
        ("3万条", ["~3条"]), ("20多个", ["~20个"]), ("九个部分", ["9部分"]), ("六部分", ["6部分"]), ("十二件", ["12件"]),
        ("3件（2件为结转）", ["3件", "2件"]),
        ("20项102个", ["20项", "102个"]), ("两份", ["2份"]),
    ])
    func numbersWithMeasureWords(text: String, wanted: [String]) {
        #expect(counts(text) == wanted)
    }

    @Test(arguments: [
        "2020年", "12月31日", "0573-83680232", "国办发〔2020〕17号", "第20条", "第二十条", "3.5万条", "12345热线", "100%", "10个月", "3部门",
        "2020-01-01", "9:30", "COVID19件", "一个方面", "一项举措", "第3件", "一件好事", "20/30条", "三大举措", "1000000000000000条",
    ])
    func numbersThatCountNothing(text: String) {
        #expect(counts(text) == [])
    }

    @Test func yearsAreTold() {
        let years = tokens("2019年和2020年度，第2021年").compactMap { token in
            if case .year(let year) = token.kind { year } else { nil }
        }
        #expect(years == [2019, 2020])
    }

    @Test func parenthesesAndQuotesAreTold() {
        let found = tokens("共5件（其中3件）、“2件”、《1件》。4件）").filter { if case .count = $0.kind { true } else { false } }
        #expect(found.map(\.depth) == [0, 1, 0, 0, 0])
        #expect(found.map(\.isQuoted) == [false, false, true, true, false])
    }

    @Test func theLongestWordCounts() {
        func words(_ text: String) -> [NarrativeWord] {
            tokens(text).compactMap { if case .word(let word) = $0.kind { word } else { nil } }
        }
        #expect(words("未收到政府信息公开申请") == [.none, .receive, .request])
        #expect(words("行政规范性文件") == [.normativeDocument])
        #expect(words("其中，公开3条") == [.amongThem, .publish])
        #expect(words("渔业生产平稳") == [])
    }
}
