import Core

/// Hands a file to the reader of its format: one line for each.
struct DocumentReader: Sendable {
    /// What one document may cost.
    let limits: ReadingLimits

    /// Reads a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - content: what it is.
    ///   - inflation: what unpacking has cost, where the file comes out of an archive.
    /// - Returns: what the reader made of it; there is some text in it.
    /// - Throws: the failure, where it cannot be read at all.
    func read(
        _ bytes: consuming [UInt8], as content: FileContent, _ inflation: Inflation? = nil
    ) throws(DocumentFailure) -> DocumentReading {
        if bytes.isEmpty { throw .empty }
        let budget = inflation?.budget ?? ReadingBudget(limits)
        let inflation = inflation ?? Inflation(budget)
        let reading =
            switch content {
            case .text: try TextFile.read(bytes, budget)
            case .html: try HTMLReader.read(bytes, budget)
            case .webArchive: try WebArchive.read(bytes, budget)
            case .docx: try WordFile.read(bytes, inflation)
            case .xlsx: try SheetFile.read(bytes, inflation)
            case .pdf: try PDFReader.read(bytes, budget, ChildRunner())
            case .doc: try OfficeReader.read(bytes, .text(suffix: "doc"), budget, ChildRunner())
            case .rtf: try OfficeReader.read(bytes, .text(suffix: "rtf"), budget, ChildRunner())
            case .xls: try OfficeReader.read(bytes, .sheet, budget, ChildRunner())
            case .compound, .wordXML, .spreadsheetXML, .openDocument,
                .ofd, .picture, .zip, .archive, .encrypted, .unknown:
                throw Unsupported.failure(content)
            }
        if reading.document.blocks.isEmpty { throw .empty }
        try budget.admit(text: reading.document.text.count)
        return reading
    }
}
