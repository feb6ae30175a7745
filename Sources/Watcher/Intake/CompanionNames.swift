/// Which files beside one another may be one report by their names: a page, and an attachment that has its stem
/// (`x.html` and `x.pdf`), with 附件 behind it or not (`x-附件1.docx`).
enum CompanionNames {
    private static let pages = ["html", "htm", "shtml", "mht", "mhtml", "txt"]
    private static let attachments = ["pdf", "docx", "doc", "wps", "rtf", "xlsx", "xls", "et"]
    /// What may stand between the stem and 附件, and behind that.
    private static let marks = ["", "-"].flatMap { before in ["", "1"].map { before + "附件" + $0 } }

    /// Whether a file may be a page by its name.
    static func isPage(_ name: [UInt8]) -> Bool { stem(of: name, among: pages) != nil }

    /// Whether a file may be an attachment by its name.
    static func isAttachment(_ name: [UInt8]) -> Bool { stem(of: name, among: attachments) != nil }

    /// The names that an attachment of a page may have, the likeliest first; none where the name is no page's.
    static func attachments(of page: [UInt8]) -> [[UInt8]] {
        guard let stem = stem(of: page, among: pages) else { return [] }
        let marked = marks.flatMap { names(stem + Array($0.utf8), attachments) }
        return names(stem, anyCase(attachments)) + marked
    }

    /// The names that the page of an attachment may have; none where the name is no attachment's.
    static func pages(of attachment: [UInt8]) -> [[UInt8]] {
        guard let stem = stem(of: attachment, among: attachments) else { return [] }
        let unmarked = marks.compactMap { mark -> [UInt8]? in
            let isMarked = stem.count > mark.utf8.count && stem.suffix(mark.utf8.count).elementsEqual(mark.utf8)
            return isMarked ? stem.dropLast(mark.utf8.count) : nil
        }
        return ([stem] + unmarked).flatMap { names($0, anyCase(pages)) }
    }

    /// A name without its suffix; nil where that is none of these, in small or in capital letters.
    private static func stem(of name: [UInt8], among suffixes: [String]) -> [UInt8]? {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return nil }
        let suffix = String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
        return suffixes.contains(suffix) ? Array(name[..<dot]) : nil
    }

    private static func names(_ stem: [UInt8], _ suffixes: [String]) -> [[UInt8]] {
        suffixes.map { stem + [UInt8(ascii: ".")] + Array($0.utf8) }
    }

    private static func anyCase(_ suffixes: [String]) -> [String] { suffixes.flatMap { [$0, $0.uppercased()] } }
}
