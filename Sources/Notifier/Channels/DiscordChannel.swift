internal import Core
internal import FoundationEssentials

/// A Discord webhook: one embed with the verdict's colour.
///
/// Source: discord.com/developers/docs, Execute Webhook, Embed Limits, Rate Limits. Without `wait=true` Discord answers
/// 204 to messages that it then drops.
struct DiscordChannel: Channel {
    static let titleLimit = 256
    static let descriptionLimit = 4096
    static let footerLimit = 2048
    /// All text of all embeds together.
    static let embedLimit = 6000

    private let endpoint: Endpoint
    private let mention: [String]

    init(endpoint: Endpoint, mention: [String]) {
        self.endpoint = endpoint.adding(query: "wait=true")
        self.mention = mention
    }

    /// Discord asks to hard-code none: its answers say when.
    var limits: RateLimits { RateLimits() }

    func request(for message: OutgoingMessage, now: UnixTime) -> HTTPRequest {
        let embed = message.summary.rendered(DiscordEmbed.init) { $0.isWithinLimits }
        let mention = message.summary.callsForAction ? mention : []
        let isForAll = mention.contains("everyone") || mention.contains("here")
        let roles = mention.filter { $0.hasPrefix("&") }
        let users = mention.filter { $0.first?.isNumber == true }
        let texts = (mention.contains("everyone") ? ["@everyone"] : []) + (mention.contains("here") ? ["@here"] : [])
        var json = JSONWriter()
        json.object { json in
            let content = texts + (users + roles).map { "<@\($0)>" }
            if !content.isEmpty { json.member("content", content.joined(separator: " ")) }
            json.memberArray("embeds") { embed.write(to: &$0) }
            json.memberObject("allowed_mentions") { json in
                json.memberArray("parse") { if isForAll { $0.string("everyone") } }
                json.member("users", strings: users)
                json.member("roles", strings: roles.map { String($0.dropFirst()) })
            }
        }
        return HTTPRequest(json: json.utf8, to: endpoint)
    }

    // MARK: Answer

    private struct Answer: Decodable {
        /// The id of the message that was posted.
        var id: String?
        var code: Int?
        var message: String?
        var retryAfter: Double?

        enum CodingKeys: String, CodingKey {
            case id, code, message
            case retryAfter = "retry_after"
        }
    }

    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let codes = CodeTable.discord
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)) else {
            return codes.unintelligible(response)
        }
        let words = answer.message ?? ""
        if response.status == 429 {
            return codes.judgement(
                .discordLimit, answer.code ?? 0, saying: words, in: response, now: now,
                after: answer.retryAfter?.wholeSeconds)
        }
        if let code = answer.code, code != 0 { return codes.judgement(on: code, saying: words, in: response, now: now) }
        guard response.status == 200, answer.id?.isEmpty == false else {
            return Judgement.byStatus(response, saying: words.singleLine(limit: 200)) ?? codes.unintelligible(response)
        }
        return .delivered
    }
}

extension MentionSyntax {
    /// A user's id, a role's with `&`, or one of Discord's words.
    public static let discord = MentionSyntax(
        "a user's id (digits), a role's (&digits), \"everyone\" or \"here\""
    ) { id in
        ["everyone", "here"].contains(id)
            || isNumber(id.hasPrefix("&") ? id.dropFirst() : id[...], digits: 15...20)
    }
}

/// The one embed of a message.
private struct DiscordEmbed {
    let title: String
    let description: String
    let fields: [Summary.Figure]
    let footer: String
    let color: Int
    let url: String?

    init(_ summary: Summary) {
        let dialect = DiscordMarkdown()
        title = dialect.escaped(summary.title)
        description =
            (dialect.lead(of: summary) + dialect.findings(of: summary) + dialect.goodNews(of: summary))
            .joined(separator: "\n")
        // Names and amounts are this program's own words.
        fields = summary.figures
        // A footer knows no Markdown.
        footer = summary.closing.joined(separator: "\n")
        color = summary.tone.rgb
        url = summary.link?.url
    }

    /// Characters are counted as UTF-16 does, which never counts fewer than Discord.
    var isWithinLimits: Bool {
        let lengths = fields.reduce(0) { $0 + $1.name.utf16.count + $1.value.utf16.count }
        return title.utf16.count <= DiscordChannel.titleLimit
            && description.utf16.count <= DiscordChannel.descriptionLimit
            && footer.utf16.count <= DiscordChannel.footerLimit
            && title.utf16.count + description.utf16.count + footer.utf16.count + lengths <= DiscordChannel.embedLimit
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("title", title)
            if let url { json.member("url", url) }
            if !description.isEmpty { json.member("description", description) }
            json.member("color", color)
            json.memberArray("fields") { json in
                for field in fields {
                    json.object { json in
                        json.member("name", field.name)
                        json.member("value", field.value)
                        json.member("inline", flag: true)
                    }
                }
            }
            if !footer.isEmpty { json.memberObject("footer") { $0.member("text", footer) } }
        }
    }
}
