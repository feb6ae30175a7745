internal import Core

extension CodeTable<Int> {
    /// Source: discord.com/developers/docs, JSON error codes.
    static let discord = CodeTable(
        service: Message(zh: "Discord", en: "Discord"),
        codes: [
            10015: gone, 50027: gone,
            10003: .gone(
                "频道或子区不存在", "the channel or thread does not exist",
                remedy: Message(zh: "为现有频道新建 Webhook 并更新网址", en: "make a webhook for a channel that exists")),
            20016: .discordLimit, 20028: .discordLimit, 20029: .discordLimit, 40062: .discordLimit,
            50006: refused, 50035: refused, 50109: refused,
            40005: .message("消息超过 Discord 的大小上限", "the message is over Discord's size limit"),
            50013: .configuration(
                "Webhook 没有发送权限", "the webhook lacks the permission to post",
                remedy: Message(zh: "检查频道的权限设置", en: "check the channel's permissions")),
            220_001: .configuration(
                "论坛频道的 Webhook 需要指定子区", "a forum's webhook needs a thread",
                remedy: Message(
                    zh: "在网址后加 ?thread_id=子区编号，或改用普通频道", en: "add ?thread_id=… to the url, or use a text channel")),
            160_005: threadClosed, 50083: threadClosed,
        ])

    private static let gone = ServiceCode.gone(
        "Webhook 已被删除", "the webhook was deleted",
        remedy: Message(
            zh: "在频道设置的“整合”中新建 Webhook 并更新网址",
            en: "make a new webhook under Integrations of the channel and update the url"))
    private static let threadClosed = ServiceCode.configuration(
        "子区已锁定或归档", "the thread is locked or archived",
        remedy: Message(zh: "重新打开该子区或换一个频道", en: "open it again or use another channel"))
    private static let refused = ServiceCode.message(
        "Discord 不接受这条消息的格式", "Discord does not take the message's format")
}

extension ServiceCode {
    static let discordLimit = ServiceCode.rateLimit("Discord 限流", "Discord limits the rate")
}
