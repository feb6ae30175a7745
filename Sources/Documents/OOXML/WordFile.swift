import Core

/// A Word document in Office Open XML → ``DocumentReading``.
enum WordFile {
    /// Reads a DOCX; footnotes, heads, comments and properties are other parts and stay unread.
    static func read(_ bytes: [UInt8], _ inflation: Inflation) throws(DocumentFailure) -> DocumentReading {
        try ZipPackage.open(bytes, inflation) { (zip) throws(DocumentFailure) in
            let package = OfficePackage(zip, inflation.budget.limits)
            let main = try package.mainPart("word", usual: "word/document.xml")
            guard let part = package.part(main) else { throw .empty }
            var reader = WordReader(WordNumbering(package, main), inflation.budget.limits)
            try package.read(part, into: &reader)
            let document = reader.finish()
            if document.blocks.isEmpty, let reason = reader.whyEmpty { throw .unsupported(reason) }
            return DocumentReading(document: document)
        }
    }
}
