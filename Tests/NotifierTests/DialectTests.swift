import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// What text out of documents can do in each service: be read, and nothing else.
struct DialectTests {
    private static let dialects: [(any Dialect, markup: [String])] = [
        (FeishuMarkdown(), ["<", ">", "[", "]", "*", "_", "`", "~", "://", "www.", "WWW.", "@", "\\", "$", "|", "#x"]),
        (
            DingTalkMarkdown(),
            ["<", ">", "[", "]", "*", "_", "`", "~", "://", "www.", "WWW.", "@", "\\", "&", "$", "|", "#"]
        ),
        (WeComMarkdown(), ["<", ">", "[", "]", "*", "_", "`", "~", "://", "www.", "WWW.", "@", "\\", "&", "|", "#"]),
        (SlackMarkup(), ["<", ">", "*", "_", "`", "~", "://", "www.", "WWW.", "@", "|"]),
        (TelegramHTML(), ["<", ">", "://", "www.", "WWW.", "@", "#"]),
        (MattermostMarkdown(), ["<", ">", "~", "://", "www.", "WWW.", "@"]),
        (PlainText(), ["://", "www.", "WWW.", "@"]), (MailHTML(), ["<", ">", "://", "www.", "WWW.", "@"]),
    ]

    @Test(arguments: HostileText.all)
    func foreignTextHoldsNoMarkup(text: String) {
        let line = text.singleLine(limit: 400)
        for (dialect, markup) in DialectTests.dialects {
            let escaped = dialect.escaped(line)
            for sign in markup { #expect(!escaped.contains(sign), "\(sign) in \(escaped) of \(dialect)") }
            #expect(dialect.escaped("正文 2023 年，共 58 件（含结转）。") == "正文 2023 年，共 58 件（含结转）。")
        }
    }

    @Test(arguments: [
        "evil.com", "EVIL.Cn", "evil.中文.example", "嘉兴.xn--fiqs8s", "163.com", "a.b.gov.cn", "evil.com/x", "例子.中国",
        "evil.中国", "嘉兴市.政务", "政务.政府", "evil.公司", "例子.中國/路径", "пример.рф", "예.한국", "evil.みんな",
        "zfxx@example.gov.cn", "mailto:a@b.中国", "张三@例子.中国", "❤.ws", "a❤️.ws",
    ])
    func noBareAddressIsLeft(address: String) {
        for dialect in DialectTests.dialects.map({ $0.0 }) + [DiscordMarkdown()] {
            let escaped = dialect.escaped("见\(address)，")
            #expect(!escaped.contains(address), "\(escaped) of \(dialect)")
        }
    }

    @Test(arguments: [
        "/srv/drop/嘉兴.txt", "报告.DOCX", "共 1.5 万件", "第3.2节", "1.总体情况", "2.主动公开", "一.工作中", "a.b", "0571-88888888",
        "13900000000", "见下文.", "..", "x.a1",
    ])
    func whatIsNoAddressStaysAsItIs(text: String) {
        #expect(PlainText().escaped(text) == text)
    }

    /// WeCom gets plain text where it shall mention everybody; ntfy always does.
    @Test(arguments: [ImitatedService.wecom, .ntfy])
    func plainTextMentionsNobodyAndLinksNowhere(service: ImitatedService) throws {
        let channel = try Fixtures.channel(service.kind(base: "http://127.0.0.1"), mention: ["all"]).channel
        for event in HostileText.events(saying: "@all http://evil.example/x evil.com evil.中国") {
            let request = channel.request(for: Fixtures.message(event), now: event.occurredAt)
            let body = String(decoding: request.body, as: UTF8.self)
            #expect(!body.contains("@all ") && !body.contains("http:") && !body.contains("evil."), "\(body)")
        }
    }

    @Test(arguments: HostileText.all)
    func whatIsEscapedByABackslashIsEscapedAltogether(text: String) {
        let line = text.singleLine(limit: 400)
        for (dialect, special) in [
            (DiscordMarkdown() as any Dialect, "\\*_~`|<>[]()#@"), (MattermostMarkdown(), "\\*_`[]()#|!"),
        ] {
            var isEscaped = false
            for character in dialect.escaped(line) {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else {
                    #expect(!special.contains(character), "\(character) in \(dialect.escaped(line))")
                }
            }
            #expect(!isEscaped)
        }
    }

    /// What a chat shows, once its markup is taken away, is what the document says, but for the width of some signs.
    @Test(arguments: ImitatedService.allCases)
    func theChatShowsTheSummary(service: ImitatedService) throws {
        let channel = try Fixtures.channel(service.kind(base: "http://127.0.0.1")).channel
        let subject = Fixtures.subject(
            verdict: .invalid, findings: [Fixtures.finding(1), Fixtures.finding(2, severity: .error)],
            gone: [Fixtures.finding(3)])
        let message = Fixtures.message(Fixtures.event(subject))
        let shown = try #require(
            ChatView.text(of: channel.request(for: message, now: Fixtures.event().occurredAt).body))
        func squeezed(_ text: String) -> Set<String> {
            Set(text.split { "\n，  　".contains($0) }.map { $0.filter { !"[] 　.".contains($0) } })
        }
        for part in squeezed(message.summary.text(limit: .max)) where !part.isEmpty {
            #expect(squeezed(shown).joined(separator: "\n").contains(part), "\(part) is not in\n\(shown)")
        }
    }

    @Test(arguments: ImitatedService.allCases)
    func theLinkIsThere(service: ImitatedService) throws {
        let channel = try ChannelDefinition(
            name: "c", kind: service.kind(base: "http://127.0.0.1"), publicURL: "https://gk.example.gov.cn/(a)|b",
            network: Fixtures.local)
        let message = channel.message(about: Fixtures.event(), id: "msg_1")
        let body = String(
            decoding: channel.channel.request(for: message, now: .init(milliseconds: 0)).body, as: UTF8.self)
        #expect(body.contains("https://gk.example.gov.cn/%28a%29%7Cb/reports/7"), "\(body)")
    }

    @Test(arguments: ImitatedService.allCases)
    func onlyMessagesThatCallForActionMentionPeople(service: ImitatedService) throws {
        let definition = try Fixtures.channel(service.kind(base: "http://127.0.0.1"), mention: service.mentions)
        func body(_ verdict: Verdict) -> String {
            let event = Fixtures.event(Fixtures.subject(verdict: verdict, findings: []))
            let request = definition.channel.request(
                for: definition.message(about: event, id: "msg_1"), now: event.occurredAt)
            return String(decoding: request.body, as: UTF8.self)
        }
        for mention in service.mentions where mention != "all" {
            let id = mention.drop { $0 == "@" || $0 == "&" }
            #expect(body(.invalid).contains(id), "\(mention)")
            #expect(!body(.valid).contains(id), "\(mention)")
        }
    }
}
