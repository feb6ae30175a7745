internal import Core

/// WeCom's `markdown`: headings, bold, links, code, quotes and three colours; no lists, no tables, no documented escape.
struct WeComMarkdown: Dialect {
    private let neutral = Neutral("*_~`[]<>#|\\@&")

    func escaped(_ text: String) -> String { neutral.neutralized(text) }
    func strong(_ text: String) -> String { "**\(text)**" }
    func quiet(_ text: String) -> String { WeComMarkdown.colored(text, "comment") }
    func link(_ link: Summary.Link) -> String? { "[\(escaped(link.text))](\(link.url))" }

    func label(_ text: String, of severity: Severity) -> String {
        WeComMarkdown.colored(text, severity == .info ? "comment" : "warning")
    }

    func text(of summary: Summary) -> String {
        guard summary.custom == nil else { return body(of: summary) }
        let title = strong(escaped(summary.title))
        let colored =
            switch summary.tone {
            case .good: WeComMarkdown.colored(title, "info")
            case .attention, .bad, .unreadable: WeComMarkdown.colored(title, "warning")
            case .neutral: title
            }
        return "\(colored)\n\(body(of: summary))"
    }

    /// `info` is green, `comment` grey, `warning` orange.
    private static func colored(_ text: String, _ color: String) -> String {
        "<font color=\"\(color)\">\(text)</font>"
    }
}
