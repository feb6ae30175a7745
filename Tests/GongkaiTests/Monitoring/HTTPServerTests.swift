import Core
import Foundation
import Logging
import Notifier
import TestSupport
import Testing
import Watcher

@testable import gongkai

/// The endpoint over real sockets.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct HTTPServerTests {
    private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Runs a server that answers with the path while `body` runs.
    private func serving(
        _ address: ListenAddress = .loopback("127.0.0.1", port: 0),
        respond: @escaping @Sendable (HTTPRequest) -> HTTPResponse = { .text(.ok, "path \($0.path)\n") },
        _ body: (Client) async throws -> Void
    ) async throws {
        let server = try HTTPServer(address, logger: Self.logger, respond: respond)
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            try await body(Client(address: server.address))
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// What connects to a server; whatever waits does so on a thread of its own.
    private struct Client {
        let address: ListenAddress

        func connect() -> SocketConnection? {
            switch address {
            case .loopback(_, let port): UInt16(exactly: port).flatMap { SocketConnection(to: $0) }
            case .unix(let path): SocketConnection(toSocket: path.display)
            }
        }

        func get(_ path: String, method: String = "GET") async -> HTTPGet.Answer? {
            let connection = connect()
            return await onThread { HTTPGet.answer(path, from: connection, method: method) }
        }

        func answer(to bytes: [UInt8]) async throws -> HTTPGet.Answer? {
            let connection = try #require(connect())
            return await onThread {
                connection.write(bytes)
                return HTTPGet.answer(from: connection)
            }
        }

        func onThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: body()) }
            }
        }
    }

    private static func temporarySocket() -> (path: String, address: ListenAddress) {
        let path = "\(NSTemporaryDirectory())/gongkai-\(UInt32.random(in: 0 ... .max)).sock"
        return (path, .unix(BytePath(path)))
    }

    @Test func `it answers GET and HEAD, and says no to all else`() async throws {
        try await serving { client in
            let answer = try #require(await client.get("/x?y"))
            #expect(answer.status == 200 && answer.body == "path /x\n")
            #expect(answer.head.contains("Content-Length: 8"))
            let head = try #require(await client.get("/x", method: "HEAD"))
            #expect(head.status == 200 && head.body.isEmpty && head.head.contains("Content-Length: 8"))
            let post = try #require(await client.get("/x", method: "POST"))
            #expect(post.status == 405 && post.head.contains("Allow: GET, HEAD"))
        }
    }

    @Test func `the other loopback address`() async throws {
        try await serving(.loopback("::1", port: 0)) { client in
            #expect(client.address.description.hasPrefix("[::1]:"))
        }
    }

    @Test func `a large answer arrives whole`() async throws {
        let body = String(repeating: "0123456789abcdef\n", count: 200_000)
        try await serving(respond: { _ in .text(.ok, body) }) { client in
            #expect(await client.get("/")?.body == body)
        }
    }

    @Test func `a Unix socket is for the owner and the group, replaces a stale one and is removed`() async throws {
        let (path, address) = Self.temporarySocket()
        // What a killed process leaves: a socket nobody listens on.
        do { _ = try HTTPListener(address) }
        #expect(FileManager.default.fileExists(atPath: path))
        try await serving(address) { client in
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o660)
            #expect(await client.get("/y")?.body == "path /y\n")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `what is taken is said with what to do`() throws {
        let first = try HTTPListener(.loopback("127.0.0.1", port: 0))
        let taken = #expect(throws: HTTPListenError.self) { try HTTPListener(first.address) }
        guard case .loopback(_, let port) = first.address else { throw POSIXError(.EINVAL) }
        #expect(
            taken?.description
                == "http.listen: cannot listen on 127.0.0.1:\(port): Address already in use; choose another port, or end "
                + "what has it: ss -ltnp 'sport = :\(port)' shows it")

        let (path, address) = Self.temporarySocket()
        let second = try HTTPListener(address)
        let other = #expect(throws: HTTPListenError.self) { try HTTPListener(address) }
        #expect(other?.description.contains("another process listens there") == true)
        // Nor is one replaced that has more clients than it takes.
        var waiting: [SocketConnection] = []
        while waiting.count < 200, let connection = SocketConnection(toSocket: path, isPatient: false) {
            waiting.append(connection)
        }
        #expect(waiting.count < 200)
        let busy = #expect(throws: HTTPListenError.self) { try HTTPListener(address) }
        #expect(busy?.description.contains("another process listens there") == true)
        second.remove()
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        let file = #expect(throws: HTTPListenError.self) { try HTTPListener(address) }
        #expect(file?.description.contains("no socket") == true)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        try FileManager.default.removeItem(atPath: path)

        let nowhere = ListenAddress.unix(BytePath("/nowhere/at/all.sock"))
        let missing = #expect(throws: HTTPListenError.self) { try HTTPListener(nowhere) }
        #expect(missing?.description.contains("RuntimeDirectory=gongkai") == true)
    }

    @Test func `five hundred idle connections keep nobody out`() async throws {
        try await serving { client in
            let idle = (0..<500).compactMap { _ in client.connect() }
            #expect(idle.count == 500)
            #expect(await client.get("/z")?.body == "path /z\n")
        }
    }

    @Test func `who sends what is no request gets an answer and not another`() async throws {
        try await serving { client in
            let garbage: [[UInt8]] = [
                [0x16, 0x03, 0x01, 0x02, 0x00], [0, 0, 0, 0], Array("GET\r\n\r\n".utf8),
                Array("GET /\u{1} HTTP/1.1\r\n\r\n".utf8),
            ]
            for bytes in garbage {
                let answer = try await client.answer(to: bytes)
                #expect(answer?.status == 400)
            }
            #expect(await client.get("/")?.status == 200)
        }
    }

    @Test func `ten megabytes of header are read by nobody`() async throws {
        try await serving { client in
            let header = Array("GET / HTTP/1.1\r\nX: ".utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: 10 << 20)
            // The answer may be lost to a client that does not stop sending; it must not hang.
            let answer = try await client.answer(to: header)
            #expect(answer == nil || answer?.status == 431)
            #expect(await client.get("/")?.status == 200)
        }
    }

    @Test func `clients that send a byte now and then hold nobody up`() async throws {
        try await serving { client in
            let slow = (0..<HTTPClients.capacity).compactMap { _ in client.connect() }
            for connection in slow { connection.write("G") }
            for _ in 0..<100 {
                #expect(await client.get("/")?.status == 200)
                for connection in slow { connection.write("E") }
            }
        }
    }

    @Test func `while no channel works readyz says so, and says no more once one does`() async throws {
        let world = try DeliveryWorld("2026-11-21T08:00:00+08:00")
        let missing = world.folder.appendingPathComponent("not-mounted")
        let target = missing.appendingPathComponent("a.jsonl").path
        let shown = Observed(0)
        var settings = DeliverySettings()
        settings.longestSilence = 6 * 3_600_000
        settings.onAlarm = { _ in
            shown.update { $0 += 1 }
            return true
        }
        let (_, address) = Self.temporarySocket()
        func readiness(_ notifier: NotifierService) async throws -> HTTPGet.Answer {
            let health: @Sendable () -> Health = {
                var facts = Health.Facts(isPollingWanted: true, alarm: notifier.alarm)
                facts.intake.isReady = true
                return Health(facts)
            }
            let pages = MonitoringPages(health: health, metrics: { MetricsPageTests.page() })
            var answer: HTTPGet.Answer?
            try await serving(address, respond: pages.respond) { answer = await $0.get("/readyz") }
            return try #require(answer)
        }
        try world.record(1)
        try await world.run(settings, file: target) { notifier in
            try await world.log.wait { notifier.status.first?.failuresInARow == 1 }
            try await shown.wait { $0 == 1 }
            let answer = try await readiness(notifier)
            #expect(answer.status == 200 && answer.body == "ready\n", "a short while is no reason")
            world.pass(minutes: 6 * 60)
            notifier.wake()
            try await shown.wait { $0 == 2 }
            let silent = try await readiness(notifier)
            #expect(silent.status == 503)
            #expect(silent.body.hasPrefix("not ready\nsilence: 没有任何渠道能送达消息；自 2026-11-21T00:00:00.000Z 起有消息待送"))
            try FileManager.default.createDirectory(at: missing, withIntermediateDirectories: true)
            // An attempt that fails later would wait for a clock that stands.
            try await world.log.wait { notifier.status.first?.failuresInARow == 2 }
            notifier.tryAnew()
            try await world.log.wait { world.isAllSaid }
            world.pass(minutes: 2)
            notifier.wake()
            try await shown.wait { $0 == 3 }
            #expect(try await readiness(notifier).status == 200)
        }
    }
}
