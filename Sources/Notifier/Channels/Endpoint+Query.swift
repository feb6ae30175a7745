internal import Core

extension Endpoint {
    /// The same place with a further query; what is added is encoded already.
    func adding(query: String) -> Endpoint {
        let url = self.url.reveal()
        let plain = url.prefix { $0 != "#" }
        return Endpoint(self, url: Secret("\(plain)\(plain.contains("?") ? "&" : "?")\(query)"))
    }

    /// The same host with another path or query.
    private init(_ other: Endpoint, url: Secret) {
        self.url = url
        scheme = other.scheme
        host = other.host
        port = other.port
    }
}

extension String {
    /// The text as a query's value: everything but RFC 3986's unreserved characters percent-encoded.
    var percentEncoded: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
