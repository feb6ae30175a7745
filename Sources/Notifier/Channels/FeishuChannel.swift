internal import Core
internal import FoundationEssentials

/// A Feishu or Lark custom bot: one interactive card a message.
///
/// Source: open.feishu.cn, 自定义机器人使用指南 (doc ucTM5YjL3ETO24yNxkjN).
struct FeishuChannel: Channel {
    /// The documented limit of a request's body, bytes.
    static let bodyLimit = 20_000

    private let endpoint: Endpoint
    private let secret: Secret?
    private let mention: [String]

    init(endpoint: Endpoint, secret: Secret?, mention: [String]) {
        self.endpoint = endpoint
        self.secret = secret
        self.mention = mention
    }

    /// 100 a minute and 5 a second for each bot, and not on the hour or half hour (code 11232).
    var limits: RateLimits { RateLimits(windows: [.perMinute(100), .perSecond(5)], avoidsHalfHours: true) }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let timestamp = String(now.milliseconds / 1000)
        let sign = secret.map { FeishuChannel.sign(timestamp: timestamp, secret: $0) }
        let body = message.summary.rendered { summary in
            var json = JSONWriter()
            json.object { json in
                if let sign {
                    json.member("timestamp", timestamp)
                    json.member("sign", sign)
                }
                json.member("msg_type", "interactive")
                json.member("card") { FeishuCard(summary: summary, mention: mention).write(to: &$0) }
            }
            return json.utf8
        } fits: {
            $0.count <= FeishuChannel.bodyLimit
        }
        return HTTPRequest(json: body, to: endpoint)
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
        let codes = CodeTable.feishu
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)),
            let code = answer.code ?? answer.statusCode
        else { return codes.unintelligible(response) }
        guard code != 0 else { return Judgement.byStatus(response) ?? .delivered }
        let words = answer.msg ?? ""
        // 9499 is said of bad requests and, by some gateways, of too many.
        let meant = words.contains("frequency limited") ? 11232 : code
        guard let known = codes.codes[meant] else { return codes.unknown(code, saying: words, in: response) }
        return codes.judgement(known, code, saying: words, in: response, now: now)
    }
}

extension MentionSyntax {
    /// An open_id (`ou_…`) or user_id, or `all`.
    public static let feishu = MentionSyntax("an open_id (ou_…), a user_id, or \"all\"") { MentionSyntax.isWord($0) }
}
