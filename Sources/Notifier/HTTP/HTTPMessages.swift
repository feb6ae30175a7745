internal import Core

/// One POST.
struct HTTPRequest: Sendable {
    let endpoint: Endpoint
    /// Header lines, `Name: value`.
    let headers: [String]
    let body: [UInt8]
    /// Whether the receiver recognises a second copy, so that one may follow at once when a connection breaks.
    let isRepeatable: Bool

    /// A POST of JSON with further header lines.
    init(json body: [UInt8], to endpoint: Endpoint, headers: [String] = [], isRepeatable: Bool = false) {
        self.endpoint = endpoint
        self.headers = ["Content-Type: application/json; charset=utf-8"] + headers
        self.body = body
        self.isRepeatable = isRepeatable
    }
}

/// What a service answered: an HTTP response, or the SMTP reply that ended a mail's transfer.
struct HTTPResponse: Sendable {
    /// The HTTP status, or the SMTP reply's code, which is built alike (2 yes, 4 not now, 5 no); 0 without a service.
    let status: Int
    /// The body, or the lines of the reply.
    let body: [UInt8]
    /// `Retry-After` in seconds from now, never negative.
    let retryAfterSeconds: Int?
    /// The server's clock (`Date`).
    let date: UnixTime?
}

extension HTTPResponse {
    /// What stands for an answer where a message was written on this host.
    static let written = HTTPResponse(status: 0, body: [], retryAfterSeconds: nil, date: nil)
}
