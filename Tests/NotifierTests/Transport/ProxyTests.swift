import Core
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Notifier

/// Through an HTTP proxy: what it sees, and what goes around it.
@Suite(.timeLimit(.minutes(5)))
struct ProxyTests {
    /// Everything that a proxy has been asked.
    private final class Asked: Sendable {
        private let heads = Mutex<[[String]]>([])
        func note(_ head: [String]) { heads.withLock { $0.append(head) } }
        var all: [[String]] { heads.withLock { $0 } }
    }

    private let asked = Asked()

    /// A proxy that leads every CONNECT to one port of 127.0.0.1, or refuses with a status.
    private func proxy(to port: UInt16, refusing status: Int? = nil) throws -> SocketServer {
        try SocketServer { [asked] connection in
            guard let request = connection.readRequest() else { return }
            asked.note(request.head)
            if let status {
                connection.write("HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n")
                return
            }
            guard let target = SocketConnection(to: port) else { return }
            connection.write("HTTP/1.1 200 Connected\r\n\r\n")
            let back = Thread { relay(target, connection) }
            back.start()
            relay(connection, target)
        }
    }

    @Test func tlsGoesThroughTheProxyThatSeesNothingOfIt() async throws {
        let certificates = try await TestCertificates.make()
        let server = try SocketServer { connection in
            while connection.readRequest() != nil { connection.answer("through") }
        }
        // A name that only the proxy can resolve: the client has to leave that to it.
        let front = try await TLSFront.start(
            certificates.identity(names: "DNS:hooks.example.invalid"), backend: server.port)
        let proxy = try proxy(to: front.port)
        let network = try Wire.policy(
            allow: [], proxy: "http://user:pass@127.0.0.1:\(proxy.port)", caFile: certificates.authority.path)
        let request = try Wire.post("https://hooks.example.invalid/s3cr3t", network: network)
        let texts = try await Wire.with(network) { [$0.exchange(request).text, $0.exchange(request).text] }
        #expect(texts == ["through", "through"])
        #expect(asked.all.count == 1)
        #expect(asked.all.first?.first == "CONNECT hooks.example.invalid:443 HTTP/1.1")
        #expect(asked.all.first?.contains("Proxy-Authorization: Basic dXNlcjpwYXNz") == true)
        #expect(!"\(asked.all)".contains("s3cr3t"))
        front.stop()
        proxy.stop()
        server.stop()
        certificates.remove()
    }

    /// The proxy is asked for a tunnel, and TLS begins within it, with the first byte or after STARTTLS.
    @Test(
        .enabled(if: Tool.hasPython, "there is no python3 here to speak TLS"),
        arguments: [("smtps", 465, TLSFront.Mode.tls), ("smtp", 587, .starttls)])
    func mailGoesThroughTheProxyThatSeesNothingOfIt(scheme: String, port: Int, mode: TLSFront.Mode) async throws {
        let certificates = try await TestCertificates.make()
        var behaviour = SMTPImitation.Behaviour()
        behaviour.offersStartTLS = mode == .starttls
        let server = try SMTPImitation(behaviour)
        let front = try await TLSFront.start(
            certificates.identity(names: "DNS:mail.example.invalid"), backend: server.port, mode: mode)
        let proxy = try proxy(to: front.port)
        let network = try Wire.policy(
            allow: [], proxy: "http://127.0.0.1:\(proxy.port)", caFile: certificates.authority.path)
        let exchange = try await Wire.exchange(mail("\(scheme)://mail.example.invalid:\(port)", network), network)
        #expect(exchange.status == 250, "\(exchange)")
        #expect(server.received.map(\.user) == ["robot"])
        #expect(asked.all.map(\.first) == ["CONNECT mail.example.invalid:\(port) HTTP/1.1"])
        front.stop()
        proxy.stop()
        server.stop()
        certificates.remove()
    }

    @Test func aProxyThatRefusesMailHasNotSentIt() async throws {
        let proxy = try proxy(to: 1, refusing: 403)
        let network = try Wire.policy(allow: [], proxy: "http://127.0.0.1:\(proxy.port)")
        let exchange = try await Wire.exchange(mail("smtps://mail.example.invalid", network), network)
        #expect(exchange.failure?.kind == .unreachable)
        #expect(exchange.failure?.detail.contains("403") == true)
        proxy.stop()
    }

    private func mail(_ url: String, _ network: NetworkPolicy) throws -> TransferRequest {
        let account = MailAccount(
            server: Secret(url), user: "robot", password: Secret("p4ssw0rd"),
            sender: try #require(MailAddress("a@example.org")), recipients: [try #require(MailAddress("b@example.org"))]
        )
        return try Fixtures.channel(.email(account), network: network).channel
            .transfer(of: Fixtures.message(), now: UnixTime(milliseconds: 0))
    }

    @Test(arguments: [403, 407, 502])
    func aProxyThatRefusesHasNotSentTheMessage(status: Int) async throws {
        let proxy = try proxy(to: 1, refusing: status)
        let network = try Wire.policy(allow: [], proxy: "http://127.0.0.1:\(proxy.port)")
        let exchange = try await Wire.exchange(Wire.post("https://hooks.example.invalid/", network: network), network)
        #expect(exchange.failure?.kind == (status == 407 ? .unknownToProxy : .unreachable))
        #expect(exchange.failure?.detail.contains("\(status)") == true)
        proxy.stop()
    }

    @Test func aProxyThatIsDownIsSaidToBe() async throws {
        let proxy = try proxy(to: 1)
        proxy.stop()
        let network = try Wire.policy(allow: [], proxy: "http://127.0.0.1:\(proxy.port)")
        let exchange = try await Wire.exchange(Wire.post("https://hooks.example.invalid/", network: network), network)
        #expect(exchange.failure?.kind == .unreachable)
    }

    @Test func whatIsNamedIsReachedDirectly() async throws {
        let server = try SocketServer { connection in
            if connection.readRequest() != nil { connection.answer("direct") }
        }
        let proxy = try proxy(to: 1, refusing: 403)
        let network = try Wire.policy(proxy: "http://127.0.0.1:\(proxy.port)")
        #expect(try await Wire.exchange(Wire.post(server.url(), network: network), network).text == "direct")
        #expect(asked.all.isEmpty)
        server.stop()
        proxy.stop()
    }

    /// libcurl would take all of these out of the environment. In a process of its own, which nobody else reads it in.
    @Test func theEnvironmentsProxiesAreNotUsed() async {
        await #expect(processExitsWith: .success) {
            for name in ["http_proxy", "https_proxy", "all_proxy"] { unsafe setenv(name, "http://127.0.0.1:1", 1) }
            let server = try SocketServer { connection in
                if connection.readRequest() != nil { connection.answer("direct") }
            }
            let network = try Wire.policy()
            let exchange = try await Wire.exchange(Wire.post(server.url(), network: network), network)
            #expect(exchange.text == "direct")
        }
    }
}

/// Passes on what arrives until the end.
private func relay(_ source: SocketConnection, _ sink: SocketConnection) {
    while true {
        let bytes = source.readSome()
        guard !bytes.isEmpty, sink.write(bytes) else { break }
    }
    source.close()
    sink.close()
}
