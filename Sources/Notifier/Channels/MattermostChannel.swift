internal import Core
internal import FoundationEssentials

/// A Mattermost incoming webhook: one attachment with the verdict's colour.
///
/// Source: developers.mattermost.com, Incoming webhooks, Message attachments; the error ids stand in the server's source.
struct MattermostChannel: Channel {
    /// Attachments travel in a post's properties, whose limit was 8,000 characters in older servers.
    static let bodyLimit = 7_600

    private let endpoint: Endpoint
    private let mention: [String]

    init(endpoint: Endpoint, mention: [String]) {
        self.endpoint = endpoint
        self.mention = mention
    }

    /// The server's own configuration sets them.
    var limits: RateLimits { RateLimits() }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let body = message.summary.rendered(body(of:)) {
            String(decoding: $0, as: UTF8.self).utf16.count <= MattermostChannel.bodyLimit
        }
        return HTTPRequest(json: body, to: endpoint)
    }

    private func body(of summary: Summary) -> [UInt8] {
        let dialect = MattermostMarkdown()
        let mentions = summary.callsForAction ? mention.map { "@\($0)" } : []
        let text =
            dialect.lead(of: summary) + dialect.findings(of: summary) + dialect.goodNews(of: summary)
        var json = JSONWriter()
        json.object { json in
            if !mentions.isEmpty { json.member("text", mentions.joined(separator: " ")) }
            json.memberArray("attachments") { json in
                json.object { json in
                    json.member("fallback", summary.title)
                    json.member("color", summary.tone.hexColor)
                    json.member("title", dialect.escaped(summary.title))
                    if let link = summary.link { json.member("title_link", link.url) }
                    json.member("text", text.joined(separator: "\n"))
                    json.memberArray("fields") { json in
                        for figure in summary.figures { write(figure, dialect, to: &json) }
                    }
                    json.member("footer", summary.closing.map(dialect.escaped).joined(separator: "  "))
                }
            }
        }
        return json.utf8
    }

    private func write(_ figure: Summary.Figure, _ dialect: MattermostMarkdown, to json: inout JSONWriter) {
        json.object { json in
            json.member("short", flag: true)
            json.member("title", figure.name)
            json.member("value", dialect.escaped(figure.value))
        }
    }

    // MARK: Answer

    private struct Answer: Decodable {
        var id: String?
        var message: String?
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let codes = CodeTable.mattermost
        if response.status == 200, String(decoding: response.body, as: UTF8.self).trimmingNewlines == "ok" {
            return .delivered
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)), let id = answer.id else {
            return codes.unintelligible(response)
        }
        return codes.judgement(on: id, saying: answer.message ?? "", in: response, now: now)
    }
}

extension String {
    fileprivate var trimmingNewlines: Substring {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}

extension MentionSyntax {
    /// A user's name, or one of Mattermost's words.
    public static let mattermost = MentionSyntax("a user's name, \"channel\", \"here\" or \"all\"") { isWord($0) }
}

extension CodeTable<String> {
    /// Source: mattermost/server, channels/web/webhook.go and channels/app/webhook.go.
    static let mattermost = CodeTable(
        service: Message(zh: "Mattermost", en: "Mattermost"),
        codes: [
            "web.incoming_webhook.invalid.app_error": .gone(
                "Webhook 不存在", "there is no such webhook",
                remedy: Message(
                    zh: "在“集成 → 传入 Webhook”中重新创建并更新网址", en: "make a new incoming webhook and update the url")),
            "web.incoming_webhook.channel.app_error": channelGone, "app.channel.get.existing.app_error": channelGone,
            "web.incoming_webhook.disabled.app_error": .configuration(
                "管理员已关闭传入 Webhook", "incoming webhooks are disabled",
                remedy: Message(zh: "请管理员在系统控制台启用", en: "ask the administrators to enable them")),
            "web.incoming_webhook.permissions.app_error": denied,
            "web.incoming_webhook.channel_locked.app_error": denied, "web.incoming_webhook.user.app_error": denied,
            "web.incoming_webhook.text.app_error": refused, "web.incoming_webhook.parse.app_error": refused,
            "web.incoming_webhook.decode.app_error": refused,
            "web.incoming_webhook.split_props_length.app_error": .message(
                "消息超过 Mattermost 的大小上限", "the message is over Mattermost's size limit"),
        ])

    /// The first of a channel that a request names, the second of the webhook's own.
    private static let channelGone = ServiceCode.gone(
        "频道不存在", "the channel does not exist",
        remedy: Message(zh: "为现有频道新建 Webhook 并更新网址", en: "make a webhook for a channel that exists"))
    private static let denied = ServiceCode.configuration(
        "Webhook 无权向该频道发送", "the webhook may not post to the channel",
        remedy: Message(zh: "核对 Webhook 的频道与创建者权限", en: "check the webhook's channel and its creator's permissions"))
    private static let refused = ServiceCode.message(
        "Mattermost 不接受这条消息的格式", "Mattermost does not take the message's format")
}
