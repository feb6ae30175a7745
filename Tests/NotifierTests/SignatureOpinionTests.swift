import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// Signatures as they arrive, by a second opinion: code that shares nothing with this program.
@Suite(.timeLimit(.minutes(5)), .enabled(if: Tool.hasPython, "there is no python3 here to give a second opinion"))
struct SignatureOpinionTests {
    private static let webhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    /// What Python says about one message that a channel has sent.
    private func opinion(
        _ service: ImitatedService, secret: String, told: String? = nil, verifier: String? = nil
    ) async throws -> String {
        let receiver = try await WebhookReceiver.start()
        let channel = try Fixtures.channel(service.kind(at: receiver, secret: secret))
        let now = UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let transfer = channel.channel.transfer(of: Fixtures.message(), now: now)
        _ = try await Wire.exchange(transfer, Fixtures.local)
        let request = try #require(receiver.received.first)
        await receiver.stop()
        let description: [String: Any] = [
            "service": verifier ?? service.rawValue, "secret": told ?? secret, "query": request.query,
            "headers": request.headers, "body": Data(request.body).base64EncodedString(),
        ]
        let script = try String(contentsOf: Tool.folder.appending(path: "verify_signature.py"), encoding: .utf8)
        let input = try JSONSerialization.data(withJSONObject: description)
        return String(decoding: try await Tool.python(script, input: [UInt8](input)), as: UTF8.self)
    }

    @Test(arguments: [
        (ImitatedService.feishu, "demo"), (.feishu, "密钥 with spaces"), (.dingtalk, "SECdemo"), (.dingtalk, "SEC+/= &%"),
        (.webhook, webhookSecret),
    ])
    func pythonAgrees(service: ImitatedService, secret: String) async throws {
        #expect(try await opinion(service, secret: secret) == "right\n")
    }

    /// The opinion is one: it can be against.
    @Test(arguments: [ImitatedService.feishu, .dingtalk, .webhook])
    func pythonDisagreesWithAnotherSecret(service: ImitatedService) async throws {
        let other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        #expect(try await opinion(service, secret: Self.webhookSecret, told: other) == "wrong\n")
    }

    @Test(.enabled(if: Tool.hasStandardWebhooks, "python3 has no standardwebhooks (pip install standardwebhooks)"))
    func theLibraryOfTheSpecificationAgrees() async throws {
        #expect(
            try await opinion(.webhook, secret: Self.webhookSecret, verifier: "standardwebhooks") == "right\n")
    }
}
