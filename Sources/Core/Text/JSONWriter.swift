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

    /// Writes a member whose value is true or false.
    public mutating func member(_ name: String, _ value: Bool) {
        member(name) { $0.raw(value ? "true" : "false") }
    }

    /// Writes a string with everything escaped that JSON asks to be.
    public mutating func string(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 { appendEscaped(byte) }
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

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
        case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
        case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20:
            let hex = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(hex[Int(byte >> 4)])
            bytes.append(hex[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }
}
