import Core
import Foundation
import Notifier
import Store
import Synchronization
import TestSupport
import Testing

/// A burst as few messages, each report in one of them, without other channels waiting for it.
@Suite(.timeLimit(.minutes(10)))
struct HugeDigestTests {
    /// `GONGKAI_STORM_EVENTS=100000` makes it the full number.
    private var events: Int {
        ProcessInfo.processInfo.environment["GONGKAI_STORM_EVENTS"].flatMap { Int($0) } ?? 2_500
    }

    @Test func `a burst is at most so many messages a channel, and each report is in one of them`() async throws {
        let world = try DeliveryWorld("2026-11-21T12:00:00+08:00", channels: ["few", "one", "quick"])
        let count = events
        var settings = DeliverySettings()
        settings.route = { event, channel in
            switch channel {
            case "few": .grouped(MessageGroup(wait: 5_000, interval: 60_000, most: 5))
            case "one": .grouped(MessageGroup(wait: 5_000, interval: 60_000, most: 1))
            default: event.id > Int64(count) ? .alone : .nowhere
            }
        }
        try world.record(count)
        try await world.run(settings, channels: ["few", "one", "quick"]) { notifier in
            notifier.wake()
            try await world.log.wait {
                (try? world.collected("group", "few")) == count && (try? world.collected("group", "one")) == count
            }
            // In the midst of counting, something comes that another channel says at once.
            world.log.onFirstCount.withLock { action in
                action = {
                    try world.record(1)
                    notifier.wake()
                }
            }
            world.pass(milliseconds: 5_000)
            notifier.wake()
            try await world.log.wait {
                world.messages("few").count == 5 && world.messages("one").count == 1
                    && world.messages("quick").count == 1
            }
        }
        let calls = world.log.calls.value
        let quick = try #require(calls.firstIndex(of: .begun(channel: "quick")))
        #expect(try #require(calls.firstIndex(of: .closed(channel: "few", isCounted: true))) > quick)
        #expect(try #require(calls.firstIndex(of: .closed(channel: "one", isCounted: true))) > quick)
        let steps = calls.compactMap { if case .members(let count) = $0 { count } else { nil } }
        #expect(steps.max() ?? 0 <= 500)
        for channel in ["few", "one"] {
            let messages = world.messages(channel)
            let digest = try #require(messages.first { $0.type == "digest" })
            let listed = try world.store.reader.reports(ReportFilter(digest: digest.id)).map(\.file)
            let alone = messages.filter { $0.type != "digest" }.compactMap(\.data.file)
            #expect(digest.data.covered == listed.count && listed.count + alone.count == count)
            #expect(Set(listed + alone).count == count, "each in one of them, none in two")
        }
    }
}
