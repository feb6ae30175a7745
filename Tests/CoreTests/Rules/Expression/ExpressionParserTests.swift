import Testing

@testable import Core

@Suite struct ExpressionParserTests {
    private func error(_ text: String) -> ExpressionError? {
        do throws(ExpressionError) {
            _ = try RuleExpression(text)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "requests.granted.total < requests.total.total / 10", "year >= 2021 and kind = government",
        "not (known(requests.received.total) or kind != department)", "sum(requests.refused_*.total) = 0",
        "sum(requests.*.total, appeals.reconsideration.total) > 1.5", "abs(-3 + 2 * 4) == year",
        "min(1, 2, max(3, year)) <= 1",
        "previous(requests.received.total) * 5 < requests.received.total",
        "previous(sum(requests.refused_*.total)) > 0", "（requests.granted.total）＞　0", "year ≥ 2021 and year ≠ 2022",
        "6 ÷ 2 × 3 = year",
        "known(previous(requests.received.total))",
    ])
    func whatIsRight(text: String) {
        #expect(error(text) == nil)
    }

    private static let nothingNamed = """
        says the same of every report; name what it depends on: a cell such as requests.granted.total, year or kind
        """

    @Test(arguments: [
        ("requests.grantd.total > 1", 0, #"no cell "requests.grantd.total"; did you mean "requests.granted.total"?"#),
        ("1 < requests.total.totl", 4, #"no cell "requests.total.totl"; did you mean "requests.total.total"?"#),
        ("yaer = 2020", 0, #"no word "yaer"; did you mean "year"?"#),
        ("smu(requests.*.total) > 1", 0, #"no function "smu"; did you mean "sum"?"#),
        (
            "sum(requets.received.total) > 1", 4,
            #"no cell "requets.received.total"; did you mean "requests.received.total"?"#
        ),
        ("sum > 1", 0, #""sum" is a function: write sum(…)"#),
        ("requests.*.total > 1", 0, "a pattern of cells stands only in sum(…)"),
        ("requests.total.total", 0, "a rule needs a condition here, as a < b, not a number"),
        ("kind", 0, "a rule needs a condition here, as a < b, not the organ's kind"),
        ("1 + (year > 1) > 2", 4, "a sum needs a number here, not a condition"),
        ("year and 1 < 2", 0, #""and" needs a condition here, as a < b, not a number"#),
        ("1 < 2 or year", 9, #""or" needs a condition here, as a < b, not a number"#),
        ("not year", 4, #""not" needs a condition here, as a < b, not a number"#),
        ("1 < year < 3", 9, "compares a comparison; write a < b and b < c"),
        ("kind < government", 5, "kind is compared by = or != only"),
        ("kind = 1", 5, "kind is compared with department or government"),
        ("(1 < 2) = 1", 0, "numbers are compared here, not a condition"),
        ("year >", 6, "expected a number, a cell id or (, found the end"),
        ("year > 1 2", 9, "expected an operator or the end, found 2"),
        ("(year > 1", 9, #"expected ")", found the end"#), ("", 0, "expected a number, a cell id or (, found the end"),
        ("year > 1 && year < 3", 9, #""&" has no meaning here; write and"#),
        ("year > 10%", 9, #""%" has no meaning here; write a share as a number: 0.1 for 10%"#),
        ("year > 1.", 7, "no number that fits: at most 18 digits, one point between them"),
        ("year > 99999999999999999999", 7, "no number that fits: at most 18 digits, one point between them"),
        ("previous(previous(year)) > 1", 9, "previous(…) within previous(…) looks back two years"),
        ("sum() > 1", 4, #"expected a cell id or a pattern of such, found ")""#),
        ("1/0 > 3", 0, nothingNamed), ("not (1 < 2 or known(3))", 0, nothingNamed),
        ("previous(1) = 1", 0, nothingNamed),
    ])
    func whatIsWrongAndWhere(text: String, offset: Int, message: String) {
        let found = error(text)
        #expect(found?.message == message)
        #expect(found?.offset == offset)
        #expect(found?.text == text)
    }

    @Test func nestingAndLengthAreBounded() {
        let parentheses = String(repeating: "(", count: 40) + "1" + String(repeating: ")", count: 40) + " > 0"
        #expect(error(parentheses)?.message == "nested more than 32 deep")
        #expect(error(String(repeating: "not ", count: 400) + "1 > 0")?.message == "nested more than 32 deep")
        #expect(error(String(repeating: "-", count: 400) + "1 > 0")?.message == "nested more than 32 deep")
        #expect(error(String(repeating: "1+", count: 1200) + "1 > 0")?.message.hasPrefix("longer than 2000") == true)
        #expect(error(String(repeating: "1+", count: 900) + "1 > year") == nil)
    }

    /// Whatever is thrown at it, it answers.
    @Test func noTextBreaksIt() throws {
        let parts = [
            "requests.granted.total", "sum(", "requests.*", "previous(", "known(", ")", "(", " ", "+", "-", "*", "/",
            "<", "=", "!",
            "not", "and", "or", "kind", "government", "year", "1", "0.5", ".", ",", "政府", "＞", "\u{0}", "e\u{301}", "🏛",
            "min(", "{", "}",
        ]
        var random = SeededGenerator(seed: 42)
        let report = try #require(readReport(ReportText(FormSheet(.edition2021)).text))
        let evaluation = ExpressionEvaluation(report, predecessor: nil)
        var right = 0
        for _ in 0..<2000 {
            let parts = (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in
                parts.randomElement(using: &random)
            }
            let text = (Bool.random(using: &random) ? ["1 < year"] : []) + parts
            let joined = text.joined(separator: Bool.random(using: &random) ? " " : "")
            do throws(ExpressionError) {
                _ = evaluation.holds(try RuleExpression(joined).condition)
                right += 1
            } catch {
                #expect(error.offset <= joined.count, "\(joined)")
            }
            _ = try? FindingTemplate(joined)
        }
        #expect(right > 0)
    }
}
