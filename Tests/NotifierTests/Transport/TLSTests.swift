import Core
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Notifier

/// TLS over real sockets: what is trusted, and in which words the rest is refused.
@Suite(.timeLimit(.minutes(5)))
struct TLSTests {
    private let certificates: TestCertificates
    private let server: SocketServer

    init() async throws {
        certificates = try await TestCertificates.make()
        server = try SocketServer { connection in
            while connection.readRequest() != nil { connection.answer("secret") }
        }
    }

    /// Sends one request through TLS in front of the server.
    private func exchange(
        _ identity: TestCertificates.Identity, host: String = "127.0.0.1", trusting caFile: String?
    ) async throws -> Exchange {
        let front = try await TLSFront.start(identity, backend: server.port)
        defer {
            front.stop()
            server.stop()
            certificates.remove()
        }
        let network = try Wire.policy(allow: ["127.0.0.1", "::1", "localhost"], caFile: caFile)
        return try await Wire.exchange(Wire.post("https://\(host):\(front.port)/", network: network), network)
    }

    /// What people read about a failure.
    private func words(_ exchange: Exchange) throws -> Problem {
        try #require(exchange.failure.map { Judgement($0) }?.problem)
    }

    @Test func aCertificateOfAnAuthorityInTheFileIsTrusted() async throws {
        let exchange = try await exchange(certificates.identity(), trusting: certificates.authority.path)
        #expect(exchange.text == "secret")
        #expect(exchange.timings.secured > exchange.timings.connected)
    }

    @Test func namesAreTrustedAsAddressesAre() async throws {
        let exchange = try await exchange(
            certificates.identity(), host: "localhost", trusting: certificates.authority.path)
        #expect(exchange.text == "secret")
    }

    @Test func anUnknownAuthorityIsExplained() async throws {
        let exchange = try await exchange(certificates.identity(), trusting: nil)
        #expect(exchange.failure?.kind == .tls(.untrusted))
        let problem = try words(exchange)
        #expect(
            problem.remedy.chinese.contains("network.ca_file") && problem.remedy.english.contains("network.ca_file"))
        #expect(exchange.failure?.detail.contains("libcurl 60") == true)
    }

    @Test func anotherHostsCertificateIsExplained() async throws {
        let exchange = try await exchange(
            certificates.identity(names: "DNS:other.example.org"), trusting: certificates.authority.path)
        #expect(exchange.failure?.kind == .tls(.wrongName))
        #expect(try words(exchange).reason.chinese.contains("主机名"))
    }

    @Test func anExpiredCertificateIsExplained() async throws {
        let exchange = try await exchange(certificates.identity(days: -1), trusting: certificates.authority.path)
        #expect(exchange.failure?.kind == .tls(.expired))
        #expect(try words(exchange).reason.chinese.contains("过期"))
    }

    @Test(arguments: ["/nowhere/authority.pem", "/dev/null"])
    func aFileWithoutCertificatesIsExplained(caFile: String) async throws {
        let exchange = try await exchange(certificates.identity(), trusting: caFile)
        #expect(exchange.failure?.kind == .tls(.unusableCAFile))
        #expect(try words(exchange).reason.english.contains("network.ca_file"))
    }

    @Test func aPlainPortIsExplained() async throws {
        let plain = try SocketServer { connection in
            _ = connection.readSome()
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        let network = try Wire.policy()
        let request = try Wire.post("https://127.0.0.1:\(plain.port)/", network: network)
        let exchange = try await Wire.exchange(request, network)
        #expect(exchange.failure?.kind == .tls(.notTLS))
        plain.stop()
        server.stop()
        certificates.remove()
    }

    @Test(arguments: [false, true])
    func httpTwoIsUsedWhereItIsWanted(http2: Bool) async throws {
        let front = try await TLSFront.start(certificates.identity(), mode: .h2, protocols: ["h2", "http/1.1"])
        let network = try Wire.policy(caFile: certificates.authority.path, http2: http2)
        let request = try Wire.post("https://127.0.0.1:\(front.port)/", network: network)
        let exchanges = try await Wire.with(network) { [$0.exchange(request), $0.exchange(request)] }
        #expect(exchanges.map(\.status) == (http2 ? [200, 200] : [nil, nil]))
        front.stop()
        server.stop()
        certificates.remove()
    }

    @Test func aServerWithoutHTTPTwoGetsHTTPOne() async throws {
        let front = try await TLSFront.start(certificates.identity(), backend: server.port, protocols: ["http/1.1"])
        let network = try Wire.policy(caFile: certificates.authority.path, http2: true)
        let request = try Wire.post("https://127.0.0.1:\(front.port)/", network: network)
        #expect(try await Wire.exchange(request, network).text == "secret")
        front.stop()
        server.stop()
        certificates.remove()
    }
}
