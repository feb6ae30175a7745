import Core

/// A web page → ``DocumentReading``, with what the page says of itself.
enum HTMLReader {
    /// Reads a page.
    ///
    /// - Parameters:
    ///   - bytes: the page as it was saved.
    ///   - declared: the encoding that the container of the page declares, which comes before the page's own word.
    ///   - budget: what reading may cost.
    /// - Returns: its text and tables, without what the site puts around them.
    /// - Throws: the limit that it goes beyond, or that no encoding makes a text of it.
    static func read(
        _ bytes: consuming [UInt8], declared: TextEncoding? = nil, _ budget: ReadingBudget
    ) throws(DocumentFailure) -> DocumentReading {
        let declared = declared ?? EncodingGuess.declared(in: bytes)
        var decoded = try TextDecoder.decode(bytes, declared: declared)
        // libxml2 takes NUL for the end of the page.
        if ByteSearch.contains("\0", in: decoded.text) {
            let before = decoded.text.count
            decoded.text.removeAll { $0 == 0 }
            decoded.replaced += before - decoded.text.count
        }
        var tape = try tape(decoded.text, budget)
        var document = try PageAssembler(tape, budget.limits).document()
        if tape.hasHiddenTable, !document.hasTable {
            // What is hidden until somebody clicks is a part of the page when nothing else is.
            tape = try self.tape(decoded.text, budget, showsHidden: true)
            document = try PageAssembler(tape, budget.limits).document()
        }
        return DocumentReading(
            document: document, encoding: decoded.encoding, replaced: decoded.replaced, page: tape.metadata.facts)
    }

    private static func tape(
        _ page: [UInt8], _ budget: ReadingBudget, showsHidden: Bool = false
    ) throws(DocumentFailure) -> PageTape {
        var tape = PageTape(size: page.count, budget, showsHidden: showsHidden)
        try HTMLParser.parse(page, into: &tape)
        if let failure = tape.failure { throw failure }
        return tape
    }
}

extension Document {
    /// Whether there is any table.
    fileprivate var hasTable: Bool {
        blocks.contains { if case .table = $0 { true } else { false } }
    }
}
