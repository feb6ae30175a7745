/// What the page that a report was saved from says about it, beside the report's own text: the metadata that
/// government sites owe every article (政府网站发展指引, 网页信息: `ArticleTitle`, `PubDate`, `ContentSource`).
public struct PageFacts: Sendable, Hashable {
    /// When the article was published, as the page words it.
    public var publication: String?
    /// The article's title.
    public var title: String?
    /// Who the article comes from.
    public var source: String?
    /// The names of the documents that the page links to, without their folders.
    public var links: [[UInt8]] = []

    /// A page that says nothing.
    public init(publication: String? = nil, title: String? = nil, source: String? = nil) {
        self.publication = publication
        self.title = title
        self.source = source
    }
}
