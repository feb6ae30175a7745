import Core

/// What a file's content is: finer than ``DocumentFormat``, for what has no reader deserves its name all the same.
enum FileContent: Sendable, Hashable {
    case text
    case html
    /// A page with its pictures in one MIME message (.mht), as Word and Internet Explorer save it.
    case webArchive
    case docx
    case xlsx
    case pdf
    /// A compound file of Word or WPS.
    case doc
    /// A compound file of Excel or ET.
    case xls
    /// A compound file of another program: slides, mail, installers.
    case compound
    case rtf
    /// Word 2003 XML, or a DOCX in one XML file.
    case wordXML
    /// Excel 2003 XML.
    case spreadsheetXML
    /// ODT or ODS.
    case openDocument
    /// GB/T 33190, the Chinese counterpart of PDF.
    case ofd
    /// A picture, with the name of its format.
    case picture(String)
    /// A zip archive that is no document itself.
    case zip
    /// Another archive, with the name of its format.
    case archive(String)
    /// An office document with a password.
    case encrypted
    /// Anything else.
    case unknown

    /// The format as the command line names it (CLI.md).
    var format: DocumentFormat {
        switch self {
        case .text: .text
        case .html, .webArchive: .html
        case .docx: .docx
        case .xlsx: .xlsx
        case .pdf: .pdf
        case .doc: .doc
        case .xls, .spreadsheetXML: .xls
        case .rtf: .rtf
        case .wordXML: .doc
        case .compound, .openDocument, .ofd, .picture, .zip, .archive, .encrypted, .unknown: .unknown
        }
    }
}
