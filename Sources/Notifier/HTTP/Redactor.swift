internal import Core
internal import FoundationEssentials

/// Masks everything in foreign text that would give a channel's credentials away: as it stands, percent-decoded, and in the
/// Base64 of `AUTH PLAIN` and `AUTH LOGIN` (RFC 4616; draft-murchison-sasl-login), which servers echo.
struct Redactor: Sendable {
    private let secrets: [Secret]

    /// A redactor for a channel that has no credentials.
    init() {
        secrets = []
    }

    /// A redactor for a channel's URL with its telling parts, its signing secret, token or password, and the user whose
    /// password it is.
    init(endpoint: Endpoint, secret: Secret?, user: String? = nil) {
        let url = endpoint.url.reveal()
        let password = secret?.reveal() ?? ""
        var texts = [url, password] + Self.tellingParts(of: url)
        texts += texts.map(Self.percentDecoded)
        if let user, !password.isEmpty {
            texts += ["\0\(user)\0\(password)", "\(user)\0\(user)\0\(password)", password].map {
                Data($0.utf8).base64EncodedString()
            }
        }
        // The longest first: a part masked in it would leave the rest of the whole standing.
        secrets = Set(texts).filter { !$0.isEmpty }.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }.map {
            Secret($0)
        }
    }

    /// The parts of a URL's path and the values of its query that may be tokens: a service may echo them alone. Short parts
    /// like `bot`, and the words that every such URL has, are no secret, and masking them would eat common words.
    private static func tellingParts(of url: String) -> [String] {
        let tail = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).dropFirst(3).joined()
        let halves = tail.split(separator: "?", maxSplits: 1)
        let path = halves.first.map { $0.split { "/#".contains($0) } } ?? []
        let values = halves.dropFirst().flatMap { $0.split { "&#".contains($0) } }
            .map { $0.split(separator: "=", maxSplits: 1).last ?? $0 }
        return (path + values).map(String.init).filter { $0.utf8.count >= 8 && !routeWords.contains($0.lowercased()) }
    }

    private static func percentDecoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            let isEscape = byte == UInt8(ascii: "%")
            if isEscape, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What stands in the paths and queries of the services' own URLs.
    private static let routeWords: Set<String> = [
        "open-apis", "services", "webhooks", "workflows", "triggers", "webhookb2", "incomingwebhook", "powerautomate",
        "automations", "sendmessage", "/triggers/manual/run", "%2ftriggers%2fmanual%2frun",
    ]

    /// `text` with every credential masked.
    func redact(_ text: String) -> String {
        let bytes = Array(text.utf8)
        // Nearly no text holds one, and looking is far cheaper than masking.
        return secrets.reduce(text) { $1.occurs(in: bytes) ? $1.masked(in: $0) : $0 }
    }
}

extension Secret {
    fileprivate func occurs(in text: [UInt8]) -> Bool {
        let value = Array(reveal().utf8)
        guard let first = value.first, value.count <= text.count else { return false }
        return (0...text.count - value.count).contains { text[$0] == first && text[$0...].starts(with: value) }
    }
}
