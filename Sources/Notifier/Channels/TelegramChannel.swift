internal import Core
internal import FoundationEssentials

/// A chat that a Telegram bot writes to, in Telegram's HTML.
///
/// Source: core.telegram.org/bots/api, sendMessage, Formatting options, Making requests; /bots/faq for the limits.
struct TelegramChannel: Channel {
    /// The limit of a message's text, characters. Telegram counts them after entities are parsed; the source is longer.
    static let textLimit = 4096
    /// The public API.
    static let publicBase = "https://api.telegram.org"

    private let endpoint: Endpoint
    private let chat: String
    private let mention: [String]

    init(endpoint: Endpoint, chat: String, mention: [String]) {
        self.endpoint = endpoint
        self.chat = chat
        self.mention = mention
    }

    /// The URL of a bot's method; the token is part of the path.
    static func url(base: Secret?, token: Secret) -> Secret {
        let base = base?.reveal() ?? publicBase
        return Secret("\(base.hasSuffix("/") ? String(base.dropLast()) : base)/bot\(token.reveal())/sendMessage")
    }

    /// Whether a text can be a bot's token: its number, a colon and letters that need no encoding.
    static func isToken(_ token: Secret) -> Bool {
        let parts = token.reveal().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        return MentionSyntax.isNumber(parts[0], digits: 1...20) && MentionSyntax.isWord(String(parts[1]))
    }

    /// One a second to each chat, and 20 a minute where it is a group or a public channel.
    var limits: RateLimits {
        let isPerson = !chat.hasPrefix("-") && !chat.hasPrefix("@")
        return RateLimits(windows: isPerson ? [.perSecond(1)] : [.perSecond(1), .perMinute(20)])
    }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let text = message.isPlain ? plainText(of: message.builtIn ?? message.summary) : html(of: message.summary)
        var json = JSONWriter()
        json.object { json in
            json.member("chat_id") { json in
                if let number = Int(chat) { json.number(Quantity(number)) } else { json.string(chat) }
            }
            json.member("text", text)
            if !message.isPlain { json.member("parse_mode", "HTML") }
            json.memberObject("link_preview_options") { $0.member("is_disabled", flag: true) }
        }
        return HTTPRequest(json: json.utf8, to: endpoint)
    }

    private func html(of summary: Summary) -> String {
        rendered(summary, as: TelegramHTML(), mention.map(TelegramChannel.mention))
    }

    /// Ids of users need markup to be mentions; their names do not.
    private func plainText(of summary: Summary) -> String {
        rendered(summary, as: PlainText(), mention.filter { $0.hasPrefix("@") })
    }

    private func rendered(_ summary: Summary, as dialect: some Dialect, _ mentions: [String]) -> String {
        let mentions = summary.callsForAction ? mentions.map { "\n\($0)" }.joined() : ""
        return summary.rendered {
            dialect.text(of: $0) + mentions
        } fits: {
            $0.utf16.count <= TelegramChannel.textLimit
        }
    }

    private static func mention(_ id: String) -> String {
        id.hasPrefix("@") ? id : "<a href=\"tg://user?id=\(id)\">@\(id)</a>"
    }

    // MARK: Answer

    private struct Answer: Decodable {
        struct Parameters: Decodable {
            var retryAfter: Int?
            var newChat: Int?

            enum CodingKeys: String, CodingKey {
                case retryAfter = "retry_after"
                case newChat = "migrate_to_chat_id"
            }
        }

        var ok: Bool
        var errorCode: Int?
        var description: String?
        var parameters: Parameters?

        enum CodingKeys: String, CodingKey {
            case ok, description, parameters
            case errorCode = "error_code"
        }
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let codes = CodeTable.telegram
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)) else {
            return codes.unintelligible(response)
        }
        if answer.ok { return Judgement.byStatus(response) ?? .delivered }
        guard let code = answer.errorCode else { return codes.unintelligible(response) }
        let words = answer.description ?? ""
        if code == 400, words.lowercased().contains("can't parse entities") {
            let refused = codes.judgement(on: code, saying: words, in: response, now: now)
            return refused.problem.map { .markupRefused($0) } ?? refused
        }
        let known = ServiceCode.telegram(code: code, saying: words, newChat: answer.parameters?.newChat)
        guard let known = known ?? codes.codes[code] else { return codes.unknown(code, saying: words, in: response) }
        return codes.judgement(
            known, code, saying: words, in: response, now: now, after: answer.parameters?.retryAfter)
    }
}

extension MentionSyntax {
    /// A user's name with `@`, or a user's id.
    public static let telegram = MentionSyntax("a user's name (@name) or id (digits)") { id in
        isNumber(id, digits: 1...20) || id.hasPrefix("@") && isWord(String(id.dropFirst())) && !id.contains(".")
    }
}

extension CodeTable<Int> {
    /// Telegram's codes are HTTP's; its words tell more (``ServiceCode/telegram(code:saying:newChat:)``).
    static let telegram = CodeTable(
        service: Message(zh: "Telegram", en: "Telegram"),
        codes: [
            400: .message("Telegram 不接受这条消息", "Telegram does not take the message"),
            401: botGone, 404: botGone,
            403: .gone(
                "机器人被移出群或被用户屏蔽", "the bot was removed from the chat or blocked",
                remedy: Message(zh: "把机器人重新加入该会话", en: "add the bot to the chat again")),
            429: .rateLimit("Telegram 限流", "Telegram limits the rate", seconds: 5),
            500: .retry("Telegram 内部错误", "an error within Telegram"),
            502: .retry("Telegram 暂时不可用", "Telegram is not available"),
        ])

    private static let botGone = ServiceCode.gone(
        "机器人令牌无效", "the bot's token is invalid",
        remedy: Message(zh: "向 @BotFather 查询令牌并更新渠道的 token", en: "ask @BotFather for the token and update the channel"))
}

extension ServiceCode {
    /// What 400 means where its words say that the chat is wrong, not the message; nil elsewhere.
    fileprivate static func telegram(code: Int, saying words: String, newChat: Int?) -> ServiceCode? {
        guard code == 400 else { return nil }
        if let newChat {
            return .configuration(
                "该群已升级为超级群，编号已变", "the group became a supergroup and has another id",
                remedy: Message(zh: "把渠道的 chat_id 改为 \(newChat)", en: "set the channel's chat_id to \(newChat)"))
        }
        let text = words.lowercased()
        if text.contains("chat not found") || text.contains("chat_id is empty") || text.contains("peer_id_invalid") {
            return .configuration(
                "找不到该会话", "there is no such chat",
                remedy: Message(
                    zh: "核对 chat_id，并先把机器人加入该会话", en: "check chat_id, and add the bot to the chat first"))
        }
        if text.contains("not enough rights") || text.contains("have no rights") || text.contains("topic_closed") {
            return .configuration(
                "机器人在该会话中没有发言权限", "the bot may not write in the chat",
                remedy: Message(zh: "请群管理员给机器人发言权限", en: "ask the chat's administrators for the permission"))
        }
        return nil
    }
}
