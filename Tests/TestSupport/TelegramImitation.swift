/// Answers as Telegram's Bot API does: `ok` true or false, with the HTTP status as `error_code`.
public struct TelegramImitation: ServiceImitation {
    private let token: String?
    private let now: @Sendable () -> Int64
    private let counter = RequestCounter(limit: 20, milliseconds: 60_000)

    /// An imitation.
    ///
    /// - Parameters:
    ///   - token: the bot's token; nil for any.
    ///   - now: its clock, milliseconds since the epoch.
    public init(token: String? = nil, now: @escaping @Sendable () -> Int64) {
        self.token = token
        self.now = now
    }

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        let parts = request.path.split(separator: "/").suffix(2)
        guard let bot = parts.first, bot.hasPrefix("bot"), token == nil || bot.dropFirst(3) == token ?? "" else {
            return .telegram(code: 401, "Unauthorized")
        }
        guard parts.last == "sendMessage" else { return .telegram(code: 404, "Not Found") }
        guard counter.takes(at: now()) else { return .telegramRateLimited }
        guard Imitating.isJSON(request), let body = Imitating.object(request) else {
            return .telegram(code: 400, "Bad Request: message text is empty")
        }
        let chat = body["chat_id"]
        guard chat is Int || (chat as? String)?.hasPrefix("@") == true else {
            return .telegram(code: 400, "Bad Request: chat not found")
        }
        guard let text = body["text"] as? String, !text.isEmpty else {
            return .telegram(code: 400, "Bad Request: message text is empty")
        }
        guard body["parse_mode"] as? String != "HTML" || isHTML(text) else {
            return .telegram(code: 400, "Bad Request: can't parse entities: Unsupported start tag")
        }
        guard text.utf16.count <= 4096 else { return .telegram(code: 400, "Bad Request: message is too long") }
        return .telegramSuccess
    }

    /// Whether tags are Telegram's, nest and close, and `&` begins one of its entities.
    private func isHTML(_ text: String) -> Bool {
        var open: [Substring] = []
        var rest = text[...]
        while let character = rest.first {
            if character == "&" {
                let entities = ["&amp;", "&lt;", "&gt;", "&quot;"]
                guard entities.contains(where: { rest.hasPrefix($0) }) else { return false }
            } else if character == ">" {
                return false
            } else if character == "<" {
                guard let end = rest.firstIndex(of: ">") else { return false }
                let tag = rest[rest.index(after: rest.startIndex)..<end]
                let name = tag.drop { $0 == "/" }.prefix { $0 != " " }
                guard ["b", "i", "a", "code", "pre", "blockquote"].contains(name) else { return false }
                if tag.hasPrefix("/") {
                    guard open.popLast() == name else { return false }
                } else {
                    open.append(name)
                }
                rest = rest[end...]
            }
            rest = rest.dropFirst()
        }
        return open.isEmpty
    }
}

extension WebhookReceiver.Answer {
    /// What Telegram says to a message it has posted.
    public static let telegramSuccess = WebhookReceiver.Answer(
        200, #"{"ok":true,"result":{"message_id":42,"date":1780000000,"chat":{"id":-1001,"type":"supergroup"}}}"#)
    /// What Telegram says to one too many.
    public static let telegramRateLimited = WebhookReceiver.Answer(
        429,
        #"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 31","parameters":{"retry_after":31}}"#
    )

    /// What Telegram says to a message it refuses.
    public static func telegram(code: Int, _ description: String) -> Self {
        WebhookReceiver.Answer(code, #"{"ok":false,"error_code":\#(code),"description":"\#(description)"}"#)
    }
}
