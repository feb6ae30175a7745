internal import Core
internal import FoundationEssentials

/// A topic of an ntfy server: plain text with a title, a priority and a symbol for the verdict.
///
/// Source: docs.ntfy.sh, Publish as JSON; error codes in ntfy's server/errors.go.
struct NtfyChannel: Channel {
    /// The limit of a message, bytes of UTF-8; a longer one would become an attachment.
    static let messageLimit = 4096
    /// The limit of the JSON around it: twice a message's.
    static let bodyLimit = 8192

    private let endpoint: Endpoint
    private let topic: String
    private let token: Secret?

    init(endpoint: Endpoint, topic: String, token: Secret?) {
        self.endpoint = endpoint
        self.topic = topic
        self.token = token
    }

    /// A burst of 60 and one more every five seconds, by the server's defaults.
    var limits: RateLimits { RateLimits(windows: [RateLimits.Window(messages: 60, milliseconds: 300_000)]) }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let rendered = message.summary.rendered { summary in
            let text = PlainText().body(of: summary)
            return (length: text.utf8.count, json: body(of: summary, text: text))
        } fits: {
            $0.length <= NtfyChannel.messageLimit && $0.json.count <= NtfyChannel.bodyLimit
        }
        let headers = token.map { ["Authorization: Bearer \($0.reveal())"] } ?? []
        return HTTPRequest(json: rendered.json, to: endpoint, headers: headers)
    }

    private func body(of summary: Summary, text: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("topic", topic)
            json.member("title", PlainText().escaped(summary.title))
            json.member("message", text)
            json.member("priority", NtfyChannel.priority(of: summary.tone))
            json.memberArray("tags") { $0.string(NtfyChannel.tag(of: summary.tone)) }
            if let link = summary.link { json.member("click", link.url) }
        }
        return json.utf8
    }

    /// 1 to 5, of which 3 is the usual.
    private static func priority(of tone: Summary.Tone) -> Int {
        switch tone {
        case .good, .neutral: 2
        case .attention: 3
        case .bad, .unreadable: 4
        }
    }

    /// An emoji's short code.
    private static func tag(of tone: Summary.Tone) -> String {
        switch tone {
        case .good: "white_check_mark"
        case .attention: "warning"
        case .bad: "x"
        case .unreadable: "no_entry"
        case .neutral: "information_source"
        }
    }

    /// Whether a text can be a topic: ntfy's own pattern.
    static func isTopic(_ text: String) -> Bool {
        text.utf8.count <= 64 && MentionSyntax.isWord(text) && !text.contains(".") && !text.contains("+")
    }

    // MARK: Answer

    private struct Answer: Decodable {
        /// The id of the message that was published.
        var id: String?
        var code: Int?
        var error: String?
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let codes = CodeTable.ntfy
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)) else {
            return codes.unintelligible(response)
        }
        let words = answer.error ?? ""
        if answer.code == 42908 {
            let limited = codes.judgement(.dailyQuota, 42908, saying: words, in: response, now: now)
            guard let problem = limited.problem else { return limited }
            return .quotaUntilTomorrow(problem, resetsAt: now.nextUTCMidnight)
        }
        if let code = answer.code, code != 0 { return codes.judgement(on: code, saying: words, in: response, now: now) }
        if let byStatus = Judgement.byStatus(response, saying: words.singleLine(limit: 200)) { return byStatus }
        return answer.id?.isEmpty == false ? .delivered : codes.unintelligible(response)
    }
}

extension ServiceCode {
    fileprivate static let dailyQuota = ServiceCode.rateLimit("当天的消息数已用完", "the day's messages are used up")
}

extension UnixTime {
    /// When the next day begins in UTC, which ntfy counts its quotas by.
    fileprivate var nextUTCMidnight: UnixTime {
        UnixTime(milliseconds: (milliseconds / 86_400_000 + 1) * 86_400_000)
    }
}

extension CodeTable<Int> {
    /// Source: ntfy's server/errors.go.
    static let ntfy = CodeTable(
        service: Message(zh: "ntfy", en: "ntfy"),
        codes: [
            40009: topic, 40010: topic,
            40101: denied, 40301: denied,
            41301: tooLarge, 41303: tooLarge,
            42901: .rateLimit("ntfy 限流", "ntfy limits the rate", seconds: 5),
            42909: .rateLimit("认证失败次数过多", "too many failed authentications", seconds: 60),
            50701: .configuration(
                "以 up 开头的主题留给 UnifiedPush，且现在没有订阅者",
                "topics that begin with \"up\" are UnifiedPush's, and nobody subscribes",
                remedy: Message(
                    zh: "换一个不以 up 开头的主题名并更新渠道的 topic", en: "choose a topic that does not begin with \"up\"")),
        ])

    private static let topic = ServiceCode.configuration(
        "主题名不可用", "the topic's name is not allowed",
        remedy: Message(zh: "换一个主题名并更新渠道的 topic", en: "choose another topic and update the channel's topic"))
    private static let denied = ServiceCode.configuration(
        "没有发布到该主题的权限", "not allowed to publish to the topic",
        remedy: Message(zh: "核对渠道的 token 及其对该主题的写权限", en: "check the channel's token and its right to write the topic"))
    private static let tooLarge = ServiceCode.message("消息超过 ntfy 的大小上限", "the message is over ntfy's size limit")
}
