import Core
import Testing

struct JSONWriterTests {
    private func written(_ text: String) -> String {
        var json = JSONWriter()
        json.string(text)
        return json.text
    }

    @Test(arguments: [
        ("", "\"\""), ("年度报告", #""年度报告""#), (#"a"b\c"#, #""a\"b\\c""#), ("a\nb\tc\r", #""a\nb\tc\r""#),
        ("\u{0}\u{1B}[0m", #""\u0000\u001b[0m""#), ("a\u{7F}b", #""a\u007fb""#),
        ("\u{80}甲\u{9F}", #""\u0080甲\u009f""#), ("\u{2028}a\u{2029}", #""\u2028a\u2029""#),
        ("\u{A0}\u{2027}\u{202A}é", "\"\u{A0}\u{2027}\u{202A}é\""),
    ])
    func whatATerminalOrALineWouldObeyIsEscaped(text: String, expected: String) {
        #expect(written(text) == expected)
    }
}
