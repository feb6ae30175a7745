internal import Glibc

/// An IPv4 or IPv6 address; IPv4 in its mapped form `::ffff:a.b.c.d`, so that there is one way to compare.
struct IPAddress: Sendable, Hashable {
    let value: UInt128

    init(value: UInt128) {
        self.value = value
    }

    /// The IPv4 address with these bits.
    init(v4 bits: UInt32) {
        value = 0xFFFF_0000_0000 | UInt128(bits)
    }

    /// The address that a text states (inet_pton(3)); nil when it states none.
    init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if unsafe inet_pton(AF_INET, text, &v4) == 1 {
            self.init(v4: UInt32(bigEndian: v4.s_addr))
        } else if unsafe inet_pton(AF_INET6, text, &v6) == 1 {
            let bits = unsafe withUnsafeBytes(of: v6) { unsafe $0.loadUnaligned(as: UInt128.self) }
            self.init(value: UInt128(bigEndian: bits))
        } else {
            return nil
        }
    }

    /// The address a kernel `sockaddr` holds; nil for other families.
    init?(socketAddress: UnsafeRawBufferPointer) {
        let family = unsafe socketAddress.loadUnaligned(as: sa_family_t.self)
        switch Int32(family) {
        case AF_INET where socketAddress.count >= MemoryLayout<sockaddr_in>.size:
            let bits = unsafe socketAddress.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            self.init(v4: UInt32(bigEndian: bits))
        case AF_INET6 where socketAddress.count >= MemoryLayout<sockaddr_in6>.size:
            let bits = unsafe socketAddress.loadUnaligned(fromByteOffset: 8, as: UInt128.self)
            self.init(value: UInt128(bigEndian: bits))
        default: return nil
        }
    }

    /// Whether the address does not lead into the public internet.
    var isPrivate: Bool {
        let target = embeddedV4 ?? self
        return IPNetwork.reserved.contains { $0.contains(target) }
    }

    /// The IPv4 address that a translating IPv6 address leads to: NAT64 (RFC 6052), 6to4 (RFC 3056), and the
    /// long-gone IPv4-compatible form.
    private var embeddedV4: IPAddress? {
        let low = UInt32(truncatingIfNeeded: value)
        if value >> 32 == 0x0064_FF9B_0000_0000_0000_0000 || (value >> 32 == 0 && low > 1) { return IPAddress(v4: low) }
        if value >> 112 == 0x2002 { return IPAddress(v4: UInt32(truncatingIfNeeded: value >> 80)) }
        return nil
    }
}

/// A range of addresses in CIDR notation.
struct IPNetwork: Sendable, Hashable {
    private let base: UInt128
    private let mask: UInt128

    /// The network of exactly one address.
    init(_ address: IPAddress) {
        base = address.value
        mask = .max
    }

    /// The network that `10.0.0.0/8` or `fd00::/8` states; nil when the text states none.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), let length = Int(parts[1]) else {
            return nil
        }
        let width = parts[0].contains(":") ? 128 : 32
        guard (0...width).contains(length) else { return nil }
        let hostBits = width - length
        mask = hostBits == 128 ? 0 : UInt128.max << UInt128(hostBits)
        base = address.value & mask
    }

    /// Whether the address lies in it.
    func contains(_ address: IPAddress) -> Bool {
        address.value & mask == base
    }

    /// What the IANA special-purpose registries keep out of the public internet.
    static let reserved: [IPNetwork] = reservedNotations.compactMap { IPNetwork($0) }

    static let reservedNotations = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/127", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20",
        "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ]
}
