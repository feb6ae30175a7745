/// A value of the JSON that ``CompactJSON`` wrote: no fractions, no white space, `\u` only for control characters.
enum FactsJSON {
    case null
    case integer(Int)
    case string(String)
    case array([FactsJSON])
    case object([String: FactsJSON])

    /// The value in these bytes; nil when they are not such JSON, all of them.
    init?(_ bytes: [UInt8]) {
        var parser = Parser(bytes: bytes)
        guard let value = parser.value(depth: 0), parser.isAtEnd else { return nil }
        self = value
    }

    /// The member of that name; null when there is none.
    subscript(name: String) -> FactsJSON {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }

    /// The element at a position; null when there is none.
    subscript(position: Int) -> FactsJSON {
        if case .array(let elements) = self, elements.indices.contains(position) { elements[position] } else { .null }
    }

    /// The elements; nil when it is no list.
    var elements: [FactsJSON]? { if case .array(let elements) = self { elements } else { nil } }
    /// The number; nil when it is none.
    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    /// The text; nil when it is none.
    var string: String? { if case .string(let value) = self { value } else { nil } }
}

/// Reads forward, one value after the other.
private struct Parser {
    let bytes: [UInt8]
    var position = 0

    /// Deeper than any facts are; the stack must not depend on what a database holds.
    private static let deepest = 16

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    private var next: UInt8? { isAtEnd ? nil : bytes[position] }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func value(depth: Int) -> FactsJSON? {
        guard depth < Parser.deepest else { return nil }
        switch next {
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "["): return array(depth)
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "n"):
            guard bytes[position...].starts(with: "null".utf8) else { return nil }
            position += 4
            return .null
        default: return integer().map { .integer($0) }
        }
    }

    private mutating func array(_ depth: Int) -> FactsJSON? {
        position += 1
        var elements: [FactsJSON] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        repeat {
            guard let element = value(depth: depth + 1) else { return nil }
            elements.append(element)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? .array(elements) : nil
    }

    private mutating func object(_ depth: Int) -> FactsJSON? {
        position += 1
        var members: [String: FactsJSON] = [:]
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            guard next == UInt8(ascii: "\""), let name = string(), take(UInt8(ascii: ":")),
                let member = value(depth: depth + 1)
            else { return nil }
            members[name] = member
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func integer() -> Int? {
        let isNegative = take(UInt8(ascii: "-"))
        var value = 0
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (difference, overflow) = product.subtractingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            if tooLarge || overflow { return nil }
            value = difference
            position += 1
        }
        guard position > start, isNegative || value > .min else { return nil }
        return isNegative ? value : -value
    }

    private mutating func string() -> String? {
        position += 1
        let start = position
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        var text = bytes[start..<position]
        while let byte = next, byte != UInt8(ascii: "\"") {
            position += 1
            if byte == UInt8(ascii: "\\") {
                guard let escaped = escape() else { return nil }
                text.append(escaped)
            } else {
                text.append(byte)
            }
        }
        return take(UInt8(ascii: "\"")) ? String(decoding: text, as: UTF8.self) : nil
    }

    /// What stands behind a backslash.
    private mutating func escape() -> UInt8? {
        guard let byte = next else { return nil }
        position += 1
        guard byte == UInt8(ascii: "u") else { return byte }
        guard position + 4 <= bytes.count,
            let value = UInt8(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
        else { return nil }
        position += 4
        return value
    }
}
