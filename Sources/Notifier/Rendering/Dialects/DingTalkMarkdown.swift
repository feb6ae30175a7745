internal import Core

/// DingTalk's Markdown: headings, quotes, bold, links and lists, no tables and no documented escape.
struct DingTalkMarkdown: Dialect {
    private let neutral = Neutral("*_~`[]<>#|\\@&$")

    /// Two spaces at a line's end break it, as in Markdown of old.
    var lineEnd: String { "  \n" }

    func escaped(_ text: String) -> String { neutral.neutralized(text) }
    func strong(_ text: String) -> String { "**\(text)**" }
    func link(_ link: Summary.Link) -> String? { "[\(escaped(link.text))](\(link.url))" }
}
