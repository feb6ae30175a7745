import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// What every channel owes, over real sockets against a receiver that imitates the service.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ChannelContractTests {
    private let harness = Harness()

    /// Sends one message and returns what its first attempt came to.
    private func result(
        _ service: ImitatedService, secret: String? = nil, mention: [String] = [],
        subject: Event.Subject = Fixtures.subject(), network: NetworkPolicy = Fixtures.local,
        _ answer: @escaping @Sendable (WebhookReceiver.Request) -> WebhookReceiver.Answer
    ) async throws -> AttemptResult {
        let receiver = try await WebhookReceiver.start { request, _ in answer(request) }
        let channel = try Fixtures.channel(
            service.kind(at: receiver, secret: secret), mention: mention, network: network)
        return try await harness.withNotifier([channel], network: network) { notifier in
            harness.log.append(subject: subject)
            notifier.wake()
            let state = try await harness.log.wait { $0.entries.first?.results.first != nil }
            await receiver.stop()
            return try #require(state.entries.first?.results.first)
        }
    }

    private func imitation(_ service: ImitatedService, secret: String? = nil, ahead: Int64 = 0) -> any ServiceImitation
    {
        service.imitation(secret: secret) { [clock = harness.clock] in clock.now.milliseconds + ahead }
    }

    // MARK: Success

    @Test(arguments: ImitatedService.allCases)
    func theServiceTakesTheMessage(service: ImitatedService) async throws {
        let imitation = imitation(service)
        let result = try await result(service) { imitation.answer($0) }
        #expect(result.fate == (service == .teams ? .accepted : .delivered), "\(result)")
        #expect(result.error == nil)
    }

    @Test(arguments: ImitatedService.allCases)
    func theServiceTakesTheLargestMessageWithMentions(service: ImitatedService) async throws {
        let nasty = HostileText.everything
        let findings = (1...100).map { number in
            Finding(
                rule: "custom.x", severity: .error, message: Message(zh: nasty, en: nasty), quote: "\(number)\(nasty)")
        }
        var subject = Fixtures.subject(verdict: .invalid, agency: nasty, findings: findings, gone: findings)
        subject.file = "/srv/\(nasty)"
        let imitation = imitation(service)
        let result = try await result(service, mention: service.mentions, subject: subject) { imitation.answer($0) }
        #expect(result.fate == (service == .teams ? .accepted : .delivered), "\(result)")
    }

    @Test(arguments: [
        (ImitatedService.feishu, "demo"), (.dingtalk, "SECdemo"), (.webhook, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        (.telegram, "123456:ABC-DEF"), (.ntfy, "tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2"),
    ])
    func theServiceKnowsTheSignature(service: ImitatedService, secret: String) async throws {
        let imitation = imitation(service, secret: secret)
        let right = try await result(service, secret: secret) { imitation.answer($0) }
        #expect(right.fate == .delivered, "\(right)")
    }

    @Test(arguments: [
        (ImitatedService.feishu, "demo", "19021"), (.dingtalk, "SECdemo", "310000"), (.webhook, "plain", "401"),
        (.telegram, "123456:ABC-DEF", "401"), (.ntfy, "tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2", "40101"),
    ])
    func aForeignSignatureIsTold(service: ImitatedService, secret: String, code: String) async throws {
        let imitation = imitation(service, secret: "other")
        let wrong = try await result(service, secret: secret) { imitation.answer($0) }
        #expect(wrong.fate == .dead, "\(wrong)")
        #expect(wrong.error?.contains(code) == true, "\(wrong)")
        #expect(wrong.error?.contains(secret) == false)
    }

    // MARK: Failure

    @Test(
        arguments: ImitatedService.allCases,
        [(429, true), (500, true), (503, true), (408, true), (400, false), (404, false), (301, true)])
    func anHTTPErrorIsAFailure(service: ImitatedService, status: (code: Int, isRepeated: Bool)) async throws {
        let result = try await result(service) { _ in .init(status.code, "no") }
        if case .retry = result.fate {
            #expect(status.isRepeated)
        } else {
            #expect(result.fate == .dead && !status.isRepeated)
        }
        #expect(result.status == status.code)
        #expect(result.error != nil && result.body == "no")
    }

    /// The generic webhook is the one whose body nobody has agreed on.
    @Test(
        arguments: ImitatedService.allCases.filter { $0 != .webhook },
        ["<html>login</html>", #"{"hello":1}"#, #"{"code":77777777,"errcode":77777777,"ok":false,"error":"x_y"}"#])
    func aStrangeBodyInsideHTTP200IsNoSuccess(service: ImitatedService, body: String) async throws {
        // Teams' workflows may answer with what their author likes; a page in place of one is the trap.
        guard service != .teams || body.hasPrefix("<") else { return }
        let result = try await result(service) { _ in .init(200, body) }
        guard case .retry = result.fate else {
            Issue.record("\(result)")
            return
        }
        #expect(result.error?.isEmpty == false)
    }

    /// A chat that has the message and could not say so must not get it again under another number.
    @Test(arguments: ImitatedService.allCases, [WebhookReceiver.Answer.never, .cutOff])
    func whatWasSentAndNotAnsweredIsAmbiguous(service: ImitatedService, answer: WebhookReceiver.Answer) async throws {
        let result = try await result(service, network: Wire.policy(timeout: 1)) { _ in answer }
        guard case .ambiguous(let moment?) = result.fate else {
            Issue.record("\(result)")
            return
        }
        #expect(moment >= harness.clock.now && result.outcome == .ambiguous && result.status == nil)
        #expect(result.error?.contains("可能已收到") == true)
    }

    @Test(arguments: [ImitatedService.feishu, .dingtalk, .webhook])
    func aTimestampThatIsTooOldIsToldWithTheClocksOffset(service: ImitatedService) async throws {
        let imitation = imitation(service, secret: "SECdemo", ahead: 73 * 60_000)
        let seconds = harness.clock.now.milliseconds / 1000 + 73 * 60
        let result = try await result(service, secret: "SECdemo") { request in
            var answer = imitation.answer(request)
            answer.headers["Date"] = HTTPDate.text(milliseconds: seconds * 1000)
            return answer
        }
        #expect(result.fate == .dead)
        #expect(result.error?.contains("本机时钟慢 73 分钟") == true, "\(result)")
    }

    @Test(arguments: [
        (ImitatedService.feishu, WebhookReceiver.Answer.feishu(code: 11232, "frequency limited"), 0 as Int64),
        (.dingtalk, .dingTalkTooFast, 600), (.dingtalk, .dingTalkPunishment, 600),
        (.wecom, .weCom(code: 45_009, "api freq out of limit"), 60), (.slack, .slackRateLimited, 1),
        (.discord, .discordRateLimited, 65), (.telegram, .telegramRateLimited, 31),
        (.ntfy, .ntfy(code: 42_901, "limit reached"), 5),
    ])
    func aRateLimitIsWaitedFor(service: ImitatedService, answer: WebhookReceiver.Answer, seconds: Int64) async throws {
        let began = harness.clock.now
        let result = try await result(service) { _ in answer }
        guard case .retry(let moment) = result.fate else {
            Issue.record("\(result)")
            return
        }
        #expect(moment >= began.advanced(milliseconds: seconds * 1000), "\(result)")
    }

    @Test(arguments: ImitatedService.allCases)
    func anAnswerThatShowsTheCredentialsIsMasked(service: ImitatedService) async throws {
        let secret = service.secretLike
        let result = try await result(service, secret: secret) { request in
            .init(400, "you sent \(request.path) \(request.query) \(request.headers)")
        }
        let everything = "\(result) \(harness.recorder.all)"
        #expect(!everything.contains(secret))
        #expect(!everything.contains("CREDENTIAL-0123"))
    }
}

extension ImitatedService {
    /// A channel of the service that leads to a receiver.
    func kind(at receiver: WebhookReceiver, secret: String?) -> ChannelDefinition.Kind {
        kind(base: receiver.url(""), secret: secret)
    }

    /// A channel of the service at some host.
    func kind(base: String, secret: String? = nil) -> ChannelDefinition.Kind {
        let secret = secret.map { Secret($0) }
        switch self {
        case .feishu: return .feishu(url: Secret("\(base)/open-apis/bot/v2/hook/CREDENTIAL-0123"), secret: secret)
        case .dingtalk: return .dingtalk(url: Secret("\(base)/robot/send?access_token=CREDENTIAL-0123"), secret: secret)
        case .wecom: return .wecom(url: Secret("\(base)/cgi-bin/webhook/send?key=CREDENTIAL-0123"))
        case .slack: return .slack(url: Secret("\(base)/services/T0/B0/CREDENTIAL-0123"))
        case .discord: return .discord(url: Secret("\(base)/api/webhooks/119/CREDENTIAL-0123"))
        case .teams: return .teams(url: Secret("\(base)/workflows/1/invoke?api-version=1&sig=CREDENTIAL-0123"))
        case .mattermost: return .mattermost(url: Secret("\(base)/hooks/CREDENTIAL-0123"))
        case .telegram:
            return .telegram(url: Secret(base), token: secret ?? Secret("42:CREDENTIAL-0123"), chatID: "-1001234567890")
        case .ntfy: return .ntfy(url: Secret("\(base)/"), topic: "gongkai", token: secret)
        case .webhook: return .webhook(url: Secret("\(base)/hook/CREDENTIAL-0123"), secret: secret)
        }
    }

    /// Some people and, where the service can, everybody.
    var mentions: [String] {
        switch self {
        case .feishu: ["ou_0123456789abcdef", "all"]
        case .dingtalk: ["13900000000", "manager01", "all"]
        case .wecom: ["zhangsan", "lisi"]
        case .slack: ["U012AB3CD", "S012AB3CD", "here"]
        case .discord: ["119000000000000001", "&119000000000000002", "everyone"]
        case .teams: ["zhangsan@example.gov.cn"]
        case .mattermost: ["zhangsan", "here"]
        case .telegram: ["@zhangsan", "987654321"]
        case .ntfy, .webhook: []
        }
    }

    fileprivate var secretLike: String { self == .telegram ? "42:SECRET-456789" : "SECRET-456789" }
}
