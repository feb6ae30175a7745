internal import Core

/// What a Feishu error code means and what to do about it.
struct FeishuCode {
    let reason: Message
    let remedy: Message

    private init(_ reasonChinese: String, _ reason: String, _ remedyChinese: String, _ remedy: String) {
        self.reason = Message(zh: reasonChinese, en: reason)
        self.remedy = Message(zh: remedyChinese, en: remedy)
    }

    /// Codes that say "too fast": the bot's own limit and the gateway's.
    static let rateLimits: Set<Int> = [11232, 99_991_400]

    /// The code that may be the clock's fault.
    static let signatureRefused = 19021

    /// Codes under which the same message will never be taken.
    static let permanent: [Int: FeishuCode] = [
        19001: FeishuCode(
            "机器人网址无效或机器人已被移除", "the webhook URL is invalid or the bot was removed",
            "在群设置里重新添加自定义机器人，并更新渠道网址", "add the custom bot to the group again and update the channel's url"),
        signatureRefused: FeishuCode(
            "签名不符，或本机时钟偏差超过一小时", "the signature does not match, or the clock is off by more than an hour",
            "核对渠道密钥与机器人安全设置中的签名密钥是否一致，并校准本机时钟",
            "compare the channel's secret with the bot's signing secret, and set the clock"),
        19022: FeishuCode(
            "本机 IP 不在机器人的白名单内", "this host's IP is not on the bot's allow list",
            "在机器人安全设置的 IP 白名单中加入本机出口地址", "add this host's public IP in the bot's security settings"),
        19024: FeishuCode(
            "消息中没有机器人要求的关键词", "the message lacks a keyword that the bot asks for",
            "在机器人安全设置中取消自定义关键词，改用签名校验",
            "remove the keyword in the bot's security settings and use signature verification instead"),
        9499: messageRefused, 19002: messageRefused, 10002: messageRefused, 200_621: messageRefused,
        99_991_300: messageRefused,
        19036: FeishuCode(
            "消息超过飞书的大小上限", "the message is over Feishu's size limit", "请报告此问题", "please report this"),
        99_991_201: FeishuCode(
            "网址路径不存在", "the URL's path does not exist",
            "重新从群机器人设置中复制完整网址", "copy the complete URL again from the bot's settings"),
    ]

    private static let messageRefused = FeishuCode(
        "飞书不接受这条消息的格式", "Feishu does not take the message's format",
        "请附上错误码报告此问题", "please report this with the code")

    static let unintelligible = Problem(
        reason: Message(zh: "飞书的回应不是预期的 JSON", en: "the answer is not Feishu's JSON"),
        remedy: Message(zh: "请核对网址是否指向飞书机器人", en: "check that the URL is a Feishu bot's"))

    static func rateLimited(_ code: Int, _ text: String) -> Problem {
        Problem(
            reason: Message(zh: "飞书限流（\(code) \(text)）", en: "Feishu limits the rate (\(code) \(text))"),
            remedy: Message(zh: "稍后自动重试", en: "tried again later"))
    }

    static func unknown(_ code: Int, _ text: String) -> Problem {
        Problem(
            reason: Message(
                zh: "飞书返回未知错误码 \(code) \(text)", en: "Feishu answered with the unknown code \(code) \(text)"),
            remedy: Message(zh: "重试几次后放弃；请核对渠道配置", en: "given up after a few attempts; check the channel"))
    }

    /// The problem with the service's own words, and how far the clock is off where that may be the cause.
    func problem(code: Int, text: String, minutesAhead: Int?) -> Problem {
        var cause = Message(zh: "\(reason.chinese)（\(code) \(text)）", en: "\(reason.english) (\(code) \(text))")
        if let minutesAhead {
            let minutes = abs(minutesAhead)
            cause = Message(
                zh: "\(cause.chinese)，本机时钟\(minutesAhead > 0 ? "快" : "慢") \(minutes) 分钟",
                en: "\(cause.english), this clock is \(minutes) minutes \(minutesAhead > 0 ? "fast" : "slow")")
        }
        return Problem(reason: cause, remedy: remedy)
    }
}
