/// Answers as a Mattermost server does: `ok`, or a JSON error with its id.
public struct MattermostImitation: ServiceImitation {
    /// An imitation.
    public init() {}

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        guard Imitating.isJSON(request), let body = Imitating.object(request) else {
            return .mattermost(
                status: 400, id: "web.incoming_webhook.parse.app_error", "Unable to parse incoming data.")
        }
        let text = body["text"] as? String ?? ""
        let attachments = body["attachments"] as? [[String: Any]] ?? []
        guard !text.isEmpty || !attachments.isEmpty else {
            return .mattermost(status: 400, id: "web.incoming_webhook.text.app_error", "No text specified.")
        }
        guard text.unicodeScalars.count <= 16_383, Imitating.json(body).unicodeScalars.count <= 8_000 else {
            let id = "web.incoming_webhook.split_props_length.app_error"
            return .mattermost(status: 400, id: id, "Unable to split webhook props into 8000 character parts.")
        }
        return .mattermostSuccess
    }
}

extension WebhookReceiver.Answer {
    /// What Mattermost says to a message it has posted.
    public static let mattermostSuccess = WebhookReceiver.Answer(200, "ok")

    /// What Mattermost says to a message it refuses.
    public static func mattermost(status: Int, id: String, _ message: String) -> Self {
        WebhookReceiver.Answer(
            status, #"{"id":"\#(id)","message":"\#(message)","detailed_error":"","status_code":\#(status)}"#)
    }
}
