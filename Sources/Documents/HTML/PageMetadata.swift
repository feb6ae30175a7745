import Core

/// What a page's head says of its article.
struct PageMetadata {
    private var publications: [String?] = Array(repeating: nil, count: Self.publicationNames.count)
    private var articleTitle: String?
    private var source: String?
    /// The bytes of `title`; libxml2 hands them over in pieces.
    private var title: [UInt8] = []

    /// The names under which sites give the day, the official one first.
    private static let publicationNames = ["pubdate", "publishdate", "publish_date", "article:published_time"]
    private static let longest = 300

    /// What it comes to.
    var facts: PageFacts {
        let named = articleTitle ?? String(decoding: title, as: UTF8.self)
        let words = named.split { $0.isWhitespace }.joined(separator: " ")
        return PageFacts(
            publication: publications.lazy.compactMap(\.self).first, title: words.isEmpty ? nil : words, source: source)
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

    /// Takes a piece of the `title` element.
    mutating func readTitle(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe title.append(contentsOf: bytes.prefix(max(0, Self.longest * 3 - title.count)))
    }
}
