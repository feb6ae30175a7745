import Core

/// Bytes of text → UTF-8, whatever they were encoded in and whatever they say they were.
enum TextDecoder {
    /// Text with what had to be done to it.
    struct Decoded {
        var text: [UInt8]
        let encoding: TextEncoding
        /// How many broken sequences were replaced.
        var replaced = 0
    }

    /// Decodes a text: by its byte order mark; as UTF-8 where it is that without a fault; else by the reading in which most
    /// wordings of the form stand, because declarations lie.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - declared: the encoding that the file or what it came with declares.
    /// - Returns: the text, broken sequences replaced by U+FFFD and counted.
    /// - Throws: ``DocumentFailure/unsupported(_:)`` when no reading makes a text of it.
    static func decode(_ bytes: consuming [UInt8], declared: TextEncoding? = nil) throws(DocumentFailure) -> Decoded {
        if let mark = EncodingGuess.mark(of: bytes) {
            bytes.removeFirst(mark.length)
            if mark.encoding != .utf8 { return try accepted(read(bytes, mark.encoding), size: bytes.count) }
        } else if let encoding = EncodingGuess.unmarkedUTF16(bytes), let decoded = read(bytes, encoding),
            decoded.replaced * tolerated <= bytes.count
        {
            return decoded
        }
        if (try? UTF8Span(validating: bytes.span)) != nil { return Decoded(text: bytes, encoding: .utf8) }
        return try accepted(best(bytes, declared), size: bytes.count)
    }

    /// Damage up to one sequence in so many bytes; text read in another encoding than its own has one in about two.
    private static let tolerated = 100

    /// The candidates in the order of what is common; of equals the first is taken.
    private static func best(_ bytes: [UInt8], _ declared: TextEncoding?) -> Decoded? {
        let usual: [TextEncoding] = [.gb18030, .utf8, .big5]
        let candidates = declared.map { first in [first] + usual.filter { $0 != first } } ?? usual
        var best: (decoded: Decoded, wordings: Int)?
        for encoding in candidates {
            guard let decoded = read(bytes, encoding) else { continue }
            let wordings = max(
                FormWordings.count(in: decoded.text), FormWordings.speaksTraditionally(in: decoded.text) ? 1 : 0)
            if decoded.replaced == 0, wordings >= convincing { return decoded }
            guard let former = best else {
                best = (decoded, wordings)
                continue
            }
            if wordings != former.wordings ? wordings > former.wordings : decoded.replaced < former.decoded.replaced {
                best = (decoded, wordings)
            }
        }
        return best?.decoded
    }

    /// So many wordings of the form are no accident of a wrong reading.
    private static let convincing = 5

    private static func read(_ bytes: [UInt8], _ encoding: TextEncoding) -> Decoded? {
        if encoding == .utf8 {
            let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
            return Decoded(text: text, encoding: .utf8, replaced: brokenSequences(in: bytes))
        }
        guard let (text, replaced) = Iconv.utf8(from: bytes, encoding) else { return nil }
        return Decoded(
            text: encoding == .gb18030 ? withoutPrivateSpace(text) : text, encoding: encoding, replaced: replaced)
    }

    /// A3A0 is the full-width space of old Chinese software; glibc makes U+E5E5 of it, a character of private use, and
    /// the Encoding Standard U+3000.
    private static func withoutPrivateSpace(_ text: consuming [UInt8]) -> [UInt8] {
        var position = 0
        while let found = ByteSearch.first("\u{E5E5}", in: text, position..<text.count) {
            text.replaceSubrange(found..<(found + 3), with: [0xE3, 0x80, 0x80])
            position = found + 3
        }
        return text
    }

    private static func brokenSequences(in bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var broken = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue: continue
            case .error: broken += 1
            case .emptyInput: return broken
            }
        }
    }

    private static func accepted(_ decoded: Decoded?, size: Int) throws(DocumentFailure) -> Decoded {
        guard let decoded, decoded.replaced * tolerated <= size else {
            throw .unsupported(
                Message(
                    zh: "不是 UTF-8、UTF-16、GB18030 或 Big5 编码的文本；请另存为 UTF-8 后重新放入",
                    en: "text that is not in UTF-8, UTF-16, GB18030 or Big5: save it in UTF-8 and drop it again"))
        }
        return decoded
    }
}
