internal import Core

extension CodeTable<String> {
    /// Source: api.slack.com, Changes to errors from incoming webhooks, and what maintained senders know since.
    static let slack = CodeTable(
        service: Message(zh: "Slack", en: "Slack"),
        codes: [
            "rollup_error": .retry("Slack 内部错误", "an error within Slack"),
            "rate_limited": .rateLimit("Slack 限流", "Slack limits the rate", seconds: 1),
            "no_service": gone, "no_service_id": gone, "no_team": gone, "no_active_hooks": gone, "invalid_token": gone,
            "channel_not_found": channelGone, "channel_is_archived": channelGone,
            "invalid_payload": refused, "no_text": refused, "invalid_blocks": refused, "too_many_attachments": refused,
            "invalid_attachments": refused, "missing_text_or_fallback_or_attachments": refused,
            "msg_blocks_too_long": .message("消息超过 Slack 的大小上限", "the message is over Slack's size limit"),
            "user_not_found": .configuration(
                "提及的用户不存在", "a mentioned user does not exist",
                remedy: Message(zh: "核对渠道的 mention", en: "check the channel's mention")),
            "action_prohibited": prohibited, "posting_to_general_channel_denied": prohibited,
            "team_disabled": prohibited,
        ])

    private static let gone = ServiceCode.gone(
        "Webhook 已失效", "the webhook is no longer valid",
        remedy: Message(
            zh: "在 Slack 应用的 Incoming Webhooks 页重新生成网址，并更新渠道",
            en: "make a new URL on the app's Incoming Webhooks page and update the channel"))
    private static let channelGone = ServiceCode.gone(
        "Slack 频道不存在或已归档", "the Slack channel does not exist or is archived",
        remedy: Message(
            zh: "恢复该频道，或为另一频道生成 Webhook 并更新渠道",
            en: "restore the channel, or make a webhook for another and update the channel"))
    private static let refused = ServiceCode.message("Slack 不接受这条消息的格式", "Slack does not take the message's format")
    private static let prohibited = ServiceCode.configuration(
        "工作区管理员不允许向该频道发送", "the workspace's administrators do not allow posts to the channel",
        remedy: Message(zh: "请工作区管理员放行，或换一个频道", en: "ask them to allow it, or use another channel"))
}
