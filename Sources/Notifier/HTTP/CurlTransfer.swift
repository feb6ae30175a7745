internal import CCurl
internal import Core

/// A request that libcurl carries.
enum CurlRequest: Sendable {
    case http(HTTPRequest)
    case mail(MailRequest)

    var endpoint: Endpoint {
        switch self {
        case .http(let request): request.endpoint
        case .mail(let request): request.server
        }
    }

    /// How many bytes of content have to be out before the message can have arrived.
    var size: Int {
        switch self {
        case .http(let request): request.body.count
        case .mail(let request): request.message.count
        }
    }

    /// Whether the receiver recognises a second copy.
    var isRepeatable: Bool {
        switch self {
        case .http(let request): request.isRepeatable
        case .mail: false
        }
    }
}

/// One request on a reused easy handle, with everything its callbacks touch; belongs to the thread of its ``CurlTransport``.
final class CurlTransfer {
    let easy: CurlEasy
    let network: NetworkPolicy
    /// Whose request it carries.
    private(set) var tag = 0
    private(set) var request: CurlRequest?
    /// Whether the address is the proxy's business.
    private(set) var isProxied = false
    private var isOnFreshConnection = false
    /// The header lines or recipients.
    private var list: CurlList?

    // What the callbacks note.
    var answer: [UInt8] = []
    var reply = MailReply()
    var sent = 0
    var isAnswerCut = false
    var refusedAddress = false
    var requestsBegun = 0

    init?(network: NetworkPolicy) {
        guard let easy = CurlEasy() else { return nil }
        self.easy = easy
        self.network = network
    }

    /// Takes up a request, on a new connection if told so; false when libcurl refused an option.
    func prepare(_ request: CurlRequest, tag: Int, freshConnection: Bool = false) -> Bool {
        self.request = request
        self.tag = tag
        isOnFreshConnection = freshConnection
        answer.removeAll(keepingCapacity: true)
        reply = MailReply()
        (isAnswerCut, refusedAddress) = (false, false)
        (sent, requestsBegun) = (0, 0)
        easy.reset()
        configure(request.endpoint)
        switch request {
        case .http(let request):
            limit(seconds: network.timeoutSeconds, stall: network.stallSeconds)
            configure(request)
        case .mail(let request):
            // A server may scan the message before its last reply (RFC 5321, 4.5.3.2.6 would have it wait ten minutes).
            limit(seconds: network.timeoutSeconds * 3, stall: network.stallSeconds * 3)
            configure(request)
        }
        installCallbacks()
        return easy.isSetUp
    }

    // MARK: Options (curl_easy_setopt(3))

    private func configure(_ endpoint: Endpoint) {
        easy.set(CURLOPT_NOSIGNAL, 1)
        // Else libcurl waits, with all other transfers, for the thread that asks a name server which does not answer.
        easy.set(CURLOPT_QUICK_EXIT, 1)
        easy.set(CURLOPT_URL, endpoint.url.reveal())
        easy.set(CURLOPT_PROTOCOLS_STR, endpoint.scheme)
        easy.set(CURLOPT_FOLLOWLOCATION, 0)
        easy.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        easy.set(CURLOPT_NETRC, 0)
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, network.connectTimeoutSeconds * 1000)
        easy.set(CURLOPT_FRESH_CONNECT, isOnFreshConnection ? 1 : 0)
        easy.set(CURLOPT_MAXAGE_CONN, network.idleSeconds)
        easy.set(CURLOPT_MAXLIFETIME_CONN, network.lifetimeSeconds)
        easy.set(CURLOPT_SSL_VERIFYPEER, 1)
        easy.set(CURLOPT_SSL_VERIFYHOST, 2)
        easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let caFile = network.caFile {
            // Beside Debian's own authorities, which the directory holds.
            for option in [CURLOPT_CAINFO, CURLOPT_PROXY_CAINFO] { easy.set(option, caFile) }
            for option in [CURLOPT_CAPATH, CURLOPT_PROXY_CAPATH] { easy.set(option, "/etc/ssl/certs") }
        }
        let proxy = network.proxy(host: endpoint.host, port: endpoint.port)
        isProxied = proxy != nil
        // Set even where there is none: else libcurl takes both out of the environment.
        easy.set(CURLOPT_PROXY, proxy?.reveal() ?? "")
        easy.set(CURLOPT_NOPROXY, "")
    }

    private func limit(seconds: Int, stall: Int) {
        easy.set(CURLOPT_TIMEOUT_MS, seconds * 1000)
        easy.set(CURLOPT_LOW_SPEED_LIMIT, 1)
        easy.set(CURLOPT_LOW_SPEED_TIME, stall)
    }

    private func configure(_ request: HTTPRequest) {
        easy.set(CURLOPT_HTTP_VERSION, network.usesHTTP2 ? Int(CURL_HTTP_VERSION_2TLS) : CURL_HTTP_VERSION_1_1)
        easy.set(CURLOPT_PIPEWAIT, network.usesHTTP2 ? 1 : 0)
        easy.set(CURLOPT_USERAGENT, "gongkai")
        // "Expect:" keeps libcurl from waiting a second for "100 Continue" before a larger body.
        let lines = CurlList(["Expect:"] + request.headers)
        list = lines
        easy.set(CURLOPT_HTTPHEADER, lines)
        easy.set(CURLOPT_POSTFIELDSIZE_LARGE, large: request.body.count)
        unsafe request.body.withUnsafeBytes { bytes in
            unsafe easy.set(CURLOPT_COPYPOSTFIELDS, pointer: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
    }

    private func configure(_ request: MailRequest) {
        easy.set(CURLOPT_HTTPPROXYTUNNEL, 1)
        let isNamed = network.names(host: request.server.host, port: request.server.port)
        easy.set(CURLOPT_USE_SSL, Int((isNamed ? CURLUSESSL_TRY : CURLUSESSL_ALL).rawValue))
        easy.set(CURLOPT_USERNAME, request.user)
        easy.set(CURLOPT_PASSWORD, request.password.reveal())
        easy.set(CURLOPT_MAIL_FROM, "<\(request.sender)>")
        let recipients = CurlList(request.recipients.map { "<\($0)>" })
        list = recipients
        easy.set(CURLOPT_MAIL_RCPT, recipients)
        easy.set(CURLOPT_UPLOAD, 1)
        easy.set(CURLOPT_INFILESIZE_LARGE, large: request.message.count)
    }

    // MARK: Results

    /// Whether the same request should go out once more at once: it went over a connection that had been idle and turned
    /// out to be dead, and a second copy does no harm.
    func shouldRepeat(after code: CURLcode) -> Bool {
        guard let request, !isOnFreshConnection, diedOfReuse(code) else { return false }
        return request.isRepeatable || !isWholeOut
    }

    /// What the transfer came to.
    func finish(_ code: CURLcode) -> Exchange {
        let timings = AttemptTimings(
            resolved: easy.offset(CURLINFO_NAMELOOKUP_TIME_T), connected: easy.offset(CURLINFO_CONNECT_TIME_T),
            secured: easy.offset(CURLINFO_APPCONNECT_TIME_T), answered: easy.offset(CURLINFO_STARTTRANSFER_TIME_T),
            total: easy.offset(CURLINFO_TOTAL_TIME_T))
        return Exchange(result: result(code), timings: timings)
    }

    private func result(_ code: CURLcode) -> Result<HTTPResponse, TransportFailure> {
        switch request {
        case .mail? where code == CURLE_OK: .success(reply.last)
        // libcurl tells a server's no as an error of its own.
        case .mail? where code != CURLE_OPERATION_TIMEDOUT:
            reply.refusal.map { .success($0) } ?? .failure(failure(code))
        case .http? where code == CURLE_OK || code == CURLE_WRITE_ERROR && isAnswerCut: .success(response)
        default: .failure(failure(code))
        }
    }

    private var response: HTTPResponse {
        HTTPResponse(
            status: easy.long(CURLINFO_RESPONSE_CODE), body: answer,
            retryAfterSeconds: easy.header("Retry-After").map { _ in max(0, easy.offset(CURLINFO_RETRY_AFTER)) }
                ?? rateLimitReset,
            date: easy.header("Date").flatMap { text in
                let seconds = unsafe curl_getdate(text, nil)
                return seconds < 0 ? nil : UnixTime(milliseconds: Int64(seconds) * 1000)
            })
    }

    /// Feishu's gateway says so how many seconds its limit lasts.
    private var rateLimitReset: Int? {
        easy.header("x-ogw-ratelimit-reset").flatMap { Int($0) }.map { max(0, $0) }
    }

    private func failure(_ code: CURLcode) -> TransportFailure {
        let detail = easy.explanation(of: code)
        return TransportFailure(kind: kind(of: code, detail: detail), detail: detail)
    }

    /// libcurl-errors(3), read for what the next attempt depends on.
    private func kind(of code: CURLcode, detail: String) -> TransportFailure.Kind {
        let verification = [CURLINFO_SSL_VERIFYRESULT, CURLINFO_PROXY_SSL_VERIFYRESULT].map { easy.long($0) }
        if let problem = TLSProblem(code: code, verification: verification.max() ?? 0, detail: detail) {
            return .tls(problem)
        }
        return switch code {
        case CURLE_COULDNT_CONNECT where refusedAddress: .refusedAddress
        case _ where easy.long(CURLINFO_HTTP_CONNECTCODE) == 407: .unknownToProxy
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unresolved
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY:
            requestsBegun == 0 ? .unusable : .unanswered
        case _ where requestsBegun == 0: .unreachable
        default: isWholeOut ? .unanswered : .interrupted
        }
    }

    // MARK: How far it came

    private var isWholeOut: Bool {
        guard let request, requestsBegun > 0 else { return false }
        // A second beginning resets libcurl's counters, so the first may have been complete.
        return requestsBegun > 1 || max(sent, easy.offset(CURLINFO_SIZE_UPLOAD_T)) >= request.size
    }

    /// libcurl would repeat by itself, five times and whatever the request; our callback ends that at its beginning.
    private func diedOfReuse(_ code: CURLcode) -> Bool {
        if requestsBegun > 1 { return true }
        let isBreak = [CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR].contains(code)
        let isUnanswered = answer.isEmpty && reply.isEmpty && easy.long(CURLINFO_HEADER_SIZE) == 0
        return isBreak && isUnanswered && requestsBegun > 0 && easy.long(CURLINFO_NUM_CONNECTS) == 0
    }
}
