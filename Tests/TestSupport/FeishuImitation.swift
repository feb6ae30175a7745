internal import Foundation

/// Answers as Feishu does: always HTTP 200, the outcome in the body.
public struct FeishuImitation: Sendable {
    private struct Body: Decodable {
        var timestamp: String?
        var sign: String?
        var messageType: String?

        enum CodingKeys: String, CodingKey {
            case timestamp, sign
            case messageType = "msg_type"
        }
    }

    private let sign: (@Sendable (_ timestamp: String) -> String)?
    private let now: @Sendable () -> Int64

    /// An imitation.
    ///
    /// - Parameters:
    ///   - now: its clock, seconds since the epoch.
    ///   - sign: the signature it expects of a timestamp; nil for a bot without one.
    public init(now: @escaping @Sendable () -> Int64, sign: (@Sendable (_ timestamp: String) -> String)? = nil) {
        self.now = now
        self.sign = sign
    }

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        guard request.body.count <= 20_480 else { return refusal(19036, "message too large") }
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(request.body)) else {
            return refusal(99_991_300, "not json")
        }
        guard body.messageType == "interactive" else { return refusal(19002, "params error, msg_type need") }
        if let sign {
            guard let timestamp = body.timestamp, let seconds = Int64(timestamp), abs(now() - seconds) <= 3600,
                body.sign == sign(timestamp)
            else { return refusal(19021, "sign match fail or timestamp is not within one hour from current time") }
        }
        return .feishuSuccess
    }

    private func refusal(_ code: Int, _ message: String) -> WebhookReceiver.Answer {
        .feishu(code: code, message)
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
