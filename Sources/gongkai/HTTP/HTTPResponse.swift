/// What a client gets.
struct HTTPResponse: Equatable {
    /// The status line's end, RFC 9110 section 15.
    enum Status: String {
        case ok = "200 OK"
        case badRequest = "400 Bad Request"
        case notFound = "404 Not Found"
        case methodNotAllowed = "405 Method Not Allowed"
        case headTooLarge = "431 Request Header Fields Too Large"
        case unavailable = "503 Service Unavailable"
        case versionNotSupported = "505 HTTP Version Not Supported"
    }

    var status: Status
    var contentType: String
    var body: String

    /// Text for people.
    static func text(_ status: Status, _ body: String) -> HTTPResponse {
        HTTPResponse(status: status, contentType: "text/plain; charset=utf-8", body: body)
    }

    /// The bytes that go out; a connection carries one answer and is closed.
    func bytes(withoutBody isHead: Bool) -> [UInt8] {
        var lines = [
            "HTTP/1.1 \(status.rawValue)", "Content-Type: \(contentType)", "Content-Length: \(body.utf8.count)",
            "Cache-Control: no-store", "X-Content-Type-Options: nosniff", "Connection: close",
        ]
        if status == .methodNotAllowed { lines.append("Allow: GET, HEAD") }
        let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
        return Array((isHead ? head : head + body).utf8)
    }
}
