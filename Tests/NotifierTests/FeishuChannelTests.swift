import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

struct FeishuChannelTests {
    private let now = UnixTime(milliseconds: 1_599_360_473_000)

    private func channel(secret: Secret? = nil) throws -> any Outlet {
        try Fixtures.feishu(url: "https://open.feishu.cn/open-apis/bot/v2/hook/token", secret: secret).channel
    }

    private func judge(_ body: String, status: Int = 200, date: UnixTime? = nil) throws -> Judgement {
        let response = HTTPResponse(status: status, body: Array(body.utf8), retryAfterSeconds: nil, date: date)
        return try channel().judge(response, now: now)
    }

    private func card(_ request: HTTPRequest) throws -> [String: Any] {
        let json = try #require(JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
        #expect(json["msg_type"] as? String == "interactive")
        return try #require(json["card"] as? [String: Any])
    }

    @Test(arguments: [
        (Verdict.valid, "green"), (.flagged, "orange"), (.invalid, "red"), (.unreadable, "carmine"), (.foreign, "blue"),
    ])
    func theCardIsColouredByVerdict(verdict: Verdict, color: String) throws {
        let message = Fixtures.message(Fixtures.event(Fixtures.subject(verdict: verdict)))
        let header = try #require(card(channel().request(for: message, now: now))["header"] as? [String: Any])
        #expect(header["template"] as? String == color)
    }

    @Test func theCardShowsTheSummary() throws {
        let request = try channel().request(for: Fixtures.message(), now: now)
        let shown = try #require(ChatView.text(of: request.body))
        let expected = Fixtures.message().summary.text(limit: .max)
        let squeeze = { (text: String) in text.filter { !" 　[]".contains($0) } }
        #expect(squeeze(shown) == squeeze(expected))
    }

    @Test func theSignatureStandsInTheBody() throws {
        let request = try channel(secret: Secret("demo")).request(for: Fixtures.message(), now: now)
        let json = try #require(JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
        #expect(json["timestamp"] as? String == "1599360473")
        #expect(json["sign"] as? String == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=")
        let unsigned = try channel().request(for: Fixtures.message(), now: now)
        #expect(!String(decoding: unsigned.body, as: UTF8.self).contains("\"sign\""))
    }

    @Test func textFromDocumentsIsNeverMarkup() throws {
        let nasty = "<at id=all></at> [点这里](https://evil.example) **粗** `x` &#60;at id=all&#62; </font> # 标题 @all"
        let finding = Finding(
            rule: "custom.x", severity: .error, message: Message(zh: nasty, en: nasty), quote: nasty)
        var subject = Fixtures.subject(findings: [finding])
        subject.file = "/srv/\(nasty)"
        let request = try channel().request(for: Fixtures.message(Fixtures.event(subject)), now: now)
        let elements = try #require((card(request)["body"] as? [String: Any])?["elements"] as? [[String: Any]])
        for content in elements.compactMap({ $0["content"] as? String }) {
            for markup in ["<at", "](", "**粗", "`", "&#60;at id=all&#62; </font>", "https://", "@", "</font> #"] {
                #expect(!content.contains(markup), "\(markup) in \(content)")
            }
        }
        #expect(try #require(ChatView.text(of: request.body)).contains("<at id=all></at>"))
    }

    @Test func aLargeMessageIsCutBelowTheLimit() throws {
        let findings = (1...300).map { Fixtures.finding($0, quote: String(repeating: "长", count: 200)) }
        let message = Fixtures.message(Fixtures.event(Fixtures.subject(findings: findings)))
        let request = try channel(secret: Secret("demo")).request(for: message, now: now)
        #expect(request.body.count <= FeishuChannel.bodyLimit)
        #expect(request.body.count > FeishuChannel.bodyLimit - 1000)
        let shown = try #require(ChatView.text(of: request.body))
        let count = shown.split(separator: "\n").count { $0.contains("分项之和与总数不符") }
        #expect(count > 0)
        #expect(shown.contains("另有 \(300 - count) 项，运行 gongkai show 7 查看"))
    }

    @Test(arguments: [
        (#"{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}"#, "delivered"),
        (#"{"StatusCode":0,"StatusMessage":"success"}"#, "delivered"),
        (#"{"code":11232,"msg":"frequency limited psm[x]appID[1500]"}"#, "rateLimited"),
        (#"{"code":9499,"msg":"too many: frequency limited"}"#, "rateLimited"),
        (#"{"code":99991400,"msg":"request trigger frequency limit"}"#, "rateLimited"),
        (#"{"code":19001,"msg":"param invalid: incoming webhook access token invalid"}"#, "channelGone"),
        (#"{"code":19021,"msg":"sign match fail"}"#, "misconfigured"),
        (#"{"code":19022,"msg":"Ip Not Allowed"}"#, "misconfigured"),
        (#"{"code":19024,"msg":"Key Words Not Found"}"#, "misconfigured"),
        (#"{"code":9499,"msg":"Bad Request"}"#, "messageRefused"),
        (#"{"code":424242,"msg":"?"}"#, "unclear"),
        (#"{"msg":"success"}"#, "unclear"), (#"{"code":"0"}"#, "unclear"), ("ok", "unclear"), ("", "unclear"),
        (#"{"code":0,"msg":"succ"#, "unclear"),
    ])
    func theBodyDecidesNotTheStatus(body: String, expected: String) throws {
        #expect(try judge(body).name == expected)
    }

    @Test func theStatusDecidesWhereTheBodySaysNothing() throws {
        #expect(try judge("<html>", status: 502).name == "retry")
        #expect(try judge("", status: 404).name == "channelGone")
        #expect(try judge(#"{"code":0}"#, status: 500).name == "retry")
        #expect(try judge(#"{"code":9499,"msg":"Bad Request"}"#, status: 400).name == "messageRefused")
    }

    @Test func aRefusedSignatureSaysHowFarTheClockIsOff() throws {
        let body = #"{"code":19021,"msg":"sign match fail"}"#
        guard case .misconfigured(let problem) = try judge(body, date: now.advanced(milliseconds: 73 * 60_000)) else {
            Issue.record("not misconfigured")
            return
        }
        #expect(problem.reason.chinese.contains("本机时钟慢 73 分钟"))
        #expect(problem.reason.english.contains("this clock is 73 minutes slow"))
        guard case .misconfigured(let other) = try judge(body, date: now) else { return }
        #expect(!other.reason.chinese.contains("分钟"))
    }
}
