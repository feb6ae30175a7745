import Core
import Synchronization
import TestSupport

@testable import Notifier

/// Exchanges over a real transport on a thread of its own, one after the other.
enum Wire {
    /// Runs `body` with a transport and returns what it returns.
    static func with<Result: Sendable>(
        _ network: NetworkPolicy, _ body: @escaping @Sendable (CurlTransport) -> Result
    ) async throws -> Result {
        let result = Mutex<Result?>(nil)
        guard let multi = CurlMulti() else { throw NotifierError.noLibcurl }
        try await OwnThread.run {
            let value = body(CurlTransport(multi: multi, network: network))
            result.withLock { $0 = value }
        }
        guard let value = result.withLock({ $0 }) else { throw CancellationError() }
        return value
    }

    /// Sends one request.
    static func exchange(_ request: TransferRequest, _ network: NetworkPolicy) async throws -> Exchange {
        try await with(network) { $0.exchange(request) }
    }

    static func policy(
        allow: [String] = ["127.0.0.1"], proxy: String? = nil, caFile: String? = nil, connect: Int = 5,
        timeout: Int = 20, http2: Bool = false
    ) throws -> NetworkPolicy {
        try NetworkPolicy(
            allowPrivate: allow, proxy: proxy.map { Secret($0) }, caFile: caFile, connectTimeoutSeconds: connect,
            timeoutSeconds: timeout, usesHTTP2: http2)
    }

    static func post(
        _ url: String, _ body: [UInt8] = Array("{}".utf8), network: NetworkPolicy, repeatable: Bool = false
    ) throws -> TransferRequest {
        let endpoint = try Endpoint(url: Secret(url), channel: "c", network: network)
        return .http(HTTPRequest(json: body, to: endpoint, isRepeatable: repeatable))
    }
}

extension CurlTransport {
    /// Sends a request and waits for its end.
    func exchange(_ request: TransferRequest) -> Exchange {
        start(request, tag: 0)
        while true {
            if let ended = advance(waitingAtMost: 1000).first { return ended.exchange }
        }
    }
}

extension Exchange {
    var status: Int? { (try? result.get())?.status }
    var text: String? { (try? result.get()).map { String(decoding: $0.body, as: UTF8.self) } }
    var failure: TransportFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }
}
