internal import Core

/// The Markdown of Feishu's cards, JSON 2.0.
struct FeishuMarkdown: Dialect {
    /// Everything that could begin an `<at>`, a tag, a link or markup becomes an HTML entity, which is the escape that
    /// Feishu documents for card Markdown.
    func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if rest.beginsAddress, scalar != ":" {
                result += "\(String(rest.prefix(3)))&#46;"
                rest = rest.dropFirst(4)
                continue
            }
            if rest.beginsAddress || FeishuMarkdown.special.contains(scalar) {
                result += "&#\(scalar.value);"
            } else {
                result.unicodeScalars.append(scalar)
            }
            rest.removeFirst()
        }
        return result
    }

    private static let special = Set("&<>*_~`[]()#|\\!@${}".unicodeScalars)

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
