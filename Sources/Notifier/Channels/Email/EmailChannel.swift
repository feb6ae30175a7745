public import Core

/// What an e-mail channel needs.
public struct MailAccount: Sendable {
    let server: Secret
    let user: String
    let password: Secret
    let sender: MailAddress
    let recipients: [MailAddress]

    /// An account.
    ///
    /// - Parameters:
    ///   - server: `smtps://host:465` or `smtp://host:587`; a path is what the host greets the server as.
    ///   - user: the name to log in with.
    ///   - password: the password.
    ///   - sender: whom messages come from.
    ///   - recipients: whom they go to.
    public init(server: Secret, user: String, password: Secret, sender: MailAddress, recipients: [MailAddress]) {
        self.server = server
        self.user = user
        self.password = password
        self.sender = sender
        self.recipients = recipients
    }
}

/// Mail by SMTP: one message to all recipients, or to none when the server refuses one of them.
struct EmailChannel: Outlet {
    /// The longest text of a message, bytes; mail servers take far more, people do not.
    static let textLimit = 100_000

    private let endpoint: Endpoint
    private let account: MailAccount
    private let isTemplateHTML: Bool

    /// What a mail server takes is between it and the account.
    var limits: RateLimits { RateLimits() }

    init(endpoint: Endpoint, account: MailAccount, isTemplateHTML: Bool = false) {
        self.endpoint = endpoint
        self.account = account
        self.isTemplateHTML = isTemplateHTML
    }

    func transfer(of message: OutgoingMessage, now: UnixTime) -> TransferRequest {
        .mail(
            MailRequest(
                server: endpoint, user: account.user, password: account.password, sender: account.sender.address,
                recipients: account.recipients.map(\.address), message: mail(for: message, now: now).bytes))
    }

    /// The mail that carries a message.
    func mail(for message: OutgoingMessage, now: UnixTime) -> MailMessage {
        let (text, html) = content(of: message)
        return MailMessage(
            sender: account.sender, recipients: account.recipients, subject: message.summary.title, id: message.id,
            date: now, text: text, html: html)
    }

    /// A template replaces the part it is written for; a text of its own is not doubled by built-in HTML.
    private func content(of message: OutgoingMessage) -> (text: String, html: String?) {
        let text = message.summary.text(limit: EmailChannel.textLimit)
        guard let builtIn = message.builtIn else { return (text, MailHTML().document(of: message.summary)) }
        return isTemplateHTML ? (builtIn.text(limit: EmailChannel.textLimit), text) : (text, nil)
    }

    /// RFC 5321 (4.2) and RFC 4954 on replies: the first digit decides, some codes have a remedy of their own.
    func judge(_ response: HTTPResponse, now: UnixTime) -> Judgement {
        let code = response.status
        let words = String(decoding: response.body, as: UTF8.self).singleLine(limit: 200)
        func problem(_ chinese: String, _ english: String) -> Problem {
            Problem(
                reason: Message(zh: "邮件服务器答复 \(words)", en: "the mail server answered \(words)"),
                remedy: Message(zh: chinese, en: english))
        }
        switch code {
        case 200..<300: return .delivered
        case 400..<500: return .retry(problem("稍后自动重试", "tried again later"))
        case 530, 534, 535, 538:
            return .misconfigured(
                problem(
                    "请核对 user 和 secret（多数邮箱需用授权码而非登录密码）", "check user and secret (many services want an app password)"))
        case 550, 551, 553, 521, 556:
            return .misconfigured(problem("请核对 from 和 to 中的地址", "check the addresses in from and to"))
        case 552, 523: return .messageRefused(problem("收件箱已满或邮件过大", "the mailbox is full or the message too large"))
        case 500..<600:
            return .messageRefused(problem("服务器按其规则拒收，请联系邮件管理员", "it refuses by its own rules: ask who runs it"))
        default: return .unclear(problem("请核对网址是否指向邮件服务器", "check that the URL is a mail server's"))
        }
    }
}
