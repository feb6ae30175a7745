internal import Core

/// One POST.
struct HTTPRequest: Sendable {
    let endpoint: Endpoint
    /// Header lines, `Name: value`.
    let headers: [String]
    let body: [UInt8]

    /// A POST of JSON with further header lines.
    init(json body: [UInt8], to endpoint: Endpoint, headers: [String] = []) {
        self.endpoint = endpoint
        self.headers = ["Content-Type: application/json; charset=utf-8"] + headers
        self.body = body
    }
}

/// What came back.
struct HTTPResponse: Sendable {
    let status: Int
    let body: [UInt8]
    /// `Retry-After` in seconds from now, never negative.
    let retryAfterSeconds: Int?
    /// The server's clock (`Date`).
    let date: UnixTime?
}

/// Why nothing came back.
struct TransportFailure: Error, Sendable, Hashable {
    /// What the next attempt depends on.
    enum Kind: Sendable, Hashable {
        /// The host's name could not be resolved.
        case unresolved
        /// No connection, so nothing was sent.
        case unreachable
        /// The private address that the name leads to is not allowed.
        case refusedAddress
        /// No trusted TLS connection.
        case tls
        /// The message may have arrived: it was sent at least in part, and no answer came.
        case unanswered
        /// The answer was larger than any service's.
        case oversizedAnswer
        /// libcurl could not even begin.
        case unusable
    }

    let kind: Kind
    /// libcurl's own words.
    let detail: String
}

/// What one attempt came to, and how long it took.
struct Exchange: Sendable {
    let result: Result<HTTPResponse, TransportFailure>
    let milliseconds: Int
}
