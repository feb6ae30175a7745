public import Core

/// One configured channel, checked.
public struct ChannelDefinition: Sendable {
    /// What kind of service it is, with what that service needs.
    public enum Kind: Sendable {
        /// Any receiver of JSON; signed after Standard Webhooks when there is a secret.
        case webhook(url: Secret, secret: Secret?)
        /// A Feishu or Lark custom bot; signed when there is a secret.
        case feishu(url: Secret, secret: Secret?)
        /// A DingTalk custom robot; signed when there is a secret.
        case dingtalk(url: Secret, secret: Secret?)
        /// A WeCom group robot.
        case wecom(url: Secret)
        /// A Slack incoming webhook.
        case slack(url: Secret)
        /// A Discord webhook.
        case discord(url: Secret)
        /// A workflow of Microsoft Teams.
        case teams(url: Secret)
        /// A Mattermost incoming webhook.
        case mattermost(url: Secret)
        /// A chat of a Telegram bot; `url` is the API's base, the public one when nil.
        case telegram(url: Secret?, token: Secret, chatID: String)
        /// A topic of an ntfy server.
        case ntfy(url: Secret, topic: String, token: Secret?)
        /// Mail by SMTP.
        case email(MailAccount)
        /// A file of this host, which messages are appended to.
        case file(path: String, format: LocalFormat)
        /// The daemon's standard output.
        case stdout(format: LocalFormat)
    }

    /// Its name in the configuration.
    public let name: String
    let channel: any Outlet
    let redactor: Redactor
    let language: Language
    let publicURL: String?
    private let template: MessageTemplate?
    let retryPolicy: RetryPolicy

    /// Checks and makes a channel.
    ///
    /// - Parameters:
    ///   - name: its name in the configuration.
    ///   - kind: what kind of service it is.
    ///   - language: what its messages are written in.
    ///   - mention: whom messages that call for action mention, by the service's own ids (``MentionSyntax``).
    ///   - publicURL: where reports are seen from outside, for links; nil for none.
    ///   - template: its own text for its messages; nil for the built-in one.
    ///   - maxAgeHours: how long a message is tried before it is given up.
    ///   - network: how far messages may go.
    /// - Throws: ``NotifierError`` when the URL, a secret or an id cannot be right; it shows no secret.
    public init(
        name: String, kind: Kind, language: Language = .chinese, mention: [String] = [], publicURL: String? = nil,
        template: MessageTemplate? = nil, maxAgeHours: Int = 72, network: NetworkPolicy
    ) throws(NotifierError) {
        self.name = name
        self.language = language
        self.publicURL = publicURL
        self.template = template
        retryPolicy = RetryPolicy(longestAge: Int64(maxAgeHours) * 3_600_000)
        if let objection = kind.objection(in: network) {
            throw NotifierError(objection, channel: name)
        }
        func endpoint(_ url: Secret) throws(NotifierError) -> Endpoint {
            try Endpoint(url: url, channel: name, network: network, service: kind.service)
        }
        redactor =
            try kind.target.map { target throws(NotifierError) in
                Redactor(endpoint: try endpoint(target), secret: kind.secret, user: kind.user)
            } ?? Redactor()
        channel =
            switch kind {
            case .webhook(let url, let secret):
                try WebhookChannel(name: name, endpoint: endpoint(url), secret: secret)
            case .feishu(let url, let secret):
                FeishuChannel(endpoint: try endpoint(url), secret: secret, mention: mention)
            case .dingtalk(let url, let secret):
                DingTalkChannel(endpoint: try endpoint(url), secret: secret, mention: mention)
            case .wecom(let url): WeComChannel(endpoint: try endpoint(url), mention: mention)
            case .slack(let url): SlackChannel(endpoint: try endpoint(url), mention: mention)
            case .discord(let url): DiscordChannel(endpoint: try endpoint(url), mention: mention)
            case .teams(let url): TeamsChannel(endpoint: try endpoint(url), mention: mention)
            case .mattermost(let url): MattermostChannel(endpoint: try endpoint(url), mention: mention)
            case .telegram(let base, let token, let chat):
                TelegramChannel(
                    endpoint: try endpoint(TelegramChannel.url(base: base, token: token)), chat: chat, mention: mention)
            case .ntfy(let url, let topic, let token):
                NtfyChannel(endpoint: try endpoint(url), topic: topic, token: token)
            case .email(let account):
                EmailChannel(
                    endpoint: try endpoint(account.server), account: account,
                    isTemplateHTML: template?.dialect == .html)
            case .file(let path, let format): LocalChannel(target: .file(path), format: format)
            case .stdout(let format): LocalChannel(target: .standardOutput, format: format)
            }
    }

    /// Whether a text can be the name of an ntfy topic.
    public static func isNtfyTopic(_ text: String) -> Bool { NtfyChannel.isTopic(text) }

    /// Whether it has words of its own.
    var hasTemplate: Bool { template != nil }

    /// What the channel has to say about an event.
    func message(about event: Event, id: String) -> OutgoingMessage {
        let summary = Summary(event, in: language, delivery: id, publicURL: publicURL)
        let lines = template?.lines(of: MessageModel(event, summary: summary, delivery: id))
        guard let lines else { return OutgoingMessage(id: id, event: event, summary: summary) }
        return OutgoingMessage(
            id: id, event: event, summary: summary.saying(lines, shortID: Wording.shortID(of: id)), builtIn: summary)
    }

    /// What an attempt means: what the service says, else how far the message came.
    func judge(_ exchange: Exchange, now: UnixTime) -> Judgement {
        switch exchange.result {
        case .success(let response): channel.judge(response, now: now)
        case .failure(let failure): Judgement(failure)
        }
    }
}

extension ChannelDefinition.Kind {
    /// What is wrong with its address, its token or its secret; nil when messages may go there.
    public func objection(in network: NetworkPolicy) -> TargetObjection? {
        if case .telegram(_, let token, _) = self, !TelegramChannel.isToken(token) {
            return TargetObjection(
                cause: Message(zh: "token 不是 Telegram 机器人的令牌", en: "the token is not a Telegram bot's"),
                hint: Message(
                    zh: "写成 @BotFather 给出的 123456:ABC… 的样子", en: "write it as @BotFather gives it: 123456:ABC…"),
                part: .token)
        }
        if case .ntfy(_, _, let token?) = self, token.reveal().utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) {
            return TargetObjection(
                cause: Message(zh: "token 中有不能放进请求头的字符", en: "the token holds characters that no header may have"),
                hint: Message(zh: "重新复制 ntfy 的访问令牌（tk_…）", en: "copy ntfy's access token (tk_…) again"),
                part: .token)
        }
        if case .webhook(_, let secret?) = self, WebhookChannel.key(from: secret) == nil {
            return WebhookChannel.secretObjection
        }
        guard let target else { return nil }
        do throws(TargetObjection) {
            let host = try network.check(target, as: service).host
            if case .teams = self { return TeamsChannel.objection(to: host) }
            return nil
        } catch {
            return error
        }
    }

    /// What its URL leads to.
    var service: TargetService {
        if case .email = self { .mail } else { .web }
    }

    /// Where its requests go; nil when they stay on this host.
    var target: Secret? {
        switch self {
        case .webhook(let url, _), .feishu(let url, _), .dingtalk(let url, _), .wecom(let url), .slack(let url),
            .discord(let url), .teams(let url), .mattermost(let url), .ntfy(let url, _, _):
            url
        case .telegram(let base, let token, _): TelegramChannel.url(base: base, token: token)
        case .email(let account): account.server
        case .file, .stdout: nil
        }
    }

    /// Whose password ``secret`` is.
    var user: String? {
        guard case .email(let account) = self else { return nil }
        return account.user
    }

    /// What is secret besides the URL.
    var secret: Secret? {
        switch self {
        case .webhook(_, let secret), .feishu(_, let secret), .dingtalk(_, let secret): secret
        case .telegram(_, let token, _): token
        case .ntfy(_, _, let token): token
        case .email(let account): account.password
        case .wecom, .slack, .discord, .teams, .mattermost, .file, .stdout: nil
        }
    }
}
