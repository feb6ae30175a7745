/// Answers as a Power Automate workflow does: 202 for what it queues, whatever becomes of it.
public struct TeamsImitation: ServiceImitation {
    /// An imitation.
    public init() {}

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        guard request.query["sig"]?.isEmpty == false else {
            return .teams(status: 401, code: "DirectApiAuthorizationRequired", "The request must be authenticated.")
        }
        guard request.body.count <= 28_000 else {
            return .teams(status: 413, code: "RequestEntityTooLarge", "The request is too large.")
        }
        guard Imitating.isJSON(request), let body = Imitating.object(request), body["type"] as? String == "message",
            let attachment = (body["attachments"] as? [[String: Any]])?.first,
            attachment["contentType"] as? String == "application/vnd.microsoft.card.adaptive",
            let card = attachment["content"] as? [String: Any], card["type"] as? String == "AdaptiveCard",
            ["1.2", "1.3", "1.4", "1.5"].contains(card["version"] as? String), isBody(card["body"])
        else {
            return .teams(status: 400, code: "TriggerInputSchemaMismatch", "The input body for trigger is not valid.")
        }
        return .teamsAccepted
    }

    private func isBody(_ body: Any?) -> Bool {
        guard let elements = body as? [[String: Any]], !elements.isEmpty else { return false }
        return elements.allSatisfy { element in
            switch element["type"] as? String {
            case "TextBlock": element["text"] is String
            case "RichTextBlock": (element["inlines"] as? [[String: Any]])?.allSatisfy { $0["text"] is String } == true
            case "FactSet": element["facts"] is [[String: String]]
            default: false
            }
        }
    }
}

extension WebhookReceiver.Answer {
    /// What a workflow says to whatever it queues.
    public static let teamsAccepted = WebhookReceiver.Answer(202)

    /// What a workflow's trigger says to a request it does not run for.
    public static func teams(status: Int, code: String, _ message: String) -> Self {
        WebhookReceiver.Answer(status, #"{"error":{"code":"\#(code)","message":"\#(message)"}}"#)
    }
}
