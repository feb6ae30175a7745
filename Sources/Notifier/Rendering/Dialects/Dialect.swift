internal import Core

/// How one service's text is marked up, and what keeps text out of documents from being markup there.
///
/// `escaped` gets everything that is not written in this program. The other functions get text that is escaped already.
protocol Dialect: Sendable {
    /// Foreign text that the service shows as it stands and that mentions nobody, links nowhere and formats nothing.
    func escaped(_ text: String) -> String
    /// Strong text.
    func strong(_ text: String) -> String
    /// A finding's label: 错误.
    func label(_ text: String, of severity: Severity) -> String
    /// A line of a finding that explains it.
    func detail(_ text: String) -> String
    /// What matters least: the file and the number.
    func quiet(_ text: String) -> String
    /// A link; nil where the channel has another place for it.
    func link(_ link: Summary.Link) -> String?
    /// One finding, a line each.
    func lines(of item: Summary.Item, number: Int) -> [String]
    /// What ends a line.
    var lineEnd: String { get }
}

extension Dialect {
    var lineEnd: String { "\n" }

    func label(_ text: String, of severity: Severity) -> String { strong(text) }
    func detail(_ text: String) -> String { "　\(text)" }
    func quiet(_ text: String) -> String { text }
    func link(_ link: Summary.Link) -> String? { nil }

    /// The key figures on one line; empty when there are none.
    func figures(of summary: Summary) -> String {
        let separator = summary.language == .chinese ? "，" : ", "
        return escaped(summary.figures.map { "\($0.name) \($0.value)" }.joined(separator: separator))
    }

    /// How many findings there are and what to do, or what the channel's own template says.
    func lead(of summary: Summary) -> [String] {
        summary.custom ?? summary.lead.map(escaped)
    }

    /// Figures and lead.
    func introduction(of summary: Summary) -> [String] {
        [figures(of: summary)].filter { !$0.isEmpty } + lead(of: summary)
    }

    func lines(of item: Summary.Item, number: Int) -> [String] {
        ["\(strong("\(number).")) \(label(escaped(item.label), of: item.severity))　\(escaped(item.headline))"]
            + item.details.map { detail(escaped($0)) }
    }

    /// All findings and what was cut of them.
    func findings(of summary: Summary) -> [String] {
        summary.items.enumerated().flatMap { lines(of: $1, number: $0 + 1) }
            + [summary.more].compactMap { $0.map(escaped) }
    }

    /// The good news.
    func goodNews(of summary: Summary) -> [String] {
        guard let gone = summary.gone else { return [] }
        return [strong(escaped(gone.heading))] + gone.headlines.map { "✓ \(escaped($0))" }
            + [gone.more].compactMap { $0.map(escaped) }
    }

    /// File, number and link, which a template has where it wants it.
    func closing(of summary: Summary) -> [String] {
        let place = summary.custom == nil ? summary.link : nil
        return summary.closing.map { quiet(escaped($0)) } + [place.flatMap { link($0) }].compactMap { $0 }
    }

    /// Everything but the title.
    func body(of summary: Summary) -> String {
        (introduction(of: summary) + findings(of: summary) + goodNews(of: summary) + closing(of: summary))
            .joined(separator: lineEnd)
    }

    /// Everything; a template has the title where it wants it.
    func text(of summary: Summary) -> String {
        let title = summary.custom == nil ? [strong(escaped(summary.title))] : []
        return (title + [body(of: summary)]).joined(separator: lineEnd)
    }
}

/// Text without any markup, in which chats still look for mentions and addresses.
struct PlainText: Dialect {
    private let neutral = Neutral("@")

    func escaped(_ text: String) -> String { neutral.neutralized(text) }
    func strong(_ text: String) -> String { text }
    func label(_ text: String, of severity: Severity) -> String { "[\(text)]" }
    func detail(_ text: String) -> String { "   \(text)" }
    func link(_ link: Summary.Link) -> String? { "\(link.text) \(link.url)" }

    func lines(of item: Summary.Item, number: Int) -> [String] {
        ["\(number). [\(item.label)] \(escaped(item.headline))"] + item.details.map { detail(escaped($0)) }
    }
}
