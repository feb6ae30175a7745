internal import Core
internal import FoundationEssentials

/// A Feishu or Lark custom bot: one interactive card a message.
///
/// Source: open.feishu.cn, 自定义机器人使用指南 (doc ucTM5YjL3ETO24yNxkjN).
struct FeishuChannel: Channel {
    /// The documented limit of a request's body, bytes.
    static let bodyLimit = 20_000

    let endpoint: Endpoint
    private let secret: Secret?

    init(endpoint: Endpoint, secret: Secret?) {
        self.endpoint = endpoint
        self.secret = secret
    }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let summary = message.summary
        let timestamp = String(now.milliseconds / 1000)
        let sign = secret.map { FeishuChannel.sign(timestamp: timestamp, secret: $0) }
        func body(showing count: Int) -> [UInt8] {
            var json = JSONWriter()
            json.object { json in
                if let sign {
                    json.member("timestamp", timestamp)
                    json.member("sign", sign)
                }
                json.member("msg_type", "interactive")
                json.member("card") { FeishuCard(summary: summary, showing: count).write(to: &$0) }
            }
            return json.utf8
        }
        let shown = Summary.mostItems(of: summary.items.count) { body(showing: $0).count <= FeishuChannel.bodyLimit }
        return HTTPRequest(json: body(showing: shown), to: endpoint)
    }

    /// The key is `timestamp + "\n" + secret` and the message is empty, unlike DingTalk's, which looks the same.
    static func sign(timestamp: String, secret: Secret) -> String {
        Signature.base64(of: [], key: SigningKey("\(timestamp)\n\(secret.reveal())".utf8))
    }

    // MARK: Answer

    private struct Answer: Decodable {
        var code: Int?
        var msg: String?
        var statusCode: Int?

        enum CodingKeys: String, CodingKey {
            case code, msg
            case statusCode = "StatusCode"
        }
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body))
        let byStatus = Judgement.byStatus(response)
        guard let answer, let code = answer.code ?? answer.statusCode else {
            return byStatus ?? .unclear(FeishuCode.unintelligible)
        }
        guard code != 0 else { return byStatus ?? .delivered }
        let text = (answer.msg ?? "").singleLine(limit: 200)
        if FeishuCode.rateLimits.contains(code) || text.contains("frequency limited") {
            return .retry(FeishuCode.rateLimited(code, text), after: response.retryAfterSeconds)
        }
        guard let known = FeishuCode.permanent[code] else {
            return byStatus ?? .unclear(FeishuCode.unknown(code, text))
        }
        let minutesAhead = code == FeishuCode.signatureRefused ? clockOffset(response, now) : nil
        return .permanent(known.problem(code: code, text: text, minutesAhead: minutesAhead))
    }

    /// How many minutes our clock is ahead of the service's; nil when they agree or it did not say.
    private func clockOffset(_ response: HTTPResponse, _ now: UnixTime) -> Int? {
        guard let date = response.date else { return nil }
        let minutes = Int((now.milliseconds - date.milliseconds) / 60_000)
        return minutes == 0 ? nil : minutes
    }
}
