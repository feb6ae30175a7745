import Core
import Synchronization
import TestSupport
import Testing

@testable import Notifier

/// How connections are reused, and what becomes of requests on those that turn out to be dead.
@Suite(.timeLimit(.minutes(5)))
struct ConnectionTests {
    @Test func requestsShareOneConnection() async throws {
        let server = try SocketServer { connection in
            while connection.readRequest() != nil { connection.answer("ok") }
        }
        let network = try Wire.policy()
        let request = try Wire.post(server.url(), network: network)
        let texts = try await Wire.with(network) { transport in (1...50).map { _ in transport.exchange(request).text } }
        #expect(texts == Array(repeating: "ok", count: 50))
        #expect(server.accepted == 1)
        server.stop()
    }

    /// How a server answers that reads the first request of each connection well, and breaks at the second.
    private func breaking(_ broken: @escaping @Sendable (SocketConnection) -> Void) throws -> (SocketServer, Counter) {
        let requests = Counter()
        let server = try SocketServer { connection in
            guard connection.readRequest() != nil else { return }
            requests.add()
            connection.answer("ok")
            guard connection.number == 1 else { return connection.waitForEnd() }
            broken(connection)
        }
        return (server, requests)
    }

    @Test func aReusedConnectionThatDiedIsReplacedOnceWhereACopyDoesNoHarm() async throws {
        let (server, requests) = try breaking { connection in
            _ = connection.readRequest()
            connection.reset()
        }
        let network = try Wire.policy()
        let request = try Wire.post(server.url(), network: network, repeatable: true)
        let exchanges = try await Wire.with(network) { [$0.exchange(request), $0.exchange(request)] }
        #expect(exchanges.map(\.status) == [200, 200])
        #expect(requests.count == 2)
        server.stop()
    }

    @Test func withoutThatTheOutcomeIsAmbiguousAndNothingIsSentAgain() async throws {
        let (server, requests) = try breaking { connection in
            _ = connection.readRequest()
            connection.reset()
        }
        let network = try Wire.policy()
        let request = try Wire.post(server.url(), network: network)
        let exchanges = try await Wire.with(network) { [$0.exchange(request), $0.exchange(request)] }
        #expect(exchanges[0].status == 200)
        #expect(exchanges[1].failure?.kind == .unanswered)
        #expect(requests.count == 1)
        server.stop()
    }

    @Test func aReceiverThatAlwaysDiesGetsOneCopyMoreAndNoOther() async throws {
        let received = Counter()
        let server = try SocketServer { connection in
            guard connection.readRequest() != nil else { return }
            received.add()
            // Only the first connection ever answers, and only once.
            guard connection.number == 1 else { return connection.reset() }
            connection.answer("ok")
            if connection.readRequest() != nil { received.add() }
            connection.reset()
        }
        let network = try Wire.policy()
        let request = try Wire.post(server.url(), network: network, repeatable: true)
        let exchanges = try await Wire.with(network) { [$0.exchange(request), $0.exchange(request)] }
        #expect(exchanges[1].failure?.kind == .unanswered)
        #expect(received.count == 3)
        server.stop()
    }

    @Test func aBreakOnANewConnectionIsNotRepeated() async throws {
        let server = try SocketServer { connection in
            _ = connection.readRequest()
            connection.reset()
        }
        let network = try Wire.policy()
        let request = try Wire.post(server.url(), network: network, repeatable: true)
        #expect(try await Wire.exchange(request, network).failure?.kind == .unanswered)
        #expect(server.accepted == 1)
        server.stop()
    }

    @Test func aConnectionThatAnswersPartlyIsNotRepeated() async throws {
        let (server, requests) = try breaking { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        }
        let network = try Wire.policy()
        let request = try Wire.post(server.url(), network: network, repeatable: true)
        let exchanges = try await Wire.with(network) { [$0.exchange(request), $0.exchange(request)] }
        #expect(exchanges[1].failure?.kind == .unanswered)
        #expect(server.accepted == 1 && requests.count == 1)
        server.stop()
    }

    @Test func aConnectionThatTheServerHasClosedIsNotUsed() async throws {
        let server = try SocketServer { connection in
            if connection.readRequest() != nil { connection.answer("ok") }
        }
        let network = try Wire.policy()
        let request = try Wire.post(server.url(), network: network)
        let statuses = try await Wire.with(network) { transport in
            (1...20).map { _ in transport.exchange(request).status }
        }
        // Its end may be on its way when the next request goes out: then the outcome is unknown, never a false success.
        #expect(statuses.allSatisfy { $0 == 200 || $0 == nil })
        #expect(statuses.first == 200)
        server.stop()
    }

    @Test func anIdleConnectionIsNotUsedAgain() async throws {
        var network = try Wire.policy()
        #expect(network.idleSeconds == 30)
        network.idleSeconds = 1
        #expect(
            try await connections(network) { transport, request in
                _ = transport.exchange(request)
                // libcurl counts whole seconds: idle for more than one is two.
                let later = ContinuousClock.now + .milliseconds(2_100)
                while ContinuousClock.now < later { _ = transport.advance(waitingAtMost: 2_100) }
                _ = transport.exchange(request)
            } == 2)
    }

    @Test func anOldConnectionIsNotUsedAgain() async throws {
        var network = try Wire.policy()
        #expect(network.lifetimeSeconds == 300)
        network.lifetimeSeconds = 1
        #expect(
            try await connections(network) { transport, request in
                let later = ContinuousClock.now + .milliseconds(2_500)
                while ContinuousClock.now < later { _ = transport.exchange(request) }
            } > 1)
    }

    private func connections(
        _ network: NetworkPolicy, _ body: @escaping @Sendable (CurlTransport, TransferRequest) -> Void
    ) async throws -> Int {
        let server = try SocketServer { connection in
            while connection.readRequest() != nil { connection.answer("ok") }
        }
        let request = try Wire.post(server.url(), network: network)
        try await Wire.with(network) { body($0, request) }
        server.stop()
        return server.accepted
    }

    @Test func noMoreRequestsThanAllowedAreUnderWayAtOnce() async throws {
        let load = Mutex((now: 0, most: 0))
        let server = try SocketServer { connection in
            while connection.readRequest() != nil {
                load.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                connection.write("HTTP/1.1 200 OK\r\n")
                load.withLock { $0.now -= 1 }
                connection.write("Content-Length: 0\r\n\r\n")
            }
        }
        let network = try Wire.policy()
        let request = try Wire.post(server.url(), network: network)
        let tags = try await Wire.with(network) { transport in
            var tags: Set<Int> = []
            for tag in 0..<500 { transport.start(request, tag: tag) }
            while tags.count < 500 {
                for ended in transport.advance(waitingAtMost: 1000) where ended.exchange.status == 200 {
                    tags.insert(ended.tag)
                }
            }
            return tags
        }
        #expect(tags == Set(0..<500))
        #expect(server.accepted <= CurlTransport.mostAtOnce)
        server.stop()
    }
}

/// A counter that scripts on other threads share.
final class Counter: Sendable {
    private let value = Mutex(0)
    func add() { value.withLock { $0 += 1 } }
    var count: Int { value.withLock { $0 } }
}
