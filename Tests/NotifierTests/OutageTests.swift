import Core
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Notifier

/// What is given up, kept, tried again and told when receivers, clocks and networks misbehave.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct OutageTests {
    private let harness = Harness()

    private func append(_ count: Int = 1) {
        for number in 1...count {
            harness.log.append(subject: Fixtures.subject(findings: [Fixtures.finding(number)]))
        }
    }

    /// Messages that one channel gives up are told on another.
    private func telling(_ broken: String, on fallback: String) -> DeliverySettings {
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.audience = { $0 == broken ? (fallback, []) : (nil, []) }
        settings.route = { event, channel in
            guard let undelivered = event.undelivered else { return channel == broken ? .alone : .nowhere }
            return undelivered.audience.contains(channel) ? .alone : .nowhere
        }
        return settings
    }

    @Test func `a channel that waits is not looked into for what others send`() async throws {
        let dead = try await WebhookReceiver.start { _, _ in .init(503, headers: ["Retry-After": "60"]) }
        let live = try await WebhookReceiver.start()
        let channels = try [Fixtures.webhook("dead", url: dead.url()), Fixtures.webhook("live", url: live.url())]
        try await harness.withNotifier(channels) { notifier in
            append()
            notifier.wake()
            try await harness.log.wait { $0.delivered("live") == 1 && $0.entries(of: "dead").first?.results.count == 1 }
            let before = harness.log.state.queueReads["dead"] ?? 0
            for number in 2...40 {
                append()
                notifier.wake()
                try await harness.log.wait { $0.delivered("live") == number }
            }
            #expect((harness.log.state.queueReads["dead"] ?? 0) - before <= 2)
            harness.clock.advance(seconds: 61)
            notifier.wake()
            try await harness.log.wait { $0.entries(of: "dead").first?.results.count == 2 }
        }
        await dead.stop()
        await live.stop()
    }

    // MARK: Given up

    @Test func `one that dies within a batch is told at once`() async throws {
        let broken = try await WebhookReceiver.start { _, number in number == 120 ? .init(400, "no") : .ok }
        let fallback = try await WebhookReceiver.start()
        let channels = try [
            Fixtures.webhook("broken", url: broken.url()), Fixtures.webhook("fallback", url: fallback.url()),
        ]
        try await harness.withNotifier(channels, settings: telling("broken", on: "fallback")) { notifier in
            append(300)
            notifier.wake()
            try await harness.log.wait { $0.delivered("broken") == 299 }
            try await harness.log.wait { $0.delivered("fallback") == 1 }
        }
        await broken.stop()
        await fallback.stop()
    }

    @Test func `one that may have arrived is told too when it is given up`() async throws {
        let silent = try await WebhookReceiver.start { _, number in number == 1 ? .never : .init(503) }
        let fallback = try await WebhookReceiver.start()
        let network = try NetworkPolicy(allowPrivate: ["127.0.0.1"], timeoutSeconds: 1)
        let channels = try [
            Fixtures.webhook("silent", url: silent.url(), network: network),
            Fixtures.webhook("fallback", url: fallback.url(), network: network),
        ]
        let settings = telling("silent", on: "fallback")
        try await harness.withNotifier(channels, settings: settings, network: network) { notifier in
            append()
            notifier.wake()
            try await harness.log.wait { $0.entries(of: "silent").first?.results.count == 1 }
            harness.clock.advance(seconds: 73 * 3600)
            notifier.wake()
            try await harness.log.wait { $0.delivered("fallback") == 1 }
        }
        let last = try #require(harness.log.state.entries(of: "silent").first?.results.last)
        #expect(last.fate == .ambiguous(repeatedAt: nil))
        let error = try #require(last.error)
        #expect(!error.contains("自动重试") && error.contains("可能已收到"))
        let notice = String(decoding: fallback.received.first?.body ?? [], as: UTF8.self)
        #expect(notice.contains("可能已收到"))
        await silent.stop()
        await fallback.stop()
    }

    @Test func `one that is too old says that it is given up`() async throws {
        let receiver = try await WebhookReceiver.start { _, _ in .init(503) }
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())]) { notifier in
            append()
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.results.count == 1 }
            harness.clock.advance(seconds: 73 * 3600)
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.phase == .ended(.dead) }
        }
        let error = try #require(harness.log.state.entries.first?.results.last?.error)
        #expect(!error.contains("自动重试") && error.contains("outbox retry"))
        await receiver.stop()
    }

    // MARK: Answers

    @Test func `a large answer is judged by its status and its beginning`() async throws {
        let page = String(repeating: "x", count: 70_000)
        let receiver = try await WebhookReceiver.start { request, _ in .init(request.path == "/gone" ? 404 : 200, page)
        }
        let channels = try [
            Fixtures.webhook("well", url: receiver.url("/well")), Fixtures.webhook("gone", url: receiver.url("/gone")),
        ]
        try await harness.withNotifier(channels) { notifier in
            append()
            notifier.wake()
            try await harness.log.wait { $0.entries.count { !$0.results.isEmpty } == 2 }
        }
        #expect(harness.log.state.delivered("well") == 1)
        #expect(harness.log.state.entries(of: "well").first?.results.first?.body == String(page.prefix(2048)))
        #expect(harness.log.state.entries(of: "gone").first?.results.first?.outcome == .gone)
        await receiver.stop()
    }

    @Test func `an answer of 3xx may be a captive portal's, so the message is kept`() async throws {
        let receiver = try await WebhookReceiver.start { _, number in number == 1 ? .init(302) : .ok }
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())]) { notifier in
            append()
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.results.count == 1 }
            #expect(harness.log.state.entries.first?.results.first?.error?.contains("重定向") == true)
            harness.clock.advance(seconds: 60)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 1 }
        }
        await receiver.stop()
    }

    @Test func `an answer to a request with the former secret is masked with it`() async throws {
        let isReplaced = DispatchSemaphore(value: 0)
        let slow = try SocketServer { connection in
            guard let request = connection.readRequest() else { return }
            isReplaced.wait()
            let text = "who is \(request.head.first ?? "")"
            connection.write("HTTP/1.1 500 Busy\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
        }
        let receiver = try await WebhookReceiver.start()
        let other = try Fixtures.webhook("other", url: receiver.url())
        let old = try Fixtures.webhook(url: slow.url("/TOKEN-0123456789"))
        let new = try Fixtures.webhook(url: slow.url("/TOKEN-9876543210"))
        try await harness.withNotifier([old, other]) { notifier in
            append()
            notifier.wake()
            try await harness.log.wait { $0.delivered("other") == 1 && $0.entries(of: "archive").count == 1 }
            notifier.replaceChannels(with: [new, other])
            append()
            notifier.wake()
            try await harness.log.wait { $0.delivered("other") == 2 }
            for _ in 1...9 { isReplaced.signal() }
            try await harness.log.wait { $0.entries(of: "archive").contains { $0.results.count == 1 } }
        }
        let result = try #require(harness.log.state.entries(of: "archive").first?.results.first)
        #expect(result.body == "who is POST /<redacted> HTTP/1.1")
        slow.stop()
        await receiver.stop()
    }

    // MARK: Another try

    @Test func `who changed something does not wait for the next attempt`() async throws {
        let isBack = Mutex(false)
        let receiver = try await WebhookReceiver.start { _, _ in
            isBack.withLock { $0 } ? .ok : .init(503, headers: ["Retry-After": "600"])
        }
        let channel = try Fixtures.webhook(url: receiver.url())
        try await harness.withNotifier([channel]) { notifier in
            append()
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.results.count == 1 }
            isBack.withLock { $0 = true }
            notifier.tryAnew()
            try await harness.log.wait { $0.delivered("archive") == 1 }
            isBack.withLock { $0 = false }
            append()
            notifier.wake()
            try await harness.log.wait { $0.entries.last?.results.count == 1 }
        }
        isBack.withLock { $0 = true }
        try await harness.withNotifier([channel]) { _ in
            try await harness.log.wait { $0.delivered("archive") == 2 }
        }
        await receiver.stop()
    }

    @Test func `a clock that is set back makes nobody wait that long`() async throws {
        let receiver = try await WebhookReceiver.start { _, number in number == 1 ? .init(503) : .ok }
        var settings = DeliverySettings()
        settings.zone = LocalTime { _ in 0 }
        settings.messagesPerMinute["archive"] = 3
        try await harness.withNotifier([Fixtures.webhook(url: receiver.url())], settings: settings) { notifier in
            append()
            notifier.wake()
            try await harness.log.wait { $0.entries.first?.results.count == 1 }
            harness.clock.advance(seconds: -86_400)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 1 }
            append(2)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 2 }
            let before = harness.log.state.transactions
            harness.clock.advance(seconds: -3_600)
            notifier.wake()
            try await harness.log.wait { $0.transactions > before }
            harness.clock.advance(seconds: 61)
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 3 }
        }
        await receiver.stop()
    }
}
