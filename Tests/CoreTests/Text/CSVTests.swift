import Testing

@testable import Core

@Suite struct CSVTests {
    private func fields(_ text: String) throws -> [[String]] {
        try CSVReader.records(Array(text.utf8)).map(\.fields)
    }

    @Test func `records are read as RFC 4180 has them`() throws {
        #expect(try fields("a,b\r\nc,\r\n") == [["a", "b"], ["c", ""]])
        #expect(try fields("a,\"b,\"\"x\"\"\r\ny\",c") == [["a", "b,\"x\"\r\ny", "c"]])
        #expect(try fields("\u{FEFF}机关\n\n民政局\n") == [["机关"], ["民政局"]])
        #expect(try fields("\"\"\n") == [])
        #expect(try fields(",\n") == [["", ""]])
    }

    @Test func `a record knows the line it begins on`() throws {
        let records = try CSVReader.records(Array("a\n\"b\nc\"\n\nd".utf8))
        #expect(records.map(\.line) == [1, 2, 5])
    }

    @Test(arguments: [
        ("a\nb\"c,d\n", 2, "a quote within a field"), ("a\n\"b\"c\n", 2, "text behind a closing quote"),
        ("a\n\"b\nc", 2, "without its closing quote"),
    ])
    func `what is no CSV is refused with its line`(text: String, line: Int, message: String) {
        let error = #expect(throws: CSVSyntaxError.self) { try fields(text) }
        #expect(error?.line == line)
        #expect(error?.message.contains(message) == true)
    }

    @Test func `another encoding is refused with a remedy`() {
        let gbk = #expect(throws: CSVSyntaxError.self) {
            try CSVReader.records(Array("organ\n".utf8) + [0xC3, 0xF1, 0xD5, 0xFE, 0xBE, 0xD6])
        }
        #expect(gbk?.line == 2)
        #expect(gbk?.message.contains("iconv -f GB18030 -t UTF-8") == true)
        let utf16 = #expect(throws: CSVSyntaxError.self) { try CSVReader.records([0xFF, 0xFE, 0x6F, 0x00]) }
        #expect(utf16?.message.contains("UTF-16") == true)
    }
}
