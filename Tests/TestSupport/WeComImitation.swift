/// Answers as WeCom's group robots do: always HTTP 200, the outcome in the body.
public struct WeComImitation: ServiceImitation {
    private let now: @Sendable () -> Int64
    private let counter = RequestCounter(limit: 20, milliseconds: 60_000)

    /// An imitation with that clock, milliseconds since the epoch.
    public init(now: @escaping @Sendable () -> Int64) {
        self.now = now
    }

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        guard request.query["key"]?.isEmpty == false else { return .weCom(code: 93_000, "invalid webhook url") }
        guard let body = Imitating.object(request) else { return .weCom(code: 44_004, "empty content") }
        let limits = ["text": 2048, "markdown": 4096, "markdown_v2": 4096]
        guard let type = body["msgtype"] as? String, let limit = limits[type] else {
            return .weCom(code: 40_008, "invalid message type")
        }
        guard let content = (body[type] as? [String: Any])?["content"] as? String, !content.isEmpty else {
            return .weCom(code: 44_004, "empty content")
        }
        guard content.utf8.count <= limit else {
            return .weCom(code: 40_058, "\(type).content exceed max length \(limit). invalid Request Parameter")
        }
        guard counter.takes(at: now()) else { return .weCom(code: 45_009, "api freq out of limit") }
        return .weComSuccess
    }
}

extension WebhookReceiver.Answer {
    /// What WeCom says to a message it has posted.
    public static let weComSuccess = WebhookReceiver.Answer(200, #"{"errcode":0,"errmsg":"ok"}"#)

    /// What WeCom says to a message it refuses: HTTP 200.
    public static func weCom(code: Int, _ message: String) -> Self {
        WebhookReceiver.Answer(
            200, #"{"errcode":\#(code),"errmsg":"\#(message), hint: [1], from ip: 203.0.113.7, more info at x"}"#)
    }
}
