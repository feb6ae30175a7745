import Core
import Notifier

extension Channel {
    /// What kind of service it is, with these secrets; nil when one that its type needs is missing.
    func kind(url: Secret?, secret: Secret?, token: Secret?) -> ChannelDefinition.Kind? {
        switch type {
        case .telegram:
            // A base that was named and not found must not become the public one.
            guard let token, let chatID, url != nil || self.url == nil else { return nil }
            return .telegram(url: url, token: token, chatID: chatID)
        case .file: return path.map { .file(path: $0.display, format: format ?? .text) }
        case .stdout: return .stdout(format: format ?? .text)
        case .feishu, .dingtalk, .wecom, .slack, .discord, .teams, .mattermost, .ntfy, .webhook, .email:
            return url.flatMap { kind(at: $0, secret: secret, token: token) }
        }
    }

    private func kind(at url: Secret, secret: Secret?, token: Secret?) -> ChannelDefinition.Kind? {
        switch type {
        case .feishu: return .feishu(url: url, secret: secret)
        case .dingtalk: return .dingtalk(url: url, secret: secret)
        case .wecom: return .wecom(url: url)
        case .slack: return .slack(url: url)
        case .discord: return .discord(url: url)
        case .teams: return .teams(url: url)
        case .mattermost: return .mattermost(url: url)
        case .ntfy: return topic.map { .ntfy(url: url, topic: $0, token: token) }
        case .webhook: return .webhook(url: url, secret: secret)
        case .email:
            guard let user, let secret, let from, let to else { return nil }
            return .email(MailAccount(server: url, user: user, password: secret, sender: from, recipients: to))
        case .telegram, .file, .stdout: return nil
        }
    }

    /// The same with stand-ins for everything that is secret: for showing messages, to whoever may not know more.
    var kindWithoutSecrets: ChannelDefinition.Kind? {
        let url = Secret(type == .email ? "smtps://preview.invalid" : "https://preview.invalid/")
        return kind(
            url: url, secret: type == .email ? Secret("-") : nil, token: type == .telegram ? Secret("1:-") : nil)
    }
}
