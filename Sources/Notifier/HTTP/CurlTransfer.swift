internal import CCurl
internal import Core
internal import Glibc

/// One reused libcurl easy handle with everything its callbacks touch; belongs to the thread of its ``CurlTransport``.
@safe final class CurlTransfer {
    /// No chat service answers with more; what is kept for people is far less.
    static let largestAnswer = 64 * 1024

    let handle: UnsafeMutableRawPointer
    /// Which of the multi handle's transfers it is.
    var id: UInt { unsafe UInt(bitPattern: handle) }
    /// Whose request it carries.
    private(set) var tag = 0
    private let network: NetworkPolicy
    private let errorText: UnsafeMutableBufferPointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var target: (host: String, port: Int) = ("", 0)
    private var answer: [UInt8] = []
    private var refusedAddress = false
    private var setUpFailure = CURLE_OK

    init?(network: NetworkPolicy) {
        guard let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = handle
        self.network = network
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0)
        configure()
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(headers)
        unsafe errorText.deallocate()
    }

    /// Takes up a request; false when libcurl refused an option.
    func prepare(_ request: HTTPRequest, tag: Int) -> Bool {
        self.tag = tag
        target = (request.endpoint.host, request.endpoint.port)
        answer.removeAll(keepingCapacity: true)
        refusedAddress = false
        unsafe errorText[0] = 0
        unsafe curl_slist_free_all(headers)
        unsafe headers = nil
        // "Expect:" keeps libcurl from waiting a second for "100 Continue" before a larger body.
        for line in ["Expect:"] + request.headers { unsafe headers = curl_slist_append(headers, line) ?? headers }
        note(unsafe ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers))
        set(CURLOPT_URL, request.endpoint.url.reveal())
        note(unsafe ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
        unsafe request.body.withUnsafeBytes { bytes in
            let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            note(unsafe ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, start))
        }
        return setUpFailure == CURLE_OK
    }

    /// What the transfer came to.
    func finish(_ code: CURLcode) -> Exchange {
        let microseconds = offset(CURLINFO_TOTAL_TIME_T)
        return Exchange(
            result: code == CURLE_OK ? .success(response) : .failure(failure(code)),
            milliseconds: (microseconds + 500) / 1000)
    }

    // MARK: Options

    /// What holds for every request of this handle (curl_easy_setopt(3)).
    private func configure() {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_CONNECTTIMEOUT_MS, network.connectTimeoutSeconds * 1000)
        set(CURLOPT_TIMEOUT_MS, network.timeoutSeconds * 1000)
        set(CURLOPT_MAXAGE_CONN, 30)
        set(CURLOPT_MAXLIFETIME_CONN, 300)
        set(CURLOPT_USERAGENT, "gongkai")
        // An empty proxy keeps libcurl from taking one out of the environment.
        set(CURLOPT_PROXY, network.proxy?.reveal() ?? "")
        if let caFile = network.caFile { set(CURLOPT_CAINFO, caFile) }
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        note(unsafe ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText.baseAddress))
        note(unsafe ccurl_set_pointer(handle, CURLOPT_WRITEDATA, me))
        note(
            unsafe ccurl_set_write_function(handle) { bytes, size, count, context in
                guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
                let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
                return unsafe transfer.receive(UnsafeRawBufferPointer(start: bytes, count: size * count))
            })
        // A proxy's address is all that libcurl would show, so with one it is the proxy that decides what is reached.
        guard network.proxy == nil else { return }
        note(unsafe ccurl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, me))
        note(
            unsafe ccurl_set_open_socket_function(handle) { context, _, address in
                guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
                let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
                return unsafe transfer.openSocket(address)
            })
    }

    private func set(_ option: CURLoption, _ value: Int) {
        note(unsafe ccurl_set_long(handle, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) {
        note(unsafe ccurl_set_string(handle, option, value))
    }

    private func note(_ code: CURLcode) {
        if code != CURLE_OK { setUpFailure = code }
    }

    // MARK: Callbacks

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        // MAXFILESIZE does not stop a chunked body in 7.88; taking less than was offered does (CURLE_WRITE_ERROR).
        guard answer.count + bytes.count <= CurlTransfer.largestAnswer else { return 0 }
        unsafe answer.append(contentsOf: bytes)
        return bytes.count
    }

    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let length = unsafe Int(address.pointee.addrlen)
        let start = unsafe UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)
        guard let ip = unsafe IPAddress(socketAddress: bytes), network.allows(ip, host: target.host, port: target.port)
        else {
            refusedAddress = true
            return CURL_SOCKET_BAD
        }
        let type = unsafe address.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue)
        return unsafe socket(address.pointee.family, type, address.pointee.protocol)
    }

    // MARK: Results

    private var response: HTTPResponse {
        HTTPResponse(
            status: long(CURLINFO_RESPONSE_CODE), body: answer,
            retryAfterSeconds: header("Retry-After").map { _ in max(0, offset(CURLINFO_RETRY_AFTER)) },
            date: header("Date").flatMap { text in
                let seconds = unsafe curl_getdate(text, nil)
                return seconds < 0 ? nil : UnixTime(milliseconds: Int64(seconds) * 1000)
            })
    }

    private func failure(_ code: CURLcode) -> TransportFailure {
        let own = unsafe errorText.baseAddress.map { unsafe String(cString: $0) } ?? ""
        let detail = own.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : own
        return TransportFailure(kind: kind(of: code), detail: "\(detail) (libcurl \(code.rawValue))")
    }

    /// libcurl-errors(3), read for what the next attempt depends on.
    private func kind(of code: CURLcode) -> TransportFailure.Kind {
        switch code {
        case _ where refusedAddress && code == CURLE_COULDNT_CONNECT: .refusedAddress
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unresolved
        case CURLE_COULDNT_CONNECT, CURLE_PROXY: .unreachable
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CIPHER:
            .tls
        case CURLE_WRITE_ERROR: .oversizedAnswer
        case CURLE_OPERATION_TIMEDOUT: long(CURLINFO_REQUEST_SIZE) > 0 ? .unanswered : .unreachable
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_WEIRD_SERVER_REPLY:
            .unanswered
        default: .unusable
        }
    }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        unsafe ccurl_get_long(handle, info, &value)
        return value
    }

    private func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        unsafe ccurl_get_offset(handle, info, &value)
        return Int(value)
    }

    private func header(_ name: String) -> String? {
        var header: UnsafeMutablePointer<curl_header>?
        guard unsafe curl_easy_header(handle, name, 0, UInt32(CURLH_HEADER), -1, &header) == CURLHE_OK,
            let value = unsafe header?.pointee.value
        else { return nil }
        return unsafe String(cString: value)
    }
}
