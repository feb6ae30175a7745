import Testing

@testable import Core

@Suite struct GlobTests {
    @Test(arguments: [
        ("*", "", true), ("*", "嘉兴市民政局", true), ("?", "", false), ("?", "局", true), ("??", "局", false),
        ("*人民政府", "嘉兴市人民政府", true), ("*人民政府", "人民政府办公室", false), ("嘉兴市*", "嘉兴市", true),
        ("arithmetic.*", "arithmetic.appeals", true), ("arithmetic.*", "arithmetic", false), ("a.b", "aXb", false),
        ("*a*b*c*", "xxaxxbxxcxx", true), ("*a*b*c*", "xxaxxcxxbxx", false), ("a*?c", "ac", false),
        ("a*?c", "abbc", true), ("*??b?", "中bc", false), ("*?", "中", true), ("[ab]", "a", false),
        ("[ab]", "[ab]", true),
        ("*.part", "report.html.part", true), ("~*", "~$report.docx", true), (".*", "report.txt", false),
        ("", "", true),
    ])
    func `a pattern matches whole names`(pattern: String, name: String, expected: Bool) {
        #expect(Glob(pattern).matches(name) == expected)
    }

    @Test func `bytes that are no UTF-8 count one each`() {
        let name = [UInt8](arrayLiteral: 0xC4, 0xEA, 0xCE, 0xC4) + Array(".txt".utf8)
        #expect(Glob("*.txt").matches(bytes: name))
        #expect(Glob("????.txt").matches(bytes: name))
        #expect(!Glob("???.txt").matches(bytes: name))
    }

    @Test func `many stars take no exponential time`() {
        let pattern = Glob(String(repeating: "*a", count: 50) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 5000)))
    }
}
