import Core
import Testing

@testable import Watcher

@Suite struct IntakeStateMachineTests {
    typealias Action = IntakeStateMachine.Action

    let file = BytePath("/drop/a.txt")
    let start = Monotonic(nanoseconds: 1_000_000_000)
    let status = FileStatus(kind: .regular, inode: 1, size: 10, modifiedNanoseconds: 5)

    func machine(capacity: Int = 4, limit: Int = 100) -> IntakeStateMachine {
        IntakeStateMachine(
            timing: .init(settle: 250, notReady: 60_000, denial: 600_000, firstRetry: 1000, longestRetry: 60_000),
            capacity: capacity, limit: limit)
    }

    func read(
        _ path: BytePath, standing: FileStatus? = nil, announcement: Announcement = .announced,
        reportsDenial: Bool = false, isFound: Bool = false
    ) -> [Action] {
        [
            .read(
                ReadOrder(
                    path: path, announcement: announcement, standing: standing, reportsDenial: reportsDenial,
                    isFound: isFound))
        ]
    }

    @Test(arguments: [IntakeStateMachine.Notice.closed, .movedIn, .found(nil, .announced)])
    func `a finished file is read at once`(_ notice: IntakeStateMachine.Notice) {
        var machine = machine()
        let isFound = notice == .found(nil, .announced)
        #expect(machine.handle(.noticed(file, notice), at: start) == read(file, isFound: isFound))
        #expect(machine.isReadingFound == isFound)
        #expect(machine.handle(.finished(file, .stored(status, isRacy: false)), at: start) == [])
        #expect(machine.pending == 0)
    }

    @Test func `a file linked in is read after the settle time`() {
        var machine = machine()
        #expect(machine.handle(.noticed(file, .created), at: start) == [])
        #expect(machine.nextDeadline == start + 250)
        #expect(machine.handle(.tick, at: start + 249) == [])
        #expect(machine.handle(.tick, at: start + 250) == read(file))
    }

    @Test func `a file written in place is read when it is closed and only once`() {
        var machine = machine()
        _ = machine.handle(.noticed(file, .created), at: start)
        _ = machine.handle(.noticed(file, .modified), at: start + 1)
        #expect(machine.handle(.noticed(file, .closed), at: start + 2) == read(file))
        _ = machine.handle(.finished(file, .stored(status, isRacy: false)), at: start + 3)
        #expect(machine.handle(.tick, at: start + 100_000) == [])
    }

    @Test func `a slow writer is waited for`() {
        var machine = machine()
        _ = machine.handle(.noticed(file, .created), at: start)
        _ = machine.handle(.noticed(file, .modified), at: start + 10)
        for second in 1...59 as ClosedRange<Int64> {
            #expect(machine.handle(.tick, at: start + second * 1000) == [])
        }
        #expect(machine.handle(.tick, at: start + 60_010) == read(file))
    }

    @Test func `a writer whose close was lost is not waited for`() {
        var machine = machine()
        _ = machine.handle(.noticed(file, .created), at: start)
        _ = machine.handle(.noticed(file, .modified), at: start + 10)
        _ = machine.handle(.eventsLost, at: start + 20)
        #expect(machine.handle(.tick, at: start + 260) == read(file))
    }

    @Test func `an empty file waits for its content or for the not-ready time`() {
        var machine = machine()
        _ = machine.handle(.noticed(file, .closed), at: start)
        _ = machine.handle(.finished(file, .empty(status)), at: start)
        #expect(machine.handle(.tick, at: start + 59_999) == [])
        #expect(machine.handle(.tick, at: start + 60_000) == read(file, standing: status))
    }

    @Test func `a scan that finds a waiting empty file filled has it read`() {
        var machine = machine()
        let filled = FileStatus(kind: .regular, inode: 1, size: 99, modifiedNanoseconds: 6)
        _ = machine.handle(.noticed(file, .found(nil, .announced)), at: start)
        _ = machine.handle(.finished(file, .empty(status)), at: start)
        #expect(machine.handle(.noticed(file, .found(status, .announced)), at: start + 5000) == [])
        #expect(
            machine.handle(.noticed(file, .found(filled, .announced)), at: start + 6000)
                == read(file, standing: status, isFound: true)
        )
    }

    @Test func `what happens to a file while it is read is looked at afterwards`() {
        var machine = machine()
        _ = machine.handle(.noticed(file, .closed), at: start)
        #expect(machine.handle(.noticed(file, .closed), at: start + 1) == [])
        #expect(machine.handle(.finished(file, .stored(status, isRacy: false)), at: start + 2) == [.look(file)])
    }

    @Test func `a file that changed while it was read is read again`() {
        var machine = machine()
        _ = machine.handle(.noticed(file, .closed), at: start)
        #expect(machine.handle(.finished(file, .changed), at: start) == [])
        #expect(machine.handle(.tick, at: start + 250) == read(file))
        _ = machine.handle(.noticed(file, .closed), at: start + 251)
        #expect(machine.handle(.finished(file, .changed), at: start + 252) == read(file))
    }

    @Test func `no permission is tried again with growing pauses and reported once after ten minutes`() {
        var machine = machine()
        let denied = IntakeOutcome.denied(SyscallError(call: "open", code: 13, path: file))
        _ = machine.handle(.noticed(file, .closed), at: start)
        var now = start
        var pauses: [Int64] = []
        var order: [Action] = []
        while order != read(file, reportsDenial: true) {
            #expect(machine.handle(.finished(file, denied), at: now) == [])
            #expect(machine.blocked == 1)
            guard let due = machine.nextDeadline, pauses.count < 100 else { break }
            pauses.append(due - now)
            now = due
            order = machine.handle(.tick, at: now)
        }
        #expect(pauses.prefix(8) == [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
        #expect(now - start >= 600_000 && now - start < 660_000)
        _ = machine.handle(.finished(file, .stored(nil, isRacy: false)), at: now)
        #expect(machine.pending == 0 && machine.blocked == 0)
    }

    @Test func `a change of mode has a blocked file read at once`() {
        var machine = machine()
        _ = machine.handle(.noticed(file, .closed), at: start)
        _ = machine.handle(.finished(file, .denied(SyscallError(call: "open", code: 13, path: file))), at: start)
        #expect(machine.handle(.noticed(file, .attributesChanged), at: start + 1) == read(file))
    }

    @Test func `a denial that is stored already is tried once and kept no longer`() {
        var machine = machine()
        let denied = IntakeOutcome.denied(SyscallError(call: "open", code: 13, path: file))
        #expect(
            machine.handle(.noticed(file, .found(nil, .announced), isUnread: true), at: start)
                == read(file, isFound: true))
        #expect(machine.handle(.finished(file, denied), at: start) == [])
        #expect(machine.pending == 0 && machine.blocked == 0)
    }

    @Test func `a file that goes while it waits is counted as vanished`() {
        var machine = machine()
        _ = machine.handle(.noticed(file, .created), at: start)
        _ = machine.handle(.gone(file), at: start)
        #expect(machine.vanished == 1 && machine.pending == 0)
        #expect(machine.handle(.tick, at: start + 1000) == [])
    }

    @Test func `files beyond the capacity follow in order`() {
        var machine = machine(capacity: 1)
        let others = ["/drop/b", "/drop/c"].map { BytePath($0) }
        #expect(machine.handle(.noticed(file, .closed), at: start) == read(file))
        for path in others { #expect(machine.handle(.noticed(path, .closed), at: start) == []) }
        #expect(!machine.hasRoom)
        #expect(machine.handle(.finished(file, .vanished), at: start) == read(others[0]))
        #expect(machine.handle(.finished(others[0], .vanished), at: start) == read(others[1]))
        #expect(machine.handle(.finished(others[1], .vanished), at: start) == [])
        #expect(machine.hasRoom && machine.vanished == 3)
    }

    @Test func `what cannot be kept track of is left to a scan`() {
        var machine = machine(limit: 1)
        _ = machine.handle(.noticed(file, .created), at: start)
        #expect(machine.handle(.noticed(BytePath("/drop/b"), .created), at: start) == [.rescan])
    }

    @Test func `the first backlog is taken in when nothing silent is on its way but what is stuck`() {
        var machine = machine()
        let empty = BytePath("/drop/empty")
        _ = machine.handle(.noticed(file, .found(nil, .backlog)), at: start)
        #expect(
            machine.handle(.noticed(empty, .found(nil, .backlog)), at: start)
                == read(empty, announcement: .backlog, isFound: true))
        #expect(machine.isTakingInBacklog)
        _ = machine.handle(.finished(file, .stored(status, isRacy: false)), at: start)
        _ = machine.handle(.finished(empty, .empty(status)), at: start)
        #expect(!machine.isTakingInBacklog)
        #expect(
            machine.handle(.tick, at: start + 60_000)
                == read(empty, standing: status, announcement: .backlog, isFound: true))
        #expect(machine.isTakingInBacklog)
    }

    @Test func `what is stuck when the first backlog closes is announced later`() {
        var machine = machine()
        _ = machine.handle(.noticed(file, .found(nil, .backlog)), at: start)
        _ = machine.handle(.finished(file, .empty(status)), at: start)
        #expect(machine.handle(.backlogClosed, at: start + 1) == [])
        #expect(machine.handle(.tick, at: start + 60_000) == read(file, standing: status, isFound: true))
    }
}
