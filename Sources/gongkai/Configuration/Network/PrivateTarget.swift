import Glibc

/// One entry of `network.allow_private`: a host, an address or a network that may be called though it is private, and
/// by plain `http://`.
enum PrivateTarget: Hashable, Sendable {
    /// A host by its name, as it stands in the URL.
    case host(String, port: Int?)
    /// All addresses whose first bits are these; a single address is a network of one.
    case network(IPAddress, prefixLength: Int, port: Int?)

    /// `name`, `address` or `address/bits`, the first two also with `:port`. Nil when it is none of these.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, !first.isEmpty else { return nil }
        // An IPv6 address is full of colons; only in brackets does a port follow it.
        let bare = IPAddress(String(first)).map { (host: $0, port: Int?.none) }
        let split = bare == nil ? WebAddress.split(first) : nil
        let address = bare?.host ?? split.flatMap { IPAddress($0.host) }
        if let address {
            let bits = parts.count == 2 ? Int(parts[1]) : address.bytes.count * 8
            guard let bits, (0...address.bytes.count * 8).contains(bits) else { return nil }
            self = .network(address, prefixLength: bits, port: split?.port)
        } else {
            guard parts.count == 1, let split, Self.isHostName(split.host) else { return nil }
            self = .host(split.host.lowercased(), port: split.port)
        }
    }

    /// Whether this entry names the target of a URL. A network holds the addresses in it and no names, whose addresses
    /// only the network knows; `localhost` is an address by definition (RFC 6761, section 6.3).
    func names(_ target: WebAddress) -> Bool {
        switch self {
        case .host(let name, let port):
            return name == target.host && (port == nil || port == target.port)
        case .network(let network, let bits, let port):
            let literals = target.host == "localhost" ? ["127.0.0.1", "::1"] : [target.host]
            return (port == nil || port == target.port)
                && literals.compactMap(IPAddress.init).contains { $0.begins(with: network, bits: bits) }
        }
    }

    private static func isHostName(_ text: String) -> Bool {
        !text.isEmpty && text.first != "-"
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789-._".unicodeScalars.contains($0)
            }
    }
}

/// An IPv4 or IPv6 address: 4 or 16 bytes in network order.
struct IPAddress: Hashable, Sendable {
    let bytes: [UInt8]

    /// The address a text denotes, as inet_pton(3) reads it; nil when it denotes none.
    init?(_ text: String) {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            let result = unsafe bytes.withUnsafeMutableBytes { unsafe inet_pton(family, text, $0.baseAddress) }
            if result == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    /// Whether the first bits are those of `network`.
    func begins(with network: IPAddress, bits: Int) -> Bool {
        guard bytes.count == network.bytes.count else { return false }
        let whole = bits / 8
        guard bytes.prefix(whole) == network.bytes.prefix(whole) else { return false }
        let rest = bits % 8
        return rest == 0 || (bytes[whole] ^ network.bytes[whole]) >> (8 - rest) == 0
    }
}
