/// Answers as Discord's webhooks do: the message as it was posted, or a JSON error.
public struct DiscordImitation: ServiceImitation {
    private let now: @Sendable () -> Int64
    private let counter = RequestCounter(limit: 30, milliseconds: 60_000)

    /// An imitation with that clock, milliseconds since the epoch.
    public init(now: @escaping @Sendable () -> Int64) {
        self.now = now
    }

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        guard counter.takes(at: now()) else { return .discordRateLimited }
        guard let body = Imitating.object(request) else {
            return .discord(status: 400, code: 50109, "The request body contains invalid JSON.")
        }
        let content = body["content"] as? String ?? ""
        let embeds = body["embeds"] as? [[String: Any]] ?? []
        guard !content.isEmpty || !embeds.isEmpty else {
            return .discord(status: 400, code: 50006, "Cannot send an empty message")
        }
        let total = embeds.map(length).reduce(0, +)
        guard content.utf16.count <= 2000, embeds.count <= 10, embeds.allSatisfy(isEmbed), total <= 6000 else {
            return .discord(status: 400, code: 50035, "Invalid Form Body")
        }
        return request.query["wait"] == "true" ? .discordSuccess : .init(204)
    }

    private func text(_ embed: [String: Any], _ key: String) -> String { embed[key] as? String ?? "" }

    private func fields(_ embed: [String: Any]) -> [[String: Any]] { embed["fields"] as? [[String: Any]] ?? [] }

    private func footer(_ embed: [String: Any]) -> String { text(embed["footer"] as? [String: Any] ?? [:], "text") }

    private func isEmbed(_ embed: [String: Any]) -> Bool {
        text(embed, "title").utf16.count <= 256 && text(embed, "description").utf16.count <= 4096
            && footer(embed).utf16.count <= 2048 && fields(embed).count <= 25
            && fields(embed).allSatisfy {
                (1...256).contains(text($0, "name").utf16.count) && (1...1024).contains(text($0, "value").utf16.count)
            }
    }

    private func length(_ embed: [String: Any]) -> Int {
        ([text(embed, "title"), text(embed, "description"), footer(embed)]
            + fields(embed).flatMap { [text($0, "name"), text($0, "value")] })
            .reduce(0) { $0 + $1.utf16.count }
    }
}

extension WebhookReceiver.Answer {
    /// What Discord says to a message it has posted.
    public static let discordSuccess = WebhookReceiver.Answer(
        200, #"{"id":"1190000000000000000","type":0,"channel_id":"1180000000000000000","content":"","embeds":[]}"#)
    /// What Discord says to one too many.
    public static let discordRateLimited = WebhookReceiver.Answer(
        429, #"{"message":"You are being rate limited.","retry_after":64.57,"global":false}"#,
        headers: ["Retry-After": "65"])

    /// What Discord says to a message it refuses.
    public static func discord(status: Int, code: Int, _ message: String) -> Self {
        WebhookReceiver.Answer(status, #"{"message":"\#(message)","code":\#(code)}"#)
    }
}
