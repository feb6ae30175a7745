public import Core

/// One way in which a report may be saved: every format adds its own here, and all of them have to be read alike.
public struct DocumentRendering: Sendable, CustomStringConvertible {
    /// What it is called in a test's name.
    public let description: String
    /// The bytes of a file with that report.
    public let render: @Sendable (Sample) -> [UInt8]

    /// A rendering.
    public init(_ description: String, _ render: @escaping @Sendable (Sample) -> [UInt8]) {
        self.description = description
        self.render = render
    }

    /// As a word processor prints it; what reads it is another package's, and may not be there.
    public static let pdf = DocumentRendering("PDF") { PDFDocument.write($0) }

    /// Every way that needs nothing else to be read.
    public static let all = html + office

    /// Web pages, and the same in encodings they do not declare.
    private static let html = [
        DocumentRendering("clean page") { CleanPage.write($0) },
        DocumentRendering("page without end tags") { CleanPage.write($0, endsElements: false) },
        DocumentRendering("page saved by Word") { WordPage.write($0) },
        DocumentRendering("page of a site") { SitePage.write($0) },
        DocumentRendering("page in GBK that says UTF-8") {
            Recoded.bytes(SitePage.write($0, charset: "utf-8"), "GB18030")
        },
        DocumentRendering("page in UTF-16LE") { [0xFF, 0xFE] + Recoded.bytes(CleanPage.write($0), "UTF-16LE") },
        DocumentRendering("page in UTF-16BE, unmarked") { Recoded.bytes(CleanPage.write($0), "UTF-16BE") },
        DocumentRendering("web archive") { WebArchivePage.write($0) },
    ]

    /// Office Open XML.
    private static let office = [
        DocumentRendering("DOCX") { WordDocument.write($0) },
        DocumentRendering("DOCX with tracked changes") { WordDocument.write($0, .reviewed) },
        DocumentRendering("DOCX pasted into a cell") { WordDocument.write($0, .pasted) },
        DocumentRendering("XLSX of one sheet") { SheetDocument.write($0) },
        DocumentRendering("XLSX of several sheets") { SheetDocument.write($0, .parted) },
    ]
}
