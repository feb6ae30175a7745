import Core
import Documents
import Logging
import Testing

@testable import Watcher

/// Files that a child reads take long; nobody waits for them but themselves.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ChildLaneTests {
    let archive = MemoryArchive()

    @Test func `any number of files that need a child hold up no other`() throws {
        let drop = try DropFolder()
        // More than are read at a time.
        for file in 0..<2500 { try drop.write("a\(file)", "slow \(file)") }
        for file in 0..<100 { try drop.write("b\(file)", "valid \(file)") }
        let isOpen = Monitor(false)
        let archive = archive
        let ingest = Ingest(
            settings: .test(drop.path),
            examine: { bytes, name, sidecar in
                if bytes.starts(with: "slow".utf8) { _ = isOpen.wait { $0 ? true : nil } }
                return FirstWord.examine(bytes, name, sidecar)
            },
            needsChild: { $0.starts(with: "slow".utf8) }, archive: archive, announcement: .silent, now: Clock.now,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), onCommit: {})
        let watched = try Thread(name: "test") {
            // What needs no child is stored while every child stands still.
            _ = archive.waits { $0.records.count == 100 }
            isOpen.updateForAll { $0 = true }
        }
        let summary = try ingest.run([drop.path])
        watched.join()
        #expect(summary.recorded == 2600 && summary.failures.isEmpty)
        #expect(archive.now.names.prefix(100).allSatisfy { $0.hasPrefix("b") })
    }

    @Test func `a file set aside takes up no room until it is read`() {
        let (first, second, third) = (BytePath("/drop/a"), BytePath("/drop/b"), BytePath("/drop/c"))
        let now = Monotonic(nanoseconds: 1_000_000_000)
        var machine = IntakeStateMachine(capacity: 1)
        _ = machine.handle(.noticed(first, .closed), at: now)
        #expect(machine.handle(.noticed(second, .closed), at: now) == [])
        #expect(!machine.hasRoom)
        #expect(
            machine.handle(.finished(first, .setAside), at: now) == [.read(ReadOrder(path: second))])
        #expect(machine.handle(.finished(second, .vanished), at: now) == [])
        #expect(machine.hasRoom && machine.pending == 1)
        // It is read later, and gives no room back that it did not take.
        _ = machine.handle(.noticed(third, .closed), at: now)
        #expect(machine.handle(.finished(first, .vanished), at: now) == [])
        #expect(!machine.hasRoom && machine.pending == 1)
    }
}
