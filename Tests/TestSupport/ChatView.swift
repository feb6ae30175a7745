internal import Foundation

/// What a chat would show of a request, for people and for tests.
public enum ChatView {
    private typealias Object = [String: Any]

    /// Title and text of a message of any of the services; nil for any other body.
    public static func text(of body: [UInt8]) -> String? {
        guard let json = (try? JSONSerialization.jsonObject(with: Data(body))) as? Object else { return nil }
        if let data = json["data"] as? Object { return data["message"] as? String }
        if let card = json["card"] as? Object { return feishu(card) }
        if let type = json["msgtype"] as? String { return chinese(json[type] as? Object ?? [:]) }
        if json["chat_id"] != nil { return plain(json["text"]) }
        if json["topic"] != nil { return joined([json["title"] as? String, json["message"] as? String]) }
        if let embed = (json["embeds"] as? [Object])?.first { return discord(json, embed) }
        guard let attachment = (json["attachments"] as? [Object])?.first else { return nil }
        if let card = attachment["content"] as? Object { return teams(card) }
        return attachment["blocks"] == nil ? mattermost(json, attachment) : slack(json, attachment)
    }

    // MARK: Services

    private static func feishu(_ card: Object) -> String {
        let title = (card["header"] as? Object)?["title"] as? Object
        let elements = (card["body"] as? Object)?["elements"] as? [Object] ?? []
        return joined([title?["content"] as? String] + elements.map { plain($0["content"]) })
    }

    private static func chinese(_ message: Object) -> String {
        let text = message["text"] as? String ?? message["content"] as? String ?? ""
        return text.split(separator: "\n").map { line in
            plain(String(line.drop { $0 == "#" || $0 == " " }).trimmingCharacters(in: [" "]))
        }.joined(separator: "\n")
    }

    private static func slack(_ json: Object, _ attachment: Object) -> String {
        let texts = (attachment["blocks"] as? [Object] ?? []).flatMap { block -> [String?] in
            let parts = (block["fields"] ?? block["elements"]) as? [Object] ?? []
            return [plain((block["text"] as? Object)?["text"])] + parts.map { plain($0["text"]) }
        }
        return joined([plain(json["text"])] + texts)
    }

    private static func discord(_ json: Object, _ embed: Object) -> String {
        let footer = (embed["footer"] as? Object)?["text"] as? String
        return joined(
            [json["content"] as? String, plain(embed["title"]), plain(embed["description"])]
                + pairs(embed["fields"], "name", "value") + [footer])
    }

    private static func mattermost(_ json: Object, _ attachment: Object) -> String {
        joined(
            [json["text"] as? String, plain(attachment["title"]), plain(attachment["text"])]
                + pairs(attachment["fields"], "title", "value") + [plain(attachment["footer"])])
    }

    private static func teams(_ card: Object) -> String {
        let lines = (card["body"] as? [Object] ?? []).flatMap { element -> [String?] in
            if let text = element["text"] { return [plain(text)] }
            if let facts = element["facts"] { return pairs(facts, "title", "value") }
            return [(element["inlines"] as? [Object] ?? []).compactMap { $0["text"] as? String }.joined()]
        }
        return joined(lines)
    }

    // MARK: Text

    private static func joined(_ parts: [String?]) -> String {
        parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// A line for each of a list's names and values.
    private static func pairs(_ list: Any?, _ name: String, _ value: String) -> [String?] {
        (list as? [Object] ?? []).map { "\(plain($0[name]) ?? "") \(plain($0[value]) ?? "")" }
    }

    private static func plain(_ value: Any?) -> String? { (value as? String).map { plain($0) } }

    /// Text without tags, emphasis and escapes.
    private static func plain(_ marked: String) -> String {
        var text = ""
        var rest = marked[...]
        while let character = rest.first {
            if character == "<", let end = rest.firstIndex(of: ">") {
                rest = rest[rest.index(after: end)...]
            } else if character == "&", let (scalar, end) = entity(rest) {
                text.unicodeScalars.append(scalar)
                rest = rest[end...]
            } else if character == "\\", let escaped = rest.dropFirst().first {
                text.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                if character != "*" { text.append(character) }
                rest = rest.dropFirst()
            }
        }
        return text
    }

    private static func entity(_ text: Substring) -> (Unicode.Scalar, Substring.Index)? {
        let named: [Substring: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\""]
        guard let end = text.prefix(10).firstIndex(of: ";") else { return nil }
        let name = text[text.index(after: text.startIndex)..<end]
        let number = name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) : nil
        return (number ?? named[name]).map { ($0, text.index(after: end)) }
    }
}
