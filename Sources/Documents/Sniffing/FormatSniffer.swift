import Core

/// Tells what a file is by its content: names lie (an HTML page saved as .doc is common on these sites).
enum FormatSniffer {
    /// What the bytes show; text when nothing else is recognised.
    static func content(of bytes: [UInt8]) -> FileContent {
        if let content = signed(bytes) { return content }
        let head = asciiHead(bytes)
        if let content = markup(head) { return content }
        return isBinary(bytes) ? .unknown : .text
    }

    /// How many bytes show what a text is: pages open with comments and scripts.
    private static let window = 16_384

    // MARK: Signatures

    private static func signed(_ bytes: [UInt8]) -> FileContent? {
        if isPDF(bytes) { return .pdf }
        if ByteSearch.matches("PK\u{3}\u{4}", in: bytes) || ByteSearch.matches("PK\u{5}\u{6}", in: bytes) {
            return PackageNames.content(of: bytes)
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return compoundFile(bytes) }
        for (name, signature) in pictures where bytes.starts(with: signature) { return .picture(name) }
        if ByteSearch.matches("RIFF", in: bytes), ByteSearch.matches("WEBP", in: bytes, at: 8) {
            return .picture("WebP")
        }
        if ByteSearch.matches("BM", in: bytes), bytes.count > 14, bytes[6..<10].allSatisfy({ $0 == 0 }) {
            return .picture("BMP")
        }
        for (name, signature) in archives where bytes.starts(with: signature) { return .archive(name) }
        return ByteSearch.matches("ustar", in: bytes, at: 257) ? .archive("TAR") : nil
    }

    private static let pictures: [(String, [UInt8])] = [
        ("JPEG", [0xFF, 0xD8, 0xFF]), ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ("GIF", Array("GIF8".utf8)), ("TIFF", [0x49, 0x49, 0x2A, 0]), ("TIFF", [0x4D, 0x4D, 0, 0x2A]),
    ]

    private static let archives: [(String, [UInt8])] = [
        ("RAR", Array("Rar!\u{1A}\u{7}".utf8)), ("7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), ("gzip", [0x1F, 0x8B]),
        ("bzip2", Array("BZh".utf8)), ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]),
    ]

    /// Readers accept a PDF's header within its first 1024 bytes (ISO 32000-1, annex H.3.4.1); where something stands
    /// before it, the file has to have objects too.
    private static func isPDF(_ bytes: [UInt8]) -> Bool {
        guard let start = ByteSearch.first("%PDF-", in: bytes, 0..<1029) else { return false }
        return start == 0 || ByteSearch.contains("endobj", in: bytes)
    }

    /// By the streams that the directory lists. Where that is broken, by their names in UTF-16LE anywhere, so that it is called
    /// what it was.
    private static func compoundFile(_ bytes: [UInt8]) -> FileContent {
        guard let names = CompoundFile.topNames(in: bytes) else {
            return ByteSearch.contains("W\0o\0r\0k\0b\0o\0o\0k\0", in: bytes) ? .xls : .doc
        }
        if names.contains("WordDocument") { return .doc }
        if names.contains("Workbook") || names.contains("Book") { return .xls }
        return names.contains("EncryptedPackage") ? .encrypted : .compound
    }

    // MARK: Markup

    /// The first bytes in lower case, those of UTF-16 without their zeros.
    private static func asciiHead(_ bytes: [UInt8]) -> [UInt8] {
        let encoding = EncodingGuess.mark(of: bytes)?.encoding ?? EncodingGuess.unmarkedUTF16(bytes)
        var head = bytes.prefix(window)
        if encoding == .utf16LittleEndian || encoding == .utf16BigEndian { head = ArraySlice(head.filter { $0 != 0 }) }
        return head.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    }

    private static func markup(_ head: [UInt8]) -> FileContent? {
        // Byte order marks, spaces and line ends, in any number.
        let skipped: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
        guard let start = head.firstIndex(where: { $0 > 0x20 && !skipped.contains($0) }) else { return nil }
        if ByteSearch.matches("{\\rtf", in: head, at: start) { return .rtf }
        if isWebArchive(head, at: start) { return .webArchive }
        // The answer of a server saved with its headers.
        if ByteSearch.matches("http/1.", in: head, at: start), ByteSearch.contains("<html", in: head) { return .html }
        guard head[start] == UInt8(ascii: "<") else { return nil }
        if ByteSearch.contains("urn:schemas-microsoft-com:office:spreadsheet", in: head),
            ByteSearch.matches("<?xml", in: head, at: start) || ByteSearch.contains("<workbook", in: head)
        {
            return .spreadsheetXML
        }
        if ByteSearch.contains("schemas.microsoft.com/office/word/2003/wordml", in: head)
            || ByteSearch.contains("<pkg:package", in: head)
        {
            return .wordXML
        }
        return htmlTags.contains { ByteSearch.contains($0, in: head) } ? .html : nil
    }

    private static let htmlTags: [StaticString] = [
        "<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<div", "<p>", "<p ", "<title", "<script",
        "<span", "<font", "<center", "<h1",
    ]

    /// A message of MIME with a page in it (RFC 2557).
    private static func isWebArchive(_ head: [UInt8], at start: Int) -> Bool {
        let openings: [StaticString] = ["mime-version:", "from:", "content-type:", "subject:", "date:", "snapshot-"]
        guard openings.contains(where: { ByteSearch.matches($0, in: head, at: start) }),
            ByteSearch.contains("mime-version:", in: head)
        else { return false }
        return ByteSearch.contains("multipart/related", in: head) || ByteSearch.contains("text/html", in: head)
    }

    // MARK: Text or not

    /// Text has no control characters but tabs and line ends; a stray one is damage, more are another format.
    private static func isBinary(_ bytes: [UInt8]) -> Bool {
        if let mark = EncodingGuess.mark(of: bytes), mark.encoding != .utf8 { return false }
        if EncodingGuess.unmarkedUTF16(bytes) != nil { return false }
        let head = bytes.prefix(4096)
        let controls = head.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1A && $0 != 0x1B }
        return controls * 100 > head.count
    }
}
