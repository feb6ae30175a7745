import Core
import TestSupport
import Testing

@testable import Notifier

/// What every channel owes, over real sockets against a receiver that imitates the service.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct ChannelContractTests {
    enum Service: String, CaseIterable, Sendable {
        case webhook, feishu
    }

    private let harness = Harness()

    private func definition(_ service: Service, _ url: String, secret: Secret? = nil) throws -> ChannelDefinition {
        switch service {
        case .webhook: try Fixtures.webhook("c", url: url, secret: secret)
        case .feishu: try Fixtures.feishu("c", url: url, secret: secret)
        }
    }

    /// Sends one message and returns what its first attempt came to.
    private func result(
        _ service: Service, secret: Secret? = nil,
        _ answer: @escaping @Sendable (WebhookReceiver.Request) -> WebhookReceiver.Answer
    ) async throws -> AttemptResult {
        let receiver = try await WebhookReceiver.start { request, _ in answer(request) }
        let channel = try definition(service, receiver.url(), secret: secret)
        return try await harness.withNotifier([channel]) { notifier in
            harness.log.append(subject: Fixtures.subject())
            notifier.wake()
            let state = try await harness.log.wait { $0.entries.first?.results.first != nil }
            await receiver.stop()
            return try #require(state.entries.first?.results.first)
        }
    }

    @Test(
        arguments: Service.allCases, [(429, true), (500, true), (503, true), (408, true), (400, false), (404, false)])
    func anHTTPErrorIsAFailure(service: Service, status: (code: Int, isRepeated: Bool)) async throws {
        let result = try await result(service) { _ in .init(status.code, "no") }
        if case .retry = result.fate {
            #expect(status.isRepeated)
        } else {
            #expect(result.fate == .dead && !status.isRepeated)
        }
        #expect(result.status == status.code)
        #expect(result.error != nil && result.body == "no")
    }

    @Test func feishuTakesASignedCard() async throws {
        let secret = Secret("demo")
        let seconds = harness.clock.now.milliseconds / 1000
        let imitation = FeishuImitation(now: { seconds }) { FeishuChannel.sign(timestamp: $0, secret: secret) }
        #expect(try await result(.feishu, secret: secret) { imitation.answer($0) }.fate == .delivered)
    }

    @Test func feishuRefusesAForeignSignatureInsideHTTP200() async throws {
        let seconds = harness.clock.now.milliseconds / 1000
        let imitation = FeishuImitation(now: { seconds }) { _ in "other" }
        let result = try await result(.feishu, secret: Secret("demo")) { imitation.answer($0) }
        #expect(result.fate == .dead && result.status == 200)
        #expect(result.error?.contains("19021") == true)
        #expect(result.error?.contains("签名密钥") == true)
    }

    @Test func feishuRefusesATimestampThatIsTooOld() async throws {
        let seconds = harness.clock.now.milliseconds / 1000 + 4000
        let imitation = FeishuImitation(now: { seconds }) { FeishuChannel.sign(timestamp: $0, secret: Secret("demo")) }
        let result = try await result(.feishu, secret: Secret("demo")) { imitation.answer($0) }
        #expect(result.fate == .dead)
    }

    @Test func feishuRateLimitInsideHTTP200IsRepeated() async throws {
        let result = try await result(.feishu) { _ in .feishu(code: 11232, "frequency limited") }
        guard case .retry = result.fate else {
            Issue.record("\(result)")
            return
        }
    }

    @Test func garbageInsideHTTP200IsNoSuccessForFeishu() async throws {
        let result = try await result(.feishu) { _ in .init(200, "<html>hello</html>") }
        guard case .retry = result.fate else {
            Issue.record("\(result)")
            return
        }
        #expect(result.error?.contains("JSON") == true)
    }
}
