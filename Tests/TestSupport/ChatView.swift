internal import Foundation

/// What a chat would show of a request, for people and for tests.
public enum ChatView {
    /// Title and text of a generic webhook's message or a Feishu card; nil for any other body.
    public static func text(of body: [UInt8]) -> String? {
        let json = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        if let data = json?["data"] as? [String: Any] { return data["message"] as? String }
        guard let card = json?["card"] as? [String: Any] else { return nil }
        let header = (card["header"] as? [String: Any])?["title"] as? [String: Any]
        let elements = (card["body"] as? [String: Any])?["elements"] as? [[String: Any]] ?? []
        let blocks = elements.compactMap { $0["content"] as? String }.map(plain)
        return ([header?["content"] as? String].compactMap { $0 } + blocks).joined(separator: "\n")
    }

    /// Feishu's Markdown without its markup.
    private static func plain(_ markdown: String) -> String {
        var text = ""
        var rest = markdown[...]
        while let character = rest.first {
            if character == "<", let end = rest.firstIndex(of: ">") {
                rest = rest[rest.index(after: end)...]
            } else if rest.hasPrefix("&#"), let end = rest.firstIndex(of: ";"),
                let scalar = UInt32(rest.dropFirst(2).prefix(upTo: end)).flatMap(Unicode.Scalar.init)
            {
                text.unicodeScalars.append(scalar)
                rest = rest[rest.index(after: end)...]
            } else {
                if character != "*" { text.append(character) }
                rest = rest.dropFirst()
            }
        }
        return text
    }
}
