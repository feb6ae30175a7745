internal import CCurl
internal import Glibc

/// What libcurl calls while a transfer is under way; each is a few lines, throws nothing and never waits.
extension CurlTransfer {
    /// No chat service answers with more; what is kept for people is far less.
    static let largestAnswer = 64 * 1024

    func installCallbacks() {
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe easy.set(CURLOPT_PREREQDATA, pointer: me)
        easy.note(
            unsafe ccurl_set_request_function(easy.handle) { context, _, _, _, _ in
                unsafe CurlTransfer.at(context)?.beginRequest() ?? CURL_PREREQFUNC_ABORT
            })
        unsafe easy.set(CURLOPT_OPENSOCKETDATA, pointer: me)
        easy.note(
            unsafe ccurl_set_open_socket_function(easy.handle) { context, _, address in
                guard let transfer = unsafe CurlTransfer.at(context), let address = unsafe address else {
                    return CURL_SOCKET_BAD
                }
                return unsafe transfer.openSocket(address)
            })
        unsafe easy.set(CURLOPT_WRITEDATA, pointer: me)
        easy.note(
            unsafe ccurl_set_write_function(easy.handle) { bytes, size, count, context in
                guard let bytes = unsafe bytes else { return 0 }
                let chunk = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                return unsafe CurlTransfer.at(context)?.receive(chunk) ?? 0
            })
        if case .mail? = request { unsafe installMailCallbacks(me) }
    }

    @unsafe private func installMailCallbacks(_ me: UnsafeMutableRawPointer) {
        unsafe easy.set(CURLOPT_HEADERDATA, pointer: me)
        easy.note(
            unsafe ccurl_set_header_function(easy.handle) { bytes, size, count, context in
                guard let bytes = unsafe bytes else { return 0 }
                let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                return unsafe CurlTransfer.at(context)?.receiveReplyLine(line) ?? 0
            })
        unsafe easy.set(CURLOPT_READDATA, pointer: me)
        easy.note(
            unsafe ccurl_set_read_function(easy.handle) { buffer, size, count, context in
                guard let buffer = unsafe buffer else { return 0 }
                let room = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
                return unsafe CurlTransfer.at(context)?.send(into: room) ?? 0
            })
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        unsafe context.map { unsafe Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Lets the first request begin, and none that libcurl would repeat by itself.
    private func beginRequest() -> CInt {
        requestsBegun += 1
        return requestsBegun == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }

    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        // With a proxy, only its own address is seen here, and it is the proxy that decides what is reached.
        guard unsafe isProxied || isAllowed(address) else {
            refusedAddress = true
            return CURL_SOCKET_BAD
        }
        let type = unsafe address.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue)
        return unsafe socket(address.pointee.family, type, address.pointee.protocol)
    }

    private func isAllowed(_ address: UnsafeMutablePointer<curl_sockaddr>) -> Bool {
        let length = unsafe Int(address.pointee.addrlen)
        let start = unsafe UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)
        guard let endpoint = request?.endpoint, let ip = unsafe IPAddress(socketAddress: bytes) else { return false }
        return network.allows(ip, host: endpoint.host, port: endpoint.port)
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        let room = CurlTransfer.largestAnswer - answer.count
        unsafe answer.append(contentsOf: bytes.prefix(room))
        guard bytes.count > room else { return bytes.count }
        // MAXFILESIZE does not stop a chunked body in 7.88; taking less than was offered does (CURLE_WRITE_ERROR).
        isAnswerCut = true
        return 0
    }

    private func receiveReplyLine(_ line: UnsafeRawBufferPointer) -> Int {
        unsafe reply.append(Array(line))
        return line.count
    }

    private func send(into room: UnsafeMutableRawBufferPointer) -> Int {
        guard case .mail(let mail)? = request else { return 0 }
        let chunk = mail.message[sent...].prefix(room.count)
        unsafe room.copyBytes(from: chunk)
        sent += chunk.count
        return chunk.count
    }
}
