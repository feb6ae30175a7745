internal import Core

/// Discord's Markdown: bold, quotes, masked links; a backslash escapes any punctuation.
struct DiscordMarkdown: Dialect {
    func escaped(_ text: String) -> String {
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if rest.beginsAddress, scalar != ":" {
                result += "\(String(rest.prefix(3)))\\."
                rest = rest.dropFirst(4)
                continue
            }
            if rest.beginsAddress || DiscordMarkdown.special.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
            rest.removeFirst()
        }
        return result
    }

    private static let special = Set("\\*_~`|<>[]()#@".unicodeScalars)

    func strong(_ text: String) -> String { "**\(text)**" }
}
