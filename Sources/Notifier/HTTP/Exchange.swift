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
    let timings: AttemptTimings

    /// What a service answered; nil when none did, or none was asked.
    var answer: HTTPResponse? { (try? result.get()).flatMap { $0.status == 0 ? nil : $0 } }

    /// How long all of it took.
    var milliseconds: Int { (timings.total + 500) / 1000 }
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
        /// The proxy wants to know who asks (407), so nothing was sent.
        case unknownToProxy
        /// No trusted TLS connection, so nothing was sent.
        case tls(TLSProblem)
        /// It broke off before the whole message was out, so the service cannot have it.
        case interrupted
        /// Ambiguous: the whole message was out, and no answer came.
        case unanswered
        /// It could not be written on this host.
        case unwritable(LocalWriteProblem)
        /// libcurl could not even begin.
        case unusable
    }

    let kind: Kind
    /// libcurl's own words.
    let detail: String
}
