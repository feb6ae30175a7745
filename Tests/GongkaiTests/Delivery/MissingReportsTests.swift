import Core
import Foundation
import Notifier
import Store
import TestSupport
import Testing

/// A deadline that many regions have missed, over a real store: few messages, and every region in one of them.
@Suite(.timeLimit(.minutes(5)))
struct MissingReportsTests {
    /// Has the store tell that no organ of these regions has a report.
    private func miss(_ regions: ClosedRange<Int>, in world: DeliveryWorld) throws {
        let organs = regions.flatMap { number in ["民政局", "教育局"].map { Organ(name: $0, region: "第\(number)县") } }
        let changes = try world.store.reader.coverageChanges(
            directory: OrganDirectory(Roster(organs: organs)), deadlines: Deadlines(),
            today: try #require(ISO8601("2026-02-01")?.date), raises: true)
        try world.store.apply(changes, now: world.now)
    }

    @Test func `forty regions are one digest`() async throws {
        let world = try DeliveryWorld("2026-02-01T09:10:00+08:00")
        var settings = DeliverySettings()
        settings.route = { _, _ in .grouped(MessageGroup(wait: 5_000, interval: 60_000, most: 3)) }
        try miss(1...40, in: world)
        try await world.run(settings) { notifier in
            notifier.wake()
            try await world.log.wait { (try? world.collected("group")) == 40 }
            world.pass(milliseconds: 5_000)
            notifier.wake()
            try await world.log.wait { !world.messages().isEmpty && world.isAllSaid }
        }
        let said = world.messages()
        #expect(said.map(\.type) == ["digest"] && said.first?.data.covered == 40)
        #expect(said.first?.data.coverage == ["missing": ["regions": 40, "agencies": 80]])
        #expect(said.first?.data.message?.hasPrefix("【汇总】40 个地区缺报") == true)
    }

    @Test func `what came while a channel was left in peace is one digest, whatever it is about`() async throws {
        let world = try DeliveryWorld("2026-02-01T09:10:00+08:00")
        var settings = DeliverySettings()
        settings.mutes = [
            MuteWindow(
                channels: [], days: Set(0..<7), from: ClockTime(minutes: 9 * 60), to: ClockTime(minutes: 10 * 60))
        ]
        try miss(1...5, in: world)
        try world.record(7)
        try await world.run(settings) { notifier in
            notifier.wake()
            try await world.log.wait { (try? world.collected("waiting")) == 12 }
            world.pass(minutes: 60)
            notifier.wake()
            try await world.log.wait { !world.messages().isEmpty && world.isAllSaid }
        }
        let said = world.messages()
        #expect(said.map(\.type) == ["digest"] && said.first?.data.covered == 12)
        #expect(said.first?.data.message?.hasPrefix("【汇总】7 份文件有核查结果，5 个地区缺报") == true)
    }
}
