internal import Core
internal import FoundationEssentials

/// A DingTalk custom robot: one Markdown message.
///
/// Source: open.dingtalk.com, 自定义机器人接入; the same fields as prometheus-webhook-dingtalk sends.
struct DingTalkChannel: Channel {
    /// The limit of a request's body, bytes (code 460101).
    static let bodyLimit = 20_000

    private let endpoint: Endpoint
    private let secret: Secret?
    private let mention: [String]

    init(endpoint: Endpoint, secret: Secret?, mention: [String]) {
        self.endpoint = endpoint
        self.secret = secret
        self.mention = mention
    }

    /// 20 a minute; beyond, the robot is deaf for ten minutes.
    var limits: RateLimits { RateLimits(windows: [.perMinute(20)]) }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let body = message.summary.rendered(body(of:)) { $0.count <= DingTalkChannel.bodyLimit }
        guard let secret else { return HTTPRequest(json: body, to: endpoint) }
        let timestamp = String(now.milliseconds)
        let sign = DingTalkChannel.sign(timestamp: timestamp, secret: secret)
        return HTTPRequest(json: body, to: endpoint.adding(query: "timestamp=\(timestamp)&sign=\(sign.percentEncoded)"))
    }

    /// The key is the secret and the message `timestamp + "\n" + secret`, in milliseconds: unlike Feishu's.
    static func sign(timestamp: String, secret: Secret) -> String {
        Signature.base64(of: Array("\(timestamp)\n\(secret.reveal())".utf8), key: SigningKey(secret.reveal().utf8))
    }

    // MARK: Body

    private func body(of summary: Summary) -> [UInt8] {
        let dialect = DingTalkMarkdown()
        let mentioned = summary.callsForAction ? Mentioned(mention) : Mentioned([])
        let title = summary.custom == nil ? "#### \(dialect.escaped(summary.title))" : ""
        let text = [title, dialect.body(of: summary), mentioned.text]
        var json = JSONWriter()
        json.object { json in
            json.member("msgtype", "markdown")
            json.memberObject("markdown") { json in
                json.member("title", summary.title)
                json.member("text", text.filter { !$0.isEmpty }.joined(separator: "\n\n"))
            }
            json.member("at") { mentioned.write(to: &$0) }
        }
        return json.utf8
    }

    /// Who is mentioned: in `at`, and in the text too, for DingTalk shows a mention only where the text has it.
    private struct Mentioned {
        let mobiles: [String]
        let users: [String]
        let isAll: Bool

        init(_ mention: [String]) {
            isAll = mention.contains("all")
            let people = mention.filter { $0 != "all" }
            mobiles = people.filter { MentionSyntax.isMobile($0) }
            users = people.filter { !MentionSyntax.isMobile($0) }
        }

        var text: String {
            ((isAll ? ["all"] : []) + mobiles + users).map { "@\($0)" }.joined(separator: " ")
        }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("atMobiles", strings: mobiles)
                json.member("atUserIds", strings: users)
                json.member("isAtAll", flag: isAll)
            }
        }
    }

    // MARK: Answer

    private struct Answer: Decodable {
        var errcode: Int?
        var errmsg: String?
        /// The gateway's protection against floods, which knows no `errcode`: `{"status":1111,"wait":5,"source":"x5"}`.
        var source: String?
        var punish: String?
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let codes = CodeTable.dingTalk
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)) else {
            return codes.unintelligible(response)
        }
        let words = answer.errmsg ?? ""
        if answer.source == "x5" || answer.punish != nil {
            return codes.judgement(on: 130_101, saying: words, in: response, now: now)
        }
        guard let code = answer.errcode else { return codes.unintelligible(response) }
        guard code != 0 else { return Judgement.byStatus(response) ?? .delivered }
        guard code == 310_000 else { return codes.judgement(on: code, saying: words, in: response, now: now) }
        return codes.judgement(.dingTalkRefusal(saying: words), code, saying: words, in: response, now: now)
    }
}

extension MentionSyntax {
    /// A mobile number, a user id, or `all`.
    public static let dingTalk = MentionSyntax("a mobile number (11 digits), a user id, or \"all\"") {
        MentionSyntax.isWord($0)
    }
}
