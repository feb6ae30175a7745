internal import Core

/// Slack's mrkdwn: `*bold*`, `<url|text>`; no headings and no tables.
struct SlackMarkup: Dialect {
    private let neutral = Neutral("*_~`@|")

    /// `& < >` as Slack documents it, which keeps `<!channel>` and `<@U…>` from being mentions; the rest of the markup
    /// has no escape.
    func escaped(_ text: String) -> String { neutral.neutralized(text).withEntities }
    func strong(_ text: String) -> String { "*\(text)*" }
    func link(_ link: Summary.Link) -> String? { "<\(link.url.withEntities)|\(escaped(link.text))>" }
}

extension String {
    /// `& < >` as entities.
    var withEntities: String {
        rewritten(ASCIISet("&<>")) { text, character in
            let entity =
                switch character {
                case UInt8(ascii: "&"): "&amp;"
                case UInt8(ascii: "<"): "&lt;"
                default: "&gt;"
                }
            text.append(contentsOf: entity.utf8)
        }
    }
}
