import Core

/// Bytes of a text file → UTF-8.
enum TextDecoder {
    /// Text with what had to be done to it.
    struct Decoded {
        let text: [UInt8]
        let encoding: TextEncoding
        /// How many broken sequences were replaced.
        let replaced: Int
    }

    /// Decodes UTF-8, with or without a byte order mark.
    ///
    /// - Parameter bytes: the whole file.
    /// - Returns: the text, broken sequences replaced by U+FFFD and counted.
    /// - Throws: ``DocumentFailure/unsupported(_:)`` when so much is broken that it is another encoding.
    static func decode(_ bytes: consuming [UInt8]) throws(DocumentFailure) -> Decoded {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if (try? UTF8Span(validating: bytes.span)) != nil { return Decoded(text: bytes, encoding: .utf8, replaced: 0) }
        let broken = brokenSequences(in: bytes)
        guard broken * tolerated <= bytes.count else { throw otherEncoding(bytes) }
        return Decoded(text: Array(String(decoding: bytes, as: UTF8.self).utf8), encoding: .utf8, replaced: broken)
    }

    /// Damage up to one sequence in so many bytes; text in another encoding has one in about two.
    private static let tolerated = 100

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

    private static func otherEncoding(_ bytes: [UInt8]) -> DocumentFailure {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return .unsupported(
                Message(
                    zh: "UTF-16 编码的文本，本版本只读取 UTF-8；请先转换：iconv -f utf-16 -t utf-8",
                    en: "text in UTF-16; this version reads UTF-8: convert it with iconv -f utf-16 -t utf-8"))
        }
        return .unsupported(
            Message(
                zh: "不是 UTF-8 编码的文本（可能是 GBK），本版本只读取 UTF-8；请先转换：iconv -f gb18030 -t utf-8",
                en:
                    "text that is not UTF-8, probably GBK; this version reads UTF-8: convert it with iconv -f gb18030 -t utf-8"
            ))
    }
}
