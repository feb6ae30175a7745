import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// From the log over real sockets to a receiver, with a clock that only the test moves.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct DispatcherTests {
    private let harness = Harness()

    private func append(_ count: Int) {
        for number in 1...count {
            harness.log.append(subject: Fixtures.subject(findings: [Fixtures.finding(number)]))
        }
    }

    private func eventIDs(_ requests: [WebhookReceiver.Request]) -> [Int] {
        requests.compactMap { request in
            let json = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]
            return (json?["data"] as? [String: Any])?["event"] as? Int
        }
    }

    @Test func everyEventArrivesOnceAndInOrder() async throws {
        let receiver = try await WebhookReceiver.start()
        let channel = try Fixtures.webhook(url: receiver.url(), secret: Secret("whsec_c2VjcmV0c2VjcmV0"))
        try await harness.withNotifier([channel]) { notifier in
            append(500)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 500 }
            #expect(notifier.status.first?.lastSuccess == harness.clock.now)
            #expect(notifier.status.first?.failure == nil)
        }
        let requests = receiver.received
        #expect(eventIDs(requests) == Array(1...500))
        #expect(Set(requests.compactMap { $0.headers["webhook-id"] }).count == 500)
        #expect(requests.allSatisfy { $0.headers["webhook-signature"]?.hasPrefix("v1,") == true })
        #expect(requests.allSatisfy { $0.headers["content-type"] == "application/json; charset=utf-8" })
        #expect(harness.log.state.transactions < 200, "attempts are begun and finished in batches")
        await receiver.stop()
    }

    @Test func onlyWantedEventsAreDelivered() async throws {
        let receiver = try await WebhookReceiver.start()
        var settings = DeliverySettings()
        settings.route = { event, _ in event.id.isMultiple(of: 2) ? .alone : .nowhere }
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())], settings: settings) { notifier in
            append(10)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 5 }
        }
        #expect(eventIDs(receiver.received) == [2, 4, 6, 8, 10])
        await receiver.stop()
    }

    /// Telegram refuses markup that it cannot read, which a template may hold: the message must not be lost by that.
    @Test func whatTelegramCannotReadIsSentAsPlainText() async throws {
        let imitation = TelegramImitation { 0 }
        let receiver = try await WebhookReceiver.start { request, _ in imitation.answer(request) }
        let channel = try ChannelDefinition(
            name: "archive", kind: ImitatedService.telegram.kind(at: receiver, secret: nil), mention: ["@zhang_san"],
            template: MessageTemplate("<b>{{agency}}", dialect: .telegram), network: Fixtures.local)
        try await harness.withNotifier([channel]) { notifier in
            append(1)
            notifier.wake()
            let refused = try await harness.log.wait { $0.entries.first?.results.count ?? 0 > 0 }
            // It counts in the rate like any other message.
            let due = harness.clock.now.advanced(milliseconds: 1_000 + RateLimiter.slack)
            #expect(refused.entries.first?.phase == .pending(due: due) && receiver.received.count == 1)
            harness.clock.advance(seconds: 2)
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.phase == .ended(.delivered) }
        }
        let entry = try #require(harness.log.state.entries.first)
        // Whatever went out is an attempt.
        #expect(entry.delivery.attempts == 2 && entry.results.map(\.outcome) == [.refused, .success])
        #expect(entry.results.first?.error?.isEmpty == false)
        let bodies = try receiver.received.map { request in
            try #require(try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
        }
        #expect(bodies.map { $0["parse_mode"] as? String } == ["HTML", nil])
        let text = try #require(bodies.last?["text"] as? String)
        #expect(text.hasPrefix("【存疑】嘉兴市民政局") && text.hasSuffix("\n@zhang_san"))
        #expect(harness.recorder.all.contains { $0.contains("cannot read a message's markup") })
        await receiver.stop()
    }

    @Test func a500IsRepeatedUnderTheSameIDAndKeepsTheOrder() async throws {
        let receiver = try await WebhookReceiver.start { _, number in
            (3...4).contains(number) ? .init(500, "oops") : .ok
        }
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())]) { notifier in
            append(6)
            notifier.wake()
            for attempt in 1...2 {
                try await harness.log.wait { log in
                    log.entries.contains { $0.results.count == attempt && $0.results.last?.status == 500 }
                }
                #expect(harness.log.state.entries.count { $0.phase == .sending } == 0)
                harness.clock.advance(seconds: 60)
                notifier.wake()
            }
            try await harness.log.wait { $0.delivered("archive") == 6 }
        }
        let requests = receiver.received
        #expect(eventIDs(requests) == [1, 2, 3, 3, 3, 4, 5, 6])
        #expect(Set(requests[2...4].map { $0.headers["webhook-id"] }).count == 1)
        let entries = harness.log.state.entries
        #expect(entries.map(\.delivery.attempts) == [1, 1, 3, 1, 1, 1])
        #expect(entries[2].results.first?.body == "oops")
        await receiver.stop()
    }

    @Test func retryAfterIsHonoured() async throws {
        let receiver = try await WebhookReceiver.start { _, number in
            number == 1 ? .init(429, headers: ["Retry-After": "120"]) : .ok
        }
        let began = harness.clock.now
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())]) { notifier in
            append(1)
            notifier.wake()
            let due = began.advanced(milliseconds: 120_000)
            try await harness.log.wait { $0.entries.first?.phase == .pending(due: due) }
            harness.clock.advance(seconds: 120)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 1 }
        }
        await receiver.stop()
    }

    @Test func aCutOffAnswerIsNoSuccess() async throws {
        let receiver = try await WebhookReceiver.start { _, number in number == 1 ? .cutOff : .feishuSuccess }
        try await harness.withNotifier([Fixtures.feishu(url: receiver.url())]) { notifier in
            append(1)
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.results.count == 1 }
            #expect(harness.log.state.entries.first?.results.first?.error?.contains("没有回应") == true)
            harness.clock.advance(seconds: 60)
            notifier.wake()
            try await harness.log.wait { $0.delivered("oversight") == 1 }
        }
        await receiver.stop()
    }

    @Test func aReceiverThatWasDownGetsEverythingWhenItIsBack() async throws {
        let first = try await WebhookReceiver.start()
        await first.stop()
        try await harness.withNotifier([Fixtures.webhook(url: first.url())]) { notifier in
            append(3)
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.results.count == 1 }
            #expect(notifier.status.first?.failure?.contains("连接失败") == true)
            let second = try await WebhookReceiver.start(port: first.port)
            harness.clock.advance(seconds: 60)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 3 }
            #expect(eventIDs(second.received) == [1, 2, 3])
            #expect(notifier.status.first?.failure == nil)
            await second.stop()
        }
        #expect(harness.recorder.all.count { $0.contains("tried again") } == 1)
        #expect(harness.recorder.all.contains { $0.contains("The channel works again") })
    }

    @Test func aChannelThatNeverAnswersDelaysNoOther() async throws {
        let silent = try await WebhookReceiver.start { _, _ in .never }
        let quick = try await WebhookReceiver.start()
        let channels = try [
            Fixtures.webhook("silent", url: silent.url()), Fixtures.webhook("quick", url: quick.url()),
        ]
        try await harness.withNotifier(channels) { notifier in
            append(100)
            notifier.wake()
            try await harness.log.wait { $0.delivered("quick") == 100 }
            #expect(harness.log.state.delivered("silent") == 0)
            await silent.stop()
        }
        await quick.stop()
    }

    @Test func aChannelThatIsGoneIsDeadAtOnceToldOnceAndKeepsItsQueue() async throws {
        let receiver = try await WebhookReceiver.start { _, _ in .feishu(code: 19001, "token invalid") }
        try await harness.withNotifier([Fixtures.feishu(url: receiver.url())]) { notifier in
            append(3)
            notifier.wake()
            try await harness.log.wait { $0.entries.contains { $0.collecting != nil && $0.events == [2, 3] } }
            #expect(notifier.status.first?.wait?.reason == .stopped)
        }
        #expect(harness.log.state.entries.count { $0.phase == .ended(.dead) } == 1)
        #expect(receiver.received.count == 1)
        let told = harness.recorder.all.filter { $0.hasPrefix("error") }
        #expect(told.count == 1)
        #expect(told.first?.contains("更新渠道网址") == true)
        await receiver.stop()
    }

    @Test func aNameThatLeadsToAPrivateAddressIsRefused() async throws {
        let receiver = try await WebhookReceiver.start()
        let strict = try NetworkPolicy()
        let channel = try Fixtures.webhook(url: "https://localhost:\(receiver.port)/", network: strict)
        try await harness.withNotifier([channel], network: strict) { notifier in
            append(1)
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.results.count == 1 }
        }
        let result = try #require(harness.log.state.entries.first?.results.first)
        #expect(result.error?.contains("network.allow_private") == true)
        #expect(result.fate.nextAttempt != nil, "a captive portal leads every name to itself, for a while")
        #expect(receiver.received.isEmpty)
        await receiver.stop()
    }

    @Test func secretsAppearNowhere() async throws {
        let receiver = try await WebhookReceiver.start { request, _ in
            .feishu(code: 19021, "sign SIGNKEY-1234 of \(request.path)")
        }
        let url = receiver.url("/open-apis/bot/v2/hook/TOKEN-5678")
        let channel = try Fixtures.feishu(url: url, secret: Secret("SIGNKEY-1234"))
        let status = try await harness.withNotifier([channel]) { notifier in
            append(1)
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.phase == .ended(.dead) }
            return notifier.status
        }
        let results = harness.log.state.entries.flatMap(\.results)
        #expect(results.first?.body?.contains("<redacted>") == true)
        let everything = "\(results) \(harness.recorder.all) \(status) \(channel)"
        #expect(!everything.contains("TOKEN-5678"))
        #expect(!everything.contains("SIGNKEY-1234"))
        await receiver.stop()
    }

    @Test func stoppingReturnsWhatIsInFlightToTheOutbox() async throws {
        let receiver = try await WebhookReceiver.start { _, number in number <= 7 ? .ok : .never }
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())]) { notifier in
            append(50)
            notifier.wake()
            try await receiver.received(atLeast: 8)
        }
        let phases = harness.log.state.entries.map(\.phase)
        #expect(phases.prefix(7).allSatisfy { $0 == .ended(.delivered) })
        #expect(phases[7] == .sending)
        #expect(phases.dropFirst(8).allSatisfy { $0 != .sending })
        await receiver.stop()

        let next = try await WebhookReceiver.start(port: receiver.port)
        try await harness.withNotifier([Fixtures.webhook(url: next.url())]) { _ in
            try await harness.log.wait { $0.delivered("archive") == 50 }
        }
        #expect(eventIDs(next.received) == Array(8...50))
        #expect(next.received.first?.headers["webhook-id"] == receiver.received.last?.headers["webhook-id"])
        await next.stop()
    }

    @Test func aBrokenStoreIsToldOnceAndWorkGoesOnAfterwards() async throws {
        let receiver = try await WebhookReceiver.start()
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())]) { notifier in
            append(1)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 1 }
            harness.log.change { $0.isBroken = true }
            append(1)
            for refusals in 1...3 {
                notifier.wake()
                try await harness.log.wait { $0.refusals >= refusals }
                harness.clock.advance(seconds: 60)
            }
            harness.log.change { $0.isBroken = false }
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 2 }
        }
        #expect(harness.recorder.all.count { $0.contains("cannot be read or written") } == 1)
        await receiver.stop()
    }
}
