internal import Core

/// What an answer, or its absence, means for the delivery.
enum Judgement: Sendable, Hashable {
    /// The service has the message.
    case delivered
    /// The service took the message and cannot say more.
    case accepted
    /// Try again, after so many seconds if the service said when.
    case retry(Problem, after: Int? = nil)
    /// Too many messages: nothing is wrong with this one. Again after so many seconds if that is known.
    case rateLimited(Problem, after: Int? = nil)
    /// The day's messages are used up until that moment.
    case quotaUntilTomorrow(Problem, resetsAt: UnixTime)
    /// All of it was sent, and nothing came back: the service may have the message.
    case ambiguous(Problem)
    /// The answer says neither yes nor no: never a success, and tried again a few times only.
    case unclear(Problem)
    /// This message will never be taken; the next one may be.
    case messageRefused(Problem)
    /// This message's markup is none to the service: the same is sent once more as plain text.
    case markupRefused(Problem)
    /// No message is taken before somebody corrects the configuration, here or at the service.
    case misconfigured(Problem)
    /// The place that messages went to is no more.
    case channelGone(Problem)

    /// What is wrong; nil for a success.
    var problem: Problem? {
        switch self {
        case .delivered, .accepted: nil
        case .retry(let problem, _), .rateLimited(let problem, _), .quotaUntilTomorrow(let problem, _),
            .ambiguous(let problem), .unclear(let problem), .messageRefused(let problem), .markupRefused(let problem),
            .misconfigured(let problem), .channelGone(let problem):
            problem
        }
    }
}

extension Judgement {
    /// What is wrong, said of a message of that fate: what is given up is not "tried again automatically".
    func problem(of fate: AttemptResult.Fate) -> Problem? {
        switch fate {
        case .dead where isRepeatedByNature: problem?.givenUp(Message(zh: "已放弃", en: "given up"))
        case .ambiguous(repeatedAt: nil):
            problem?.givenUp(Message(zh: "对方可能已收到，不再重试", en: "it may have arrived, and is not tried again"))
        default: problem
        }
    }

    private var isRepeatedByNature: Bool {
        switch self {
        case .retry, .rateLimited, .quotaUntilTomorrow, .ambiguous, .unclear: true
        case .delivered, .accepted, .messageRefused, .markupRefused, .misconfigured, .channelGone: false
        }
    }
}

/// What is wrong and what to do about it.
struct Problem: Sendable, Hashable {
    let reason: Message
    let remedy: Message

    /// The same where nothing is tried again; `end` says what that means.
    fileprivate func givenUp(_ end: Message) -> Problem {
        /// What remains of a remedy without the clauses that promise another attempt.
        func advice(_ text: String, _ separator: Character, _ promises: [String]) -> [String] {
            text.split(separator: separator).map { String($0) }
                .filter { clause in !promises.contains { clause.contains($0) } }
        }
        let chinese = advice(remedy.chinese, "；", ["重试"]) + [end.chinese, "运行 gongkai outbox retry 可再次发送"]
        let english =
            advice(remedy.english, ";", ["tried again", "few attempts"]) + [
                end.english, "gongkai outbox retry sends it again",
            ]
        return Problem(
            reason: reason,
            remedy: Message(
                zh: chinese.joined(separator: "；"),
                en: english.map { String($0.drop { $0 == " " }) }.joined(separator: "; ")))
    }

    /// One line in that language.
    func text(in language: Language) -> String {
        switch language {
        case .chinese: "\(reason.chinese)；\(remedy.chinese)"
        case .english: "\(reason.english); \(remedy.english)"
        }
    }
}

extension Judgement {
    /// What an HTTP status alone means where the service says no more (RFC 9110, RFC 6585).
    ///
    /// - Parameters:
    ///   - response: the answer.
    ///   - words: what the service said with it, to be shown beside the status.
    /// - Returns: the judgement; nil for 2xx.
    static func byStatus(_ response: HTTPResponse, saying words: String = "") -> Judgement? {
        let status = response.status
        func problem(_ chinese: String, _ english: String) -> Problem {
            Problem(
                reason: Message(
                    zh: "对方返回 HTTP \(status)\(words.isEmpty ? "" : "（\(words)）")",
                    en: "the service answered HTTP \(status)\(words.isEmpty ? "" : " (\(words))")"),
                remedy: Message(zh: chinese, en: english))
        }
        switch status {
        case 200..<300: return nil
        case 408, 425, 500...599:
            return .retry(
                problem("对方暂时不可用，将自动重试", "it is not available now and is tried again"),
                after: response.retryAfterSeconds)
        case 429:
            return .rateLimited(
                problem("发送过于频繁，稍后自动重试", "too many messages, tried again later"),
                after: response.retryAfterSeconds)
        case 300..<400:
            // Perhaps not the service's: a captive portal answers so until somebody has logged in.
            return .retry(
                problem(
                    "不跟随重定向，请把网址改为最终地址；将自动重试",
                    "redirects are not followed: set the URL to the final address; tried again automatically"))
        case 401, 403, 407:
            return .misconfigured(problem("请核对网址、密钥和访问权限", "check the URL, the secret and the permissions"))
        case 404, 410:
            return .channelGone(problem("接收地址已不存在，请重新获取网址", "the webhook is gone: get a new URL"))
        case 413: return .messageRefused(problem("消息过大，对方拒收", "the message is too large for the service"))
        default:
            return .messageRefused(problem("对方拒绝了这条消息，请核对渠道配置", "the service refused the message: check the channel"))
        }
    }

    /// What an attempt without an answer means.
    init(_ failure: TransportFailure) {
        func problem(_ reason: Message, _ remedy: Message) -> Problem {
            Problem(
                reason: Message(zh: "\(reason.chinese)：\(failure.detail)", en: "\(reason.english): \(failure.detail)"),
                remedy: remedy)
        }
        let again = Message(zh: "将自动重试", en: "tried again automatically")
        switch failure.kind {
        case .unresolved: self = .retry(problem(Message(zh: "域名解析失败", en: "the host name did not resolve"), again))
        case .unreachable: self = .retry(problem(Message(zh: "连接失败", en: "no connection"), again))
        case .unanswered:
            let remedy = Message(zh: "对方可能已收到，将以同一编号重试", en: "it may have arrived; tried again with the same id")
            self = .ambiguous(problem(Message(zh: "已发出但没有回应", en: "sent, but not answered"), remedy))
        case .interrupted:
            self = .retry(problem(Message(zh: "发送中途连接中断", en: "the connection broke while sending"), again))
        case .tls(let tls):
            let remedy = Message(
                zh: "\(tls.remedy.chinese)；将自动重试", en: "\(tls.remedy.english); tried again automatically")
            self = .retry(problem(tls.reason, remedy))
        case .unwritable(let write):
            self = write.isPermanent ? .misconfigured(write.problem) : .retry(write.problem)
        case .unknownToProxy:
            let remedy = Message(
                zh: "请核对 network.proxy 中的用户名和密码", en: "check the user name and password in network.proxy")
            self = .misconfigured(problem(Message(zh: "代理要求身份验证", en: "the proxy wants to know who asks"), remedy))
        case .refusedAddress:
            // Perhaps for a while only: a captive portal's name server leads every name to itself.
            let remedy = Message(
                zh: "如确需发往内网，把主机名写进 network.allow_private；将自动重试",
                en: "name the host in network.allow_private if it is in your own network; tried again automatically")
            self = .retry(problem(Message(zh: "域名指向内网地址，已拒绝连接", en: "the name leads to a private address"), remedy))
        case .unusable:
            self = .retry(problem(Message(zh: "无法发起请求", en: "the request could not be made"), again))
        }
    }
}
