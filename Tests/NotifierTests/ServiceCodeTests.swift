import Core
import TestSupport
import Testing

@testable import Notifier

/// What each service's own words mean, in the bodies of `channels.md`.
struct ServiceCodeTests {
    private let now = UnixTime(milliseconds: 1_780_000_000_000)

    private func judge(_ service: ImitatedService, _ answer: WebhookReceiver.Answer) throws -> Judgement {
        let retryAfter = answer.headers["Retry-After"].flatMap { Int($0) }
        return try Fixtures.channel(service.kind(base: "http://127.0.0.1")).channel.judge(
            HTTPResponse(
                status: answer.status, body: Array(answer.body.utf8), retryAfterSeconds: retryAfter, date: nil),
            now: now)
    }

    @Test(arguments: [
        (0, "ok", "delivered"), (-1, "system busy", "retry"), (410_100, "x", "rateLimited"),
        (130_101, "send too fast, exceed 20 times per minute", "rateLimited"),
        (300_005, "token is not exist", "channelGone"),
        (300_001, "x", "channelGone"), (400_101, "x", "channelGone"), (400_102, "x", "channelGone"),
        (400_106, "x", "channelGone"), (400_013, "x", "channelGone"), (460_101, "x", "messageRefused"),
        (101_002, "x", "messageRefused"), (400_105, "x", "messageRefused"), (40_035, "x", "messageRefused"),
        (43_002, "x", "messageRefused"), (430_101, "x", "messageRefused"), (430_104, "x", "messageRefused"),
        (310_000, "keywords not in content", "misconfigured"), (310_000, "invalid timestamp", "misconfigured"),
        (310_000, "ip 1.2.3.4 not in whitelist", "misconfigured"), (88, "x", "unclear"), (90_030, "x", "unclear"),
    ])
    func dingTalk(code: Int, words: String, expected: String) throws {
        #expect(try judge(.dingtalk, .dingTalk(code: code, words)).name == expected)
    }

    @Test(arguments: [
        ("keywords not in content", "关键词"), ("description:关键词不匹配", "关键词"), ("sign not match", "签名"),
        ("description:机器人发送签名不匹配;solution:…", "签名"), ("ip 1.2.3.4 not in whitelist", "IP"), ("不在白名单中", "IP"),
    ])
    func dingTalksOneCodeIsToldApartByItsWords(words: String, remedy: String) throws {
        let problem = try #require(try judge(.dingtalk, .dingTalk(code: 310_000, words)).problem)
        #expect(problem.reason.chinese.prefix(while: { $0 != "（" }).contains(remedy))
    }

    @Test(arguments: [
        #"{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"1"}"#,
        #"{"errcode":0,"errmsg":"ok","punish":"deny"}"#, #"{"errcode":130101,"source":"x5","punish":"deny"}"#,
    ])
    func dingTalksPunishmentIsARateLimit(body: String) throws {
        guard case .rateLimited(_, let seconds) = try judge(.dingtalk, .init(200, body)) else {
            Issue.record("not a rate limit")
            return
        }
        #expect(seconds == 600)
    }

    @Test(arguments: [
        (0, "delivered"), (-1, "retry"), (45_009, "rateLimited"), (45_033, "rateLimited"), (93_000, "channelGone"),
        (93_004, "channelGone"), (93_008, "channelGone"), (40_058, "messageRefused"), (44_001, "messageRefused"),
        (44_004, "messageRefused"), (40_008, "messageRefused"), (60_020, "misconfigured"), (12_345, "unclear"),
    ])
    func weCom(code: Int, expected: String) throws {
        #expect(try judge(.wecom, .weCom(code: code, "x")).name == expected)
    }

    @Test(arguments: [
        (200, "ok", "delivered"), (200, "ok\n", "unclear"), (200, "", "unclear"), (200, "no_service", "channelGone"),
        (400, "invalid_payload", "messageRefused"), (400, "no_text", "messageRefused"),
        (400, "invalid_blocks", "messageRefused"), (400, "user_not_found", "misconfigured"),
        (400, "too_many_attachments", "messageRefused"), (403, "action_prohibited", "misconfigured"),
        (403, "invalid_token", "channelGone"), (403, "posting_to_general_channel_denied", "misconfigured"),
        (404, "channel_not_found", "channelGone"), (404, "no_team", "channelGone"),
        (410, "channel_is_archived", "channelGone"), (500, "rollup_error", "retry"),
        (200, #"{"ok":false,"error":"invalid_blocks"}"#, "messageRefused"), (200, "a_new_error", "unclear"),
        (200, "<html>", "unclear"), (429, #"{"ok":false,"error":"rate_limited","retry_after":1}"#, "rateLimited"),
    ])
    func slack(status: Int, body: String, expected: String) throws {
        #expect(try judge(.slack, .init(status, body)).name == expected)
    }

    @Test(arguments: [
        (200, #"{"id":"1","type":0}"#, "delivered"), (204, "", "unclear"), (200, #"{"id":""}"#, "unclear"),
        (404, #"{"message":"Unknown Webhook","code":10015}"#, "channelGone"),
        (401, #"{"message":"Invalid Webhook Token","code":50027}"#, "channelGone"),
        (400, #"{"message":"Cannot send an empty message","code":50006}"#, "messageRefused"),
        (400, #"{"code":50035,"errors":{},"message":"Invalid Form Body"}"#, "messageRefused"),
        (400, #"{"embeds":["0"]}"#, "messageRefused"),
        (403, #"{"code":50013,"message":"Missing Permissions"}"#, "misconfigured"),
        (400, #"{"code":50083,"message":"Thread is archived"}"#, "misconfigured"),
        (400, #"{"code":40062,"message":"Service resource is being rate limited."}"#, "rateLimited"),
        (429, #"{"message":"You are being rate limited.","retry_after":0.3,"global":true}"#, "rateLimited"),
        (429, "error code: 1015", "rateLimited"), (503, "", "retry"),
    ])
    func discord(status: Int, body: String, expected: String) throws {
        #expect(try judge(.discord, .init(status, body)).name == expected)
    }

    @Test(arguments: [
        (202, "", "accepted"), (200, "", "accepted"), (200, "<!DOCTYPE html><html>", "unclear"),
        (200, "\n<!doctype html><title>Log in</title>", "unclear"),
        (202, "<!doctype html><title>Log in</title>", "unclear"),
        (202, "Forbidden by proxy", "unclear"), (202, "{}", "unclear"), (204, "", "unclear"),
        (200, "1", "accepted"), (200, " 1\n", "accepted"), (200, "ok", "unclear"), (200, "[1]", "unclear"),
        (200, #"{"status":"queued"}"#, "unclear"), (200, #"{"status":"failed"}"#, "unclear"),
        (200, #"{"message":"Webhook message delivery failed with error: 429"}"#, "unclear"),
        (200, #"{"version":"1.1","content":{"headers":[]},"statusCode":200,"isSuccessStatusCode":true}"#, "accepted"),
        (202, #"{"statusCode":202,"isSuccessStatusCode":true}"#, "accepted"),
        (200, #"{"statusCode":429,"isSuccessStatusCode":false}"#, "unclear"),
        (200, #"{"statusCode":429,"isSuccessStatusCode":true}"#, "unclear"),
        (200, #"{"statusCode":200}"#, "unclear"),
        (
            200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413",
            "unclear"
        ),
        (401, #"{"error":{"code":"DirectApiAuthorizationRequired","message":"x"}}"#, "misconfigured"),
        (400, #"{"error":{"code":"TriggerInputSchemaMismatch","message":"x"}}"#, "messageRefused"),
        (404, #"{"error":{"code":"WorkflowNotFound","message":"x"}}"#, "channelGone"),
        (400, #"{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"x"}}"#, "misconfigured"),
        (
            400,
            #"{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"The workflow trigger 'manual' is in the state 'Deleted'."}}"#,
            "channelGone"
        ),
        (429, "", "rateLimited"),
    ])
    func teamsIsNeverMoreThanAccepted(status: Int, body: String, expected: String) throws {
        #expect(try judge(.teams, .init(status, body)).name == expected)
    }

    @Test(arguments: [
        (200, "delivered", "ok", ""), (401, "channelGone", "Unauthorized", ""), (404, "channelGone", "Not Found", ""),
        (403, "channelGone", "Forbidden: bot was kicked from the supergroup chat", ""),
        (400, "misconfigured", "Bad Request: chat not found", ""),
        (400, "misconfigured", "Bad Request: not enough rights to send text messages to the chat", ""),
        (400, "misconfigured", "Bad Request: group chat was upgraded to a supergroup chat", "-1001999"),
        (400, "markupRefused", "Bad Request: can't parse entities", ""), (500, "retry", "Internal Server Error", ""),
        (418, "messageRefused", "I'm a teapot", ""),
    ])
    func telegram(code: Int, expected: String, words: String, newChat: String) throws {
        let parameters = newChat.isEmpty ? "" : #","parameters":{"migrate_to_chat_id":\#(newChat)}"#
        let body =
            code == 200
            ? WebhookReceiver.Answer.telegramSuccess.body
            : #"{"ok":false,"error_code":\#(code),"description":"\#(words)"\#(parameters)}"#
        let judgement = try judge(.telegram, .init(code, body))
        #expect(judgement.name == expected)
        if !newChat.isEmpty { #expect(judgement.problem?.remedy.chinese.contains(newChat) == true) }
        // Inside HTTP 200 as well: the body decides.
        if code != 200, code != 418 { #expect(try judge(.telegram, .init(200, body)).name == expected) }
    }

    @Test(arguments: [
        (400, "invalid", "channelGone"), (404, "channel", "channelGone"), (403, "permissions", "misconfigured"),
        (501, "disabled", "misconfigured"), (400, "text", "messageRefused"), (400, "decode", "messageRefused"),
        (400, "something_new", "messageRefused"),
    ])
    func mattermost(status: Int, id: String, expected: String) throws {
        let answer = WebhookReceiver.Answer.mattermost(status: status, id: "web.incoming_webhook.\(id).app_error", "x")
        #expect(try judge(.mattermost, answer).name == expected)
    }

    @Test func mattermostsWebhookOfADeletedChannelIsGone() throws {
        let answer = WebhookReceiver.Answer.mattermost(status: 404, id: "app.channel.get.existing.app_error", "x")
        let judgement = try judge(.mattermost, answer)
        #expect(judgement.name == "channelGone" && judgement.problem?.reason.chinese.hasPrefix("频道不存在") == true)
    }

    @Test(arguments: [
        (42_901, "rateLimited"), (42_908, "quotaUntilTomorrow"), (42_909, "rateLimited"), (40_101, "misconfigured"),
        (40_301, "misconfigured"), (41_303, "messageRefused"), (40_009, "misconfigured"), (50_701, "misconfigured"),
        (42_904, "rateLimited"), (40_024, "messageRefused"),
    ])
    func ntfy(code: Int, expected: String) throws {
        #expect(try judge(.ntfy, .ntfy(code: code, "x")).name == expected)
    }

    @Test func ntfysQuotaEndsAtMidnightUTC() throws {
        guard case .quotaUntilTomorrow(_, let moment) = try judge(.ntfy, .ntfy(code: 42_908, "daily quota")) else {
            Issue.record("no quota")
            return
        }
        #expect(moment.iso8601 == "2026-05-29T00:00:00.000Z")
    }

    @Test func aNameInLatinLettersStandsApartFromChineseCharacters() throws {
        func words(_ service: ImitatedService) throws -> String {
            try judge(service, .init(200, "<p>")).problem?.text(in: .chinese) ?? ""
        }
        #expect(try words(.slack).hasPrefix("Slack 的回应") && words(.slack).contains("指向 Slack，"))
        #expect(try words(.teams).hasPrefix("Teams 工作流的回应"))
        #expect(try words(.feishu).hasPrefix("飞书的回应") && words(.feishu).contains("指向飞书，"))
    }

    @Test func everyCodeHasAReasonAndARemedyInBothLanguages() {
        let tables: [[ServiceCode]] = [
            Array(CodeTable.feishu.codes.values), Array(CodeTable.dingTalk.codes.values),
            Array(CodeTable.weCom.codes.values), Array(CodeTable.slack.codes.values),
            Array(CodeTable.discord.codes.values), Array(CodeTable.teams.codes.values),
            Array(CodeTable.telegram.codes.values), Array(CodeTable.mattermost.codes.values),
            Array(CodeTable.ntfy.codes.values),
        ]
        for code in tables.joined() {
            for message in [code.reason, code.remedy] {
                #expect(message.chinese.unicodeScalars.contains { $0.value > 0x2E80 } && !message.english.isEmpty)
                #expect(message.english.unicodeScalars.allSatisfy { $0.value < 0x2E80 })
            }
        }
    }
}
