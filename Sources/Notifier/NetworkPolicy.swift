public import Core

/// How far messages may go, and by what way: the configuration's `network`.
public struct NetworkPolicy: Sendable {
    let allowed: [AllowedTarget]
    let proxy: Secret?
    let caFile: String?
    let connectTimeoutSeconds: Int
    let timeoutSeconds: Int
    let usesHTTP2: Bool
    /// How long a connection may be idle and still be reused.
    var idleSeconds = 30
    /// How old a connection may be and still be reused.
    var lifetimeSeconds = 300
    /// How long a transfer may stand still.
    var stallSeconds: Int

    /// A policy.
    ///
    /// - Parameters:
    ///   - allowPrivate: what may be reached although it is private, and by plain http: host names, `host:port`,
    ///     addresses, networks (`10.1.0.0/16`).
    ///   - proxy: the proxy's URL, which may hold a password; nil for none. What `allowPrivate` names is reached without
    ///     it, and the environment's proxies are not used.
    ///   - caFile: a file of certificates to trust beside the system's.
    ///   - connectTimeoutSeconds: how long connecting may take, TLS included.
    ///   - timeoutSeconds: how long one attempt may take in all; three times as long for a mail.
    ///   - usesHTTP2: whether HTTP/2 is used where the server offers it.
    /// - Throws: ``NotifierError`` when an entry of `allowPrivate` is none of these.
    public init(
        allowPrivate: [String] = [], proxy: Secret? = nil, caFile: String? = nil, connectTimeoutSeconds: Int = 5,
        timeoutSeconds: Int = 20, usesHTTP2: Bool = false
    ) throws(NotifierError) {
        var allowed: [AllowedTarget] = []
        for (index, entry) in allowPrivate.enumerated() {
            guard let target = AllowedTarget(entry) else {
                throw NotifierError(
                    operation: "read", object: "network.allow_private[\(index)]",
                    cause: Message(zh: "“\(entry)”不是主机名、地址或网段", en: "\"\(entry)\" is no host name, address or network"),
                    hint: Message(
                        zh: "写成 host、host:8080、10.1.2.3 或 10.0.0.0/8",
                        en: "write host, host:8080, 10.1.2.3 or 10.0.0.0/8"),
                    fate: .correctConfiguration)
            }
            allowed.append(target)
        }
        self.allowed = allowed
        self.proxy = proxy
        self.caFile = caFile
        self.connectTimeoutSeconds = connectTimeoutSeconds
        self.timeoutSeconds = timeoutSeconds
        self.usesHTTP2 = usesHTTP2
        stallSeconds = max(10, timeoutSeconds / 2)
    }

    /// Whether a text can be an entry of `allowPrivate`.
    public static func isTarget(_ text: String) -> Bool {
        AllowedTarget(text) != nil
    }

    /// Whether `allowPrivate` names the host itself, or the address that it is written as.
    func names(host: String, port: Int) -> Bool {
        allowed.contains { $0.matches(host: host, port: port) }
    }

    /// The proxy that leads to a target; nil when it is reached directly.
    func proxy(host: String, port: Int) -> Secret? {
        names(host: host, port: port) ? nil : proxy
    }

    /// Whether a connection to this address is allowed for a target of this name.
    func allows(_ address: IPAddress, host: String, port: Int) -> Bool {
        !address.isPrivate || names(host: host, port: port) || allowed.contains { $0.matches(address) }
    }
}

/// One entry of `network.allow_private`.
enum AllowedTarget: Sendable, Hashable {
    case host(String, port: Int?)
    case network(IPNetwork)

    /// What an entry names; nil when it names nothing.
    init?(_ entry: String) {
        if let network = IPNetwork(entry) {
            self = .network(network)
        } else if let address = IPAddress(entry) {
            self = .network(IPNetwork(address))
        } else {
            self.init(hostAndPort: entry.lowercased())
        }
    }

    private init?(hostAndPort entry: String) {
        let isName = { (text: Substring) in
            !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } && !text.contains { "/@?#*".contains($0) }
        }
        if entry.hasPrefix("["), let close = entry.firstIndex(of: "]") {
            let host = entry[entry.index(after: entry.startIndex)..<close]
            let rest = entry[entry.index(after: close)...]
            guard IPAddress(String(host)) != nil, rest.first == ":", let port = UInt16(rest.dropFirst()) else {
                return nil
            }
            self = .host(String(host), port: Int(port))
        } else if let colon = entry.lastIndex(of: ":") {
            let host = entry[..<colon]
            guard isName(host), !host.contains(":"), let port = UInt16(entry[entry.index(after: colon)...]) else {
                return nil
            }
            self = .host(String(host), port: Int(port))
        } else {
            guard isName(entry[...]) else { return nil }
            self = .host(entry, port: nil)
        }
    }

    func matches(host: String, port: Int) -> Bool {
        switch self {
        case .host(let name, let only): name == host && (only ?? port) == port
        case .network(let network): IPAddress(host).map { network.contains($0) } ?? false
        }
    }

    func matches(_ address: IPAddress) -> Bool {
        if case .network(let network) = self { network.contains(address) } else { false }
    }
}
