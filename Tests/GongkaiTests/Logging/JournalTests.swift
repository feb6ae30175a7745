import Core
import Foundation
import Logging
import Testing

@testable import gongkai

/// What the journal gets, over a real socket.
struct JournalTests {
    /// A socket that takes entries as journald does.
    private final class Journal {
        let path = "\(NSTemporaryDirectory())/gk-journal-\(UInt32.random(in: 0 ... .max)).sock"
        private let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)

        init() {
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8.prefix(107)) }
            _ = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }

        deinit {
            close(descriptor)
            _ = unsafe unlink(path)
        }

        /// The next entry's fields in order, read as systemd's documentation of the protocol says.
        func next() -> [[String]] {
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
            }
            var rest = buffer.prefix(max(0, count))
            var fields: [[String]] = []
            while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == 0x0A }) {
                let name = String(decoding: rest[..<end], as: UTF8.self)
                let isPlain = rest[end] == UInt8(ascii: "=")
                rest = rest[(end + 1)...]
                var length = rest.firstIndex(of: 0x0A).map { $0 - rest.startIndex } ?? rest.count
                if !isPlain {
                    length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
                    rest = rest.dropFirst(8)
                }
                fields.append([name, String(decoding: rest.prefix(length), as: UTF8.self)])
                rest = rest.dropFirst(length + 1)
            }
            return fields
        }
    }

    private func logger(_ journal: Journal) throws -> Logger {
        let socket = try #require(JournalSocket(path: BytePath(journal.path)))
        return Logger(label: "test") { _ in LineLogHandler(style: .journal, level: .info, journal: socket) }
    }

    @Test func `an entry has the priority and a field for each key, a list one for each element`() throws {
        let journal = Journal()
        try logger(journal).warning(
            "report recorded",
            metadata: [
                "file.path": "/drop/市政府 2023.txt", "report.verdict": "invalid",
                "report.rules": ["narrative.breakdown", "arithmetic.requests-row"],
            ])
        let text =
            #"report recorded file.path="/drop/市政府 2023.txt" report.rules=narrative.breakdown,arithmetic.requests-row report.verdict=invalid"#
        #expect(
            journal.next() == [
                ["PRIORITY", "4"], ["SYSLOG_IDENTIFIER", "gongkai"], ["MESSAGE", text],
                ["GONGKAI_FILE_PATH", "/drop/市政府 2023.txt"], ["GONGKAI_REPORT_RULES", "narrative.breakdown"],
                ["GONGKAI_REPORT_RULES", "arithmetic.requests-row"], ["GONGKAI_REPORT_VERDICT", "invalid"],
            ])
    }

    @Test func `a value of several lines is one value and forges no field`() throws {
        let journal = Journal()
        try logger(journal).error("x", metadata: ["file.path": "/drop/a\nPRIORITY=0\nMESSAGE=all is well"])
        let fields = journal.next()
        #expect(fields.first == ["PRIORITY", "3"])
        #expect(fields.last == ["GONGKAI_FILE_PATH", "/drop/a\nPRIORITY=0\nMESSAGE=all is well"])
        #expect(fields.count == 4 && !fields[2][1].contains("\n"))
    }

    @Test func `a journal that does not take an entry says so`() throws {
        let missing = BytePath("/nowhere/journal.sock")
        #expect(JournalSocket(path: missing) == nil)
        var journal: Journal? = Journal()
        let socket = try #require(journal.flatMap { JournalSocket(path: BytePath($0.path)) })
        #expect(socket.send(Array("MESSAGE=a\n".utf8)))
        #expect(!socket.send([UInt8](repeating: UInt8(ascii: "a"), count: 64 << 20)))
        journal = nil
        #expect(!socket.send(Array("MESSAGE=b\n".utf8)))
    }

    @Test(.timeLimit(.minutes(5)))
    func `a journal that takes nothing more holds up nobody`() throws {
        let journal = Journal()
        let socket = try #require(JournalSocket(path: BytePath(journal.path)))
        // As many wait as net.unix.max_dgram_qlen and the socket's buffer let.
        let taken = (0..<100_000).first { _ in !socket.send(Array("MESSAGE=a\n".utf8)) }
        #expect(taken != nil)
        #expect(journal.next() == [["MESSAGE", "a"]])
    }

    @Test func `auto is the journal's where standard error leads there`() {
        var status = stat()
        unsafe fstat(STDERR_FILENO, &status)
        func style(_ setting: Log.Style, _ stream: String?) -> LineLogHandler.Style {
            LineLogHandler.Style(setting, environment: stream.map { ["JOURNAL_STREAM": $0] } ?? [:])
        }
        #expect(style(.auto, "\(status.st_dev):\(status.st_ino)") == .journal)
        // Standard error was led elsewhere.
        #expect(style(.auto, "\(status.st_dev):\(status.st_ino + 1)") == .text)
        #expect(style(.auto, nil) == .text)
        #expect(style(.journal, nil) == .journal && style(.json, "8:1") == .json)
    }
}
