import Core

/// A text file → ``DocumentReading``.
enum TextFile {
    /// Reads plain text in any of the encodings, within a budget.
    static func read(
        _ bytes: consuming [UInt8], _ budget: ReadingBudget
    ) throws(DocumentFailure) -> DocumentReading {
        let decoded = try TextDecoder.decode(bytes)
        try budget.admit(text: decoded.text.count)
        return DocumentReading(
            document: PlainTextReader.read(decoded.text), encoding: decoded.encoding, replaced: decoded.replaced)
    }
}
