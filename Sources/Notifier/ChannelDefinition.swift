public import Core

/// One configured channel, checked.
public struct ChannelDefinition: Sendable {
    /// What kind of service it is, with what that service needs.
    public enum Kind: Sendable {
        /// Any receiver of JSON; signed after Standard Webhooks when there is a secret.
        case webhook(url: Secret, secret: Secret?)
        /// A Feishu or Lark custom bot; signed when there is a secret.
        case feishu(url: Secret, secret: Secret?)
    }

    /// Its name in the configuration.
    public let name: String
    let channel: any Channel
    let redactor: Redactor
    let language: Language
    let retryPolicy: RetryPolicy
    let accept: @Sendable (Event) -> Bool

    /// Checks and makes a channel.
    ///
    /// - Parameters:
    ///   - name: its name in the configuration.
    ///   - kind: what kind of service it is.
    ///   - language: what its messages are written in.
    ///   - maxAgeHours: how long a message is tried before it is given up.
    ///   - network: how far messages may go.
    ///   - accept: whether the channel gets a message about an event.
    /// - Throws: ``NotifierError`` when the URL or the secret cannot be right; it shows neither.
    public init(
        name: String, kind: Kind, language: Language = .chinese, maxAgeHours: Int = 72, network: NetworkPolicy,
        accept: @escaping @Sendable (Event) -> Bool = { _ in true }
    ) throws(NotifierError) {
        self.name = name
        self.language = language
        self.accept = accept
        retryPolicy = RetryPolicy(longestAge: Int64(maxAgeHours) * 3_600_000)
        switch kind {
        case .webhook(let url, let secret):
            let endpoint = try Endpoint(url: url, channel: name, network: network)
            channel = try WebhookChannel(name: name, endpoint: endpoint, secret: secret)
            redactor = Redactor(endpoint: endpoint, secret: secret)
        case .feishu(let url, let secret):
            let endpoint = try Endpoint(url: url, channel: name, network: network)
            channel = FeishuChannel(endpoint: endpoint, secret: secret)
            redactor = Redactor(endpoint: endpoint, secret: secret)
        }
    }
}
