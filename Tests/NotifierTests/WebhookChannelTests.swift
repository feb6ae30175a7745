import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

struct WebhookChannelTests {
    private func channel(secret: Secret? = nil) throws -> any Outlet {
        try Fixtures.webhook(url: "https://example.org/hook", secret: secret).channel
    }

    @Test func theBodyHasTheContractsKeys() throws {
        let request = try channel().request(for: Fixtures.message(), now: UnixTime(milliseconds: 1_614_265_330_999))
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
        #expect(json["type"] as? String == "report.validated")
        #expect(json["timestamp"] as? String == "2026-05-28T20:26:40.123Z")
        let data = try #require(json["data"] as? [String: Any])
        #expect(data["event"] as? Int == 3)
        #expect(data["verdict"] as? String == "flagged")
        #expect(data["agency"] as? String == "嘉兴市民政局")
        #expect(data["agency_kind"] as? String == "department")
        #expect(data["year"] as? Int == 2020)
        #expect(data["edition"] as? String == "2019")
        #expect(data["file"] as? String == "/srv/drop/嘉兴.txt")
        #expect(data["sha256"] as? String == String(repeating: "ab", count: 32))
        #expect((data["key_figures"] as? [String: Any])?["received"] as? Int == 58)
        let finding = try #require((data["findings"] as? [[String: Any]])?.first)
        #expect(finding["rule"] as? String == "narrative.breakdown")
        #expect((finding["where"] as? [String: Any])?["line"] as? Int == 17)
        #expect(data["message"] as? String == Fixtures.message().summary.text(limit: .max))
    }

    @Test func aFailureAndADigestAreBodiesToo() throws {
        let failure = Fixtures.subject(verdict: .unreadable, agency: nil, findings: [])
        let digest = Event(
            id: 9, kind: .digest, occurredAt: UnixTime(milliseconds: 0), subject: nil,
            digest: Event.Digest(
                counts: [.valid: 3],
                gone: .init(
                    reports: 30,
                    named: [
                        .init(
                            report: 7, verdict: .valid, agency: "甲局", year: 2025, file: "a.txt", finding: nil,
                            findings: 0, formerVerdict: .invalid, gone: 2)
                    ])))
        for event in [Fixtures.event(failure, kind: .reportFailed), digest] {
            let request = try channel().request(for: Fixtures.message(event), now: UnixTime(milliseconds: 0))
            let json = try #require(JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
            #expect(json["type"] as? String == event.kind.rawValue)
            let data = try #require(json["data"] as? [String: Any])
            #expect(data["message"] as? String != nil)
            guard event.kind == .digest else { continue }
            let gone = try #require(data["gone"] as? [String: Any])
            #expect(gone["reports"] as? Int == 30)
            let named = try #require((gone["named"] as? [[String: Any]])?.first)
            #expect(named["former_verdict"] as? String == "invalid" && named["verdict"] as? String == "valid")
            #expect(named["errors"] as? Int == 2 && named["agency"] as? String == "甲局")
        }
    }

    @Test func theSignatureHeadersCoverIDTimestampAndBody() throws {
        let secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let now = UnixTime(milliseconds: 1_614_265_330_999)
        let request = try channel(secret: secret).request(for: Fixtures.message(), now: now)
        let key = try #require(WebhookChannel.key(from: secret))
        let signature = WebhookChannel.signature(
            id: "msg_test", timestamp: 1_614_265_330, body: request.body, key: key)
        #expect(request.headers.contains("webhook-id: msg_test"))
        #expect(request.headers.contains("webhook-timestamp: 1614265330"))
        #expect(request.headers.contains("webhook-signature: \(signature)"))
    }

    /// Log lines and errors of frameworks show a service by reflection.
    @Test(arguments: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "a secret of one's own"])
    func nothingThatPrintsAServiceShowsItsSecrets(_ secret: String) throws {
        let url = "https://example.org/hook/4f6d2a88c1"
        let definition = try Fixtures.webhook(url: url, secret: Secret(secret))
        let key = try #require(WebhookChannel.key(from: Secret(secret))).reveal()
        let service = try NotifierService(
            channels: [definition], network: Fixtures.local, log: MemoryEventLog(), logger: LogRecorder().logger,
            now: { UnixTime(milliseconds: 0) })
        #expect("\(service)" == "notifier")
        var dumped = ""
        dump(service, to: &dumped)
        dump(definition, to: &dumped)
        dumped += "\(service) \(String(reflecting: service)) \(definition) \(String(reflecting: definition))"
        let bytes = key.map(String.init)
        let printedBytes = bytes.joined(separator: ", ")
        #expect(!dumped.contains(secret) && !dumped.contains("4f6d2a88c1") && !dumped.contains(printedBytes))
        #expect(!dumped.split(separator: "\n").contains { $0.hasSuffix("- \(bytes[0])") })
    }

    @Test func withoutASecretThereIsNoSignature() throws {
        let request = try channel().request(for: Fixtures.message(), now: UnixTime(milliseconds: 0))
        #expect(!request.headers.contains { $0.hasPrefix("webhook-signature") })
        #expect(request.headers.contains("webhook-id: msg_test"))
    }

    @Test(arguments: [
        (200, "delivered"), (204, "delivered"), (202, "accepted"), (301, "retry"), (400, "messageRefused"),
        (401, "misconfigured"), (403, "misconfigured"), (404, "channelGone"), (410, "channelGone"),
        (413, "messageRefused"), (408, "retry"), (425, "retry"), (429, "rateLimited"), (500, "retry"), (502, "retry"),
        (503, "retry"),
    ])
    func theStatusDecides(status: Int, expected: String) throws {
        let response = HTTPResponse(status: status, body: [], retryAfterSeconds: nil, date: nil)
        #expect(try channel().judge(response, now: UnixTime(milliseconds: 0)).name == expected)
    }

    /// Beyond what receivers tolerate every message would be refused, so it is no fault of this one.
    @Test(arguments: [
        (400, 301, "misconfigured"), (400, -301, "misconfigured"), (400, 70, "messageRefused"),
        (401, 301, "misconfigured"), (403, 301, "misconfigured"), (413, 301, "messageRefused"),
    ])
    func aRefusalTellsOfAWrongClock(status: Int, seconds: Int64, expected: String) throws {
        let now = UnixTime(milliseconds: 1_780_000_000_000)
        let response = HTTPResponse(
            status: status, body: [], retryAfterSeconds: nil, date: now.advanced(milliseconds: -seconds * 1000))
        let judgement = try channel(secret: Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).judge(response, now: now)
        let clock = "本机时钟\(seconds > 0 ? "快" : "慢") \(abs(seconds) / 60) 分钟"
        #expect(judgement.name == expected)
        #expect(judgement.problem?.text(in: .chinese).contains(clock) == (status != 413))
        let unsigned = try channel().judge(response, now: now)
        #expect(unsigned.problem?.text(in: .chinese).contains("时钟") == false, "no signature has a moment in it")
    }
}

extension Judgement {
    /// The judgement's name alone, for tables.
    var name: String {
        switch self {
        case .delivered: "delivered"
        case .accepted: "accepted"
        case .retry: "retry"
        case .rateLimited: "rateLimited"
        case .quotaUntilTomorrow: "quotaUntilTomorrow"
        case .ambiguous: "ambiguous"
        case .unclear: "unclear"
        case .messageRefused: "messageRefused"
        case .markupRefused: "markupRefused"
        case .misconfigured: "misconfigured"
        case .channelGone: "channelGone"
        }
    }
}
