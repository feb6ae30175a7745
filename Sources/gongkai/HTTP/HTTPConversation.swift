/// One client from its first byte to its last: a request, an answer, the end. Pure: bytes and moments come from outside.
///
/// Every phase has its deadline, so that a client that sends a byte a second, or takes none of its answer, is gone soon.
struct HTTPConversation {
    enum Phase {
        /// The request's head is awaited.
        case reading
        /// The answer goes out.
        case writing
        /// The answer is out. A connection that is closed while the client still sends is reset, and the answer may be lost
        /// (RFC 9112 section 9.6): so what comes is read and forgotten for a while.
        case draining
        /// The connection is to be closed.
        case over
    }

    /// How long each phase may take, milliseconds.
    static let patience: (reading: Int64, writing: Int64, draining: Int64) = (10_000, 10_000, 1000)

    private(set) var phase = Phase.reading
    /// When the present phase ends by itself, milliseconds of the caller's clock.
    private(set) var deadline: Int64
    private var head: [UInt8] = []
    /// What of the answer is still to be sent.
    private(set) var unsent: ArraySlice<UInt8> = []

    /// A client that has just connected.
    init(at now: Int64) {
        deadline = now + Self.patience.reading
    }

    /// Bytes came in; `respond` answers a request that is complete by them.
    mutating func received(
        _ bytes: ArraySlice<UInt8>, at now: Int64, respond: (HTTPRequest) -> HTTPResponse
    ) {
        guard phase == .reading else { return }
        head += bytes.prefix(HTTPRequestHead.longest - head.count)
        switch HTTPRequestHead(head) {
        case .incomplete: break
        case .complete(let request): answer(respond(request), isHead: request.isHead, at: now)
        case .refused(let response): answer(response, isHead: false, at: now)
        }
    }

    /// The client will send no more; it may still wait for its answer.
    mutating func receivedEnd() {
        if phase != .writing { phase = .over }
    }

    /// So many bytes of the answer went out.
    mutating func sent(_ count: Int, at now: Int64) {
        unsent = unsent.dropFirst(count)
        guard phase == .writing, unsent.isEmpty else { return }
        phase = .draining
        deadline = now + Self.patience.draining
    }

    /// The connection is broken.
    mutating func `break`() {
        phase = .over
    }

    /// Time has passed.
    mutating func tick(at now: Int64) {
        if now >= deadline { phase = .over }
    }

    private mutating func answer(_ response: HTTPResponse, isHead: Bool, at now: Int64) {
        unsent = response.bytes(withoutBody: isHead)[...]
        head = []
        phase = .writing
        deadline = now + Self.patience.writing
    }
}
