internal import Core

/// What one of a service's error codes means and what to do about it.
struct ServiceCode: Sendable {
    /// What becomes of the message.
    enum Meaning: Sendable, Hashable {
        case retry
        /// Not before so many seconds, where the service's rules say how long it stays deaf.
        case rateLimit(seconds: Int?)
        case message
        case configuration
        case gone
    }

    let meaning: Meaning
    let reason: Message
    let remedy: Message
    /// Whether a wrong clock of ours gives the same code.
    var mayBeTheClock = false

    /// The service has a bad moment.
    static func retry(_ chinese: String, _ english: String) -> ServiceCode {
        ServiceCode(
            meaning: .retry, reason: Message(zh: chinese, en: english),
            remedy: Message(zh: "将自动重试", en: "tried again automatically"))
    }

    /// Too many messages.
    static func rateLimit(_ chinese: String, _ english: String, seconds: Int? = nil) -> ServiceCode {
        ServiceCode(
            meaning: .rateLimit(seconds: seconds), reason: Message(zh: chinese, en: english),
            remedy: Message(zh: "稍后自动重试", en: "tried again later"))
    }

    /// The service does not take this message: ours to correct.
    static func message(_ chinese: String, _ english: String) -> ServiceCode {
        ServiceCode(
            meaning: .message, reason: Message(zh: chinese, en: english),
            remedy: Message(zh: "请附上错误码报告此问题", en: "please report this with the code"))
    }

    /// Somebody has to change something, here or at the service.
    static func configuration(
        _ chinese: String, _ english: String, remedy: Message, mayBeTheClock: Bool = false
    ) -> ServiceCode {
        ServiceCode(
            meaning: .configuration, reason: Message(zh: chinese, en: english), remedy: remedy,
            mayBeTheClock: mayBeTheClock)
    }

    /// The robot, the group or the webhook is no more.
    static func gone(_ chinese: String, _ english: String, remedy: Message) -> ServiceCode {
        ServiceCode(meaning: .gone, reason: Message(zh: chinese, en: english), remedy: remedy)
    }
}

extension Double {
    /// A `retry_after` in JSON as whole seconds, never negative and at most a day.
    var wholeSeconds: Int {
        isNaN ? 0 : Int(Swift.min(Swift.max(rounded(.up), 0), 86_400))
    }
}

/// A service's error codes and what its answers mean by them.
struct CodeTable<Code: Hashable & Sendable>: Sendable {
    /// What people call the service.
    let service: Message
    let codes: [Code: ServiceCode]

    /// What an answer with this code means.
    ///
    /// - Parameters:
    ///   - code: the service's code.
    ///   - words: the service's own words, on one line.
    ///   - response: the answer.
    ///   - now: our clock.
    ///   - seconds: when to try again, if the body says so.
    /// - Returns: the judgement; never success.
    func judgement(
        on code: Code, saying words: String, in response: HTTPResponse, now: UnixTime, after seconds: Int? = nil
    ) -> Judgement {
        guard let known = codes[code] else { return unknown(code, saying: words, in: response) }
        return judgement(known, code, saying: words, in: response, now: now, after: seconds)
    }

    /// What an answer with a code of known meaning means; for services whose words tell what the code does not.
    func judgement(
        _ known: ServiceCode, _ code: Code, saying words: String, in response: HTTPResponse, now: UnixTime,
        after seconds: Int? = nil
    ) -> Judgement {
        let clock = known.mayBeTheClock ? ClockOffset(of: now, against: response) : nil
        let detail = "\(code) \(words)".singleLine(limit: 240)
        let problem = Problem(
            reason: Message(
                zh: "\(known.reason.chinese)（\(detail)）\(clock.map { "，\($0.text.chinese)" } ?? "")",
                en: "\(known.reason.english) (\(detail))\(clock.map { ", \($0.text.english)" } ?? "")"),
            remedy: known.remedy)
        switch known.meaning {
        case .retry: return .retry(problem, after: seconds ?? response.retryAfterSeconds)
        case .rateLimit(let least):
            return .rateLimited(problem, after: seconds ?? response.retryAfterSeconds ?? least)
        case .message: return .messageRefused(problem)
        case .configuration: return .misconfigured(problem)
        case .gone: return .channelGone(problem)
        }
    }

    /// What a code means that nobody has told us: never success.
    func unknown(_ code: Code, saying words: String, in response: HTTPResponse) -> Judgement {
        let detail = "\(code) \(words)".singleLine(limit: 240)
        let problem = Problem(
            reason: Message(
                zh: "\(service.chinese.gap(after: true))返回未知错误码 \(detail)",
                en: "\(service.english) answered with the unknown code \(detail)"),
            remedy: Message(zh: "重试几次后放弃；请核对渠道配置", en: "given up after a few attempts; check the channel"))
        return Judgement.byStatus(response, saying: detail) ?? .unclear(problem)
    }

    /// What an answer means that is not in the service's language: never success.
    func unintelligible(_ response: HTTPResponse) -> Judgement {
        let problem = Problem(
            reason: Message(
                zh: "\(service.chinese.gap(after: true))的回应不是预期的内容",
                en: "the answer is not what \(service.english) says"),
            remedy: Message(
                zh: "请核对网址是否指向\(service.chinese.gap(before: true))，中间有无代理改写",
                en: "check that the URL is \(service.english)'s and that no proxy stands between"))
        return Judgement.byStatus(response) ?? .unclear(problem)
    }
}

extension String {
    /// The name with a space where its Latin letters would touch Chinese characters: Slack 的, but 飞书的.
    fileprivate func gap(before: Bool = false, after: Bool = false) -> String {
        let start = before && first?.isASCII == true ? " " : ""
        let end = after && last?.isASCII == true ? " " : ""
        return start + self + end
    }
}
