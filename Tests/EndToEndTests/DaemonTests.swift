import Core
import Foundation
import TestSupport
import Testing

/// The real binary from drop directory to webhook.
@Suite(.serialized)
struct DaemonTests {
    @Test(arguments: FiveReports.available)
    func `five reports moved in are five deliveries and five rows`(_ reports: FiveReports) async throws {
        let site = try await Site.make()
        let daemon = try await Daemon.start(site.configuration)
        for document in reports.documents { try site.drop(document.name, document.bytes) }

        let messages = try await site.messages(atLeast: 5)
        #expect(messages.count == 5)
        #expect(
            Dictionary(uniqueKeysWithValues: messages.map { ($0.file, $0.verdict) })
                == Dictionary(uniqueKeysWithValues: reports.documents.map { ($0.name, $0.verdict) }))
        #expect(messages.allSatisfy { $0.type == "report.validated" && !$0.text.isEmpty })
        #expect(try await daemon.stop() == 0)
        #expect(try site.query(Int.self, "SELECT count(*) FROM report") == [5])
        #expect(try site.query(String.self, "SELECT DISTINCT state FROM delivery") == ["delivered"])
        await site.remove()
    }

    @Test(arguments: FiveReports.available)
    func `killed in the middle nothing is lost and nothing is told twice`(_ reports: FiveReports) async throws {
        // The first attempt gets no answer, so that the process dies between sending and hearing.
        let site = try await Site.make { _, number in number == 1 ? .never : .ok }
        let first = try await Daemon.start(site.configuration)
        for document in reports.documents { try site.drop(document.name, document.bytes) }
        try await site.receiver.received(atLeast: 1)
        try await first.kill()

        let second = try await Daemon.start(site.configuration)
        let messages = try await site.messages(atLeast: 5)
        #expect(Set(messages.map(\.file)) == Set(reports.documents.map(\.name)))
        // Only the one that was under way comes again, and under the same id.
        #expect(Set(messages.map(\.id)).count == 5)
        #expect(try await second.stop() == 0)
        #expect(try site.query(Int.self, "SELECT count(*) FROM report") == [5])
        #expect(try site.query(Int.self, "SELECT count(*) FROM revision") == [5])
        #expect(try site.query(Int.self, "SELECT count(*) FROM delivery WHERE state <> 'delivered'") == [0])
        #expect(try site.query(String.self, "PRAGMA integrity_check") == ["ok"])
        await site.remove()
    }

    @Test
    func `the log names the rules that the verdict comes of, those of neighbour years too`() async throws {
        let custom = #"{"id": "custom.second-year", "when": "known(previous(year))", "message": "上一年度已入库"}"#
        let site = try await Site.make(more: #""rules": { "custom": [\#(custom)] }"#)
        let daemon = try await Daemon.start(site.configuration)
        for year in 0...1 {
            try site.drop("\(year).txt", SampleCorpus(seed: 3).sample(at: year).text)
            _ = try await site.messages(atLeast: year + 1)
        }
        try site.drop("copy.txt", SampleCorpus(seed: 3).sample(at: 1).text)
        for (file, fact) in [("1.txt", "report recorded"), ("copy.txt", "content known already")] {
            try await daemon.waitForLog { $0.contains(fact) && $0.contains("/\(file)") }
            let line = try #require(daemon.lines.first { $0.contains(fact) && $0.contains("/\(file)") })
            #expect(line.contains("report.verdict=flagged") && line.contains("custom.second-year"), "\(line)")
        }
        #expect(!daemon.lines.contains { $0.contains("/0.txt") && $0.contains("custom.second-year") })
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }

    @Test
    func `a restart reads nothing again`() async throws {
        let site = try await Site.make()
        let sample = SampleCorpus(seed: 3).sample(at: 0)
        let first = try await Daemon.start(site.configuration)
        try site.drop("a.txt", sample.text)
        _ = try await site.messages(atLeast: 1)
        #expect(try await first.stop() == 0)

        let second = try await Daemon.start(site.configuration)
        try site.drop("b.txt", SampleCorpus(seed: 3).sample(at: 5).text)
        let messages = try await site.messages(atLeast: 2)
        #expect(messages.map(\.file) == ["a.txt", "b.txt"])
        #expect(!second.lines.contains { $0.contains("report recorded") && $0.contains("a.txt") })
        #expect(try await second.stop() == 0)
        await site.remove()
    }

    @Test
    func `what came while it was down is found, and at the very first start makes one digest`() async throws {
        let site = try await Site.make()
        for index in 0..<3 { try site.drop("\(index).txt", SampleCorpus(seed: 4).sample(at: index * 5).text) }
        let first = try await Daemon.start(site.configuration)
        let digest = try await site.messages(atLeast: 1)
        #expect(digest.map(\.type) == ["digest"])
        #expect(try await first.stop() == 0)

        try site.drop("later.txt", SampleCorpus(seed: 4).sample(at: 15).text)
        let second = try await Daemon.start(site.configuration)
        let messages = try await site.messages(atLeast: 2)
        #expect(messages.map(\.type) == ["digest", "report.validated"])
        #expect(try await second.stop() == 0)
        #expect(try site.query(Int.self, "SELECT count(*) FROM report") == [4])
        await site.remove()
    }

    @Test
    func `bad input gets its finding and delays nobody`() async throws {
        let site = try await Site.make(watch: #""not_ready_s": 0"#, more: #""limits": { "file_bytes": 100000 }"#)
        let daemon = try await Daemon.start(site.configuration)
        try site.drop("empty.txt", [])
        try site.drop("binary.txt", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        try site.drop("huge.txt", [UInt8](repeating: 0x61, count: 100_001))
        try site.drop("letter.txt", Array("今天天气很好。\n".utf8))
        try site.drop("page.txt", Array("<!DOCTYPE html><html><body><p>政府信息公开</p></body></html>".utf8))
        let fifo = unsafe mkfifo(site.drop.appendingPathComponent("pipe.txt").path, 0o600)
        #expect(fifo == 0)
        try FileManager.default.createDirectory(
            at: site.drop.appendingPathComponent("folder.txt"), withIntermediateDirectories: false)
        try site.drop("good.txt", SampleCorpus(seed: 5).sample(at: 0).text)

        let messages = try await site.messages(atLeast: 7)
        let verdicts = Dictionary(uniqueKeysWithValues: messages.map { ($0.file ?? "", $0.verdict ?? "") })
        #expect(
            verdicts == [
                "empty.txt": "unreadable", "binary.txt": "unreadable", "huge.txt": "unreadable",
                "page.txt": "foreign", "pipe.txt": "unreadable", "letter.txt": "foreign", "good.txt": "valid",
            ])
        #expect(messages.filter { $0.type == "report.failed" }.count == 6)
        let rules = try site.query(String.self, "SELECT rule FROM finding WHERE rule LIKE 'document.%' ORDER BY rule")
        #expect(
            rules == [
                "document.empty", "document.foreign", "document.foreign", "document.not-regular",
                "document.too-large", "document.unsupported",
            ])
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }

    @Test
    func `a receiver that is down gets everything later`() async throws {
        let site = try await Site.make { _, number in number <= 2 ? .init(503) : .ok }
        let daemon = try await Daemon.start(site.configuration)
        try site.drop("a.txt", SampleCorpus(seed: 6).sample(at: 0).text)
        try await site.receiver.received(atLeast: 3)
        let messages = site.messages()
        #expect(Set(messages.map(\.id)).count == 1)
        #expect(try await daemon.stop() == 0)
        #expect(try site.query(Int.self, "SELECT attempts FROM delivery") == [3])
        await site.remove()
    }

    @Test
    func `commands that write go to the running daemon`() async throws {
        let site = try await Site.make()
        let daemon = try await Daemon.start(site.configuration)
        let history = site.root.appendingPathComponent("history")
        try FileManager.default.createDirectory(at: history, withIntermediateDirectories: false)
        for index in 0..<20 {
            let sample = SampleCorpus(seed: 8).sample(at: index)
            try Data(sample.text).write(to: history.appendingPathComponent(sample.fileName))
        }
        let ingest = try Binary.run("ingest", "--config", site.configuration.path, history.path)
        #expect(ingest.status == 0)
        #expect(ingest.output.contains("20 stored"))
        let again = try Binary.run("ingest", "--config", site.configuration.path, history.path)
        #expect(again.output.contains("0 stored, 20 known"))

        let status = try Binary.run("status", "--config", site.configuration.path, "--format", "json")
        #expect(try status.objects().first?["pid"] as? Int != nil)
        let rival = try Daemon(site.configuration)
        #expect(try await rival.waitForEnd() == 1)
        #expect(rival.lines.contains { $0.contains("lock") })

        // History is told to nobody; the next drop is.
        try site.drop("new.txt", SampleCorpus(seed: 8).sample(at: 40).text)
        #expect(try await site.messages(atLeast: 1).map(\.file) == ["new.txt"])
        #expect(try await daemon.stop() == 0)
        #expect(try Binary.run("status", "--config", site.configuration.path).status == 69)
        await site.remove()
    }

    @Test
    func `what is announced before the first run is told then`() async throws {
        let site = try await Site.make()
        try site.drop("a.txt", SampleCorpus(seed: 12).sample(at: 0).text)
        let ingest = try Binary.run("ingest", "--notify", "--config", site.configuration.path, site.drop.path)
        #expect(ingest.status == 0, "\(ingest.errors)")
        let daemon = try await Daemon.start(site.configuration)
        #expect(try await site.messages(atLeast: 1).map(\.file) == ["a.txt"])
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }

    @Test
    func `without a descriptor left the control socket waits for one`() async throws {
        let site = try await Site.make()
        let daemon = try await Daemon.start(site.configuration)
        try limitDescriptors(of: daemon, to: "1")
        let status = Task.detached { try Binary.run("status", "--config", site.configuration.path).status }
        try await daemon.waitForLog { $0.contains("control socket waits") }
        try limitDescriptors(of: daemon, to: "1024")
        #expect(try await status.value == 0)
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }

    /// Sets the soft limit of a running process (prlimit(1)).
    private func limitDescriptors(of daemon: Daemon, to limit: String) throws {
        let process = try Process.run(
            URL(fileURLWithPath: "/usr/bin/prlimit"),
            arguments: ["--pid", "\(daemon.processIdentifier)", "--nofile=\(limit):"])
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test
    func `a client that says nothing does not hold the daemon up`() async throws {
        let site = try await Site.make()
        let daemon = try await Daemon.start(site.configuration)
        let silent = try (0..<10).map { _ in try SilentClient(site.state.appendingPathComponent("control.sock")) }
        #expect(try await daemon.stop() == 0)
        withExtendedLifetime(silent) {}
        await site.remove()
    }

    @Test
    func `every cell can be asked for in SQL`() async throws {
        let site = try await Site.make()
        let daemon = try await Daemon.start(site.configuration)
        let sample = SampleCorpus(seed: 9).sample(at: 0)
        try site.drop("a.txt", sample.text)
        _ = try await site.messages(atLeast: 1)
        let cells = try site.query(Int.self, "SELECT count(*) FROM cell")
        #expect(cells == [sample.truth.edition?.cells.count])
        let received = try site.query(Int.self, "SELECT value FROM cell WHERE cell = 'requests.received.total'")
        let cell = try #require(Form.cell(named: "requests.received.total"))
        #expect(received.first == sample.truth.cells.number(cell)?.wholeValue)
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }
}

/// A connection to a socket that sends nothing.
private final class SilentClient: Sendable {
    private let descriptor: Int32

    init(_ path: URL) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
        }
        try #require(result == 0)
    }

    deinit { close(descriptor) }
}
