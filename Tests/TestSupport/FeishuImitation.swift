/// Answers as Feishu does: always HTTP 200, the outcome in the body.
public struct FeishuImitation: ServiceImitation {
    private let secret: String?
    private let now: @Sendable () -> Int64
    private let perMinute = RequestCounter(limit: 100, milliseconds: 60_000)
    private let perSecond = RequestCounter(limit: 5, milliseconds: 1_000)

    /// An imitation.
    ///
    /// - Parameters:
    ///   - secret: what the bot signs with; nil for a bot without a secret.
    ///   - now: its clock, milliseconds since the epoch.
    public init(secret: String? = nil, now: @escaping @Sendable () -> Int64) {
        self.secret = secret
        self.now = now
    }

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        guard perSecond.takes(at: now()), perMinute.takes(at: now()) else {
            return .feishu(code: 11232, "frequency limited psm[x]appID[1500]")
        }
        guard request.body.count <= 20_480 else { return .feishu(code: 19036, "message too large") }
        guard Imitating.isJSON(request), let body = Imitating.object(request) else {
            return .feishu(code: 99_991_300, "not json")
        }
        guard body["msg_type"] as? String == "interactive", let card = body["card"] as? [String: Any] else {
            return .feishu(code: 19002, "params error, msg_type need")
        }
        guard card["schema"] as? String == "2.0", card["header"] is [String: Any],
            (card["body"] as? [String: Any])?["elements"] is [[String: Any]]
        else { return .feishu(code: 200_621, "parse card json err") }
        if let secret {
            guard let timestamp = body["timestamp"] as? String, let seconds = Int64(timestamp),
                abs(now() / 1000 - seconds) <= 3600,
                body["sign"] as? String == Imitating.hmac([], key: Array("\(timestamp)\n\(secret)".utf8))
            else {
                return .feishu(
                    code: 19021, "sign match fail or timestamp is not within one hour from current time")
            }
        }
        return .feishuSuccess
    }
}

extension WebhookReceiver.Answer {
    /// What Feishu says to a message it has posted.
    public static let feishuSuccess = WebhookReceiver.Answer(
        200, #"{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}"#)

    /// What Feishu says to a message it refuses: HTTP 200.
    public static func feishu(code: Int, _ message: String, headers: [String: String] = [:]) -> Self {
        WebhookReceiver.Answer(200, #"{"code":\#(code),"data":{},"msg":"\#(message)"}"#, headers: headers)
    }
}
