internal import Core

/// Discord's Markdown: bold, quotes, masked links; a backslash escapes any punctuation.
struct DiscordMarkdown: Dialect {
    func escaped(_ text: String) -> String {
        text.rewritten { text, scalar, isOfAddress in
            if isOfAddress || DiscordMarkdown.special.contains(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
    }

    private static let special = Set("\\*_~`|<>[]()#@".unicodeScalars)

    func strong(_ text: String) -> String { "**\(text)**" }
}
