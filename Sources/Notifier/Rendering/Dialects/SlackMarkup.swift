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
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
