import Core
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Notifier

/// Bursts, peace, failures that others hear of, and silence: over real sockets, with a clock that only the test moves.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct StormTests {
    private let harness = Harness()

    private func append(_ count: Int) {
        for number in 1...count {
            harness.log.append(subject: Fixtures.subject(findings: [Fixtures.finding(number)]))
        }
    }

    private func types(_ receiver: WebhookReceiver) -> [String] {
        receiver.received.compactMap { request in
            let json = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]
            return json?["type"] as? String
        }
    }

    private func total(_ request: WebhookReceiver.Request?) -> Int? {
        let json = try? JSONSerialization.jsonObject(with: Data(request?.body ?? [])) as? [String: Any]
        let counts = (json?["data"] as? [String: Any])?["counts"] as? [String: Int]
        return counts?.values.reduce(0, +)
    }

    @Test func `what goes beyond the rate becomes one digest`() async throws {
        let receiver = try await WebhookReceiver.start()
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.messagesPerMinute["archive"] = 3
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())], settings: settings) { notifier in
            append(50)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 3 && $0.entries.contains { $0.events.count == 47 } }
            #expect(notifier.status.first?.wait?.reason == .rateLimit)
            harness.clock.advance(seconds: 61)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 4 }
        }
        #expect(types(receiver) == ["report.validated", "report.validated", "report.validated", "digest"])
        #expect(total(receiver.received.last) == 47)
        await receiver.stop()
    }

    @Test func `a group makes few messages of a burst, and the next only after its interval`() async throws {
        let receiver = try await WebhookReceiver.start()
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.route = { _, _ in .grouped(MessageGroup(wait: 5_000, interval: 60_000, most: 4)) }
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())], settings: settings) { notifier in
            append(500)
            notifier.wake()
            try await harness.log.wait { $0.entries.contains { $0.events.count == 500 } }
            #expect(receiver.received.isEmpty)
            harness.clock.advance(seconds: 5)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 4 }
            append(2)
            notifier.wake()
            try await harness.log.wait { $0.entries.contains { $0.collecting != nil && $0.events.count == 2 } }
            harness.clock.advance(seconds: 59)
            notifier.wake()
            harness.clock.advance(seconds: 1)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 6 }
        }
        #expect(types(receiver).count { $0 == "digest" } == 1)
        #expect(receiver.received.compactMap { total($0) }.reduce(0, +) == 497)
        await receiver.stop()
    }

    @Test func `forty regions with missing reports are one message`() async throws {
        let receiver = try await WebhookReceiver.start()
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.route = { _, _ in .grouped(MessageGroup(wait: 5_000, interval: 60_000, most: 3)) }
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())], settings: settings) { notifier in
            for number in 1...40 {
                harness.log.append(kind: .coverageMissing, subject: nil, coverage: Fixtures.coverage("\(number)县"))
            }
            notifier.wake()
            try await harness.log.wait { $0.entries.contains { $0.events.count == 40 } }
            harness.clock.advance(seconds: 5)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 1 }
        }
        #expect(types(receiver) == ["digest"])
        let text = try #require(receiver.received.first.flatMap { ChatView.text(of: $0.body) })
        #expect(text.contains("【汇总】40 个地区缺报") && text.contains("缺报：40 个地区，80 个单位"))
        await receiver.stop()
    }

    @Test func `a mute time is followed by one digest`() async throws {
        let receiver = try await WebhookReceiver.start()
        let minutes = Int(harness.clock.now.milliseconds / 60_000 % 1440)
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.mutes = [
            MuteWindow(
                channels: [], days: Set(0..<7), from: ClockTime(minutes: (minutes + 1439) % 1440),
                to: ClockTime(minutes: (minutes + 10) % 1440))
        ]
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())], settings: settings) { notifier in
            append(5)
            notifier.wake()
            try await harness.log.wait { $0.entries.contains { $0.events.count == 5 } }
            #expect(notifier.status.first?.wait?.reason == .muted && receiver.received.isEmpty)
            harness.clock.advance(seconds: 600)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 1 }
        }
        #expect(types(receiver) == ["digest"])
        await receiver.stop()
    }

    @Test func `what was given up is told on the fallback, and nowhere else`() async throws {
        let broken = try await WebhookReceiver.start { _, _ in .init(413, "too large") }
        let fallback = try await WebhookReceiver.start()
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.audience = { $0 == "broken" ? ("fallback", []) : (nil, []) }
        settings.route = { event, channel in
            guard let undelivered = event.undelivered else { return channel == "broken" ? .alone : .nowhere }
            return undelivered.audience.contains(channel) ? .alone : .nowhere
        }
        let channels = try [
            Fixtures.webhook("broken", url: broken.url()), Fixtures.webhook("fallback", url: fallback.url()),
        ]
        try await harness.withNotifier(channels, settings: settings) { notifier in
            append(20)
            notifier.wake()
            try await harness.log.wait { $0.delivered("fallback") == 1 && $0.entries(of: "broken").count == 20 }
            try await harness.log.wait { $0.entries(of: "broken").allSatisfy { $0.phase == .ended(.dead) } }
            // Those that died meanwhile are told of together, later.
            harness.clock.advance(seconds: 300)
            notifier.wake()
            try await harness.log.wait { $0.entries.allSatisfy { $0.isTold || $0.phase == .ended(.delivered) } }
        }
        #expect(types(fallback).allSatisfy { $0 == "delivery.dead" } && types(fallback).count <= 2)
        #expect(broken.received.count == 20)
        await broken.stop()
        await fallback.stop()
    }

    @Test func `no working channel for long is an alarm until one works`() async throws {
        let isBack = Mutex(false)
        let receiver = try await WebhookReceiver.start { _, _ in isBack.withLock { $0 } ? .ok : .init(503) }
        let alarms = Observed<[SilenceAlarm?]>([])
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.longestSilence = 3_600_000
        settings.onAlarm = { alarm in
            alarms.update { $0.append(alarm) }
            // As on a full disk: it is to be shown again.
            return alarms.value.count != 2
        }
        let began = harness.clock.now
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())], settings: settings) { notifier in
            append(1)
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.results.count == 1 }
            harness.clock.advance(seconds: 3_600)
            notifier.wake()
            try await alarms.wait { $0.count == 2 }
            #expect(notifier.alarm?.since == began && notifier.alarm?.failures.first?.channel == "archive")
            harness.clock.advance(seconds: 60)
            notifier.wake()
            try await alarms.wait { $0.count == 3 }
            // An attempt that ends after the clock has moved on would wait for a moment that never comes.
            try await harness.log.wait { $0.entries.allSatisfy { $0.phase != .sending } }
            isBack.withLock { $0 = true }
            harness.clock.advance(seconds: 3_600)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 1 }
            harness.clock.advance(seconds: 60)
            notifier.wake()
            try await alarms.wait { $0.count == 4 }
        }
        #expect(alarms.value.map { $0 != nil } == [false, true, true, false])
        #expect(harness.recorder.all.count { $0.hasPrefix("critical") } == 1)
        await receiver.stop()
    }

    @Test func `what was sent and not answered is ambiguous`() async throws {
        let receiver = try await WebhookReceiver.start { _, number in number == 1 ? .never : .ok }
        let network = try NetworkPolicy(allowPrivate: ["127.0.0.1"], timeoutSeconds: 1)
        let channel = try Fixtures.webhook(url: receiver.url(), network: network)
        try await harness.withNotifier([channel], network: network) { notifier in
            append(1)
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.results.count == 1 }
            #expect(harness.log.state.entries.first?.results.first?.outcome == .ambiguous)
            harness.clock.advance(seconds: 60)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 1 }
        }
        #expect(Set(receiver.received.map { $0.headers["webhook-id"] }).count == 1)
        // The text too, whose last line has the number by which people recognise a repeat.
        #expect(Set(receiver.received.map(\.body)).count == 1)
        await receiver.stop()
    }

    @Test func `the sign of life comes at its time, once`() async throws {
        let receiver = try await WebhookReceiver.start()
        let minutes = Int(harness.clock.now.milliseconds / 60_000 % 1440)
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.heartbeat = ClockTime(minutes: (minutes + 1) % 1440)
        harness.log.change { $0.heartbeats = [CivilDate(daysSinceEpoch: 20_600).description] }
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())], settings: settings) { notifier in
            for _ in 1...3 {
                harness.clock.advance(seconds: 60)
                notifier.wake()
            }
            try await harness.log.wait { $0.delivered("archive") >= 1 }
        }
        #expect(types(receiver) == ["heartbeat"])
        await receiver.stop()
    }

    private func test(_ notifier: NotifierService) async throws -> AttemptResult {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try #require(try notifier.sendTest(on: "archive")).result })
            }
        }
    }

    @Test func `other secrets are used from the next message on, and a stopped channel is tried at once`() async throws
    {
        let receiver = try await WebhookReceiver.start { request, _ in
            request.path == "/new" ? .ok : .init(401)
        }
        let old = try Fixtures.webhook(url: receiver.url("/old"))
        let new = try Fixtures.webhook(url: receiver.url("/new"))
        try await harness.withNotifier([old]) { notifier in
            append(3)
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.phase == .ended(.dead) }
            // A test message tells of the secrets that are used, not of those that would be.
            #expect(try await test(notifier).fate == .dead)
            notifier.replaceChannels(with: [new])
            #expect(try await test(notifier).fate == .delivered)
            try await harness.log.wait { $0.delivered("archive") == 2 }
        }
        #expect(receiver.received.map(\.path).sorted() == ["/new", "/new", "/new", "/old", "/old"])
        await receiver.stop()
    }
}
