/// What a client asks for, as far as it matters here.
struct HTTPRequest: Equatable {
    /// Whether only the head of the answer is wanted.
    var isHead: Bool
    /// The path, without the query.
    var path: String
}

/// What has come of a request's head so far.
enum HTTPRequestHead: Equatable {
    case incomplete
    case complete(HTTPRequest)
    /// It will not be answered as asked.
    case refused(HTTPResponse)

    /// The longest head, bytes: several times what a browser sends.
    static let longest = 8192

    /// Reads the head at the beginning of these bytes (RFC 9112). Header fields are not looked at: none of them changes an
    /// answer, and no body is waited for, because every connection is closed after its answer.
    init(_ bytes: [UInt8]) {
        // What cannot become a request, TLS first of all, need not be waited for.
        if let first = bytes.first, !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
            self = .refused(.text(.badRequest, "this is an HTTP/1.1 endpoint, without TLS\n"))
        } else if HTTPRequestHead.isComplete(bytes.prefix(HTTPRequestHead.longest)) {
            self = HTTPRequestHead.request(bytes)
        } else if bytes.count >= HTTPRequestHead.longest {
            self = .refused(.text(.headTooLarge, "the request's head is too long\n"))
        } else {
            self = .incomplete
        }
    }

    private static func isComplete(_ bytes: ArraySlice<UInt8>) -> Bool {
        var isLineEmpty = false
        for byte in bytes {
            switch byte {
            case 0x0A:
                if isLineEmpty { return true }
                isLineEmpty = true
            // RFC 9112 section 2.2: a line may end with a bare LF.
            case 0x0D: break
            default: isLineEmpty = false
            }
        }
        return false
    }

    private static func request(_ bytes: [UInt8]) -> HTTPRequestHead {
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3, line.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return .refused(.text(.badRequest, "the request line is none of HTTP/1.1\n"))
        }
        let (method, target, version) = (text(parts[0]), text(parts[1]), text(parts[2]))
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
            return .refused(.text(.versionNotSupported, "this endpoint speaks HTTP/1.1\n"))
        }
        guard method == "GET" || method == "HEAD" else {
            return .refused(.text(.methodNotAllowed, "only GET and HEAD\n"))
        }
        return .complete(HTTPRequest(isHead: method == "HEAD", path: path(of: target)))
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The path of an origin-form or absolute-form target, RFC 9112 section 3.2.
    private static func path(of target: String) -> String {
        var rest = target[...]
        if rest.hasPrefix("http://") {
            rest = rest.dropFirst("http://".count)
            rest = rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...]
        }
        return String(rest.prefix { $0 != "?" && $0 != "#" })
    }
}
