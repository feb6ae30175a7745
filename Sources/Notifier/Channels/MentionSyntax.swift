/// What a service calls the people that a message may mention. Ids come from the configuration only, never from
/// documents, and are checked because they stand in messages as markup.
public struct MentionSyntax: Sendable {
    /// What an id looks like, for errors: `a user's id (U…)`.
    public let expectation: String
    /// Whether a text can be an id.
    public let isValid: @Sendable (String) -> Bool

    init(_ expectation: String, isValid: @escaping @Sendable (String) -> Bool) {
        self.expectation = expectation
        self.isValid = isValid
    }

    /// One to 128 characters that no dialect takes for markup: ASCII letters, digits, and `_ - . +` (and others named).
    static func isWord(_ text: String, also others: String = "") -> Bool {
        !text.isEmpty && text.utf8.count <= 128
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "+": true
                default: others.unicodeScalars.contains(scalar)
                }
            }
    }

    /// Whether a text is a mobile number of China, as DingTalk and WeCom know people by.
    static func isMobile(_ text: String) -> Bool { isNumber(text, digits: 11...11) }

    /// Whether a text is a number of this many digits.
    static func isNumber(_ text: some StringProtocol, digits: ClosedRange<Int>) -> Bool {
        digits.contains(text.utf8.count) && text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) }
    }
}
