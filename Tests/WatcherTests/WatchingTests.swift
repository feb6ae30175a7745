import Core
import Glibc
import Testing

@testable import Watcher

/// The daemon's intake on real directories with real events; rescans are an hour away.
@Suite(.serialized, .timeLimit(.minutes(5))) struct WatchingTests {
    let archive = MemoryArchive()

    @Test func `files written in place, renamed in and linked in are recorded once each`() throws {
        let drop = try DropFolder()
        try drop.write("there.txt", "valid before")
        try watching(.test(drop.path), archive) { _ in
            try drop.write("written.txt", "valid one")
            try drop.write("renamed.txt.part", "valid two")
            try drop.rename("renamed.txt.part", "renamed.txt")
            try drop.write("linked.txt.filepart", "valid three")
            try drop.link("linked.txt.filepart", "linked.txt")
            try drop.unlink("linked.txt.filepart")
            #expect(archive.waits { $0.records.count == 4 })
        }
        #expect(archive.now.names.sorted() == ["linked.txt", "renamed.txt", "there.txt", "written.txt"])
        #expect(archive.now.records.allSatisfy { $0.announcement == .announced })
    }

    @Test func `files written straight after their directories are all found`() throws {
        let drop = try DropFolder()
        try watching(.test(drop.path), archive) { _ in
            for directory in 0..<30 {
                try drop.makeDirectory("\(directory)")
                try drop.makeDirectory("\(directory)/deep")
                for file in 0..<10 { try drop.write("\(directory)/deep/\(file).txt", "valid \(directory) \(file)") }
            }
            #expect(archive.waits { Set($0.records.map(\.path)).count == 300 })
        }
    }

    @Test func `a tree moved in is found, and watched under its new name`() throws {
        let drop = try DropFolder()
        let outside = try DropFolder()
        try outside.makeDirectory("tree")
        try outside.makeDirectory("tree/sub")
        for file in 0..<20 { try outside.write("tree/sub/\(file).txt", "valid \(file)") }
        try watching(.test(drop.path), archive) { _ in
            let (from, to) = (outside["tree"], drop["tree"])
            _ = try systemCall("rename") {
                unsafe from.withCString { from in unsafe to.withCString { unsafe rename(from, $0) } }
            }
            #expect(archive.waits { $0.records.count == 20 })
            try drop.rename("tree", "moved")
            #expect(archive.waits { $0.records.count == 40 })
            try drop.write("moved/sub/new.txt", "valid new")
            #expect(archive.waits { $0.files[drop["moved/sub/new.txt"]] != nil })
        }
    }

    @Test func `nothing is lost when events are`() throws {
        let drop = try DropFolder()
        try watching(.test(drop.path), archive, eventBufferLimit: 2000) { watcher in
            for file in 0..<20_000 { try drop.write("\(file).txt", "valid \(file)") }
            #expect(archive.waits { $0.files.count == 20_000 })
            #expect(watcher.waits { $0.overflows > 0 })
        }
    }

    @Test func `a restart reads nothing that is stored`() throws {
        let drop = try DropFolder()
        for file in 0..<10 { try drop.write("\(file).txt", "valid \(file)") }
        try watching(.test(drop.path), archive) { _ in #expect(archive.waits { $0.records.count == 10 }) }
        let reads = Monitor(0)
        try watching(
            .test(drop.path), archive,
            examine: { bytes, name, _ in
                reads.update { $0 += 1 }
                return FirstWord.examine(bytes, name, nil)
            }
        ) { _ in
            try drop.write("new.txt", "valid new")
            #expect(archive.waits { $0.records.count == 11 })
        }
        #expect(reads.withLock { $0 } == 1)
    }

    @Test func `a known file with other content is recorded again`() throws {
        let drop = try DropFolder()
        try watching(.test(drop.path), archive) { _ in
            try drop.write("a.txt", "valid 1")
            #expect(archive.waits { $0.records.count == 1 })
            try drop.write("a.txt", "valid 2")
            #expect(archive.waits { $0.contents.count == 2 })
        }
    }

    @Test func `many quick changes of one size end with the last content`() throws {
        let drop = try DropFolder()
        try watching(.test(drop.path), archive) { watcher in
            for round in 100..<400 { try drop.write("a.txt", "valid \(round)") }
            try drop.write("last.txt", "valid 399")
            #expect(archive.waits { state in state.names.contains("last.txt") })
            #expect(watcher.waits { $0.pending == 0 })
        }
        let last = FirstWord.examine(Array("valid 399".utf8), [], nil).content
        #expect(last.map { archive.now.contents[$0] != nil } == true)
    }

    @Test func `temporary names and sidecars are left alone`() throws {
        let drop = try DropFolder()
        try watching(.test(drop.path), archive) { _ in
            for name in [".hidden", "a.part", "~lock", "b.txt.meta.json"] { try drop.write(name, "valid \(name)") }
            try drop.write("last.txt", "valid last")
            #expect(archive.waits { $0.names.contains("last.txt") })
        }
        #expect(archive.now.names == ["last.txt"])
    }

    @Test func `a name that is no UTF-8 arrives as it is`() throws {
        let drop = try DropFolder()
        let path = drop.path.appending([0xC4, 0xEA, 0xB1, 0xA8] + Array(".txt".utf8))
        let strange = drop.path.appending("-a\n\"b\t.txt".utf8)
        try watching(.test(drop.path), archive) { _ in
            try DropFolder.write(path, "valid gbk")
            try DropFolder.write(strange, "valid strange")
            #expect(archive.waits { $0.files[path] != nil && $0.files[strange] != nil })
        }
    }

    @Test func `a FIFO is reported once, a directory named like a file is walked, links are not followed`() throws {
        let drop = try DropFolder()
        let outside = try DropFolder()
        try outside.write("secret", "valid secret")
        try drop.makeFIFO("pipe.txt")
        for _ in 1...2 {
            try watching(.test(drop.path), archive) { _ in
                try drop.symlink(outside["secret"], "link\(archive.now.records.count).txt")
                try? drop.makeDirectory("folder.txt")
                try drop.write("folder.txt/a.txt", "valid \(archive.now.records.count)")
                #expect(archive.waits { state in state.names.contains("pipe.txt") && state.names.contains("a.txt") })
            }
        }
        let records = archive.now.records
        #expect(records.filter { $0.name == "pipe.txt" }.map(\.rules) == [["document.not-regular"]])
        #expect(!records.contains { $0.name.hasPrefix("link") || $0.name == "folder.txt" })
    }

    @Test func `a link is followed where that is wanted`() throws {
        let drop = try DropFolder()
        let outside = try DropFolder()
        try outside.write("report", "valid linked")
        try outside.symlink(outside.path, "circle")
        var settings = WatchSettings.test(drop.path)
        settings.followsSymbolicLinks = true
        try watching(settings, archive) { _ in
            try drop.symlink(outside["report"], "link.txt")
            try drop.symlink(outside.path, "folder")
            #expect(archive.waits { $0.files[drop["link.txt"]] != nil && $0.files[drop["folder/report"]] != nil })
        }
    }

    @Test func `an empty file waits for content, and is a failure when none comes`() throws {
        let drop = try DropFolder()
        var settings = WatchSettings.test(drop.path)
        settings.notReadySeconds = 1
        try watching(settings, archive) { _ in
            try drop.write("later.txt", "")
            try drop.write("never.txt", "")
            try drop.write("later.txt", "valid at last")
            #expect(archive.waits { $0.names.contains("never.txt") })
        }
        let later = archive.now.records.filter { $0.name == "later.txt" }
        #expect(!later.isEmpty && later.allSatisfy { $0.verdict == .valid })
        #expect(archive.now.records.last?.rules == ["document.empty"])
    }

    @Test func `a bad result of a young file is recorded at once and held back from channels`() throws {
        let drop = try DropFolder()
        var settings = WatchSettings.test(drop.path)
        settings.settleMilliseconds = 3_600_000
        try watching(settings, archive) { _ in
            for (name, text) in [("bad.txt", "invalid"), ("good.txt", "valid"), ("other.txt", "foreign")] {
                try drop.write(name, "\(text) \(name)")
            }
            #expect(archive.waits { $0.records.count == 3 })
        }
        let held = archive.now.records.compactMap { record in record.heldBack.map { (record.name, $0) } }
        #expect(held.map(\.0) == ["bad.txt"])
        #expect(held.allSatisfy { $0.1 > 3_500_000 && $0.1 <= 3_600_000 })
    }

    @Test func `a file over the limit is reported and not read`() throws {
        let drop = try DropFolder()
        var settings = WatchSettings.test(drop.path)
        settings.fileByteLimit = 10
        try drop.write("large.txt", "valid but too large")
        try watching(settings, archive) { _ in #expect(archive.waits { $0.records.count == 1 }) }
        #expect(archive.now.records.map(\.rules) == [["document.too-large"]])
    }

    @Test func `without permission a file is blocked, and read when its mode changes`() throws {
        guard geteuid() != 0 else { return }
        let drop = try DropFolder()
        try watching(.test(drop.path), archive) { watcher in
            try drop.write("a.txt.part", "valid a")
            _ = unsafe drop["a.txt.part"].withCString { unsafe chmod($0, 0) }
            try drop.rename("a.txt.part", "a.txt")
            #expect(watcher.waits { $0.blocked == 1 })
            _ = unsafe drop["a.txt"].withCString { unsafe chmod($0, 0o644) }
            #expect(archive.waits { $0.records.count == 1 })
        }
    }

    @Test func `polling finds files without events`() throws {
        let drop = try DropFolder()
        var settings = WatchSettings.test(drop.path)
        settings.mode = .poll
        settings.rescanSeconds = 1
        try watching(settings, archive) { watcher in
            try drop.makeDirectory("sub")
            try drop.write("sub/a.txt", "valid a")
            #expect(archive.waits { $0.names.contains("a.txt") })
            #expect(watcher.status.mode == .polling && watcher.status.watches == 0)
        }
    }

    @Test(arguments: [false, true])
    func `a drop directory that goes and comes back is taken up again`(_ isMoved: Bool) throws {
        let base = try DropFolder()
        try base.makeDirectory("drop")
        try watching(.test(base["drop"]), archive) { watcher in
            try base.write("drop/a.txt", "valid a")
            #expect(archive.waits { $0.records.count == 1 })
            if isMoved { try base.rename("drop", "away") } else { DropFolder.remove(base["drop"]) }
            #expect(watcher.waits { $0.watches == 0 })
            try base.makeDirectory("drop")
            try base.write("drop/b.txt", "valid b")
            #expect(archive.waits { $0.names.contains("b.txt") })
            #expect(watcher.waits { $0.watches == 1 })
            try base.write("drop/c.txt", "valid c")
            #expect(archive.waits { $0.names.contains("c.txt") })
        }
    }
}
