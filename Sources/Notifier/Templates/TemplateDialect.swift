internal import Mustache

/// How a channel's text is marked up, which decides how values in templates are escaped.
public enum TemplateDialect: String, Sendable, Hashable, CaseIterable {
    /// No markup at all.
    case plain
    /// HTML, in mails.
    case html
    case feishu, dingtalk, wecom, slack, discord, mattermost, telegram

    /// A value that shows as it stands.
    func escaped(_ text: String) -> String { dialect.escaped(text) }

    /// An address of the operator's own, which is to be a link, or an id, which is to be copied.
    func own(_ words: String) -> String {
        switch self {
        case .html, .slack, .telegram: words.withEntities
        case .plain, .feishu, .dingtalk, .wecom, .discord, .mattermost: words
        }
    }

    private var dialect: any Dialect {
        switch self {
        case .plain: PlainText()
        case .html: MailHTML()
        case .feishu: FeishuMarkdown()
        case .dingtalk: DingTalkMarkdown()
        case .wecom: WeComMarkdown()
        case .slack: SlackMarkup()
        case .discord: DiscordMarkdown()
        case .mattermost: MattermostMarkdown()
        case .telegram: TelegramHTML()
        }
    }

    /// The name under which templates ask for it.
    var contentType: String { "gongkai.\(rawValue)" }

    /// Makes it known to Mustache; again does no harm.
    func register() {
        MustacheContentTypes.register(Escaping(dialect: self), named: contentType)
    }

    private struct Escaping: MustacheContentType {
        let dialect: TemplateDialect

        func escapeText(_ text: String) -> String { dialect.escaped(text) }
    }
}
