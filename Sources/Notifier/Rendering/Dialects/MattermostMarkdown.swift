internal import Core

/// Mattermost's Markdown. A backslash escapes markup, but not mentions, which the server looks for in the source.
struct MattermostMarkdown: Dialect {
    private let neutral = Neutral("@<>~")

    func escaped(_ text: String) -> String {
        var result = ""
        for scalar in neutral.neutralized(text).unicodeScalars {
            if MattermostMarkdown.special.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    private static let special = Set("\\*_`[]()#|!".unicodeScalars)

    func strong(_ text: String) -> String { "**\(text)**" }
}
