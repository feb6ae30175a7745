import Foundation
import TestSupport
import Testing

@testable import Core
@testable import Notifier

/// Every kind of message, with text in it as nobody writes it: no service takes any of it for markup, none gets more than
/// it takes, and what is cut is cut at whole lines and counted.
struct NoticeMessageTests {
    // MARK: Escaping

    /// One kind of each shape that a message can have.
    private static let shapes: Set<EventKind> = [
        .reportRejudged, .reportFailed, .digest, .coverageMissing, .deliveryDead,
    ]

    @Test(arguments: ImitatedService.allCases)
    func whatHasToBeEscapedStandsNowhereAsItIs(service: ImitatedService) throws {
        guard let dialect = service.dialect else { return }
        let definition = try Fixtures.channel(service.kind(base: "http://127.0.0.1"))
        for text in HostileText.all {
            let line = text.singleLine(limit: 60)
            guard dialect.escaped(line) != line else { continue }
            for event in HostileText.events(saying: text, items: 1) where Self.shapes.contains(event.kind) {
                let message = definition.message(about: event, id: "msg_0a1b2c3d4e")
                let body = definition.channel.request(for: message, now: event.occurredAt).body
                let active = try service.markup(in: body).map { service.escapesByBackslash ? $0.withoutEscaped : $0 }
                let found = active.first { $0.contains(line) }
                #expect(found == nil, "\(line) in \(event.kind) for \(service)")
            }
        }
    }

    @Test func mailsShowItToo() throws {
        let account = MailAccount(
            server: Secret("smtps://mail.example.org"), user: "u", password: Secret("p"),
            sender: try #require(MailAddress("a@x.org")), recipients: [try #require(MailAddress("b@x.org"))])
        let definition = try Fixtures.channel(.email(account))
        for text in HostileText.all where text.contains("<") {
            for event in HostileText.events(saying: text, items: 1) where Self.shapes.contains(event.kind) {
                let mail = definition.preview(of: event).body
                let html = try #require(mail.components(separatedBy: "--- text/html").last)
                #expect(!html.contains(text.singleLine(limit: 60)), "\(text) in \(event.kind)")
            }
        }
    }

    /// A machine reads the payload: it is JSON, and what people would see in it is text.
    @Test func aWebhooksPayloadIsJSONWhateverIsInIt() throws {
        let definition = try Fixtures.channel(ImitatedService.webhook.kind(base: "http://127.0.0.1"))
        for text in [HostileText.everything, "\u{0}\u{1F}\"\\\u{2028}\n"] {
            for event in HostileText.events(saying: text) {
                let message = definition.message(about: event, id: "msg_0a1b2c3d4e")
                let body = definition.channel.request(for: message, now: event.occurredAt).body
                let json = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
                #expect(json?["type"] as? String == event.kind.rawValue)
                let shown = (json?["data"] as? [String: Any])?["message"] as? String
                #expect(shown?.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } == false)
            }
        }
    }

    // MARK: Limits

    /// Random texts of hostile pieces in every place; the seed is the test's name for them.
    @Test(arguments: ImitatedService.allCases.filter { $0 != .webhook }, [1])
    func noKindOfMessageIsOverTheLimit(service: ImitatedService, seed: UInt64) throws {
        let definition = try Fixtures.channel(service.kind(base: "http://127.0.0.1"), mention: service.mentions)
        var random = SeededGenerator(seed: seed)
        let text = (0..<12).map { _ in HostileText.all[Int(random.next() % UInt64(HostileText.all.count))] }.joined()
        for event in HostileText.events(saying: text, items: Int(random.next() % 60)) {
            let message = definition.message(about: event, id: "msg_0a1b2c3d4e")
            let body = definition.channel.request(for: message, now: event.occurredAt).body
            #expect(service.holdsItsLimit(body), "\(event.kind) of seed \(seed)")
            #expect(try #require(ChatView.text(of: body)).contains("0a1b2c"), "\(event.kind) has its number")
        }
    }

    @Test(arguments: ImitatedService.allCases.filter { $0 != .webhook })
    func missingOrgansAreCutAtWholeLinesAndCounted(service: ImitatedService) throws {
        let names = (0..<900).map { "某某局之\($0)号完" }
        let event = Event(
            id: 1, kind: .coverageMissing, occurredAt: UnixTime(milliseconds: 0), subject: nil,
            coverage: Event.Coverage(
                region: "示例市", year: 2025, deadline: CivilDate(daysSinceEpoch: 20_484), agencies: names))
        try expectCounted(event, service, lines: "某某局", total: 900)
    }

    /// A digest names its worst; what is cut of them is counted with all that it never named, but for what is valid.
    @Test(
        arguments: ImitatedService.allCases.filter {
            $0 != .webhook && $0 != .teams && $0 != .feishu && $0 != .dingtalk
        })
    func aDigestCountsEverythingThatItDoesNotName(service: ImitatedService) throws {
        let finding = Fixtures.finding(1)
        let long = Finding(
            rule: finding.rule, severity: .error,
            message: Message(zh: String(repeating: "很长的说明", count: 39) + "完", en: "x"))
        let items = (0..<200).map { number in
            Event.Digest.Item(
                report: Int64(number), verdict: .invalid, agency: "某某局之\(number)号", year: 2025, file: "a.txt",
                finding: long, findings: 1)
        }
        let event = Event(
            id: 1, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil,
            digest: Event.Digest(counts: [.invalid: 700, .valid: 99_300], worst: items, delivery: "msg_0a1b2c3d4e"))
        try expectCounted(event, service, lines: "某某局", total: 700)
    }

    private func expectCounted(_ event: Event, _ service: ImitatedService, lines marker: String, total: Int) throws {
        let definition = try Fixtures.channel(service.kind(base: "http://127.0.0.1"), mention: service.mentions)
        let message = definition.message(about: event, id: "msg_0a1b2c3d4e")
        let body = definition.channel.request(for: message, now: event.occurredAt).body
        #expect(service.holdsItsLimit(body))
        let shown = try #require(ChatView.text(of: body)).split(separator: "\n").filter { $0.contains(marker) }
        #expect(shown.count >= 3 && shown.allSatisfy { $0.contains("完") || $0.hasSuffix("…") })
        let text = try #require(ChatView.text(of: body))
        let more = try #require(text.firstMatch(of: /另有 (\d+) 项/), "\(text)")
        #expect(Int(more.1) == total - shown.count)
    }
}

extension String {
    /// Without the characters whose meaning a backslash takes away.
    fileprivate var withoutEscaped: String {
        var result = ""
        var isEscaped = false
        for character in self {
            if !isEscaped, character != "\\" { result.append(character) }
            isEscaped = !isEscaped && character == "\\"
        }
        return result
    }
}

extension ImitatedService {
    /// How the service's text is marked up; nil where it is not.
    fileprivate var dialect: (any Dialect)? {
        switch self {
        case .feishu: FeishuMarkdown()
        case .dingtalk: DingTalkMarkdown()
        case .wecom: WeComMarkdown()
        case .slack: SlackMarkup()
        case .discord: DiscordMarkdown()
        case .mattermost: MattermostMarkdown()
        case .telegram: TelegramHTML()
        // Text runs and ntfy's messages know no markup; only the mentions of Teams do, which are not foreign.
        case .teams, .ntfy, .webhook: nil
        }
    }

    fileprivate var escapesByBackslash: Bool { self == .discord || self == .mattermost }

    /// The parts of a body that the service looks for markup in.
    fileprivate func markup(in body: [UInt8]) throws -> [String] {
        let json = try JSONSerialization.jsonObject(with: Data(body))
        let keys: Set<String> =
            switch self {
            case .feishu, .wecom: ["content"]
            case .discord: ["title", "description", "value", "name"]
            case .mattermost: ["title", "text", "value", "footer"]
            default: ["text"]
            }
        return strings(in: json, keys: keys)
    }

    private func strings(in value: Any, keys: Set<String>) -> [String] {
        if let list = value as? [Any] { return list.flatMap { strings(in: $0, keys: keys) } }
        guard let object = value as? [String: Any], object["tag"] as? String != "plain_text" else { return [] }
        return object.flatMap { key, value in
            if let text = value as? String { return keys.contains(key) ? [text] : [] }
            return strings(in: value, keys: keys)
        }
    }
}
