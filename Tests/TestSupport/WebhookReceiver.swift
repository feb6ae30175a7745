internal import FlyingFox
internal import FlyingSocks
internal import Foundation
internal import Glibc

/// A webhook receiver on a real socket: keeps every request and answers as it is told.
public final class WebhookReceiver: Sendable {
    /// A POST as it arrived.
    public struct Request: Sendable {
        /// The path.
        public let path: String
        /// The query, names and values decoded.
        public let query: [String: String]
        /// The headers, names in lower case.
        public let headers: [String: String]
        /// The body.
        public let body: [UInt8]

        /// A POST.
        public init(path: String, query: [String: String] = [:], headers: [String: String] = [:], body: [UInt8]) {
            self.path = path
            self.query = query
            self.headers = headers
            self.body = body
        }
    }

    /// How to answer one POST.
    public struct Answer: Sendable {
        /// How far the answer gets.
        public enum Course: Sendable, Equatable {
            /// All of it.
            case whole
            /// The connection closes within the body.
            case cutOff
            /// Nothing comes before the receiver stops.
            case never
            /// All of it, so much later.
            case late(Duration)
        }

        /// The HTTP status.
        public var status: Int
        /// The body.
        public var body: String
        /// Further headers.
        public var headers: [String: String]
        /// How far the answer gets.
        public var course: Course

        /// An answer.
        public init(_ status: Int, _ body: String = "", headers: [String: String] = [:], course: Course = .whole) {
            self.status = status
            self.body = body
            self.headers = headers
            self.course = course
        }

        /// 200 without a body.
        public static let ok = Answer(200)
        /// The connection closes within the answer.
        public static let cutOff = Answer(200, "{\"code\":0}", course: .cutOff)
        /// No answer at all.
        public static let never = Answer(200, course: .never)
    }

    private let server: HTTPServer
    private let running: Task<Void, any Error>
    private let requests: Observed<[Request]>
    private let hold: Observed<Bool>
    /// The port it listens on, of 127.0.0.1.
    public let port: UInt16

    /// Starts a receiver and returns when it listens.
    ///
    /// - Parameters:
    ///   - port: the port, 0 for any that is free.
    ///   - answer: how to answer a request; the number counts requests from 1.
    /// - Throws: what opening the socket throws.
    /// - Returns: the receiver.
    public static func start(
        port: UInt16 = 0, answer: @escaping @Sendable (Request, Int) -> Answer = { _, _ in .ok }
    ) async throws -> WebhookReceiver {
        let requests = Observed<[Request]>([])
        let hold = Observed(true)
        let handler = ClosureHTTPHandler { request in
            let received = try await Request(request)
            let number = requests.update { all in
                all.append(received)
                return all.count
            }
            let answer = answer(received, number)
            switch answer.course {
            case .never: try await hold.wait { !$0 }
            case .late(let delay): try await Task.sleep(for: delay)
            case .whole, .cutOff: break
            }
            return HTTPResponse(answer)
        }
        let server = HTTPServer(address: loopback(port), timeout: 3600, logger: .disabled, handler: handler)
        let running = Task { try await server.run() }
        // Generous: while other suites compute on every core, nothing else gets a turn for long.
        try await server.waitUntilListening(timeout: 120)
        guard case .ip4(_, let bound) = await server.listeningAddress else { throw CancellationError() }
        return WebhookReceiver(server: server, running: running, requests: requests, hold: hold, port: bound)
    }

    private init(
        server: HTTPServer, running: Task<Void, any Error>, requests: Observed<[Request]>, hold: Observed<Bool>,
        port: UInt16
    ) {
        self.server = server
        self.running = running
        self.requests = requests
        self.hold = hold
        self.port = port
    }

    /// Its address with that path.
    public func url(_ path: String = "/hook") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// What it has received so far.
    public var received: [Request] { requests.value }

    /// Returns what it has received as soon as there are so many requests.
    @discardableResult
    public func received(atLeast count: Int) async throws -> [Request] {
        try await requests.wait { $0.count >= count }
    }

    /// Returns when it no longer listens.
    public func waitUntilStopped() async throws {
        try await running.value
    }

    /// Closes the socket and all connections.
    public func stop() async {
        hold.update { $0 = false }
        await server.stop()
        running.cancel()
        _ = await running.result
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}

extension WebhookReceiver.Request {
    fileprivate init(_ request: HTTPRequest) async throws {
        self.init(
            path: request.path,
            query: Dictionary(request.query.map { ($0.name, $0.value) }) { first, _ in first },
            headers: Dictionary(request.headers.map { ($0.key.rawValue.lowercased(), $0.value) }) { first, _ in first },
            body: Array(try await request.bodyData))
    }
}

extension HTTPResponse {
    fileprivate init(_ answer: WebhookReceiver.Answer) {
        let headers = HTTPHeaders(
            Dictionary(answer.headers.map { (HTTPHeader($0.key), $0.value) }) { first, _ in first })
        let status = HTTPStatusCode(answer.status, phrase: "Scripted")
        let body = Data(answer.body.utf8)
        switch answer.course {
        case .whole, .never, .late: self.init(statusCode: status, headers: headers, body: body)
        case .cutOff:
            let broken = HTTPBodySequence(from: BrokenBody(), count: body.count)
            self.init(statusCode: status, headers: headers, body: broken)
        }
    }
}

/// A body that ends in an error before its first byte, so that the server closes the connection.
private struct BrokenBody: AsyncBufferedSequence {
    typealias Element = UInt8

    struct AsyncIterator: AsyncBufferedIteratorProtocol {
        mutating func next() async throws -> UInt8? { throw CancellationError() }
        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? { throw CancellationError() }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
}
