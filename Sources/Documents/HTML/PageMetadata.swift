import Core

/// What a page's head says of its article.
struct PageMetadata {
    private var publications: [String?] = Array(repeating: nil, count: Self.publicationNames.count)
    private var articleTitle: String?
    private var source: String?
    private var links: [[UInt8]] = []
    /// The bytes of `title`; libxml2 hands them over in pieces.
    private var title: [UInt8] = []

    /// The names under which sites give the day, the official one first.
    private static let publicationNames = ["pubdate", "publishdate", "publish_date", "article:published_time"]
    private static let longest = 300

    /// What it comes to.
    var facts: PageFacts {
        let named = articleTitle ?? String(decoding: title, as: UTF8.self)
        let words = named.split { $0.isWhitespace }.joined(separator: " ")
        var facts = PageFacts(
            publication: publications.lazy.compactMap(\.self).first, title: words.isEmpty ? nil : words, source: source)
        facts.links = links
        return facts
    }

    /// Takes a `meta` element.
    mutating func read(_ attributes: HTMLAttributes) {
        var name = ""
        var content = ""
        attributes.forEach { attribute in
            if attribute.isNamed("name") || attribute.isNamed("property") { name = attribute.text.lowercased() }
            if attribute.isNamed("content") { content = attribute.text }
        }
        content = String(content.prefix(Self.longest))
        guard content.contains(where: { !$0.isWhitespace }) else { return }
        if let index = Self.publicationNames.firstIndex(of: name) { publications[index] = content }
        if name == "articletitle" { articleTitle = content }
        if name == "contentsource" { source = content }
    }

    private static let mostLinks = 16
    private static let documents: [StaticString] = ["pdf", "doc", "docx", "wps", "rtf", "xls", "xlsx", "et", "zip"]

    /// Takes the target of a link, if a document's: the last part of its path, or of its query.
    mutating func readLink(_ target: HTMLAttribute) {
        guard links.count < Self.mostLinks, target.hasSuffix(Self.documents) else { return }
        let name = Self.decoded(target.text.split { "/\\=?&".contains($0) }.last ?? "")
        let isName = !name.isEmpty && name.count <= 255 && !name.contains(0) && !name.contains(UInt8(ascii: "/"))
        guard isName, !links.contains(name) else { return }
        links.append(name)
    }

    /// Bytes whose `%XX` are decoded (RFC 3986 section 2.1).
    private static func decoded(_ text: Substring) -> [UInt8] {
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                decoded.append(byte)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded
    }

    /// Takes a piece of the `title` element.
    mutating func readTitle(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe title.append(contentsOf: bytes.prefix(max(0, Self.longest * 3 - title.count)))
    }
}
