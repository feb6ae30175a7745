import Core

/// Tells what a file is by its content: names lie (an HTML page saved as .doc is common on these sites).
enum FormatSniffer {
    /// What the bytes show; text when nothing else is recognised.
    static func content(of bytes: [UInt8]) -> FileContent {
        if starts(bytes, with: "%PDF-") { return .pdf }
        if starts(bytes, with: "PK\u{3}\u{4}") { return packageFormat(bytes) }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return compoundFileFormat(bytes) }
        if starts(bytes, with: "{\\rtf") { return .rtf }
        if isHTML(bytes) { return .html }
        return isBinary(bytes) ? .unknown : .text
    }

    private static let window = 4096

    private static func starts(_ bytes: [UInt8], with text: String) -> Bool {
        bytes.starts(with: text.utf8)
    }

    /// Office Open XML names its parts in the clear.
    private static func packageFormat(_ bytes: [UInt8]) -> FileContent {
        if contains(bytes, "word/") { return .docx }
        return contains(bytes, "xl/") ? .xlsx : .zip
    }

    /// Compound files name their streams in UTF-16LE.
    private static func compoundFileFormat(_ bytes: [UInt8]) -> FileContent {
        let workbook = "Workbook".utf8.flatMap { [$0, 0] as [UInt8] }
        return bytes.firstRange(of: workbook) == nil ? .doc : .xls
    }

    private static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        bytes.firstRange(of: Array(text.utf8)) != nil
    }

    private static let htmlTags = [
        "<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<div", "<p>", "<p ",
    ]

    private static func isHTML(_ bytes: [UInt8]) -> Bool {
        let opening = bytes.prefix(window).first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        guard opening == UInt8(ascii: "<") else { return false }
        let head = bytes.prefix(window).map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
        return htmlTags.contains { head.firstRange(of: Array($0.utf8)) != nil }
    }

    /// Text has no control characters but tabs and line ends; a stray one is damage, more are another format.
    private static func isBinary(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return false }
        let head = bytes.prefix(window)
        let controls = head.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1A && $0 != 0x1B }
        return controls * 100 > head.count
    }
}
