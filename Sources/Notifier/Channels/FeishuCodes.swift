internal import Core

extension CodeTable<Int> {
    /// Source: open.feishu.cn, 自定义机器人使用指南 and 通用错误码.
    static let feishu = CodeTable(
        service: Message(zh: "飞书", en: "Feishu"),
        codes: [
            11232: limited, 99_991_400: limited,
            19001: .gone(
                "机器人网址无效或机器人已被移除", "the webhook URL is invalid or the bot was removed",
                remedy: Message(
                    zh: "在群设置里重新添加自定义机器人，并更新渠道网址",
                    en: "add the custom bot to the group again and update the channel's url")),
            19021: .configuration(
                "签名不符，或本机时钟偏差超过一小时", "the signature does not match, or the clock is off by more than an hour",
                remedy: Message(
                    zh: "核对渠道密钥与机器人安全设置中的签名密钥是否一致，并校准本机时钟",
                    en: "compare the channel's secret with the bot's signing secret, and set the clock"),
                mayBeTheClock: true),
            19022: .configuration(
                "本机 IP 不在机器人的白名单内", "this host's IP is not on the bot's allow list",
                remedy: Message(
                    zh: "在机器人安全设置的 IP 白名单中加入本机出口地址",
                    en: "add this host's public IP in the bot's security settings")),
            19024: .configuration(
                "消息中没有机器人要求的关键词", "the message lacks a keyword that the bot asks for",
                remedy: Message(
                    zh: "在机器人安全设置中取消自定义关键词，改用签名校验",
                    en: "remove the keyword in the bot's security settings and use signature verification instead")),
            99_991_201: .gone(
                "网址路径不存在", "the URL's path does not exist",
                remedy: Message(
                    zh: "重新从群机器人设置中复制完整网址", en: "copy the complete URL again from the bot's settings")),
            9499: refused, 19002: refused, 10002: refused, 200_621: refused, 99_991_300: refused,
            19036: .message("消息超过飞书的大小上限", "the message is over Feishu's size limit"),
        ])

    private static let limited = ServiceCode.rateLimit("飞书限流", "Feishu limits the rate")
    private static let refused = ServiceCode.message("飞书不接受这条消息的格式", "Feishu does not take the message's format")
}
