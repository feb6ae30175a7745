import Core

/// What of a URL decides whether it may be called: scheme, host and port (RFC 3986). The rest may be a secret.
struct WebAddress: Hashable {
    /// In small letters.
    let scheme: String
    /// In small letters; an IPv6 address without its brackets.
    let host: String
    /// The port, when the URL names one.
    let port: Int?

    /// Nil when the text is no URL with a host.
    init?(_ url: String) {
        guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }),
            let colon = url.firstRange(of: "://")
        else {
            return nil
        }
        scheme = url[..<colon.lowerBound].lowercased()
        let authority = url[colon.upperBound...].prefix { !"/?#".contains($0) }
        let hostAndPort = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        guard let (host, port) = Self.split(hostAndPort), !host.isEmpty else { return nil }
        (self.host, self.port) = (host.lowercased(), port)
    }

    /// `host`, `host:port`, `[ipv6]` or `[ipv6]:port`, taken apart.
    static func split(_ text: Substring) -> (host: String, port: Int?)? {
        let host: Substring
        var rest: Substring
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            rest = text[text.index(after: end)...]
        } else {
            host = text.prefix { $0 != ":" }
            rest = text[host.endIndex...]
        }
        if rest.isEmpty { return (String(host), nil) }
        guard rest.removeFirst() == ":", rest.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(rest),
            (1...65_535).contains(port)
        else { return nil }
        return (String(host), port)
    }
}

extension Format where Value == String {
    /// A link for people.
    static var webURL: Format {
        text("a URL that begins with https:// or http://") { text in
            guard let address = WebAddress(text), ["http", "https"].contains(address.scheme) else { return nil }
            return text
        }
    }
}
