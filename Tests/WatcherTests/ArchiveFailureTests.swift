import Core
import Testing

@testable import Watcher

/// Whatever the archive does, nothing is dropped and nothing is stored twice.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ArchiveFailureTests {
    @Test func `results wait while the archive fails`() throws {
        let drop = try DropFolder()
        let archive = MemoryArchive()
        archive.change { $0.failures = 4 }
        for file in 0..<50 { try drop.write("\(file).txt", "valid \(file)") }
        try watching(.test(drop.path), archive) { watcher in
            #expect(watcher.waits { $0.isArchiveFailing })
            #expect(archive.waits { $0.records.count == 50 })
            #expect(watcher.waits { !$0.isArchiveFailing && $0.pending == 0 })
        }
        #expect(archive.now.records.count == 50)
    }

    @Test func `one result that is never taken holds up no other`() throws {
        let drop = try DropFolder()
        let archive = MemoryArchive()
        archive.change { $0.poison = "/13.txt" }
        for file in 0..<50 { try drop.write("\(file).txt", "valid \(file)") }
        try watching(.test(drop.path), archive) { watcher in
            #expect(archive.waits { $0.records.count == 49 })
            archive.change { $0.poison = nil }
            #expect(archive.waits { $0.records.count == 50 })
            #expect(watcher.waits { $0.pending == 0 && $0.blocked == 0 })
        }
    }

    @Test(arguments: [1, 50]) func `a result that is refused is given up until its file changes`(_ files: Int) throws {
        let drop = try DropFolder()
        let archive = MemoryArchive()
        archive.change { ($0.poison, $0.isRefusing) = ("/0.txt", true) }
        for file in 0..<files { try drop.write("\(file).txt", "valid \(file)") }
        try watching(.test(drop.path), archive) { watcher in
            #expect(archive.waits { $0.attempts > 0 && $0.records.count == files - 1 })
            #expect(watcher.waits { $0.pending == 0 && $0.blocked == 0 && !$0.isArchiveFailing })
            archive.change { $0.poison = nil }
            try drop.write("last.txt", "valid last")
            #expect(archive.waits { $0.names.contains("last.txt") })
            #expect(!archive.now.names.contains("0.txt"))
            try drop.write("0.txt", "valid again")
            #expect(archive.waits { $0.names.contains("0.txt") })
        }
    }

    @Test func `the first backlog is silent and closed once, later files are announced`() throws {
        let drop = try DropFolder()
        let archive = MemoryArchive()
        archive.change { $0.isBacklogOpen = true }
        for file in 0..<200 { try drop.write("\(file).txt", "\(file % 10 == 0 ? "invalid" : "valid") \(file)") }
        try watching(.test(drop.path), archive) { _ in
            #expect(archive.waits { $0.backlogsClosed == 1 })
            #expect(archive.now.records.count == 200)
            try drop.write("new.txt", "valid new")
            #expect(archive.waits { $0.records.count == 201 })
        }
        let records = archive.now.records
        #expect(records.prefix(200).allSatisfy { $0.announcement == .backlog })
        #expect(records.last?.announcement == .announced)
        #expect(archive.now.backlogsClosed == 1)
    }

    @Test func `what was stuck when the first backlog closed is announced when its time has come`() throws {
        let drop = try DropFolder()
        let archive = MemoryArchive()
        archive.change { $0.isBacklogOpen = true }
        var settings = WatchSettings.test(drop.path)
        settings.notReadySeconds = 1
        try drop.write("a.txt", "valid a")
        try drop.write("empty.txt", "")
        try watching(settings, archive) { _ in #expect(archive.waits { $0.records.count == 2 }) }
        #expect(archive.now.records.map(\.name) == ["a.txt", "empty.txt"])
        #expect(archive.now.records.map(\.announcement) == [.backlog, .announced])
    }

    @Test func `the first backlog stays open until every watched directory was there`() throws {
        let drop = try DropFolder()
        let archive = MemoryArchive()
        archive.change { $0.isBacklogOpen = true }
        try drop.makeDirectory("one")
        try drop.write("one/a.txt", "valid a")
        try drop.makeDirectory("unmounted")
        try drop.write("unmounted/b.txt", "valid b")
        var settings = WatchSettings.test(drop["one"])
        settings.directories.append(drop["two"])
        try watching(settings, archive) { _ in
            #expect(archive.waits { $0.records.count == 1 })
            try drop.write("one/new.txt", "valid new")
            #expect(archive.waits { $0.records.count == 2 })
            #expect(archive.now.backlogsClosed == 0)
            try drop.rename("unmounted", "two")
            #expect(archive.waits { $0.backlogsClosed == 1 })
        }
        #expect(archive.now.records.map(\.announcement) == [.backlog, .announced, .backlog])
    }

    @Test func `a stop in the middle stores what was read, and the next start the rest`() throws {
        let drop = try DropFolder()
        let archive = MemoryArchive()
        for file in 0..<5000 { try drop.write("\(file).txt", "valid \(file)") }
        try watching(.test(drop.path), archive) { _ in #expect(archive.waits { $0.records.count > 100 }) }
        try watching(.test(drop.path), archive) { _ in #expect(archive.waits { $0.files.count == 5000 }) }
        #expect(archive.now.records.count == 5000)
    }

    @Test func `a stop ends even while the archive fails`() throws {
        let drop = try DropFolder()
        let archive = MemoryArchive()
        archive.change { $0.failures = .max }
        try drop.write("a.txt", "valid a")
        try watching(.test(drop.path), archive) { watcher in #expect(watcher.waits { $0.isArchiveFailing }) }
        #expect(archive.now.records.isEmpty)
    }

    @Test func `each commit is told, and many results share one`() throws {
        let drop = try DropFolder()
        let archive = MemoryArchive()
        let commits = Monitor(0)
        for file in 0..<2000 { try drop.write("\(file).txt", "valid \(file)") }
        archive.change { $0.failures = 1 }
        try watching(.test(drop.path), archive, onCommit: { commits.update { $0 += 1 } }) { watcher in
            #expect(archive.waits { $0.records.count == 2000 })
            #expect(watcher.waits { $0.pending == 0 })
        }
        let batches = archive.now.batches
        #expect(commits.withLock { $0 } == batches.count)
        #expect(batches.contains { $0 > 1 } && batches.allSatisfy { $0 <= 128 })
    }
}
