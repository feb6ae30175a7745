import FoundationEssentials
import Testing

@testable import Core

@Suite struct JSONParserTests {
    @Test(arguments: [
        ("", "1:1 the file ends where a value is expected"),
        ("{\n  \"a\": 1,\n}", "2:9 a comma before '}' is not allowed; remove it"),
        ("{\n  \"中文\": 1\n  \"b\": 2}", "3:3 expected ',' or '}', found '\"'"),
        ("{\"中文\": x}", "1:8 expected a value, found 'x'"),
        ("{a: 1}", "1:2 expected a key in double quotes, found 'a'"),
        ("{'a': 1}", "1:2 expected a key in double quotes, found \"'\"; strings take double quotes"),
        ("{\"a\" 1}", "1:6 expected ':' after the key, found '1'"),
        ("[1, // one\n2]", "1:5 expected a value, found '/'; JSON has no comments"),
        ("[\"a", "1:2 this string has no closing double quote"),
        ("[\"a\nb\"]", "1:4 a string ends on its own line; write a line break as \\n, a tab as \\t"),
        ("[\"\\x\"]", "1:3 no such escape; a backslash itself is written \\\\"),
        ("[\"\\ud800\"]", "1:3 half a surrogate pair is no character"),
        ("[\"\\u12\"]", "1:3 \\u takes four hexadecimal digits"),
        ("[01]", "1:2 a number has no leading zero"),
        ("[1.]", "1:4 expected a digit, found ']'"),
        ("[1", "1:3 expected ',' or ']', found the end of the file"),
        ("{", "1:2 the file ends where '}' is missing"),
        ("[1] 2", "1:5 expected the end of the file after the one JSON value"),
        ("nul", "1:1 expected a value, found 'n'"),
    ])
    func `a text that is no JSON is refused where it goes wrong`(text: String, expected: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(Array(text.utf8)) }
        #expect(error.map { "\($0.position) \($0.message)" } == expected)
    }

    @Test func `bytes that are no UTF-8 are refused where they stand`() {
        let bytes = Array("{\n\"年".utf8) + [0xC4, 0xEA] + Array("\": 1}".utf8)
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(bytes) }
        #expect(error?.position == TextPosition(line: 2, column: 3))
    }

    @Test func `nesting has a bound instead of the stack's`() {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(bytes) }
    }

    @Test(arguments: [
        #""\u4e2d\ud83d\ude00\"\\\/\b\f\n\r\t""#, #""中😀""#, "-0", "1e3", "-12.50E-2", "true", "[ ]", "{ }",
        " [1,[2,{\"a\":null}]] ",
    ])
    func `values are those the standard decoder reads`(text: String) throws {
        let decoded = try JSONDecoder().decode(AnyJSON.self, from: Data(text.utf8))
        #expect(try AnyJSON(JSONParser.parse(Array(text.utf8))) == decoded)
    }

    /// Every text that differs from a good one in one byte is good for both readers or for neither.
    @Test func `mutations are judged as the standard decoder judges them`() throws {
        let good = Array(#"{"a": [1, -2.5e3, "x\n\u00e9"], "b": {"c": true, "d": null}}"#.utf8)
        for index in good.indices {
            for replacement in Array(#"{}[]",:\0.eu-+ "#.utf8) + [0x0A, 0x00] {
                var bytes = good
                bytes[index] = replacement
                let ours = (try? JSONParser.parse(bytes)) != nil
                let theirs = (try? JSONDecoder().decode(AnyJSON.self, from: Data(bytes))) != nil
                #expect(ours == theirs, "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test func `a byte order mark is passed over`() throws {
        let node = try JSONParser.parse([0xEF, 0xBB, 0xBF] + Array("[]".utf8))
        #expect(node.position == TextPosition(line: 1, column: 1))
    }
}

/// JSON without places, comparable.
private enum AnyJSON: Decodable, Equatable {
    case object([String: AnyJSON])
    case array([AnyJSON])
    case string(String)
    case number(Double)
    case boolean(Bool)
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .boolean(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let elements = try? value.decode([AnyJSON].self) {
            self = .array(elements)
        } else {
            self = .object(try value.decode([String: AnyJSON].self))
        }
    }

    init(_ node: JSONNode) {
        switch node.value {
        case .object(let members):
            self = .object(Dictionary(members.map { ($0.name, AnyJSON($0.node)) }) { _, last in last })
        case .array(let elements): self = .array(elements.map(AnyJSON.init))
        case .string(let text): self = .string(text)
        case .number(let text): self = .number(Double(text) ?? .nan)
        case .boolean(let flag): self = .boolean(flag)
        case .null: self = .null
        }
    }
}
