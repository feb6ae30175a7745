/// What goes wrong at a receiver on request, whatever it is asked: for seeing what a sender makes of it.
public enum ReceiverFailure: String, Sendable, CaseIterable {
    /// HTTP 503.
    case unavailable
    /// Too many messages, in the service's own words.
    case limited
    /// The robot or the webhook is no more, in the service's own words.
    case gone
    /// HTTP 200 with a page, as a proxy's log-in answers.
    case garbage
    /// The connection closes within the answer.
    case cut
    /// No answer.
    case silent
    /// The right answer, after three seconds.
    case slow
    /// The service's clock is two hours ahead: what is signed with a time is refused.
    case clock

    /// How far ahead ``clock`` is, milliseconds.
    public static let clockOffset: Int64 = 2 * 3_600_000

    /// The answer to a request; nil where it is the service's own.
    public func answer(as service: ImitatedService?) -> WebhookReceiver.Answer? {
        switch self {
        case .unavailable: .init(503, "try again later")
        case .limited: service?.tooMany ?? .init(429, "too many requests", headers: ["Retry-After": "5"])
        case .gone: service?.removed ?? .init(404, "not found")
        case .garbage: .init(200, "<!doctype html><title>Log in</title>", headers: ["Content-Type": "text/html"])
        case .cut: .cutOff
        case .silent: .never
        case .slow, .clock: nil
        }
    }
}

extension ImitatedService {
    fileprivate var tooMany: WebhookReceiver.Answer? {
        switch self {
        case .feishu: .feishu(code: 11232, "frequency limited psm[x]appID[1500]")
        case .dingtalk: .dingTalkTooFast
        case .wecom: .weCom(code: 45_009, "api freq out of limit")
        case .slack: .slackRateLimited
        case .discord: .discordRateLimited
        case .telegram: .telegramRateLimited
        case .ntfy: .ntfy(code: 42_901, "limit reached: too many requests")
        case .teams, .mattermost, .webhook: nil
        }
    }

    fileprivate var removed: WebhookReceiver.Answer? {
        switch self {
        case .feishu: .feishu(code: 19001, "param invalid: incoming webhook access token invalid")
        case .dingtalk: .dingTalk(code: 300_005, "token is not exist")
        case .wecom: .weCom(code: 93_000, "invalid webhook url")
        case .slack: .init(404, "no_service")
        case .discord: .discord(status: 404, code: 10_015, "Unknown Webhook")
        case .telegram: .telegram(code: 401, "Unauthorized")
        case .teams, .mattermost, .ntfy, .webhook: nil
        }
    }

    /// What of the configuration makes a channel that ends at this base address.
    public func configuration(base: String, secret: String?) -> String {
        func channel(_ type: String, _ path: String, signs: Bool = false) -> String {
            let signing = signs ? secret.map { ", \"secret\": \"\($0)\"" } ?? "" : ""
            return "{ \"type\": \"\(type)\", \"url\": \"\(base)\(path)\"\(signing) }"
        }
        switch self {
        case .feishu: return channel("feishu", "/open-apis/bot/v2/hook/try", signs: true)
        case .dingtalk: return channel("dingtalk", "/robot/send?access_token=try", signs: true)
        case .wecom: return channel("wecom", "/cgi-bin/webhook/send?key=try")
        case .slack: return channel("slack", "/services/T0/B0/try")
        case .discord: return channel("discord", "/api/webhooks/119/try")
        case .teams: return channel("teams", "/workflows/1/invoke?api-version=1&sig=try")
        case .mattermost: return channel("mattermost", "/hooks/try")
        case .telegram:
            let token = secret ?? "42:try-try-try"
            return #"{ "type": "telegram", "url": "\#(base)", "token": "\#(token)", "chat_id": "-100" }"#
        case .ntfy:
            let token = secret.map { ", \"token\": \"\($0)\"" } ?? ""
            return "{ \"type\": \"ntfy\", \"url\": \"\(base)/\", \"topic\": \"gongkai\"\(token) }"
        case .webhook: return channel("webhook", "/hook", signs: true)
        }
    }
}
