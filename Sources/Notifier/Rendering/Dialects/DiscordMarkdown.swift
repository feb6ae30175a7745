internal import Core

/// Discord's Markdown: bold, quotes, masked links; a backslash escapes any punctuation.
struct DiscordMarkdown: Dialect {
    func escaped(_ text: String) -> String {
        text.neutralized(DiscordMarkdown.special) { text, character in
            text += [UInt8(ascii: "\\"), character]
        }
    }

    private static let special = ASCIISet("\\*_~`|<>[]()#@")

    func strong(_ text: String) -> String { "**\(text)**" }
}
