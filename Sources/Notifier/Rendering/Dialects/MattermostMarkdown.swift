internal import Core

/// Mattermost's Markdown. A backslash escapes markup, but not mentions, which the server looks for in the source.
struct MattermostMarkdown: Dialect {
    private let neutral = Neutral("@<>~")

    func escaped(_ text: String) -> String {
        neutral.neutralized(text).rewritten(MattermostMarkdown.special) { text, character in
            text += [UInt8(ascii: "\\"), character]
        }
    }

    private static let special = ASCIISet("\\*_`[]()#|!")

    func strong(_ text: String) -> String { "**\(text)**" }
}
