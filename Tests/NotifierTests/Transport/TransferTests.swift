import Core
import Synchronization
import TestSupport
import Testing

@testable import Notifier

/// What one request comes to when the other side behaves in every way that it can.
@Suite(.timeLimit(.minutes(5)))
struct TransferTests {
    /// Sends one request to a server that plays `script`.
    private func exchange(
        _ network: NetworkPolicy? = nil, body: [UInt8] = Array("{}".utf8),
        _ script: @escaping @Sendable (SocketConnection) -> Void
    ) async throws -> Exchange {
        let server = try SocketServer(script)
        defer { server.stop() }
        let network = try network ?? Wire.policy()
        return try await Wire.exchange(Wire.post(server.url(), body, network: network), network)
    }

    @Test func thePostIsPlainHTTPWithoutExpect() async throws {
        let heads = Mutex<[[String]]>([])
        let body = Array(repeating: UInt8(ascii: "x"), count: 2_000_000)
        let exchange = try await exchange(body: body) { connection in
            guard let request = connection.readRequest() else { return }
            heads.withLock { $0.append(request.head) }
            connection.answer(request.body == body ? "same" : "other")
        }
        #expect(exchange.text == "same")
        let head = try #require(heads.withLock { $0.first })
        #expect(head.first == "POST /hook HTTP/1.1")
        #expect(head.contains("User-Agent: gongkai"))
        #expect(!head.contains { $0.lowercased().hasPrefix("expect") || $0.lowercased().hasPrefix("accept-encoding") })
    }

    @Test func interimAnswersAreNotTheAnswer() async throws {
        let exchange = try await exchange { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nDate: x\r\n\r\n")
            connection.answer("real", headers: "Date: Sat, 21 Nov 2026 03:04:05 GMT\r\nRetry-After: 7\r\n")
        }
        let response = try exchange.result.get()
        #expect(exchange.text == "real" && response.status == 200)
        #expect(response.date?.iso8601 == "2026-11-21T03:04:05.000Z")
        #expect(response.retryAfterSeconds == 7)
    }

    @Test func feishusGatewaySaysHowLongItsLimitLasts() async throws {
        let response = try await exchange { connection in
            _ = connection.readRequest()
            connection.answer("{}", headers: "x-ogw-ratelimit-limit: 100\r\nx-ogw-ratelimit-reset: 42\r\n")
        }.result.get()
        #expect(response.retryAfterSeconds == 42)
    }

    @Test func timingsTellHowFarItCame() async throws {
        let timings = try await exchange { connection in
            _ = connection.readRequest()
            connection.answer("ok")
        }.timings
        #expect(timings.connected > 0 && timings.secured == 0)
        #expect(timings.answered >= timings.connected && timings.total >= timings.answered)
    }

    @Test func redirectsAreNotFollowed() async throws {
        let followed = try SocketServer { $0.waitForEnd() }
        let target = followed.url()
        let exchange = try await exchange { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 307 Elsewhere\r\nLocation: \(target)\r\nContent-Length: 0\r\n\r\n")
        }
        #expect(exchange.status == 307)
        #expect(followed.accepted == 0)
        followed.stop()
    }

    @Test func anEndlessChunkedAnswerIsCutOff() async throws {
        let sent = Mutex(0)
        let exchange = try await exchange { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "1000\r\n" + String(repeating: "x", count: 0x1000) + "\r\n"
            while connection.write(chunk) { sent.withLock { $0 += 0x1000 } }
        }
        #expect(exchange.status == 200)
        #expect(try exchange.result.get().body.count == CurlTransfer.largestAnswer)
        #expect(sent.withLock { $0 } < 32 << 20)
    }

    @Test func aLargeAnnouncedAnswerIsCutOffToo() async throws {
        let exchange = try await exchange { connection in
            _ = connection.readRequest()
            connection.answer(
                String(repeating: "x", count: CurlTransfer.largestAnswer + 1), headers: "Retry-After: 7\r\n")
        }
        let response = try exchange.result.get()
        #expect(response.status == 200 && response.retryAfterSeconds == 7)
        #expect(response.body.count == CurlTransfer.largestAnswer)
    }

    @Test func endlessHeadersAreCutOff() async throws {
        let exchange = try await exchange { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X: \(String(repeating: "x", count: 1000))\r\n") {}
        }
        #expect(exchange.failure != nil)
    }

    @Test func aBreakAfterTheWholeBodyIsAmbiguous() async throws {
        let closed = try await exchange { connection in _ = connection.readRequest() }
        #expect(closed.failure?.kind == .unanswered)
        let reset = try await exchange { connection in
            _ = connection.readRequest()
            connection.reset()
        }
        #expect(reset.failure?.kind == .unanswered)
        let cutOff = try await exchange { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        }
        #expect(cutOff.failure?.kind == .unanswered)
    }

    @Test func aBreakWithinTheBodyIsNot() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 32 << 20)
        let exchange = try await exchange(body: body) { connection in
            _ = connection.read(10_000)
            connection.reset()
        }
        #expect(exchange.failure?.kind == .interrupted)
    }

    @Test func garbageIsNoAnswer() async throws {
        let exchange = try await exchange { connection in
            _ = connection.readRequest()
            connection.write("220 mail.example.org ESMTP\r\n")
        }
        #expect(exchange.failure?.kind == .unanswered)
    }

    // MARK: Time

    @Test func aTimeoutAfterTheWholeBodyIsAmbiguous() async throws {
        let exchange = try await exchange(Wire.policy(timeout: 1)) { connection in
            _ = connection.readRequest()
            connection.waitForEnd()
        }
        #expect(exchange.failure?.kind == .unanswered)
        #expect((900..<5000).contains(exchange.milliseconds))
    }

    @Test func aTimeoutWithinTheBodyIsNot() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 32 << 20)
        let over = Mutex(false)
        let exchange = try await exchange(Wire.policy(timeout: 1), body: body) { connection in
            _ = connection.read(10_000)
            over.withLock { $0 = true }
            connection.waitForReset()
        }
        #expect(over.withLock { $0 } && exchange.failure?.kind == .interrupted)
    }

    @Test func aServerThatDripsIsGivenUp() async throws {
        var network = try Wire.policy(timeout: 30)
        #expect(network.stallSeconds == 15)
        #expect(try Wire.policy().stallSeconds == 10)
        network.stallSeconds = 1
        let exchange = try await exchange(network) { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nh")
            connection.waitForEnd()
        }
        #expect(exchange.failure?.kind == .unanswered)
        #expect(exchange.milliseconds < 10_000)
    }

    @Test func connectingHasATimeoutOfItsOwnThatTLSBelongsTo() async throws {
        let server = try SocketServer { $0.waitForEnd() }
        let network = try Wire.policy(connect: 1, timeout: 20)
        let request = try Wire.post("https://127.0.0.1:\(server.port)/", network: network)
        let exchange = try await Wire.exchange(request, network)
        #expect(exchange.failure?.kind == .unreachable)
        #expect((900..<10_000).contains(exchange.milliseconds))
        server.stop()
    }

    // MARK: Where to

    @Test func nobodyListening() async throws {
        let server = try SocketServer { _ in }
        server.stop()
        let network = try Wire.policy()
        #expect(
            try await Wire.exchange(Wire.post(server.url(), network: network), network).failure?.kind == .unreachable)
    }

    @Test func aNameThatDoesNotExist() async throws {
        let network = try Wire.policy(allow: ["nowhere.invalid"])
        let request = try Wire.post("http://nowhere.invalid/", network: network)
        #expect(try await Wire.exchange(request, network).failure?.kind == .unresolved)
    }

    /// `localhost` is not named, so what it resolves to decides, whatever the scheme and however it is written.
    @Test(arguments: ["https://localhost:1/", "https://LOCALHOST:1/"])
    func aNameThatLeadsHome(url: String) async throws {
        let network = try NetworkPolicy()
        let exchange = try await Wire.exchange(Wire.post(url, network: network), network)
        #expect(exchange.failure?.kind == .refusedAddress)
    }

    @Test func anAllowedNetworkHoldsForNamesThatResolveIntoIt() async throws {
        let server = try SocketServer { $0.waitForEnd() }
        let network = try Wire.policy(allow: ["127.0.0.0/8", "::1"], timeout: 1)
        let exchange = try await Wire.exchange(
            Wire.post("https://localhost:\(server.port)/", network: network), network)
        #expect(exchange.failure?.kind != .refusedAddress)
        #expect(server.accepted == 1)
        server.stop()
    }
}
