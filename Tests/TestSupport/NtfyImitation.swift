/// Answers as an ntfy server does: the message as it was published, or a JSON error with ntfy's own code.
public struct NtfyImitation: ServiceImitation {
    private let token: String?
    private let now: @Sendable () -> Int64
    private let counter = RequestCounter(limit: 60, milliseconds: 300_000)

    /// An imitation.
    ///
    /// - Parameters:
    ///   - token: the access token; nil for a server that asks for none.
    ///   - now: its clock, milliseconds since the epoch.
    public init(token: String? = nil, now: @escaping @Sendable () -> Int64) {
        self.token = token
        self.now = now
    }

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        if let token, request.headers["authorization"] != "Bearer \(token)" {
            return .ntfy(code: 40_101, "unauthorized")
        }
        guard counter.takes(at: now()) else { return .ntfy(code: 42_901, "limit reached: too many requests") }
        guard request.body.count <= 8192 else { return .ntfy(code: 41_303, "JSON body too large") }
        guard let body = Imitating.object(request) else {
            return .ntfy(code: 40_024, "invalid request: request body must be valid JSON")
        }
        guard let topic = body["topic"] as? String, (1...64).contains(topic.utf8.count) else {
            return .ntfy(code: 40_009, "invalid request: topic invalid")
        }
        guard let message = body["message"] as? String, message.utf8.count <= 4096 else {
            // A real server would make an attachment of it, which nobody reads.
            return .ntfy(code: 41_301, "message too long")
        }
        return .ntfySuccess
    }
}

extension WebhookReceiver.Answer {
    /// What ntfy says to a message it has published.
    public static let ntfySuccess = WebhookReceiver.Answer(
        200, #"{"id":"hwQ2YpKdmg","time":1780000000,"expires":1780043200,"event":"message","topic":"t"}"#)

    /// What ntfy says to a message it refuses: the first three digits of its code are the HTTP status.
    public static func ntfy(code: Int, _ error: String) -> Self {
        WebhookReceiver.Answer(
            code / 100, #"{"code":\#(code),"http":\#(code / 100),"error":"\#(error)","link":"https://ntfy.sh/docs"}"#)
    }
}
