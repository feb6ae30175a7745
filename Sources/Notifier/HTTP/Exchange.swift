internal import Core

/// What one attempt does.
enum TransferRequest: Sendable {
    case http(HTTPRequest)
    case mail(MailRequest)
    /// Needs no network, and is over at once.
    case local(LocalWrite)
}

/// What one attempt came to, and how long it took.
struct Exchange: Sendable {
    let result: Result<HTTPResponse, TransportFailure>
    let timings: Timings

    /// What a service answered; nil when none did, or none was asked.
    var answer: HTTPResponse? { (try? result.get()).flatMap { $0.status == 0 ? nil : $0 } }

    /// How long all of it took.
    var milliseconds: Int { (timings.total + 500) / 1000 }
}

/// When an attempt had come how far: microseconds since its beginning, 0 for what did not happen (curl_easy_getinfo(3)).
/// On a connection that was reused, the first three are 0 or nearly so.
struct Timings: Sendable, Hashable {
    /// The host's name was resolved.
    var resolved = 0
    /// The server, or the proxy, was connected to.
    var connected = 0
    /// TLS was established.
    var secured = 0
    /// The answer began.
    var answered = 0
    /// It was over.
    var total = 0
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
        /// No trusted TLS connection, so nothing was sent.
        case tls(TLSProblem)
        /// It broke off before the whole message was out, so the service cannot have it.
        case interrupted
        /// Ambiguous: the whole message was out, and no answer came.
        case unanswered
        /// The answer was larger than any service's.
        case oversizedAnswer
        /// It could not be written on this host.
        case unwritable(LocalWriteProblem)
        /// libcurl could not even begin.
        case unusable
    }

    let kind: Kind
    /// libcurl's own words.
    let detail: String
}
