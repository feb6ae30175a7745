/// Answers as DingTalk does: always HTTP 200, the outcome in the body.
public struct DingTalkImitation: ServiceImitation {
    private let secret: String?
    private let now: @Sendable () -> Int64
    private let counter = RequestCounter(limit: 20, milliseconds: 60_000)

    /// An imitation.
    ///
    /// - Parameters:
    ///   - secret: what the robot signs with; nil for a robot without a secret.
    ///   - now: its clock, milliseconds since the epoch.
    public init(secret: String? = nil, now: @escaping @Sendable () -> Int64) {
        self.secret = secret
        self.now = now
    }

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        guard request.query["access_token"]?.isEmpty == false else {
            return .dingTalk(code: 300_005, "token is not exist")
        }
        guard Imitating.isJSON(request) else {
            return .dingTalk(code: 43_004, "require Content-Type: application/json; charset=utf-8")
        }
        guard let body = Imitating.object(request) else { return .dingTalk(code: 40_035, "缺少参数 json") }
        if let secret {
            let timestamp = request.query["timestamp"] ?? ""
            guard let milliseconds = Int64(timestamp), abs(now() - milliseconds) <= 3_600_000 else {
                return .dingTalk(code: 310_000, "invalid timestamp")
            }
            guard
                request.query["sign"] == Imitating.hmac(Array("\(timestamp)\n\(secret)".utf8), key: Array(secret.utf8))
            else { return .dingTalk(code: 310_000, "description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中") }
        }
        guard body["msgtype"] as? String == "markdown", let markdown = body["markdown"] as? [String: Any],
            let text = markdown["text"] as? String, markdown["title"] is String, !text.isEmpty
        else { return .dingTalk(code: 400_105, "unsupported msgtype") }
        guard request.body.count <= 20_000 else {
            return .dingTalk(code: 460_101, "message too long, exceed 20000 bytes")
        }
        guard mentionsAreInText(body["at"] as? [String: Any] ?? [:], text) else {
            return .dingTalk(code: 40_035, "at is not in text")
        }
        guard counter.takes(at: now()) else { return .dingTalkTooFast }
        return .dingTalkSuccess
    }

    /// DingTalk would take a message without and show no mention, which is what a test has to see.
    private func mentionsAreInText(_ at: [String: Any], _ text: String) -> Bool {
        let people = (at["atMobiles"] as? [String] ?? []) + (at["atUserIds"] as? [String] ?? [])
        return people.allSatisfy { text.contains("@\($0)") }
    }
}

extension WebhookReceiver.Answer {
    /// What DingTalk says to a message it has posted.
    public static let dingTalkSuccess = WebhookReceiver.Answer(200, #"{"errcode":0,"errmsg":"ok"}"#)
    /// What DingTalk says to the 21st message within a minute.
    public static let dingTalkTooFast = dingTalk(code: 130_101, "send too fast, exceed 20 times per minute")
    /// What DingTalk's gateway says to whoever goes on: no `errcode` at all.
    public static let dingTalkPunishment = WebhookReceiver.Answer(
        200, #"{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"4e7f0d0a"}"#)

    /// What DingTalk says to a message it refuses: HTTP 200.
    public static func dingTalk(code: Int, _ message: String) -> Self {
        WebhookReceiver.Answer(200, #"{"errcode":\#(code),"errmsg":"\#(message)"}"#)
    }
}
