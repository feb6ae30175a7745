import Core
import Foundation
import Logging
import Notifier
import Store
import TestSupport
import Testing

@testable import gongkai

/// What depends on days and survives restarts: over the real store, with a clock of the test's own.
@Suite(.timeLimit(.minutes(5)))
struct DeliveryOverRestartsTests {
    private var settings: DeliverySettings {
        var settings = DeliverySettings()
        settings.zone = .china
        return settings
    }

    @Test func `the digest of the day counts what came before a restart, and comes once`() async throws {
        let world = try DeliveryWorld("2026-11-21T12:00:00+08:00")
        var settings = self.settings
        settings.dailyDigest = ClockTime(minutes: 8 * 60 + 30)
        settings.isInDailyDigest = { _, _ in true }
        settings.route = { _, _ in .nowhere }
        func collect(_ count: Int, until covers: Int) async throws {
            try world.record(count)
            try await world.run(settings) { notifier in
                notifier.wake()
                try await world.log.wait { (try? world.collected("daily")) == covers }
            }
        }
        try await collect(3, until: 3)
        try world.set("2026-11-21T20:00:00+08:00")
        try await collect(2, until: 5)
        #expect(world.messages().isEmpty)
        // The daemon was not there at half past eight.
        try world.set("2026-11-22T09:10:00+08:00")
        try await world.run(settings) { _ in try await world.log.wait { world.messages().count == 1 } }
        #expect(world.messages().map(\.data.covered) == [5])
        try world.set("2026-11-22T09:20:00+08:00")
        try await collect(1, until: 1)
        #expect(world.messages().count == 1, "not again on the same day")
        // It was away until the night: what it collected belongs to the next morning.
        try world.set("2026-11-23T22:00:00+08:00")
        try await collect(1, until: 2)
        #expect(world.messages().count == 1)
        try world.set("2026-11-24T08:30:00+08:00")
        try await world.run(settings) { _ in try await world.log.wait { world.messages().count == 2 } }
        #expect(world.messages().map(\.data.covered) == [5, 2])
    }

    @Test func `the sign of life comes once a day, late when the daemon was away, and never at night`() async throws {
        let world = try DeliveryWorld("2026-11-21T08:00:00+08:00")
        var settings = self.settings
        settings.heartbeat = ClockTime(minutes: 9 * 60)
        /// Starts, has one letter said, stops; how many signs of life there were up to then.
        func signs(_ moment: String) async throws -> Int {
            try world.set(moment)
            let before = world.messages().count { $0.type == "report.failed" }
            try world.record(1)
            try await world.run(settings) { _ in
                try await world.log.wait { world.messages().count { $0.type == "report.failed" } > before }
            }
            return world.messages().count { $0.type == "heartbeat" }
        }
        // Half a day late it is not said any more.
        #expect(try await signs("2026-11-21T21:30:00+08:00") == 0)
        try world.set("2026-11-22T09:00:00+08:00")
        try await world.run(settings) { _ in try await world.log.wait { world.messages().last?.type == "heartbeat" } }
        #expect(try await signs("2026-11-22T09:01:00+08:00") == 1)
        #expect(try await signs("2026-11-22T20:00:00+08:00") == 1)
        try world.set("2026-11-23T12:00:00+08:00")
        try await world.run(settings) { _ in try await world.log.wait { world.messages().last?.type == "heartbeat" } }
        #expect(try await signs("2026-11-23T12:01:00+08:00") == 2)
        #expect(try await signs("2026-11-24T22:00:00+08:00") == 2)
    }

    @Test func `when no channel works for long a file says so, over restarts, until one does`() async throws {
        let world = try DeliveryWorld("2026-11-21T08:00:00+08:00")
        let alarm = world.folder.appendingPathComponent("alarm").path
        let missing = world.folder.appendingPathComponent("not-mounted")
        let target = missing.appendingPathComponent("a.jsonl").path
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let alarmFile = AlarmFile(path: BytePath(alarm), logger: logger)
        let shown = Observed(0)
        var settings = self.settings
        settings.longestSilence = 24 * 3_600_000
        settings.onAlarm = { alarm in
            defer { shown.update { $0 += 1 } }
            return alarmFile.show(alarm)
        }
        func isThere() -> Bool { FileManager.default.fileExists(atPath: alarm) }
        try world.record(1)
        try await world.run(settings, file: target) { notifier in
            try await world.log.wait { notifier.status.first?.failuresInARow == 1 }
            try await shown.wait { $0 == 1 }
        }
        #expect(!isThere(), "a short while is no reason")
        world.pass(minutes: 24 * 60)
        try await world.run(settings, file: target) { notifier in
            try await shown.wait { $0 == 2 }
            #expect(notifier.alarm != nil)
            // The first look comes before the first attempt, so the file says why only from the second on.
            try await world.log.wait { notifier.status.first?.failuresInARow == 1 }
            world.pass(minutes: 2)
            notifier.wake()
            try await shown.wait { $0 == 3 }
        }
        let text = try String(contentsOfFile: alarm, encoding: .utf8)
        #expect(text.contains("没有任何渠道能送达消息") && text.contains("\na: "))
        try FileManager.default.createDirectory(at: missing, withIntermediateDirectories: true)
        world.pass(minutes: 60)
        try await world.run(settings, file: target) { notifier in
            try await world.log.wait { world.isAllSaid }
            world.pass(minutes: 2)
            notifier.wake()
            try await shown.wait { _ in !FileManager.default.fileExists(atPath: alarm) }
            #expect(notifier.alarm == nil)
        }
    }

    @Test func `what was sent before a restart counts against the rate, and the wait is told`() async throws {
        let world = try DeliveryWorld("2026-11-21T08:05:00+08:00")
        var settings = self.settings
        settings.messagesPerMinute["a"] = 3
        try world.record(3)
        try await world.run(settings) { _ in try await world.log.wait { world.messages().count == 3 } }
        let sent = world.now
        world.pass(milliseconds: 10_000)
        try world.record(40)
        try await world.run(settings) { notifier in
            try await world.log.wait { (try? world.collected("waiting")) == 40 }
            let wait = try #require(notifier.status.first?.wait)
            #expect(wait.reason == .rateLimit)
            #expect((60_000...61_000).contains(wait.until.milliseconds - sent.milliseconds))
            #expect(notifier.status.first?.collected == 40)
        }
        #expect(world.messages().count == 3)
        world.pass(milliseconds: 52_000)
        try await world.run(settings) { _ in try await world.log.wait { world.messages().count == 4 } }
        #expect(world.messages().last?.type == "digest" && world.messages().last?.data.covered == 40)
    }
}
