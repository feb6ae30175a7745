/// Answers as Slack's incoming webhooks do: `ok` or an error's word.
public struct SlackImitation: ServiceImitation {
    private let now: @Sendable () -> Int64
    private let counter = RequestCounter(limit: 10, milliseconds: 10_000)

    /// An imitation with that clock, milliseconds since the epoch.
    public init(now: @escaping @Sendable () -> Int64) {
        self.now = now
    }

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        guard counter.takes(at: now()) else { return .slackRateLimited }
        guard Imitating.isJSON(request), let body = Imitating.object(request) else {
            return .init(400, "invalid_payload")
        }
        let attachments = body["attachments"] as? [[String: Any]] ?? []
        let blocks =
            attachments.flatMap { $0["blocks"] as? [[String: Any]] ?? [] } + (body["blocks"] as? [[String: Any]] ?? [])
        let text = body["text"] as? String ?? ""
        guard !text.isEmpty || !blocks.isEmpty else { return .init(400, "no_text") }
        guard text.count <= 40_000, attachments.count <= 20 else { return .init(400, "too_many_attachments") }
        guard blocks.count <= 50, blocks.allSatisfy(isBlock) else { return .init(400, "invalid_blocks") }
        return .slackSuccess
    }

    private func isBlock(_ block: [String: Any]) -> Bool {
        func isText(_ value: Any, limit: Int) -> Bool {
            guard let object = value as? [String: Any], let text = object["text"] as? String else { return false }
            let isKnown = ["mrkdwn", "plain_text"].contains(object["type"] as? String)
            return isKnown && !text.isEmpty && text.utf16.count <= limit
        }
        switch block["type"] as? String {
        case "header": return block["text"].map { isText($0, limit: 150) } ?? false
        case "context":
            let elements = block["elements"] as? [Any] ?? []
            return (1...10).contains(elements.count) && elements.allSatisfy { isText($0, limit: 3000) }
        case "section":
            let fields = block["fields"] as? [Any] ?? []
            let fieldsAreRight = fields.count <= 10 && fields.allSatisfy { isText($0, limit: 2000) }
            return fieldsAreRight && (block["text"].map { isText($0, limit: 3000) } ?? !fields.isEmpty)
        default: return false
        }
    }
}

extension WebhookReceiver.Answer {
    /// What Slack says to a message it has posted.
    public static let slackSuccess = WebhookReceiver.Answer(200, "ok", headers: ["Content-Type": "text/html"])
    /// What Slack says to one too many.
    public static let slackRateLimited = WebhookReceiver.Answer(
        429, #"{"ok":false,"error":"rate_limited","retry_after":1}"#, headers: ["Retry-After": "1"])
}
