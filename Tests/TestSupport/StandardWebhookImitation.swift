internal import Foundation

/// Answers as a receiver does that verifies after the Standard Webhooks specification, tolerance five minutes.
public struct StandardWebhookImitation: ServiceImitation {
    private let secret: String?
    private let now: @Sendable () -> Int64

    /// An imitation.
    ///
    /// - Parameters:
    ///   - secret: `whsec_` and Base64; nil for a receiver that verifies nothing.
    ///   - now: its clock, milliseconds since the epoch.
    public init(secret: String? = nil, now: @escaping @Sendable () -> Int64) {
        self.secret = secret
        self.now = now
    }

    /// The answer to a request.
    public func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer {
        guard Imitating.isJSON(request), let body = Imitating.object(request), body["type"] is String,
            body["timestamp"] is String, body["data"] is [String: Any]
        else { return .init(400, "not a webhook's payload") }
        guard let secret else { return .ok }
        guard let id = request.headers["webhook-id"], !id.contains("."),
            let timestamp = request.headers["webhook-timestamp"], let seconds = Int64(timestamp),
            abs(now() / 1000 - seconds) <= 300
        else { return .init(400, "timestamp out of tolerance") }
        let key = secret.hasPrefix("whsec_") ? Data(base64Encoded: String(secret.dropFirst(6))) : Data(secret.utf8)
        let signed = Array("\(id).\(timestamp).".utf8) + request.body
        let expected = "v1,\(Imitating.hmac(signed, key: Array(key ?? Data())))"
        let given = request.headers["webhook-signature"]?.split(separator: " ").map(String.init) ?? []
        return given.contains(expected) ? .ok : .init(401, "no matching signature")
    }
}
