internal import Core

/// How far our clock is from the service's, by its `Date` header (RFC 9110 6.6.1).
struct ClockOffset: Sendable, Hashable {
    /// Positive when ours is ahead.
    private let milliseconds: Int64

    /// Nil when both agree to the minute, or the service did not say.
    init?(of now: UnixTime, against response: HTTPResponse) {
        guard let date = response.date else { return nil }
        milliseconds = now.milliseconds - date.milliseconds
        if minutes == 0 { return nil }
    }

    /// The nearest whole number; the header has no fractions of a second.
    private var minutes: Int64 { (abs(milliseconds) + 30_000) / 60_000 }

    /// Whether it is off by more.
    func isBeyond(minutes: Int) -> Bool { abs(milliseconds) > Int64(minutes) * 60_000 }

    var text: Message {
        let isAhead = milliseconds > 0
        return Message(
            zh: "本机时钟\(isAhead ? "快" : "慢") \(minutes) 分钟",
            en: "this clock is \(minutes) minutes \(isAhead ? "fast" : "slow")")
    }
}

extension Judgement {
    /// What a refusal means of a request whose signature has its moment in it: the clock may be the reason, and where it is
    /// further off than receivers tolerate, it is. Then every message would be refused, not this one only.
    ///
    /// - Parameters:
    ///   - clock: how far it is off; nil when it is right or nobody knows.
    ///   - minutes: how far receivers let it be off.
    /// - Returns: the refusal with what is to be said of the clock; any other judgement as it is.
    func refused(with clock: ClockOffset?, tolerance minutes: Int) -> Judgement {
        guard let clock else { return self }
        let remedy = Message(
            zh: "校准本机时钟：签名带有时间，接收方一般只容许相差 \(minutes) 分钟",
            en: "set the clock: the signature has its moment in it, and receivers tolerate \(minutes) minutes")
        func explained(_ problem: Problem) -> Problem {
            Problem(
                reason: Message(
                    zh: "\(problem.reason.chinese)，\(clock.text.chinese)",
                    en: "\(problem.reason.english), \(clock.text.english)"),
                remedy: Message(
                    zh: "\(remedy.chinese)；\(problem.remedy.chinese)",
                    en: "\(remedy.english); \(problem.remedy.english)"))
        }
        return switch self {
        case .messageRefused(let problem):
            clock.isBeyond(minutes: minutes) ? .misconfigured(explained(problem)) : .messageRefused(explained(problem))
        case .misconfigured(let problem): .misconfigured(explained(problem))
        default: self
        }
    }
}
