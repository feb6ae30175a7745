/// Writes JSON (RFC 8259) in the order it is told, numbers exactly as they stand.
///
/// The command line's JSON is a contract whose keys people read in order and whose amounts must not pass through binary
/// floating point; encoders that go through dictionaries and `Double` promise neither.
public struct JSONWriter: Sendable {
    private var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty writer.
    public init() {}

    /// What has been written, as UTF-8.
    public var utf8: [UInt8] { bytes }

    /// What has been written.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes an object; `body` writes its members with ``member(_:_:)``.
    public mutating func object(_ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Writes an array; `body` writes its elements as plain values.
    public mutating func array(_ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// Writes one member of an object; `body` writes its value.
    public mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
        body(&self)
        needsComma = true
    }

    /// Writes a member whose value is a string, or null.
    public mutating func member(_ name: String, _ value: String?) {
        member(name) { json in
            if let value { json.string(value) } else { json.null() }
        }
    }

    /// Writes a member whose value is a whole number, or null.
    public mutating func member(_ name: String, _ value: Int?) {
        member(name, value.map { Quantity($0) })
    }

    /// Writes a member whose value is a number, or null.
    public mutating func member(_ name: String, _ value: Quantity?) {
        member(name) { json in
            if let value { json.number(value) } else { json.null() }
        }
    }

    /// Writes a string with everything escaped that JSON asks to be.
    public mutating func string(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        appendEscaped(value.utf8.span)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes a number exactly.
    public mutating func number(_ value: Quantity) {
        raw(value.description)
    }

    /// Writes null.
    public mutating func null() {
        raw("null")
    }

    /// Writes text that is JSON already.
    public mutating func raw(_ json: String) {
        separate()
        bytes.append(contentsOf: json.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    /// Copies whole runs, because nearly all text needs no escape.
    private mutating func appendEscaped(_ utf8: Span<UInt8>) {
        var start = 0
        var index = 0
        while index < utf8.count {
            guard let (escape, length) = JSONWriter.escape(utf8, at: index) else {
                index += 1
                continue
            }
            bytes.append(utf8.extracting(start..<index))
            bytes.append(contentsOf: escape.utf8)
            index += length
            start = index
        }
        bytes.append(utf8.extracting(start..<utf8.count))
    }

    /// The escape of the character that begins here, and its length in UTF-8; nil when it stands for itself.
    ///
    /// Beyond what RFC 8259 asks: DEL and the C1 controls, which terminals obey, and the separators of lines and
    /// paragraphs, which would break a log line.
    private static func escape(_ utf8: Span<UInt8>, at index: Int) -> (String, Int)? {
        switch utf8[index] {
        case UInt8(ascii: "\""): ("\\\"", 1)
        case UInt8(ascii: "\\"): ("\\\\", 1)
        case UInt8(ascii: "\n"): ("\\n", 1)
        case UInt8(ascii: "\r"): ("\\r", 1)
        case UInt8(ascii: "\t"): ("\\t", 1)
        case let byte where byte < 0x20 || byte == 0x7F: (hexadecimal(byte), 1)
        // U+0080 to U+009F.
        case 0xC2 where utf8[index + 1] < 0xA0: (hexadecimal(utf8[index + 1]), 2)
        // U+2028 and U+2029.
        case 0xE2 where utf8[index + 1] == 0x80 && utf8[index + 2] & 0xFE == 0xA8:
            (utf8[index + 2] == 0xA8 ? "\\u2028" : "\\u2029", 3)
        default: nil
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }
}
