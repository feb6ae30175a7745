internal import Core

/// The Markdown of Feishu's cards, JSON 2.0.
struct FeishuMarkdown: Dialect {
    /// Everything that could begin an `<at>`, a tag, a link or markup becomes an HTML entity, which is the escape that
    /// Feishu documents for card Markdown.
    func escaped(_ text: String) -> String {
        text.neutralized(FeishuMarkdown.special) { text, character in
            text.append(contentsOf: "&#\(character);".utf8)
        }
    }

    private static let special = ASCIISet("&<>*_~`[]()#|\\!@${}")

    func strong(_ text: String) -> String { "**\(text)**" }
    func quiet(_ text: String) -> String { "<font color='grey'>\(text)</font>" }

    func label(_ text: String, of severity: Severity) -> String {
        let color =
            switch severity {
            case .error: "red"
            case .warning: "orange"
            case .info: "grey"
            }
        return "<font color='\(color)'>\(text)</font>"
    }
}
