/// What messages and findings are written in.
public enum Language: String, Sendable, Hashable, CaseIterable, Codable {
    /// Chinese, the default.
    case chinese = "zh"
    /// English.
    case english = "en"
}

extension Message {
    /// The sentence in that language.
    public func text(in language: Language) -> String {
        switch language {
        case .chinese: chinese
        case .english: english
        }
    }
}
