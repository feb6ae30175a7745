import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// Each service behind TLS, from the log to the answer: a message that it takes, and one that it refuses inside HTTP 200.
@Suite(
    .serialized, .timeLimit(.minutes(5)),
    .enabled(if: Tool.hasPython, "there is no python3 here to speak TLS"))
struct ChannelTLSTests {
    private let harness = Harness()

    @Test(arguments: ImitatedService.allCases)
    func whatTheServiceSaysDecides(service: ImitatedService) async throws {
        let imitation = service.imitation { [clock = harness.clock] in clock.now.milliseconds }
        let receiver = try await WebhookReceiver.start { request, number in
            number == 1 ? imitation.answer(request) : service.refusal
        }
        let certificates = try await TestCertificates.make()
        let front = try await TLSFront.start(certificates.identity(), backend: receiver.port)
        let network = try Wire.policy(allow: ["127.0.0.0/8", "::1"], caFile: certificates.authority.path)
        let channel = try Fixtures.channel(
            service.kind(base: "https://localhost:\(front.port)"), network: network)
        try await harness.withNotifier([channel], network: network) { notifier in
            var results: [AttemptResult] = []
            for number in 1...2 {
                harness.log.append(subject: Fixtures.subject())
                // Past the service's limit of messages.
                harness.clock.advance(seconds: 61)
                notifier.wake()
                let state = try await harness.log.wait {
                    $0.entries.count == number && !$0.entries[number - 1].results.isEmpty
                }
                results.append(state.entries[number - 1].results[0])
            }
            #expect(results[0].fate == (service == .teams ? .accepted : .delivered), "\(results[0])")
            // A workflow's own answer has no agreed form, so what sounds like a failure is tried again.
            #expect(service == .teams ? results[1].outcome == .unclear : results[1].fate == .dead, "\(results[1])")
            #expect(results[1].error?.isEmpty == false && results[1].body == service.refusal.body)
        }
        front.stop()
        certificates.remove()
        await receiver.stop()
    }
}

extension ImitatedService {
    /// How it says no to a message: inside HTTP 200 where the service, or a proxy before it, can do so.
    fileprivate var refusal: WebhookReceiver.Answer {
        switch self {
        case .feishu: .feishu(code: 19024, "Key Words Not Found")
        case .dingtalk: .dingTalk(code: 310_000, "keywords not in content")
        case .wecom: .weCom(code: 93_000, "invalid webhook url")
        case .slack: .init(200, "no_service")
        case .discord: .init(200, #"{"message":"Unknown Webhook","code":10015}"#)
        case .teams:
            .init(200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413")
        case .mattermost: .init(200, #"{"id":"web.incoming_webhook.invalid.app_error","message":"Invalid webhook"}"#)
        case .telegram: .init(200, #"{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked"}"#)
        case .ntfy: .init(200, #"{"code":40301,"http":403,"error":"forbidden"}"#)
        // The one service whose status is all there is.
        case .webhook: .init(410, "gone")
        }
    }
}
