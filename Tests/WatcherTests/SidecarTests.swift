import Core
import Documents
import Glibc
import Logging
import Testing

@testable import Watcher

/// Sidecars before, with and behind their reports.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SidecarTests {
    let archive = MemoryArchive()

    private var sidecars: [String?] { archive.now.records.map(\.sidecar) }

    @Test func `one that was there before belongs to the report, one that changes is read again`() throws {
        let drop = try DropFolder()
        try watching(.test(drop.path), archive) { watcher in
            try drop.write("a.txt.meta.json", #"{"year":2020}"#)
            try drop.write("a.txt", "valid a")
            #expect(archive.waits { $0.records.count == 1 })
            try drop.write("a.txt.meta.json", #"{"year":2021}"#)
            #expect(archive.waits { $0.records.count == 2 })
            #expect(watcher.waits { $0.pending == 0 })
        }
        #expect(sidecars == [#"{"year":2020}"#, #"{"year":2021}"#])
        #expect(archive.now.names == ["a.txt", "a.txt"])
    }

    @Test func `one that comes later has its report read again`() throws {
        let drop = try DropFolder()
        try watching(.test(drop.path), archive) { _ in
            try drop.write("a.txt", "valid a")
            #expect(archive.waits { $0.records.count == 1 })
            try drop.write("incoming.tmp", #"{"year":2020}"#)
            try drop.rename("incoming.tmp", "a.txt.meta.json")
            #expect(archive.waits { $0.records.count == 2 })
        }
        #expect(sidecars == [nil, #"{"year":2020}"#])
    }

    @Test func `one without a report waits and counts as nothing`() throws {
        let drop = try DropFolder()
        try drop.write("early.txt.meta.json", "{}")
        try watching(.test(drop.path), archive) { watcher in
            try drop.write("a.txt.meta.json", "{}")
            try drop.write("last.txt", "valid last")
            #expect(archive.waits { $0.names == ["last.txt"] })
            #expect(watcher.waits { $0.pending == 0 })
            #expect(watcher.status.vanished == 0)
            try drop.write("a.txt", "valid a")
            #expect(archive.waits { $0.records.count == 2 })
        }
        #expect(sidecars == [nil, "{}"])
    }

    @Test func `one that goes has its report read again without it, seen or not`() throws {
        let drop = try DropFolder()
        for name in ["a.txt", "b.txt"] {
            try drop.write(name, "valid \(name)")
            try drop.write("\(name).meta.json", "{}")
            for path in [name, "\(name).meta.json"] { makeOld(drop[path]) }
        }
        try watching(.test(drop.path), archive) { watcher in
            #expect(archive.waits { $0.records.count == 2 })
            #expect(watcher.waits { $0.pending == 0 })
            try drop.unlink("a.txt.meta.json")
            #expect(archive.waits { $0.records.count == 3 })
            #expect(watcher.waits { $0.pending == 0 && $0.rejudged == 1 })
        }
        try drop.unlink("b.txt.meta.json")
        try watching(.test(drop.path), archive) { watcher in
            #expect(archive.waits { $0.records.count == 4 })
            #expect(watcher.waits { $0.pending == 0 })
        }
        #expect(sidecars == ["{}", "{}", nil, nil])
        #expect(archive.now.names[2...] == ["a.txt", "b.txt"])
    }

    @Test func `one that is no JSON is told when it has stood still`() throws {
        let drop = try DropFolder()
        try watching(.test(drop.path), archive) { _ in
            try drop.write("a.txt", "valid a")
            #expect(archive.waits { $0.records.count == 1 })
            try drop.write("a.txt.meta.json", "{\"year\": 20")
            #expect(archive.waits { $0.records.last?.sidecar == "broken" })
        }
    }

    @Test func `one that cannot be read any more says what it said before, until it goes`() throws {
        let drop = try DropFolder()
        func pass(_ sidecar: String?) throws -> MemoryArchive.Record? {
            if let sidecar { try drop.write("a.txt.meta.json", sidecar) } else { try drop.unlink("a.txt.meta.json") }
            _ = try Ingest(
                settings: .test(drop.path),
                examine: { bytes, name, sidecar in
                    var examination = FirstWord.examine(bytes, name, sidecar)
                    let year = sidecar?.sidecar.year.map { "\($0)" } ?? "none"
                    let complaints = sidecar?.sidecar.complaints.count ?? 0
                    examination.findings = [
                        Finding(
                            rule: RuleID("test.\(year)-\(complaints)"), severity: .info,
                            message: Message(zh: "", en: ""))
                    ]
                    return examination
                }, archive: archive, announcement: .silent, now: Clock.now,
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), onCommit: {}
            ).run([drop.path])
            return archive.now.records.last
        }
        try drop.write("a.txt", "valid a")
        let whole = #"{"year":2020}"#
        #expect(try pass(whole)?.rules == ["test.2020-0"])
        for broken in [#"{"year": 20"#, "[]", "", String(repeating: " ", count: 70_000)] {
            let record = try pass(broken)
            #expect(record?.rules == ["test.2020-2"] && record?.sidecar == whole)
        }
        #expect(try pass(#"{"year":2021}"#)?.rules == ["test.2021-0"])
        #expect(try pass(nil)?.rules == ["test.none-0"])
        #expect(try pass("{")?.rules == ["test.none-1"])
    }

    @Test func `a restart reads nothing again, and finds what came meanwhile`() throws {
        let drop = try DropFolder()
        for file in 0..<50 {
            try drop.write("\(file).txt", "valid \(file)")
            if file % 2 == 0 { try drop.write("\(file).txt.meta.json", "{}") }
        }
        for path in (0..<50).flatMap({ ["\($0).txt", "\($0).txt.meta.json"] }) { makeOld(drop[path]) }
        try watching(.test(drop.path), archive) { _ in
            #expect(archive.waits { $0.records.count == 50 })
        }
        #expect(sidecars.count { $0 != nil } == 25)
        try drop.write("2.txt.meta.json", #"{"year":2020}"#)
        try drop.write("3.txt.meta.json", #"{"year":2020}"#)
        try watching(.test(drop.path), archive) { watcher in
            #expect(archive.waits { $0.records.count == 52 })
            #expect(watcher.waits { $0.pending == 0 })
        }
        #expect(Set(archive.now.names[50...]) == ["2.txt", "3.txt"])
    }

    @Test func `polling finds them too`() throws {
        let drop = try DropFolder()
        var settings = WatchSettings.test(drop.path)
        settings.mode = .poll
        settings.rescanSeconds = 1
        try drop.write("a.txt", "valid a")
        try watching(settings, archive) { _ in
            #expect(archive.waits { $0.records.count >= 1 })
            try drop.write("a.txt.meta.json", "{}")
            #expect(archive.waits { $0.records.contains { $0.sidecar == "{}" } })
        }
    }

    @Test(arguments: [WatchSettings.Mode.auto, .poll])
    func `a directory in its place is told of, whenever it came`(mode: WatchSettings.Mode) throws {
        let drop = try DropFolder()
        var settings = WatchSettings.test(drop.path)
        settings.mode = mode
        if mode == .poll { settings.rescanSeconds = 1 }
        try drop.write("before.txt", "valid before")
        try drop.makeDirectory("before.txt.meta.json")
        try drop.write("behind.txt", "valid behind")
        try drop.write("while down.txt", "valid while down")
        for name in ["before.txt", "before.txt.meta.json", "behind.txt", "while down.txt"] { makeOld(drop[name]) }
        func isTold(_ name: String) -> Bool {
            archive.waits { $0.records.contains { $0.name == name && $0.sidecar == "broken" } }
        }
        try watching(settings, archive) { watcher in
            #expect(isTold("before.txt"))
            #expect(archive.waits { $0.records.count == 3 })
            try drop.makeDirectory("behind.txt.meta.json")
            #expect(isTold("behind.txt"))
            #expect(watcher.waits { $0.pending == 0 })
        }
        makeOld(drop["behind.txt.meta.json"])
        try drop.makeDirectory("while down.txt.meta.json")
        makeOld(drop["while down.txt.meta.json"])
        try watching(settings, archive) { watcher in
            #expect(isTold("while down.txt"))
            #expect(watcher.waits { $0.pending == 0 })
        }
        let count = archive.now.records.count
        _ = try Ingest(
            settings: settings, examine: FirstWord.examine, archive: archive, announcement: .silent, now: Clock.now,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), onCommit: {}
        ).run([drop.path])
        #expect(archive.now.records[count...].allSatisfy { $0.name == "behind.txt" }, "what is known is not read again")
    }

    @Test func `what is no small file is not read`() throws {
        let drop = try DropFolder()
        try drop.makeFIFO("a.txt.meta.json")
        try drop.write("a.txt", "valid a")
        try drop.write("b.txt", "valid b")
        try drop.write("b.txt.meta.json", String(repeating: " ", count: 70_000) + "{}")
        try watching(.test(drop.path), archive) { _ in
            #expect(archive.waits { $0.records.count == 2 })
        }
        let byName = Dictionary(uniqueKeysWithValues: archive.now.records.map { ($0.name, $0.sidecar) })
        #expect(byName["a.txt"] == "broken" && byName["b.txt"] == "broken")
    }

    @Test func `a pass takes them with their reports and goes on where something is new`() throws {
        let drop = try DropFolder()
        let ingest = Ingest(
            settings: .test(drop.path), examine: FirstWord.examine, archive: archive, announcement: .silent,
            now: Clock.now, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), onCommit: {})
        try drop.write("a.txt", "valid a")
        try drop.write("b.txt", "valid b")
        try drop.write("a.txt.meta.json", "{}")
        for name in ["a.txt", "b.txt", "a.txt.meta.json"] { makeOld(drop[name]) }
        let first = try ingest.run([drop.path])
        #expect(first.found == 2 && first.recorded == 2)
        #expect(Set(sidecars) == ["{}", nil])
        try drop.write("b.txt.meta.json", "[]")
        let second = try ingest.run([drop.path, drop["b.txt.meta.json"]])
        #expect(second.found == 2 && second.known == 1 && archive.now.records.count == 3)
        #expect(archive.now.records.last?.sidecar == "[]")
    }

    @Test func `a list of files has none of them`() throws {
        let drop = try DropFolder()
        for name in ["a.txt", "a.txt.meta.json", "c.txt.meta.json"] { try drop.write(name, "{}") }
        func names(_ paths: [BytePath]) -> [String] {
            FileListing.files(under: paths, settings: .test(drop.path)).files.map {
                String(decoding: $0.name, as: UTF8.self)
            }
        }
        #expect(names([drop.path]) == ["a.txt"])
        #expect(
            names([drop["a.txt"], drop["a.txt.meta.json"], drop["c.txt.meta.json"]]) == ["a.txt", "c.txt.meta.json"])
    }

    /// Puts a file's last change so far back that it is not racy.
    private func makeOld(_ path: BytePath) {
        var times = [timespec(tv_sec: 1_600_000_000, tv_nsec: 0), timespec(tv_sec: 1_600_000_000, tv_nsec: 0)]
        _ = unsafe path.withCString { unsafe utimensat(AT_FDCWD, $0, &times, 0) }
    }
}
