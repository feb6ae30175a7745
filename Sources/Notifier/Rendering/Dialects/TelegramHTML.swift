internal import Core

/// Telegram's HTML: a few tags and three entities; names and addresses in plain text become links by themselves.
struct TelegramHTML: Dialect {
    private let neutral = Neutral("@#")

    func escaped(_ text: String) -> String { neutral.neutralized(text).withEntities }
    func strong(_ text: String) -> String { "<b>\(text)</b>" }
    func detail(_ text: String) -> String { "　<i>\(text)</i>" }
    /// Code, in which Telegram looks for neither commands (a path begins like one) nor addresses.
    func quiet(_ text: String) -> String { "<code>\(text)</code>" }

    func link(_ link: Summary.Link) -> String? {
        "<a href=\"\(link.url.withEntities)\">\(escaped(link.text))</a>"
    }
}
