import Core
import Documents
import Foundation
import Logging
import Store
import TestSupport
import Testing

@testable import Watcher

/// The cases of rules that look at the directory and at what is stored, by the whole way from a file to the store.
@Suite struct DropRuleCaseTests {
    @Test(arguments: DropRuleCase.all)
    func `a rule finds what it should and nothing else`(example: DropRuleCase) throws {
        let world = try DropWorld(example)
        defer { world.remove() }
        for pass in example.passes {
            for step in pass { try world.perform(step.deed, on: step.name) }
            if example.rule != "document.denied" { try world.ingest() }
        }
        let isFound =
            switch example.rule {
            case "document.denied": try world.isFoundByOneWhoMayNotReadAll(example.rule)
            case "coverage.missing": try world.isAnyOrganMissing(on: example.day)
            default: try !world.store.reader.reports(ReportFilter(rule: example.rule.description)).isEmpty
            }
        #expect(isFound == example.isFound)
    }
}

/// A drop directory and a store, with the real reader between them.
private struct DropWorld {
    private let root: String
    private var drop: BytePath { BytePath(root + "/drop") }
    private let settings: WatchSettings
    private let directory: OrganDirectory
    private let examiner: Examiner
    let store: Store

    init(_ example: DropRuleCase) throws {
        // Where anybody may go, whatever the directory for temporary files is.
        root = "/tmp/gongkai-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root + "/drop", withIntermediateDirectories: true)
        var settings = WatchSettings(directories: [BytePath(root + "/drop")])
        settings.fileByteLimit = example.byteLimit
        settings.followsSymbolicLinks = example.followsLinks
        self.settings = settings
        directory = OrganDirectory(try example.roster.map { try RosterReader.read(Array($0.utf8)) } ?? .empty)
        examiner = Examiner(directory: directory)
        store = try Store.open(state: root + "/state", ruleset: .standard, directory: directory)
    }

    func remove() {
        // What may not be entered cannot be emptied either.
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? [] {
            _ = unsafe chmod("\(root)/\(path)", 0o755)
        }
        try? FileManager.default.removeItem(atPath: root)
    }

    func perform(_ deed: DropRuleCase.Deed, on name: String) throws {
        let path = "\(root)/drop/\(name)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        switch deed {
        case .file(let bytes): try Data(bytes).write(to: URL(fileURLWithPath: path))
        case .sparse(let size):
            try Data().write(to: URL(fileURLWithPath: path))
            try succeed(unsafe truncate(path, Int(size)))
        case .directory: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        case .fifo: try succeed(unsafe mkfifo(path, 0o644))
        case .socket: try makeSocket(path)
        case .link(let target): try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        case .mode(let mode):
            if geteuid() == 0 { try succeed(unsafe chown(path, Self.nobody, Self.nobody)) }
            try succeed(unsafe chmod(path, mode))
        }
    }

    private func succeed(_ result: Int32) throws {
        if result != 0 { throw SyscallError(call: "test", code: errno, path: nil) }
    }

    private func makeSocket(_ path: String) throws {
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        try succeed(
            unsafe withUnsafePointer(to: &address) { address in
                unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(socket, $0, size) }
            })
    }

    // MARK: What is asked

    /// One pass of `ingest`.
    func ingest() throws {
        _ = try Ingest(
            settings: settings, examiner: examiner, archive: store, announcement: .silent,
            now: { UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ).run([drop])
    }

    /// Whether anybody is told to be missing on a day.
    func isAnyOrganMissing(on day: String) throws -> Bool {
        let changes = try store.reader.coverageChanges(
            directory: directory, deadlines: Deadlines(), today: try #require(ISO8601(day)).date, raises: true)
        return !changes.raised.isEmpty
    }

    private static let nobody: uid_t = 65_534

    /// Whether `check` finds it in any file. Root may read everything, so that it is somebody else who looks.
    func isFoundByOneWhoMayNotReadAll(_ rule: RuleID) throws -> Bool {
        let found = Monitor(Result<Bool, any Error>.success(false))
        let thread = try Watcher.Thread(name: "check") {
            let result = Result {
                if geteuid() == 0 { try actAsNobody() }
                let files = FileListing.files(under: [drop], settings: settings).files
                let examiner = FileExaminer(settings: settings, examiner: examiner)
                return try files.contains { try examiner.examine($0).findings.contains { $0.rule == rule } }
            }
            found.update { $0 = result }
        }
        thread.join()
        return try found.withLock { $0 }.get()
    }

    /// Looks at files as another user from here on, this thread alone: setfsuid(2), which is no part of the module Glibc.
    private func actAsNobody() throws {
        typealias SetUser = @convention(c) (uid_t) -> Int32
        guard let symbol = unsafe dlsym(nil, "setfsuid") else {
            throw SyscallError(call: "dlsym", code: ENOSYS, path: nil)
        }
        let setUser = unsafe unsafeBitCast(symbol, to: SetUser.self)
        _ = setUser(Self.nobody)
        #expect(setUser(Self.nobody) == Int32(Self.nobody))
    }
}
