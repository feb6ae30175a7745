internal import Core
internal import FoundationEssentials

/// A Slack incoming webhook: the title as text, the rest as blocks beside a bar of the verdict's colour.
///
/// Source: api.slack.com, Sending messages using incoming webhooks, Block Kit, Changes to errors from incoming webhooks.
struct SlackChannel: Channel {
    /// The limit of a section's text, characters.
    static let sectionLimit = 3000
    /// The limit of blocks in a message is 50; people stop reading before.
    static let blockLimit = 45
    /// The limit of all text together, characters; Slack's own is 40,000 for `text`.
    static let textLimit = 12_000

    private let endpoint: Endpoint
    private let mention: [String]

    init(endpoint: Endpoint, mention: [String]) {
        self.endpoint = endpoint
        self.mention = mention
    }

    /// One a second for each channel.
    var limits: RateLimits { RateLimits(windows: [.perSecond(1)]) }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let content = message.summary.rendered {
            SlackContent($0, mention: mention)
        } fits: {
            $0.isWithinLimits
        }
        return HTTPRequest(json: content.json, to: endpoint)
    }

    // MARK: Answer

    private struct Answer: Decodable {
        var error: String?
        var retryAfter: Double?

        enum CodingKeys: String, CodingKey {
            case error
            case retryAfter = "retry_after"
        }
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let codes = CodeTable.slack
        let text = String(decoding: response.body, as: UTF8.self)
        if response.status == 200, text == "ok" { return .delivered }
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body))
        let code = answer?.error ?? text
        if codes.codes[code] == nil {
            // Error words are snake case; anything else does not come from Slack.
            let isWord = MentionSyntax.isWord(code) && code.contains("_")
            return isWord ? codes.unknown(code, saying: "", in: response) : codes.unintelligible(response)
        }
        return codes.judgement(on: code, saying: "", in: response, now: now, after: answer?.retryAfter?.wholeSeconds)
    }
}

extension MentionSyntax {
    /// A user (`U…`, `W…`), a user group (`S…`), or one of Slack's words.
    public static let slack = MentionSyntax(
        "a user's id (U…), a user group's (S…), \"channel\", \"here\" or \"everyone\""
    ) { id in
        ["channel", "here", "everyone"].contains(id)
            || ["U", "W", "S"].contains { id.hasPrefix($0) } && id.utf8.count > 2
                && id.utf8.allSatisfy {
                    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                }
    }
}

/// What one Slack message holds.
private struct SlackContent {
    /// Title and mentions.
    let text: String
    let color: String
    let fields: [String]
    let sections: [String]
    let context: [String]

    init(_ summary: Summary, mention: [String]) {
        let dialect = SlackMarkup()
        let mentions = summary.callsForAction ? mention.map(SlackContent.mention) : []
        text = ([dialect.strong(dialect.escaped(summary.title))] + mentions).joined(separator: " ")
        color = summary.tone.hexColor
        fields = summary.figures.map { "\(dialect.strong(dialect.escaped($0.name)))\n\(dialect.escaped($0.value))" }
        let items = summary.items.enumerated().map { dialect.lines(of: $1, number: $0 + 1).joined(separator: "\n") }
        let more = [summary.more].compactMap { $0.map(dialect.escaped) }
        let lead = dialect.lead(of: summary).joined(separator: "\n")
        let goodNews = dialect.goodNews(of: summary).joined(separator: "\n")
        let link = [summary.link.flatMap(dialect.link)].compactMap { $0 }
        sections = ([lead] + items + more + [goodNews] + link).filter { !$0.isEmpty }
        context = summary.closing.map(dialect.escaped)
    }

    private static func mention(_ id: String) -> String {
        switch id {
        case "channel", "here", "everyone": "<!\(id)>"
        case _ where id.hasPrefix("S"): "<!subteam^\(id)>"
        default: "<@\(id)>"
        }
    }

    /// Characters are counted as UTF-16 does, which never counts fewer than Slack.
    var isWithinLimits: Bool {
        let length = (sections + fields + context + [text]).reduce(0) { $0 + $1.utf16.count }
        return sections.allSatisfy { $0.utf16.count <= SlackChannel.sectionLimit } && length <= SlackChannel.textLimit
            && sections.count + 2 <= SlackChannel.blockLimit
    }

    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("text", text)
            json.memberArray("attachments") { json in
                json.object { json in
                    json.member("color", color)
                    json.member("fallback", text)
                    json.memberArray("blocks") { writeBlocks(to: &$0) }
                }
            }
        }
        return json.utf8
    }

    private func writeBlocks(to json: inout JSONWriter) {
        if !fields.isEmpty {
            json.object { json in
                json.member("type", "section")
                json.memberArray("fields") { json in for field in fields { write(field, to: &json) } }
            }
        }
        for section in sections {
            json.object { json in
                json.member("type", "section")
                json.member("text") { write(section, to: &$0) }
            }
        }
        guard !context.isEmpty else { return }
        json.object { json in
            json.member("type", "context")
            json.memberArray("elements") { json in for line in context { write(line, to: &json) } }
        }
    }

    /// Verbatim: Slack makes no links, channel names or mentions of its own out of it.
    private func write(_ text: String, to json: inout JSONWriter) {
        json.object { json in
            json.member("type", "mrkdwn")
            json.member("text", text)
            json.member("verbatim", flag: true)
        }
    }
}

extension Summary.Tone {
    /// The verdict's colour, for services that take any.
    var rgb: Int {
        switch self {
        case .good: 0x2E_A0_43
        case .attention: 0xE8_A3_17
        case .bad: 0xD1_24_2F
        case .unreadable: 0x9A_1B_4B
        case .neutral: 0x3B_7D_D8
        }
    }

    /// `#RRGGBB`.
    var hexColor: String {
        let digits = String(rgb, radix: 16, uppercase: true)
        return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }
}
