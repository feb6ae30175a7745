internal import Core
internal import FoundationEssentials

/// A WeCom group robot: Markdown with colours, or text where somebody is mentioned whom Markdown cannot mention.
///
/// Source: developer.work.weixin.qq.com, 消息推送 (path 91770 and 99110). The key in the URL is the whole credential.
struct WeComChannel: Channel {
    /// The limit of a Markdown message's content, bytes of UTF-8.
    static let markdownLimit = 4096
    /// The limit of a text message's content, bytes of UTF-8.
    static let textLimit = 2048

    private let endpoint: Endpoint
    private let mention: [String]

    init(endpoint: Endpoint, mention: [String]) {
        self.endpoint = endpoint
        self.mention = mention
    }

    /// 20 a minute for each robot.
    var limits: RateLimits { RateLimits(windows: [.perMinute(20)]) }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let mention = message.summary.callsForAction ? mention : []
        // Markdown knows `<@userid>` only: neither everybody nor mobile numbers.
        let needsText = mention.contains { $0 == "all" || MentionSyntax.isMobile($0) }
        return HTTPRequest(
            json: needsText ? text(message.summary, mention) : markdown(message.summary, mention), to: endpoint)
    }

    private func markdown(_ summary: Summary, _ mention: [String]) -> [UInt8] {
        let mentions = mention.map { "\n<@\($0)>" }.joined()
        let content = summary.rendered {
            WeComMarkdown().text(of: $0) + mentions
        } fits: {
            $0.utf8.count <= WeComChannel.markdownLimit
        }
        return body("markdown") { $0.member("content", content) }
    }

    private func text(_ summary: Summary, _ mention: [String]) -> [UInt8] {
        let mobiles = mention.filter { MentionSyntax.isMobile($0) }
        let users = mention.filter { !mobiles.contains($0) }.map { $0 == "all" ? "@all" : $0 }
        return body("text") { json in
            json.member("content", summary.text(limit: WeComChannel.textLimit))
            json.member("mentioned_list", strings: users)
            json.member("mentioned_mobile_list", strings: mobiles)
        }
    }

    private func body(_ type: String, _ content: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("msgtype", type)
            json.member(type) { $0.object(content) }
        }
        return json.utf8
    }

    // MARK: Answer

    private struct Answer: Decodable {
        var errcode: Int?
        var errmsg: String?
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let codes = CodeTable.weCom
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)), let code = answer.errcode
        else { return codes.unintelligible(response) }
        guard code != 0 else { return Judgement.byStatus(response) ?? .delivered }
        return codes.judgement(on: code, saying: answer.errmsg ?? "", in: response, now: now)
    }
}

extension MentionSyntax {
    /// A user id, a mobile number, or `all`.
    public static let weCom = MentionSyntax("a user id, a mobile number (11 digits), or \"all\"") {
        MentionSyntax.isWord($0)
    }
}

extension CodeTable<Int> {
    /// Source: developer.work.weixin.qq.com, 全局错误码 (path 90313).
    static let weCom = CodeTable(
        service: Message(zh: "企业微信", en: "WeCom"),
        codes: [
            -1: .retry("企业微信系统繁忙", "WeCom is busy"),
            45_009: .rateLimit("企业微信限流：每分钟超过 20 条", "WeCom limits the rate: over 20 a minute", seconds: 60),
            45_033: .rateLimit("企业微信限制并发", "WeCom limits concurrent calls"),
            93_000: .gone(
                "机器人网址无效或机器人已被移出群", "the webhook URL is invalid or the robot was removed from the group",
                remedy: Message(
                    zh: "在群设置里重新添加消息推送机器人，并更新渠道网址",
                    en: "add the robot to the group again and update the channel's url")),
            93_004: .gone(
                "机器人已被停用", "the robot was stopped",
                remedy: Message(zh: "在企业微信中重新启用它", en: "enable it again in WeCom")),
            93_008: .gone(
                "机器人不在群内", "the robot is not in the group",
                remedy: Message(zh: "把机器人重新加入群", en: "add the robot to the group again")),
            40_058: .message("消息参数不合法或超过上限", "a parameter is invalid or over its limit"),
            44_001: .message("消息内容为空", "the message is empty"), 44_004: .message("消息内容为空", "the message is empty"),
            40_008: .message("消息类型不合法", "the message type is invalid"),
            45_002: .message("消息超过大小上限", "the message is over the size limit"),
            60_020: .configuration(
                "本机 IP 不在可信名单内", "this host's IP is not trusted",
                remedy: Message(zh: "在企业微信管理后台加入本机出口地址", en: "add this host's public IP in WeCom's administration")),
        ])
}
