internal import Core

/// DingTalk's Markdown: headings, quotes, bold, links and lists, no tables and no documented escape.
struct DingTalkMarkdown: Dialect {
    private let neutral = Neutral("*_~`[]<>#|\\@&$")

    /// Two spaces at a line's end break it, as in Markdown of old.
    var lineEnd: String { "  \n" }

    /// A paragraph each for figures, findings, good news and file.
    func body(of summary: Summary) -> String {
        [introduction(of: summary), findings(of: summary), goodNews(of: summary), closing(of: summary)]
            .filter { !$0.isEmpty }.map { $0.joined(separator: lineEnd) }.joined(separator: "\n\n")
    }

    func escaped(_ text: String) -> String { neutral.neutralized(text) }
    func strong(_ text: String) -> String { "**\(text)**" }
    func link(_ link: Summary.Link) -> String? { "[\(escaped(link.text))](\(link.url))" }
}
