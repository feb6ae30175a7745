import Core
import Notifier

/// `network`: how channels are reached.
struct Network {
    /// The private targets that may be called; all others are refused.
    var allowPrivate: [String] = []
    /// A proxy's URL; it may hold a password.
    var proxy: SecretSource?
    /// Certificates to trust beside the system's.
    var certificateAuthorities: BytePath?
    /// Whether HTTP/2 is used where a service offers it.
    var usesHTTP2 = false
    var connectTimeoutSeconds = 5
    /// How long one attempt may take altogether.
    var timeoutSeconds = 20

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("allow_private", into: &allowPrivate, .list(of: .privateTarget))
        object.read("proxy", into: &proxy, .optional(.secret))
        object.read("ca_file", into: &certificateAuthorities, .optional(.path))
        object.read("http2", into: &usesHTTP2, .boolean)
        object.read("connect_timeout_s", into: &connectTimeoutSeconds, .integer(in: 1...300))
        object.read("timeout_s", into: &timeoutSeconds, .integer(in: 1...3600))
        object.reportUnknownKeys()
    }

    /// What is wrong with a channel's URL, without the URL itself; nil when nothing is.
    func objection(toTarget url: String, of type: ChannelType?) -> String? {
        do throws(NotifierError) {
            let service: TargetService = type == .email ? .mail : .web
            let objection = try NetworkPolicy(allowPrivate: allowPrivate).objection(to: Secret(url), as: service)
            return objection.map { "\($0.cause.english); \($0.hint.english)" }
        } catch {
            return "\(error)"
        }
    }

    /// What is wrong with a channel's address or secrets, without showing them, and by which key; nil when nothing is.
    func objection(to kind: ChannelDefinition.Kind) -> (key: String, message: String)? {
        do throws(NotifierError) {
            let objection = kind.objection(in: try NetworkPolicy(allowPrivate: allowPrivate))
            return objection.map { ($0.part.rawValue, "\($0.cause.english); \($0.hint.english)") }
        } catch {
            return ("url", "\(error)")
        }
    }

    /// What is wrong with the proxy's URL, without the URL itself; nil when nothing is.
    func objection(toProxy url: String) -> String? {
        let schemes = ["http", "https", "socks5", "socks5h"]
        if schemes.contains(where: { url.hasPrefix("\($0)://") && url.utf8.count > $0.utf8.count + 3 }) { return nil }
        return "expected a URL that begins with \(schemes.map { "\($0)://" }.joined(separator: ", "))"
    }
}

extension Format where Value == String {
    fileprivate static var privateTarget: Format {
        text("a host, an address or a network, as \"chat.example.lan\", \"10.0.0.5:8065\", \"10.0.0.0/8\"") {
            NetworkPolicy.isTarget($0) ? $0 : nil
        }
    }

    /// A link for people.
    static var webURL: Format {
        text("a URL that begins with https:// or http://") { text in
            let isLink = ["https://", "http://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
            return isLink && !text.utf8.contains { $0 <= 0x20 || $0 == 0x7F } ? text : nil
        }
    }
}

/// Where the HTTP endpoint listens: never where strangers could reach it.
enum ListenAddress: Hashable, Sendable {
    /// A loopback address and a port.
    case loopback(String, port: Int)
    /// A Unix socket.
    case unix(BytePath)

    /// What the configuration writes; nil when it is none.
    fileprivate init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = text.dropFirst("unix:".count)
            // sun_path of unix(7) has 108 bytes with its NUL.
            guard path.hasPrefix("/"), path.utf8.count < 108, !path.utf8.contains(0) else { return nil }
            self = .unix(BytePath(String(path)))
        } else {
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0,
                let host = ["127.0.0.1": "127.0.0.1", "[::1]": "::1"][String(text[..<colon])]
            else { return nil }
            self = .loopback(host, port: Int(port))
        }
    }

    /// Whether it is a host and a port, and the host not this machine alone.
    fileprivate static func isElsewhere(_ text: String) -> Bool {
        guard let colon = text.lastIndex(of: ":"), UInt16(text[text.index(after: colon)...]) != nil else {
            return false
        }
        return !["127.0.0.1", "[::1]", "unix", "localhost"].contains(String(text[..<colon]))
    }
}

extension Format where Value == ListenAddress {
    static var listenAddress: Format {
        let expectation = "\"127.0.0.1:8787\", \"[::1]:8787\" or \"unix:/run/gongkai/http.sock\""
        return Format(expectation: expectation) { cursor in
            guard case .string(let text) = cursor.node.value else {
                cursor.mismatch(expectation)
                return nil
            }
            if let address = ListenAddress(text) { return address }
            if ListenAddress.isElsewhere(text) {
                cursor.report(
                    "\"\(text)\" can be reached from other machines, and there is no password; listen on 127.0.0.1, [::1] or "
                        + "a Unix socket, and put a reverse proxy before it that says who may ask")
            } else {
                cursor.mismatch(expectation)
            }
            return nil
        }
    }
}
