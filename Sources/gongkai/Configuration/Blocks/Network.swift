import Core

/// `network`: how channels are reached.
struct Network {
    /// The private targets that may be called; all others are refused.
    var allowPrivate: [PrivateTarget] = []
    /// A proxy's URL; it may hold a password.
    var proxy: SecretSource?
    /// Certificates to trust instead of the system's.
    var certificateAuthorities: BytePath?
    var connectTimeoutSeconds = 5
    /// How long one attempt may take altogether.
    var timeoutSeconds = 20

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("allow_private", into: &allowPrivate, .list(of: .privateTarget))
        object.read("proxy", into: &proxy, .optional(.secret))
        object.read("ca_file", into: &certificateAuthorities, .optional(.path))
        object.read("connect_timeout_s", into: &connectTimeoutSeconds, .integer(in: 1...300))
        object.read("timeout_s", into: &timeoutSeconds, .integer(in: 1...3600))
        object.reportUnknownKeys()
    }

    /// What is wrong with a channel's URL, without the URL itself; nil when nothing is.
    func objection(toTarget url: String) -> String? {
        guard let address = WebAddress(url) else { return "no URL; expected one that begins with https://" }
        switch address.scheme {
        case "https": return nil
        case "http":
            if allowPrivate.contains(where: { $0.names(address) }) { return nil }
            return "http:// is allowed only to targets that network.allow_private names; "
                + "use https://, or name the host there if it is your own"
        default: return "expected a URL that begins with https://"
        }
    }

    /// What is wrong with the proxy's URL, without the URL itself; nil when nothing is.
    func objection(toProxy url: String) -> String? {
        let schemes = ["http", "https", "socks5", "socks5h"]
        if let address = WebAddress(url), schemes.contains(address.scheme) { return nil }
        return "expected a URL that begins with \(schemes.map { "\($0)://" }.joined(separator: ", "))"
    }
}

extension Format where Value == PrivateTarget {
    fileprivate static var privateTarget: Format {
        text("a host, an address or a network, as \"chat.example.lan\", \"10.0.0.5:8065\", \"10.0.0.0/8\"") {
            PrivateTarget($0)
        }
    }
}

/// Where the HTTP endpoint listens: never where strangers could reach it.
enum ListenAddress: Hashable, Sendable {
    /// A loopback address and a port.
    case loopback(String, port: Int)
    /// A Unix socket.
    case unix(BytePath)
}

extension Format where Value == ListenAddress {
    static var listenAddress: Format {
        text("\"127.0.0.1:8787\", \"[::1]:8787\" or \"unix:/run/gongkai/http.sock\"") { text in
            if text.hasPrefix("unix:") {
                let path = text.dropFirst("unix:".count)
                // sun_path of unix(7) has 108 bytes with its NUL.
                return path.hasPrefix("/") && path.utf8.count < 108 ? .unix(BytePath(String(path))) : nil
            }
            guard let (host, port) = WebAddress.split(Substring(text)), let port, let address = IPAddress(host),
                address.bytes == [127, 0, 0, 1] || address.bytes == [UInt8](repeating: 0, count: 15) + [1]
            else { return nil }
            return .loopback(host, port: port)
        }
    }
}
