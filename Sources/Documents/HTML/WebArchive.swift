import Core

/// A web archive: the page in a message of MIME (RFC 2557, RFC 2045).
enum WebArchive {
    /// Reads the first page of the message.
    ///
    /// - Parameters:
    ///   - bytes: the message.
    ///   - budget: what reading may cost.
    /// - Returns: what the page gave.
    /// - Throws: ``DocumentFailure/corrupt(_:)`` when there is no page in it; what reading the page throws.
    static func read(_ bytes: consuming [UInt8], _ budget: ReadingBudget) throws(DocumentFailure) -> DocumentReading {
        guard let part = page(in: bytes, bytes.indices, depth: 0) else {
            throw .corrupt(
                Message(zh: "MHTML 网页存档中没有网页；请重新采集", en: "the web archive holds no page; fetch it again"))
        }
        let content = decoded(bytes[part.body], part.transferEncoding)
        return try HTMLReader.read(content, declared: part.charset.flatMap(EncodingGuess.named), budget)
    }

    /// One part of a message.
    private struct Part {
        var type = "text/plain"
        var charset: String?
        var boundary: String?
        var transferEncoding = ""
        var body: Range<Int>
    }

    /// Messages within messages, so deep.
    private static let deepest = 4

    private static func page(in bytes: [UInt8], _ range: Range<Int>, depth: Int) -> Part? {
        let part = part(in: bytes, range)
        if part.type == "text/html" { return part }
        guard let boundary = part.boundary, depth < deepest else { return nil }
        var start: Int?
        for line in lines(of: bytes, part.body) where bytes[line].starts(with: "--\(boundary)".utf8) {
            if let start, let found = page(in: bytes, start..<line.lowerBound, depth: depth + 1) { return found }
            start = min(line.upperBound, part.body.upperBound)
        }
        // The last boundary may be cut off with the end of the file.
        return start.flatMap { page(in: bytes, $0..<part.body.upperBound, depth: depth + 1) }
    }

    /// Lines with their ends.
    private static func lines(of bytes: [UInt8], _ range: Range<Int>) -> some Sequence<Range<Int>> {
        sequence(state: range.lowerBound) { start -> Range<Int>? in
            guard start < range.upperBound else { return nil }
            let end = ByteSearch.first("\n", in: bytes, start..<range.upperBound).map { $0 + 1 } ?? range.upperBound
            defer { start = end }
            return start..<end
        }
    }

    // MARK: Header

    private static func part(in bytes: [UInt8], _ range: Range<Int>) -> Part {
        var part = Part(body: range.upperBound..<range.upperBound)
        var header = ""
        var hasBegun = false
        for line in lines(of: bytes, range) {
            let text = String(decoding: bytes[line].prefix(2000), as: UTF8.self)
            let isBlank = text.allSatisfy(\.isWhitespace)
            if isBlank, !hasBegun { continue }
            hasBegun = true
            if text.first == " " || text.first == "\t", !isBlank {
                header += text
                continue
            }
            read(header, into: &part)
            header = text
            if isBlank {
                part.body = line.upperBound..<range.upperBound
                break
            }
        }
        return part
    }

    private static func read(_ header: String, into part: inout Part) {
        guard let colon = header.firstIndex(of: ":") else { return }
        let fields = header[header.index(after: colon)...].split(separator: ";").map { trimmed($0) }
        switch header[..<colon].lowercased() {
        case "content-type":
            part.type = fields.first?.lowercased() ?? part.type
            for field in fields.dropFirst() {
                guard let equals = field.firstIndex(of: "=") else { continue }
                let value = field[field.index(after: equals)...].filter { $0 != "\"" }
                switch trimmed(field[..<equals]).lowercased() {
                case "charset": part.charset = value.lowercased()
                case "boundary": part.boundary = value
                default: break
                }
            }
        case "content-transfer-encoding": part.transferEncoding = fields.first?.lowercased() ?? ""
        default: break
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    // MARK: Body

    private static func decoded(_ body: ArraySlice<UInt8>, _ encoding: String) -> [UInt8] {
        switch encoding {
        case "quoted-printable": quotedPrintable(body)
        case "base64": base64(body)
        default: Array(body)
        }
    }

    private static func quotedPrintable(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(body.count)
        var position = body.startIndex
        while position < body.endIndex {
            let byte = body[position]
            position += 1
            guard byte == UInt8(ascii: "=") else {
                result.append(byte)
                continue
            }
            if position + 1 < body.endIndex, let high = hexDigit(body[position]), let low = hexDigit(body[position + 1])
            {
                result.append(high << 4 | low)
                position += 2
            } else if let end = body[position...].firstIndex(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }),
                body[end] == 0x0A
            {
                // A line end behind an equals sign is none.
                position = end + 1
            } else {
                result.append(byte)
            }
        }
        return result
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private static func base64(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(body.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in body {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x47
            case 0x30...0x39: value = byte + 4
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }
}
