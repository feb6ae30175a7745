internal import Core

extension CodeTable<Int> {
    /// Source: open.dingtalk.com, 自定义机器人 and 全局错误码, with what their users report.
    static let dingTalk = CodeTable(
        service: Message(zh: "钉钉", en: "DingTalk"),
        codes: [
            -1: .retry("钉钉系统繁忙", "DingTalk is busy"),
            130_101: limited, 410_100: limited,
            300_001: gone, 300_005: gone, 400_101: gone, 400_106: gone,
            400_102: .gone(
                "机器人已被停用", "the robot was stopped",
                remedy: Message(
                    zh: "在群机器人设置中重新启用它，或另建一个并更新渠道网址",
                    en: "enable it again in the group's robots, or make another and update the channel's url")),
            400_013: .gone(
                "群已解散", "the group was dissolved",
                remedy: Message(
                    zh: "在另一个群中新建机器人，并更新渠道网址", en: "make a robot in another group and update the channel's url")),
            400_105: refused, 40_035: refused, 43_002: refused, 43_004: refused,
            460_101: .message("消息超过 20000 字节", "the message is over 20,000 bytes"),
            101_002: .message("消息过长", "the message is too long"),
            430_101: unsafe, 430_102: unsafe, 430_103: unsafe, 430_104: unsafe,
        ])

    private static let limited = ServiceCode.rateLimit(
        "钉钉限流：每分钟超过 20 条，十分钟内拒收", "DingTalk limits the rate: over 20 a minute, deaf for ten minutes", seconds: 600)
    private static let gone = ServiceCode.gone(
        "机器人不存在或 access_token 无效", "there is no such robot, or the access_token is invalid",
        remedy: Message(
            zh: "在群设置里重新添加自定义机器人，并更新渠道网址",
            en: "add the custom robot to the group again and update the channel's url"))
    private static let refused = ServiceCode.message("钉钉不接受这条消息的格式", "DingTalk does not take the message's format")
    private static let unsafe = ServiceCode.message("钉钉认为内容或链接不安全", "DingTalk thinks the text or a link unsafe")
}

extension ServiceCode {
    /// 310000 is one code for every security setting; the words tell which, in English or Chinese.
    static func dingTalkRefusal(saying words: String) -> ServiceCode {
        let words = words.lowercased()
        func says(_ texts: String...) -> Bool { texts.contains { words.contains($0) } }
        if says("keyword", "关键词") {
            return .configuration(
                "消息中没有机器人要求的关键词", "the message lacks a keyword that the robot asks for",
                remedy: Message(
                    zh: "在机器人安全设置中取消自定义关键词，改用加签",
                    en: "remove the keyword in the robot's security settings and use the signature instead"))
        }
        if says("whitelist", "白名单", "ip地址", "ip 地址") {
            return .configuration(
                "本机 IP 不在机器人的 IP 地址段内", "this host's IP is not in the robot's address ranges",
                remedy: Message(
                    zh: "在机器人安全设置的 IP 地址段中加入本机出口地址",
                    en: "add this host's public IP in the robot's security settings"))
        }
        return .configuration(
            "签名不符，或本机时钟偏差超过一小时", "the signature does not match, or the clock is off by more than an hour",
            remedy: Message(
                zh: "核对渠道密钥与机器人安全设置中的加签密钥（SEC 开头）是否一致，并校准本机时钟",
                en: "compare the channel's secret with the robot's signing secret (SEC…), and set the clock"),
            mayBeTheClock: true)
    }
}
