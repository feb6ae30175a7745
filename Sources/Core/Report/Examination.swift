/// What a file is, by its content.
public enum DocumentFormat: String, Sendable, Hashable, CaseIterable, Codable {
    /// Plain text in any of the layouts of FORM.md.
    case text
    /// HTML.
    case html
    /// Office Open XML text.
    case docx
    /// PDF.
    case pdf
    /// Word 97–2003 or WPS.
    case doc
    /// Rich Text Format.
    case rtf
    /// Office Open XML spreadsheet.
    case xlsx
    /// Excel 97–2003.
    case xls
    /// Anything else.
    case unknown
}

/// How a file's characters were encoded.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable, Codable {
    /// UTF-8, with or without a byte order mark.
    case utf8 = "utf-8"
    /// UTF-16, little endian.
    case utf16LittleEndian = "utf-16le"
    /// UTF-16, big endian.
    case utf16BigEndian = "utf-16be"
    /// GB 18030, which includes GBK and GB 2312.
    case gb18030
    /// Big5.
    case big5
}

/// SHA-256 of a file's bytes: the identity of its content.
public struct ContentID: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The identity with these 32 bytes.
    public init(bytes: [UInt8]) {
        precondition(bytes.count == 32, "SHA-256 has 32 bytes, not \(bytes.count)")
        self.bytes = bytes
    }

    /// The identity of this content and another together, the same whichever comes first; with either of the two once
    /// more it is the other's.
    public func joined(with other: ContentID) -> ContentID {
        ContentID(bytes: zip(bytes, other.bytes).map { $0 ^ $1 })
    }

    /// Lower-case hexadecimal, 64 digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// Everything that reading and judging one file gave.
public struct Examination: Sendable {
    /// The identity of the bytes; nil when they were not read (no permission, too large, no regular file).
    public var content: ContentID?
    /// What the file is; for an archive, what the document in it is.
    public var format: DocumentFormat
    /// The name of that document in the archive; nil where the file is none.
    public var member: String?
    /// The names of the attachments that were read together with the file; ``content`` is then that of all.
    public var attachments: [String] = []
    /// The names of documents that the page links to, without their folders: some of them may be its attachments.
    public var links: [[UInt8]] = []
    /// Whether tables are missing and the text speaks of attachments.
    public var pointsToAttachments = false
    /// The file that this one was read together with, as its attachment: report and findings are that one's.
    public var partOf: String?
    /// How its characters were encoded; nil when that is not known.
    public var encoding: TextEncoding?
    /// The report; nil when the file is unreadable or foreign.
    public var report: Report?
    /// What was found, in the order of the catalogue.
    public var findings: [Finding]
    /// What it all comes to.
    public var verdict: Verdict
    /// What became of each report in an archive of several: then the archive itself has none.
    public var members: [ArchiveMember] = []

    /// An examination's result.
    public init(
        content: ContentID?, format: DocumentFormat, encoding: TextEncoding?, report: Report?, findings: [Finding],
        verdict: Verdict
    ) {
        self.content = content
        self.format = format
        self.encoding = encoding
        self.report = report
        self.findings = findings
        self.verdict = verdict
    }
}

/// One of several reports in an archive.
public struct ArchiveMember: Sendable {
    /// Its name in the archive, in UTF-8, unlike that of any other member; archives within archives stand before it.
    public var name: [UInt8]
    /// How many bytes it has once unpacked.
    public var size: Int
    /// What was found; its content is the member's own.
    public var examination: Examination

    /// A member with its result.
    public init(name: [UInt8], size: Int, examination: Examination) {
        self.name = name
        self.size = size
        self.examination = examination
    }
}
