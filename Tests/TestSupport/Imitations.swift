internal import Crypto
internal import Foundation
internal import Synchronization

/// A service as far as a sender sees it: its checks, its limits, and the bodies in which it says what is wrong.
public protocol ServiceImitation: Sendable {
    /// The answer to a request.
    func answer(_ request: WebhookReceiver.Request) -> WebhookReceiver.Answer
}

/// The services that can be imitated.
public enum ImitatedService: String, Sendable, CaseIterable {
    case feishu, dingtalk, wecom, slack, discord, teams, mattermost, telegram, ntfy, webhook

    /// An imitation of the service.
    ///
    /// - Parameters:
    ///   - secret: what it expects signatures by, or a token to be; nil where it expects none.
    ///   - now: its clock, milliseconds since the epoch.
    /// - Returns: the imitation.
    public func imitation(secret: String? = nil, now: @escaping @Sendable () -> Int64) -> any ServiceImitation {
        switch self {
        case .feishu: FeishuImitation(secret: secret, now: now)
        case .dingtalk: DingTalkImitation(secret: secret, now: now)
        case .wecom: WeComImitation(now: now)
        case .slack: SlackImitation(now: now)
        case .discord: DiscordImitation(now: now)
        case .teams: TeamsImitation()
        case .mattermost: MattermostImitation()
        case .telegram: TelegramImitation(token: secret, now: now)
        case .ntfy: NtfyImitation(token: secret, now: now)
        case .webhook: StandardWebhookImitation(secret: secret, now: now)
        }
    }
}

/// What imitations share.
enum Imitating {
    /// The body as a JSON object; nil when it is none.
    static func object(_ request: WebhookReceiver.Request) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(request.body))) as? [String: Any]
    }

    static func isJSON(_ request: WebhookReceiver.Request) -> Bool {
        request.headers["content-type"]?.lowercased().hasPrefix("application/json") == true
    }

    /// Base64 of HMAC-SHA256.
    static func hmac(_ message: [UInt8], key: [UInt8]) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key))).base64EncodedString()
    }

    /// A JSON object as text, keys in order.
    static func json(_ object: [String: Any]) -> String {
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}

/// Counts requests, as services do that refuse what is too much.
final class RequestCounter: Sendable {
    private let moments = Mutex<[Int64]>([])
    private let limit: Int
    private let window: Int64

    /// At most so many in so many milliseconds.
    init(limit: Int, milliseconds: Int64) {
        self.limit = limit
        window = milliseconds
    }

    /// Whether one more is within the limit; one that is not does not count.
    func takes(at now: Int64) -> Bool {
        moments.withLock { moments in
            moments.removeAll { $0 <= now - window }
            guard moments.count < limit else { return false }
            moments.append(now)
            return true
        }
    }
}
