import Core
import Foundation
import Logging
import Store
import Synchronization
import Testing

@testable import gongkai

/// The service over a real store, with clocks of the test's own.
@Suite struct CoverageServiceTests {
    private final class World: Sendable {
        struct Clocks {
            var wall: Int64
            var elapsed: Int64 = 0
            var isSettled = true
            var commits = 0
        }

        let clocks: Mutex<Clocks>
        let state: String
        let store: Store

        /// A store of its own, at noon of a day in China.
        init(_ day: String) throws {
            let noon = try #require(ISO8601(day + "T12:00:00+08:00")?.moment)
            clocks = Mutex(Clocks(wall: noon.milliseconds))
            state = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
            store = try Store.open(state: state, ruleset: .standard)
        }

        deinit { try? FileManager.default.removeItem(atPath: state) }

        func service(_ organs: [Organ], isOn: Bool = true) -> CoverageService {
            CoverageService(
                store: store, directory: OrganDirectory(Roster(organs: organs)), deadlines: Deadlines(),
                localTime: .china, isOn: isOn,
                surroundings: CoverageService.Surroundings(
                    now: { UnixTime(milliseconds: self.clocks.withLock { $0.wall }) },
                    elapsed: { self.clocks.withLock { $0.elapsed } },
                    isIntakeSettled: { self.clocks.withLock { $0.isSettled } },
                    onCommit: { self.clocks.withLock { $0.commits += 1 } }),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        }

        func pass(_ milliseconds: Int64) {
            clocks.withLock { clocks in
                clocks.wall += milliseconds
                clocks.elapsed += milliseconds
            }
        }

        func set(days: Int64) { clocks.withLock { $0.wall += days * 86_400_000 } }

        var kinds: [EventKind] { get throws { try store.events(Array(1...20)).map(\.kind) } }
    }

    private let organ = Organ(name: "甲局", region: "A市")

    @Test func `it waits for a steady clock and a settled intake, then tells once`() throws {
        let world = try World("2024-02-01")
        let service = world.service([organ])
        #expect(service.look() == 300_000)
        world.pass(300_000)
        world.clocks.withLock { $0.isSettled = false }
        #expect(service.look() == 5000)
        #expect(try world.kinds == [])
        world.clocks.withLock { $0.isSettled = true }
        world.pass(5000)
        #expect(service.look() == 3_600_000)
        #expect(try world.kinds == [.coverageMissing])
        #expect(world.clocks.withLock { $0.commits } == 1)
        world.pass(3_600_000)
        _ = service.look()
        let restarted = world.service([organ])
        _ = restarted.look()
        world.pass(300_000)
        _ = restarted.look()
        #expect(try world.kinds == [.coverageMissing], "nor after a restart")
    }

    @Test func `a clock that jumps for a while raises nothing`() throws {
        let world = try World("2024-01-20")
        let service = world.service([organ])
        _ = service.look()
        world.pass(300_000)
        _ = service.look()
        world.set(days: 366)
        world.pass(1000)
        #expect(service.look() == 300_000)
        world.pass(200_000)
        world.set(days: -366)
        #expect(service.look() == 300_000)
        world.pass(300_000)
        _ = service.look()
        #expect(try world.kinds == [])
    }

    @Test func `it looks again when the day changes`() throws {
        let world = try World("2024-01-31")
        let service = world.service([organ])
        _ = service.look()
        world.pass(300_000)
        #expect(service.look() == 3_600_000)
        world.pass(41_400_000)
        let pause = service.look()
        #expect(pause == 1_501_000, "a second after midnight")
        world.pass(pause)
        _ = service.look()
        #expect(try world.kinds == [.coverageMissing])
    }

    @Test func `a report that comes withdraws at the next look, believed clock or not`() throws {
        let world = try World("2024-02-01")
        let service = world.service([organ])
        _ = service.look()
        world.pass(300_000)
        _ = service.look()
        var report = Report()
        report.identity.agency = "甲局"
        report.identity.region = "A市"
        report.identity.year = 2023
        let intake = Intake(
            file: FileStamp(path: BytePath("/drop/a.txt"), size: 1, modifiedNanoseconds: 1),
            examination: Examination(
                content: ContentID(bytes: Array(repeating: 1, count: 32)), format: .text, encoding: .utf8,
                report: report, findings: [], verdict: .valid),
            receivedAt: UnixTime(milliseconds: 0))
        _ = try world.store.record([intake], announcement: .announced)
        let restarted = world.service([organ])
        _ = restarted.look()
        #expect(try world.kinds == [.coverageMissing, .reportValidated, .coverageWithdrawn])
    }

    @Test func `one that is off tells nothing new`() throws {
        let world = try World("2024-02-01")
        let service = world.service([organ], isOn: false)
        _ = service.look()
        world.pass(300_000)
        _ = service.look()
        #expect(try world.kinds == [])
    }
}
