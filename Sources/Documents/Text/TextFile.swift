import Core

/// A text file → ``DocumentReading``.
enum TextFile {
    /// Reads plain text in any of the encodings.
    static func read(_ bytes: consuming [UInt8]) throws(DocumentFailure) -> DocumentReading {
        let decoded = try TextDecoder.decode(bytes)
        return DocumentReading(
            document: PlainTextReader.read(decoded.text), encoding: decoded.encoding, replaced: decoded.replaced)
    }
}
