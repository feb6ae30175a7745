/// One record of a CSV text.
public struct CSVRecord: Sendable, Hashable {
    /// The line it begins on, from 1.
    public let line: Int
    /// Its fields, quotes resolved.
    public let fields: [String]
}

/// Why a text is no CSV.
public struct CSVSyntaxError: Error, Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// What is wrong there and what would be right.
    public let message: String
}

/// Reads CSV as RFC 4180 defines it, and nothing more lenient, except that lines may end in LF alone and that a byte order
/// mark and blank lines are passed over: Excel writes the first, editors the second.
///
/// The usual libraries take a stray quote or a row that is too short as it comes and do not tell lines; a list that people
/// keep by hand needs both.
public struct CSVReader {
    private let bytes: [UInt8]
    private var offset: Int
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")

    /// All records of a text in UTF-8. A quoted field may hold commas, line breaks and doubled quotes.
    public static func records(_ bytes: [UInt8]) throws(CSVSyntaxError) -> [CSVRecord] {
        try checkEncoding(bytes)
        var reader = CSVReader(bytes)
        var records: [CSVRecord] = []
        while reader.offset < bytes.count {
            let line = reader.line
            let fields = try reader.record()
            if fields != [""] { records.append(CSVRecord(line: line, fields: fields)) }
        }
        return records
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    private static func checkEncoding(_ bytes: [UInt8]) throws(CSVSyntaxError) {
        guard let (offset, _) = firstInvalid(bytes) else { return }
        let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        throw CSVSyntaxError(
            line: 1 + bytes[..<offset].count { $0 == lineFeed },
            message: "not UTF-8 but \(isUTF16 ? "UTF-16" : "GBK, or broken"); save it in Excel as \"CSV UTF-8\", "
                + "or convert it: iconv -f \(isUTF16 ? "UTF-16" : "GB18030") -t UTF-8")
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> (offset: Int, byte: UInt8)? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var valid = 0
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { valid += UTF8.width(scalar) }
        return valid < bytes.count ? (valid, bytes[valid]) : nil
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// One record and the end of its line.
    private mutating func record() throws(CSVSyntaxError) -> [String] {
        var fields = [try field()]
        while peek == Self.comma {
            offset += 1
            fields.append(try field())
        }
        if peek == Self.carriageReturn { offset += 1 }
        if peek == Self.lineFeed { offset += 1 }
        line += 1
        return fields
    }

    private mutating func field() throws(CSVSyntaxError) -> String {
        if peek == Self.quote { return try quotedField() }
        let start = offset
        while let byte = peek, byte != Self.comma, byte != Self.lineFeed, byte != Self.carriageReturn {
            guard byte != Self.quote else {
                throw CSVSyntaxError(
                    line: line, message: "a quote within a field: put the whole field in quotes and double those within"
                )
            }
            offset += 1
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func quotedField() throws(CSVSyntaxError) -> String {
        let start = line
        var content: [UInt8] = []
        offset += 1
        while let byte = peek {
            offset += 1
            guard byte == Self.quote else {
                if byte == Self.lineFeed { line += 1 }
                content.append(byte)
                continue
            }
            guard peek == Self.quote else {
                guard peek == nil || [Self.comma, Self.carriageReturn, Self.lineFeed].contains(peek) else {
                    throw CSVSyntaxError(
                        line: line, message: "text behind a closing quote; double quotes within a field")
                }
                return String(decoding: content, as: UTF8.self)
            }
            content.append(Self.quote)
            offset += 1
        }
        throw CSVSyntaxError(line: start, message: "a quoted field without its closing quote")
    }
}
