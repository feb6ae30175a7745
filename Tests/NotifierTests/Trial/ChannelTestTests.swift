import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// A test message over real sockets: what the service gets, and what the person hears.
@Suite(.timeLimit(.minutes(5)))
struct ChannelTestTests {
    private func send(
        _ definition: ChannelDefinition, _ network: NetworkPolicy = Fixtures.local
    ) async throws -> (id: String, result: AttemptResult) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try definition.sendTest(network: network) {
                            UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
                        }
                    })
            }
        }
    }

    @Test(arguments: ImitatedService.allCases)
    func theServiceTakesItAndItSaysWhatItIs(service: ImitatedService) async throws {
        let imitation = service.imitation { Int64(Date().timeIntervalSince1970 * 1000) }
        let receiver = try await WebhookReceiver.start { request, _ in imitation.answer(request) }
        let definition = try Fixtures.channel(service.kind(at: receiver, secret: nil), mention: service.mentions)
        let (id, result) = try await send(definition)
        await receiver.stop()
        #expect(result.fate == (service == .teams ? .accepted : .delivered), "\(result)")
        let body = try #require(receiver.received.first).body
        let shown = try #require(ChatView.text(of: body))
        #expect(shown.contains("【测试】") && shown.contains("notify-test"))
        #expect(shown.contains(id.dropFirst(4).prefix(6)))
        let text = String(decoding: body, as: UTF8.self)
        for mention in service.mentions { #expect(!text.contains("\(mention)\""), "mentions nobody") }
    }

    /// A machine must not take it for a report.
    @Test func aReceiverOfJSONIsToldThatItIsATest() async throws {
        let receiver = try await WebhookReceiver.start()
        _ = try await send(Fixtures.webhook(url: receiver.url()))
        await receiver.stop()
        let body = try #require(receiver.received.first).body
        let json = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        let data = try #require(json?["data"] as? [String: Any])
        #expect(json?["type"] as? String == "heartbeat" && data["test"] as? Bool == true && data["verdict"] == nil)
    }

    @Test func aRefusalIsToldWithItsRemedyAndMasked() async throws {
        let receiver = try await WebhookReceiver.start { request, _ in
            .feishu(code: 19021, "sign match fail \(request.path)")
        }
        let definition = try Fixtures.channel(
            ImitatedService.feishu.kind(at: receiver, secret: "SECRET-456789"), mention: [])
        let (_, result) = try await send(definition)
        await receiver.stop()
        #expect(result.fate == .dead && result.outcome == .misconfigured && result.status == 200)
        #expect(result.error?.contains("签名密钥") == true && result.body?.contains("19021") == true)
        #expect(!"\(result)".contains("CREDENTIAL-0123") && !"\(result)".contains("SECRET-456789"))
    }

    @Test func theNetworksRulesHold() async throws {
        let receiver = try await WebhookReceiver.start { _, _ in .never }
        let silent = try await send(Fixtures.webhook(url: receiver.url()), Wire.policy(timeout: 1))
        #expect(silent.result.fate == .ambiguous(repeatedAt: nil))
        await receiver.stop()
        let strict = try NetworkPolicy()
        let refused = try await send(
            Fixtures.channel(.webhook(url: Secret("https://localhost:1/"), secret: nil), network: strict), strict)
        #expect(refused.result.outcome == .unavailable)
        #expect(refused.result.error?.contains("allow_private") == true)
    }

    @Test func aMailIsATestToo() async throws {
        let server = try SMTPImitation()
        let account = MailAccount(
            server: Secret("smtp://127.0.0.1:\(server.port)"), user: "u", password: Secret("p"),
            sender: try #require(MailAddress("a@x.org")), recipients: [try #require(MailAddress("b@x.org"))])
        let (id, result) = try await send(Fixtures.channel(.email(account)))
        #expect(result.fate == .delivered && result.status == 250)
        #expect(server.received.count == 1)
        #expect(String(decoding: server.received[0].content, as: UTF8.self).contains("Message-ID: <\(id)@x.org>"))
        server.stop()
    }
}
