/// Which files beside one another may be one report by their names: a page, and an attachment that has its stem
/// (`x.html` and `x.pdf`), or its stem with 附件 behind it (`x-附件1.docx`) where the page speaks of attachments.
enum CompanionNames {
    private static let pages = ["html", "htm", "shtml", "mht", "mhtml", "txt"]
    private static let attachments = ["pdf", "docx", "doc", "wps", "rtf", "xlsx", "xls", "et", "zip"]
    private static let mark = Array("附件".utf8)
    /// What may stand between the stem and 附件, and behind that.
    private static let marks = ["", "-", "_"].flatMap { before in ["", "1"].map { before + "附件" + $0 } }
    private static let dashes = "-_".utf8
    private static let digits = UInt8(ascii: "1")...UInt8(ascii: "9")

    /// Whether a file may be a page by its name.
    static func isPage(_ name: [UInt8]) -> Bool { split(name, among: pages) != nil }

    /// Whether a file may be an attachment by its name.
    static func isAttachment(_ name: [UInt8]) -> Bool { split(name, among: attachments) != nil }

    /// The names that an attachment of a page may have, the likeliest first; none where the name is no page's. Of one that does
    /// not speak of attachments few are asked for: every name costs a look at the directory.
    static func attachments(of page: [UInt8], pointing: Bool) -> [[UInt8]] {
        guard let stem = split(page, among: pages) else { return [] }
        let marked = pointing ? marks.flatMap { names(stem + Array($0.utf8), attachments) } : []
        return names(stem, anyCase(attachments)) + marked
    }

    /// The names that may follow where there is an attachment of this name: 附件2 behind 附件1.
    static func successors(of attachment: [UInt8]) -> [[UInt8]] {
        guard let stem = split(attachment, among: attachments), let digit = stem.last, digits ~= digit,
            digit < digits.upperBound, stem.dropLast().suffix(mark.count).elementsEqual(mark)
        else { return [] }
        return names(stem.dropLast() + [digit + 1], attachments)
    }

    /// The names that the page of an attachment may have; none where the name is no attachment's.
    static func pages(of attachment: [UInt8]) -> [[UInt8]] {
        guard let stem = split(attachment, among: attachments) else { return [] }
        var stems = [stem]
        let unnumbered = stem.last.map { digits ~= $0 } == true ? stem.dropLast() : stem[...]
        if unnumbered.count > mark.count, unnumbered.suffix(mark.count).elementsEqual(mark) {
            let rest = unnumbered.dropLast(mark.count)
            stems.append(Array(rest))
            if let last = rest.last, dashes.contains(last), rest.count > 1 { stems.append(Array(rest.dropLast())) }
        }
        return stems.flatMap { names($0, anyCase(pages)) }
    }

    /// A name without its suffix; nil where that is none of these, in small or in capital letters.
    private static func split(_ name: [UInt8], among suffixes: [String]) -> [UInt8]? {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return nil }
        let suffix = String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
        return suffixes.contains(suffix) ? Array(name[..<dot]) : nil
    }

    private static func names(_ stem: [UInt8], _ suffixes: [String]) -> [[UInt8]] {
        suffixes.map { stem + [UInt8(ascii: ".")] + Array($0.utf8) }
    }

    private static func anyCase(_ suffixes: [String]) -> [String] { suffixes.flatMap { [$0, $0.uppercased()] } }
}
