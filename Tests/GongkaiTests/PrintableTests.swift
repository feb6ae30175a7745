import Testing

@testable import gongkai

struct PrintableTests {
    @Test(arguments: [
        ("年度报告 a.txt é", "年度报告 a.txt é"), ("\u{1B}[2J", #"\u{1B}[2J"#),
        ("gpj\u{202E}txt", #"gpj\u{202E}txt"#), ("a\u{200B}b\u{2028}", #"a\u{200B}b\u{2028}"#),
    ])
    func `what a terminal would obey is shown`(text: String, expected: String) {
        #expect(printable(text) == expected)
    }
}
