import Core
import Documents
import Glibc
import Logging
import Testing

@testable import Watcher

@Suite(.serialized, .timeLimit(.minutes(5))) struct OneShotTests {
    let archive = MemoryArchive()

    func ingest(_ settings: WatchSettings, _ announcement: Announcement = .silent) -> Ingest {
        Ingest(
            settings: settings, examine: FirstWord.examine, archive: archive, announcement: announcement,
            now: Clock.now,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), onCommit: {})
    }

    @Test func `everything is stored once and a second pass reads nothing`() throws {
        let drop = try DropFolder()
        try drop.makeDirectory("sub")
        for file in 0..<1000 {
            try drop.write("sub/\(file).txt", "\(file % 3 == 0 ? "invalid" : "valid") \(file % 500)")
        }
        try drop.write("empty.txt", "")
        try drop.write(".named", "valid named")
        let ingest = ingest(.test(drop.path))
        var last = Ingest.Summary()
        let first = try ingest.run([drop["sub"], drop["empty.txt"], drop[".named"]], progress: { last = $0 })
        #expect(first.found == 1002 && first.recorded + first.duplicates == 1002 && first.failures.isEmpty)
        #expect(first == last && first.finished == first.found && first.isListingComplete)
        #expect(archive.now.records.allSatisfy { $0.announcement == .silent })
        let second = try ingest.run([drop.path, drop[".named"]])
        #expect(second.known == 1002 && second.recorded == 0 && archive.now.records.count == 1002)
    }

    @Test func `a pass that is broken off goes on where it was`() throws {
        let drop = try DropFolder()
        for file in 0..<3000 { try drop.write("\(file).txt", "valid \(file)") }
        let ingest = ingest(.test(drop.path))
        let first = try ingest.run([drop.path], isCancelled: { archive.now.records.count > 200 })
        #expect(!first.isListingComplete && first.recorded == archive.now.records.count)
        let second = try ingest.run([drop.path])
        #expect(second.known == first.recorded && archive.now.records.count == 3000)
    }

    @Test func `a path that is not there is an error that names it`() throws {
        let drop = try DropFolder()
        let error = #expect(throws: SyscallError.self) { _ = try ingest(.test(drop.path)).run([drop["missing"]]) }
        #expect(error?.code == ENOENT && error?.path == drop["missing"])
    }

    @Test func `single files are examined without being stored`() throws {
        let drop = try DropFolder()
        try drop.makeFIFO("pipe")
        try drop.write("large", "much too large")
        try drop.symlink(drop["large"], "link")
        var settings = WatchSettings(directories: [])
        settings.fileByteLimit = 5
        let examiner = FileExaminer(settings: settings, examiner: Examiner())
        #expect(try examiner.examine(drop["pipe"]).findings.map(\.rule) == ["document.not-regular"])
        #expect(try examiner.examine(drop["large"]).findings.map(\.rule) == ["document.too-large"])
        #expect(try examiner.examine(drop["link"]).findings.map(\.rule) == ["document.too-large"])
        #expect(throws: SyscallError.self) { try examiner.examine(drop["missing"]) }
    }

    @Test func `what is not read weighs what is configured and stays unreadable`() throws {
        let drop = try DropFolder()
        try drop.makeFIFO("pipe")
        try drop.write("large", "much too large")
        var settings = WatchSettings(directories: [])
        settings.fileByteLimit = 5
        let ruleset = Ruleset(off: ["document.not-regular"], severities: ["document.too-large": .info])
        let examiner = FileExaminer(settings: settings, examiner: Examiner(ruleset: ruleset))
        let pipe = try examiner.examine(drop["pipe"])
        #expect(pipe.findings.isEmpty && pipe.verdict == .unreadable)
        let large = try examiner.examine(drop["large"])
        #expect(large.findings.map(\.severity) == [.info] && large.verdict == .unreadable)
    }

    @Test func `the example of a pipe in the catalogue is what is found`() throws {
        let drop = try DropFolder()
        try drop.makeFIFO("pipe")
        let examiner = FileExaminer(settings: WatchSettings(directories: []), examiner: Examiner())
        let rule = try #require(RuleDescription.all.first { $0.id == "document.not-regular" })
        #expect(try examiner.examine(drop["pipe"]).findings.map(\.message) == [rule.example?.finding])
    }

    @Test func `paths are made absolute as text`() throws {
        #expect(try BytePath("/srv/drop//").absolute() == BytePath("/srv/drop"))
        #expect(try BytePath("/").absolute() == BytePath("/"))
        let here = try BytePath(".").absolute()
        #expect(here.bytes.first == UInt8(ascii: "/"))
        #expect(try BytePath("./a").absolute() == here.appending("a".utf8))
        #expect(try BytePath("a/").absolute() == here.appending("a".utf8))
    }
}
