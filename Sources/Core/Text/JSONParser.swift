/// Why a text is no JSON.
public struct JSONSyntaxError: Error {
    /// Where.
    public let position: TextPosition
    /// What is wrong there and what would be right; quotes at most one character of the text, which may hold secrets.
    public let message: String
}

/// Reads JSON as RFC 8259 defines it, and nothing more lenient.
///
/// The standard decoders lose what errors about a configuration or a sidecar need: where a value stands, a name given twice, a number as
/// it was written.
public struct JSONParser {
    private let bytes: [UInt8]
    private var offset: Int
    private var depth = 0
    /// How far lines and columns have been counted, so that no byte is counted twice.
    private var mark: (offset: Int, position: TextPosition)

    /// A configuration nests six deep, a sidecar two; the bound keeps hostile input off the stack.
    private static let maximumDepth = 64

    /// The one value that a text holds.
    public static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONNode {
        var parser = JSONParser(bytes)
        guard String(validating: bytes, as: UTF8.self) != nil else { throw parser.invalidUTF8() }
        let node = try parser.value()
        parser.skipSpace()
        guard parser.peek == nil else { throw parser.error("expected the end of the file after the one JSON value") }
        return node
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // RFC 8259, section 8.1 allows to ignore a byte order mark, and Windows editors write one.
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        mark = (offset, TextPosition(line: 1, column: 1))
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func value() throws(JSONSyntaxError) -> JSONNode {
        skipSpace()
        let position = advanceMark()
        guard depth < Self.maximumDepth else { throw error("nested more than \(Self.maximumDepth) deep") }
        depth += 1
        defer { depth -= 1 }
        guard let byte = peek else { throw error("the file ends where a value is expected") }
        switch byte {
        case UInt8(ascii: "{"): return JSONNode(value: .object(try members()), position: position)
        case UInt8(ascii: "["): return JSONNode(value: .array(try elements()), position: position)
        case UInt8(ascii: "\""): return JSONNode(value: .string(try string()), position: position)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return JSONNode(value: .number(try number()), position: position)
        default: return JSONNode(value: try word(), position: position)
        }
    }

    private mutating func members() throws(JSONSyntaxError) -> [JSONMember] {
        offset += 1
        var members: [JSONMember] = []
        var needsSeparator = false
        while try !closes(with: UInt8(ascii: "}"), needsSeparator: needsSeparator) {
            let position = advanceMark()
            guard peek == UInt8(ascii: "\"") else {
                throw error("expected a key in double quotes, found \(found)")
            }
            let name = try string()
            skipSpace()
            guard peek == UInt8(ascii: ":") else { throw error("expected ':' after the key, found \(found)") }
            offset += 1
            members.append(JSONMember(name: name, position: position, node: try value()))
            needsSeparator = true
        }
        return members
    }

    private mutating func elements() throws(JSONSyntaxError) -> [JSONNode] {
        offset += 1
        var elements: [JSONNode] = []
        while try !closes(with: UInt8(ascii: "]"), needsSeparator: !elements.isEmpty) {
            elements.append(try value())
        }
        return elements
    }

    /// Passes the bracket that closes a container, or the comma before its next entry.
    private mutating func closes(with bracket: UInt8, needsSeparator: Bool) throws(JSONSyntaxError) -> Bool {
        skipSpace()
        let closing = "'\(Character(Unicode.Scalar(bracket)))'"
        if peek == bracket {
            offset += 1
            return true
        }
        if needsSeparator {
            guard peek == UInt8(ascii: ",") else { throw error("expected ',' or \(closing), found \(found)") }
            let comma = offset
            offset += 1
            skipSpace()
            if peek == bracket { throw error("a comma before \(closing) is not allowed; remove it", at: comma) }
        }
        guard peek != nil else { throw error("the file ends where \(closing) is missing") }
        return false
    }

    private mutating func word() throws(JSONSyntaxError) -> JSONNode.Value {
        let words: [(String, JSONNode.Value)] = [("true", .boolean(true)), ("false", .boolean(false)), ("null", .null)]
        for (word, value) in words where bytes[offset...].starts(with: word.utf8) {
            offset += word.utf8.count
            return value
        }
        throw error("expected a value, found \(found)")
    }

    private mutating func number() throws(JSONSyntaxError) -> String {
        let start = offset
        if peek == UInt8(ascii: "-") { offset += 1 }
        let leadingZero = peek == UInt8(ascii: "0")
        let wholeDigits = try digits()
        if leadingZero, wholeDigits > 1 { throw error("a number has no leading zero", at: start) }
        if peek == UInt8(ascii: ".") {
            offset += 1
            _ = try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            offset += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { offset += 1 }
            _ = try digits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() throws(JSONSyntaxError) -> Int {
        let start = offset
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
        guard offset > start else { throw error("expected a digit, found \(found)") }
        return offset - start
    }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }
}

// MARK: Strings

extension JSONParser {
    private mutating func string() throws(JSONSyntaxError) -> String {
        let start = offset
        offset += 1
        var content: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                content.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                throw error("a string ends on its own line; write a line break as \\n, a tab as \\t")
            default:
                content.append(byte)
                offset += 1
            }
        }
        throw error("this string has no closing double quote", at: start)
    }

    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = offset
        offset += 1
        guard let byte = peek else { throw error("the file ends within a string") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(from: start)
        default: throw error("no such escape; a backslash itself is written \\\\", at: start)
        }
    }

    /// `\uXXXX`, or two of them that are a surrogate pair (RFC 8259, section 7).
    private mutating func unicodeEscape(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try hexadecimalUnit(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        if UTF16.isLeadSurrogate(UInt16(unit)), bytes[offset...].starts(with: "\\u".utf8) {
            offset += 2
            let trail = try hexadecimalUnit(from: start)
            if UTF16.isTrailSurrogate(UInt16(trail)),
                let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (trail - 0xDC00))
            {
                return scalar
            }
        }
        throw error("half a surrogate pair is no character", at: start)
    }

    private mutating func hexadecimalUnit(from start: Int) throws(JSONSyntaxError) -> UInt32 {
        let digits = bytes[offset...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("\\u takes four hexadecimal digits", at: start) }
        offset += 4
        return unit
    }
}

// MARK: Errors

extension JSONParser {
    private func error(_ message: String, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(position: position(of: offset ?? self.offset), message: message)
    }

    private func invalidUTF8() -> JSONSyntaxError {
        var valid = 0
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { valid += UTF8.width(scalar) }
        return error("not UTF-8; save the file with that encoding", at: valid)
    }

    /// What stands at the cursor, for messages, with a remedy where the mistake is a common one.
    private var found: String {
        guard let byte = peek else { return "the end of the file" }
        let character = String(decoding: bytes[offset...].prefix(4), as: UTF8.self).unicodeScalars.first ?? " "
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "#"): return "'\(character)'; JSON has no comments"
        case UInt8(ascii: "'"): return "\"'\"; strings take double quotes"
        case 0..<0x20: return "a control character"
        default: return "'\(character)'"
        }
    }

    /// The cursor's position.
    private mutating func advanceMark() -> TextPosition {
        mark = (offset, mark.position.advanced(over: bytes[mark.offset..<offset]))
        return mark.position
    }

    /// The position of an offset at or after the mark, or before it for an error that names where something began.
    private func position(of target: Int) -> TextPosition {
        guard target < mark.offset else { return mark.position.advanced(over: bytes[mark.offset..<target]) }
        return TextPosition(line: 1, column: 1).advanced(over: bytes[..<target])
    }
}

extension TextPosition {
    /// The position after these bytes of UTF-8.
    fileprivate func advanced(over bytes: ArraySlice<UInt8>) -> TextPosition {
        var (line, column) = (line, column)
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                // A scalar's continuation bytes (0b10xxxxxx) add no column.
                column += 1
            }
        }
        return TextPosition(line: line, column: column)
    }
}
