import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// No message is over its service's limit, whatever documents hold, and none loses its title or its number.
struct MessageLimitTests {
    private static let texts = [
        "长", "👨‍👩‍👧‍👦", "\u{1F600}", "<at id=all></at>", "&<>*_~`[]()#|\\!@${}", "https://evil.example/", "\"\\\"",
        "é\u{301}", "a",
        HostileText.everything,
    ]

    @Test(arguments: ImitatedService.allCases.filter { $0 != .webhook }, texts)
    func noMessageIsOverTheLimit(service: ImitatedService, text: String) throws {
        let definition = try Fixtures.channel(
            service.kind(base: "http://127.0.0.1", secret: nil), mention: service.mentions)
        for (count, length) in [(0, 500), (1, 500), (3, 40), (40, 30), (90, 110)] {
            let filling = String(repeating: text, count: length / text.count + 1)
            let findings = (0..<count).map { number in
                Finding(
                    rule: "custom.x", severity: .error, message: Message(zh: "\(number)\(filling)", en: filling),
                    expected: 1151, actual: 1008, quote: filling)
            }
            var subject = Fixtures.subject(verdict: .invalid, agency: filling, findings: findings, gone: findings)
            subject.file = "/srv/\(filling)"
            let message = definition.message(about: Fixtures.event(subject), id: "msg_0a1b2c3d4e")
            let request = definition.channel.request(for: message, now: Fixtures.event().occurredAt)
            #expect(service.holdsItsLimit(request.body), "\(service) \(count) × \(length) of \(text)")
            let shown = try #require(ChatView.text(of: request.body))
            #expect(shown.contains("有误") && shown.contains("0a1b2c"), "\(shown)")
            if count == 90 { #expect(shown.contains("项，运行 gongkai show 7 查看"), "\(service)\n\(shown)") }
        }
    }

    @Test(arguments: ImitatedService.allCases.filter { $0 != .webhook })
    func theSpaceIsUsed(service: ImitatedService) throws {
        let definition = try Fixtures.channel(service.kind(base: "http://127.0.0.1"))
        let subject = Fixtures.subject(findings: (1...400).map { Fixtures.finding($0) })
        let message = definition.message(about: Fixtures.event(subject), id: "msg_0a1b2c3d4e")
        let body = definition.channel.request(for: message, now: Fixtures.event().occurredAt).body
        let shown = try #require(ChatView.text(of: body))
        let count = shown.split(separator: "\n").count { $0.contains("分项之和与总数不符") }
        #expect(count >= 10, "\(service) shows \(count)")
        #expect(shown.contains("另有 \(400 - count) 项，运行 gongkai show 7 查看"))
    }
}

extension ImitatedService {
    /// Whether a body is within the service's limit, in the unit that the service counts; read from the outside.
    func holdsItsLimit(_ body: [UInt8]) -> Bool {
        guard let json = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] else { return false }
        func text(_ object: Any?, _ key: String) -> String { (object as? [String: Any])?[key] as? String ?? "" }
        switch self {
        case .feishu, .dingtalk, .teams: return body.count <= 20_000
        case .wecom:
            return text(json["markdown"], "content").utf8.count <= 4096
                && text(json["text"], "content").utf8.count <= 2048
        case .telegram: return text(json, "text").utf16.count <= 4096
        case .mattermost: return String(decoding: body, as: UTF8.self).unicodeScalars.count <= 8000
        case .ntfy: return text(json, "message").utf8.count <= 4096 && body.count <= 8192
        case .slack, .discord:
            let request = WebhookReceiver.Request(
                path: "/", query: ["wait": "true"], headers: ["content-type": "application/json"], body: body)
            return imitation { 0 }.answer(request).status == 200
        case .webhook: return true
        }
    }
}
