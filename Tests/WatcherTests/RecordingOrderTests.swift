import Core
import Documents
import Logging
import Testing

@testable import Watcher

/// Which of two files is stored last does not depend on how fast they are read.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RecordingOrderTests {
    let archive = MemoryArchive()

    /// Examines like ``FirstWord``, but holds a file that begins with `late` until so many others have been examined.
    private func holding(until others: Int) -> FileReader.Examine {
        let examined = Monitor(0)
        return { bytes, name, sidecar in
            if name.starts(with: "late".utf8) {
                _ = examined.wait(until: .now() + 30_000) { $0 >= others ? true : nil }
            }
            defer { examined.updateForAll { $0 += 1 } }
            return FirstWord.examine(bytes, name, sidecar)
        }
    }

    private func ingest(
        _ drop: borrowing DropFolder, _ paths: [BytePath], examine: @escaping FileReader.Examine = FirstWord.examine,
        needsChild: @escaping FileReader.NeedsChild = { _ in false }
    ) throws -> Ingest.Summary {
        try Ingest(
            settings: .test(drop.path), examine: examine, needsChild: needsChild, archive: archive,
            announcement: .silent, now: Clock.now,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), onCommit: {}
        ).run(paths)
    }

    @Test func `a pass stores what was modified last in the end, however long each takes to read`() throws {
        let drop = try DropFolder()
        var names: [String] = []
        for file in 0..<200 {
            let name = file % 50 == 0 ? "late\(file)" : "\(999 - file)"
            try drop.write(name, "valid \(file)")
            try drop.setModified(name, 1_700_000_000 + file)
            names.append(name)
        }
        let summary = try ingest(drop, [drop.path], examine: holding(until: 40))
        #expect(summary.recorded == 200)
        #expect(archive.now.names == names)
    }

    @Test func `files that are named take their places among those that are found`() throws {
        let drop = try DropFolder()
        try drop.makeDirectory("sub")
        for (second, name) in ["sub/c", "b", "sub/a", "d"].enumerated() {
            try drop.write(name, "valid \(name)")
            try drop.setModified(name, 1_700_000_000 + second)
        }
        let summary = try ingest(drop, [drop["d"], drop["sub"], drop["b"], drop["sub/c"]])
        #expect(archive.now.names == ["c", "b", "a", "d"])
        #expect(summary.found == 4 && summary.finished == 4)
    }

    @Test func `one that is slow holds up no reading and everything is stored in the end`() throws {
        let drop = try DropFolder()
        try drop.write("late", "valid late")
        try drop.setModified("late", 1_700_000_000)
        for file in 0..<3000 { try drop.write("\(file)", "valid \(file)") }
        let summary = try ingest(drop, [drop.path], examine: holding(until: 2000))
        #expect(summary.recorded == 3001)
        #expect(archive.now.names.first == "late")
    }

    @Test func `what needs a child comes behind what does not, in its own order`() throws {
        let drop = try DropFolder()
        for (second, name) in ["late2.pdf", "b.pdf", "late.txt", "a.txt", "0.pdf"].enumerated() {
            try drop.write(name, name.hasSuffix("pdf") ? "invalid \(name)" : "valid \(name)")
            try drop.setModified(name, 1_700_000_000 + second)
        }
        let summary = try ingest(
            drop, [drop.path], examine: holding(until: 1), needsChild: { $0.starts(with: "invalid".utf8) })
        #expect(summary.recorded == 5)
        #expect(archive.now.names == ["late.txt", "a.txt", "late2.pdf", "b.pdf", "0.pdf"])
    }

    @Test func `the first walk of the daemon keeps the same order, and so do the files that are closed later`() throws {
        let drop = try DropFolder()
        for (second, name) in ["late1", "b", "a", "c"].enumerated() {
            try drop.write(name, "valid \(name)")
            try drop.setModified(name, 1_700_000_000 + second)
        }
        try watching(.test(drop.path), archive, examine: holding(until: 2)) { watcher in
            #expect(archive.waits { $0.records.count == 4 })
            #expect(watcher.waits { $0.pending == 0 })
            #expect(archive.now.names == ["late1", "b", "a", "c"])
        }
        try watching(.test(drop.path), archive, examine: holding(until: 2)) { watcher in
            for name in ["late2", "z", "y", "x"] { try drop.write(name, "valid \(name)") }
            #expect(archive.waits { $0.records.count == 8 })
        }
        #expect(archive.now.names.suffix(4) == ["late2", "z", "y", "x"])
    }

    @Test func `a folder that is moved in is taken in the same order`() throws {
        let drop = try DropFolder()
        let outside = try DropFolder()
        try outside.makeDirectory("new")
        for (second, name) in ["new/b", "new/a"].enumerated() {
            try outside.write(name, "valid \(name)")
            try outside.write(name + ".meta.json", "{}")
            try outside.setModified(name, 1_700_000_000 + second)
        }
        try watching(.test(drop.path), archive) { _ in
            try DropFolder.move(outside["new"], drop["new"])
            #expect(archive.waits { $0.records.count == 2 })
        }
        #expect(archive.now.names == ["b", "a"])
        #expect(archive.now.records.map(\.sidecar) == ["{}", "{}"])
    }
}

/// The decisions behind it.
struct ReadingLaneTests {
    private let start = Monotonic(nanoseconds: 0)

    private func result(_ name: String) -> ReadingLane.Result { .setAside(ReadOrder(path: BytePath(name))) }

    private func names(_ results: [ReadingLane.Result]) -> [String] {
        results.map { result in
            if case .setAside(let order) = result { order.path.display } else { "?" }
        }
    }

    @Test func `results go on in the order in which they were begun`() throws {
        var lane = ReadingLane()
        for name in ["a", "b", "c"] { lane.append(ReadOrder(path: BytePath(name)), at: start) }
        let begun = [lane.begin(), lane.begin(), lane.begin(), lane.begin()]
        #expect(begun.last == .some(nil))
        let (a, b, c) = (try #require(begun[0]), try #require(begun[1]), try #require(begun[2]))
        #expect(names(lane.finish(c, result("c"), bytes: 1)) == [])
        #expect(names(lane.finish(a, nil, bytes: 0)) == [])
        #expect(names(lane.finish(b, result("b"), bytes: 1)) == ["b", "c"])
    }

    @Test func `too many results that wait stop the reading, but not that of the one they wait for`() throws {
        var lane = ReadingLane()
        for number in 0..<5000 { lane.append(ReadOrder(path: BytePath("\(number)")), at: start) }
        let begun = lane.begin()
        let first = try #require(begun)
        var waiting = 0
        while let turn = lane.begin() {
            #expect(lane.finish(turn, result("x"), bytes: 10).isEmpty)
            waiting += 1
        }
        #expect(lane.isFull && waiting == 2048)
        #expect(lane.finish(first, nil, bytes: 0).count == waiting)
        let two = [lane.begin(), lane.begin()]
        let (large, next) = (try #require(two[0]), try #require(two[1]))
        #expect(lane.finish(next, result("large"), bytes: 64 << 20).isEmpty)
        #expect(lane.isFull && lane.begin() == nil)
        #expect(names(lane.finish(large, nil, bytes: 0)) == ["large"])
        #expect(lane.begin() != nil)
    }

    @Test func `one that yields is begun when nothing holds it up`() {
        var lane = ReadingLane()
        lane.holdsYielding = true
        lane.append(ReadOrder(path: BytePath("found")), yields: true, at: start)
        lane.append(ReadOrder(path: BytePath("live")), at: start)
        #expect(lane.begin()?.order.path == BytePath("live"))
        #expect(lane.begin() == nil)
        lane.holdsYielding = false
        #expect(lane.begin()?.order.path == BytePath("found"))
        lane.close()
        lane.append(ReadOrder(path: BytePath("late")), at: start)
        #expect(lane.begin() == nil && lane.isClosed)
    }

    @Test func `what a walk has found is being read until the last of it is stored or set aside`() {
        let (first, second, live) = (BytePath("/drop/a"), BytePath("/drop/b"), BytePath("/drop/c"))
        let now = Monotonic(nanoseconds: 1_000_000_000)
        var machine = IntakeStateMachine()
        _ = machine.handle(.noticed(live, .closed), at: now)
        #expect(!machine.isReadingFound)
        for path in [first, second] { _ = machine.handle(.noticed(path, .found(nil, .announced)), at: now) }
        // What happens to it meanwhile makes no difference.
        _ = machine.handle(.noticed(second, .modified), at: now)
        _ = machine.handle(.finished(first, .setAside), at: now)
        #expect(machine.isReadingFound)
        _ = machine.handle(.finished(second, .vanished), at: now)
        #expect(!machine.isReadingFound)
        _ = machine.handle(.finished(first, .vanished), at: now)
        #expect(!machine.isReadingFound && machine.pending == 1)
    }

    @Test func `of files modified at the same time the path decides, and each is taken once`() {
        var found = FoundFiles()
        func status(_ modified: Int64) -> FileStatus {
            FileStatus(kind: .regular, inode: 1, size: 1, modifiedNanoseconds: modified)
        }
        for (path, modified) in [("/b", 7), ("/a", 7), ("/c", 3), ("/a", 7)] as [(String, Int64)] {
            found.add(BytePath(path), status(modified))
        }
        #expect(found.next() == nil && !found.isEmpty)
        found.putInOrder()
        #expect(
            [found.next(), found.next(), found.next(), found.next()] == ["/c", "/a", "/b"].map { BytePath($0) } + [nil])
        found.add(BytePath("/d"), nil)
        #expect(found.next() == nil)
    }
}
