import Core
import Foundation
import GRDB
import TestSupport
import Testing

/// The real binary's endpoint for those who watch it.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct MonitoringTests {
    /// A port that nobody has at the moment.
    private func freePort() throws -> UInt16 {
        let server = try SocketServer { _ in }
        defer { server.stop() }
        return server.port
    }

    private func socketPath() -> String { "/tmp/gk-\(UInt32.random(in: 0 ... .max)).sock" }

    private func descriptors(of daemon: Daemon) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon.processIdentifier)/fd").count
    }

    private func get(_ page: String, _ socket: String) -> HTTPGet.Answer? {
        HTTPGet.answer(page, from: SocketConnection(toSocket: socket))
    }

    @Test func `health and readiness over a port and over a Unix socket`() async throws {
        let port = try freePort()
        let site = try await Site.make(more: #""http": { "listen": "127.0.0.1:\#(port)" }"#)
        let daemon = try await Daemon.start(site.configuration)
        let health = HTTPGet.answer("/healthz", from: SocketConnection(to: port))
        #expect(health?.status == 200 && health?.body == "alive\n")
        let ready = HTTPGet.answer("/readyz", from: SocketConnection(to: port))
        #expect(ready?.status == 200 && ready?.body == "ready\n")
        #expect(HTTPGet.answer("/admin", from: SocketConnection(to: port))?.status == 404)

        let before = try descriptors(of: daemon)
        let idle = (0..<500).compactMap { _ in SocketConnection(to: port) }
        #expect(idle.count == 500)
        #expect(HTTPGet.answer("/readyz", from: SocketConnection(to: port))?.status == 200)
        #expect(try descriptors(of: daemon) <= before + 33, "idle connections take no descriptors")

        // A second daemon with the same port says what is wrong and ends.
        let other = try await Site.make(more: #""http": { "listen": "127.0.0.1:\#(port)" }"#)
        let run = try Binary.run("run", "--config", other.configuration.path)
        #expect(run.status == 1 && run.errors.contains("ss -ltnp"), "\(run.errors)")
        #expect(try await daemon.stop() == 0)
        await site.remove()
        await other.remove()

        let socket = socketPath()
        let third = try await Site.make(more: #""http": { "listen": "unix:\#(socket)" }"#)
        let first = try await Daemon.start(third.configuration)
        #expect(get("/readyz", socket)?.status == 200)
        try await first.kill()
        #expect(FileManager.default.fileExists(atPath: socket))
        let second = try await Daemon.start(third.configuration)
        #expect(get("/readyz", socket)?.status == 200, "the socket of a killed process is replaced")
        #expect(try await second.stop() == 0)
        #expect(!FileManager.default.fileExists(atPath: socket))
        await third.remove()
    }

    @Test func `silent death is in readyz, in status, in the log and in the alarm file`() async throws {
        let socket = socketPath()
        let site = try await Site.make(
            more: #""http": { "listen": "unix:\#(socket)" }, "alarm": { "file": "ROOT/alarm", "silent_hours": 2 }"#
        ) { _, _ in .init(503) }
        let alarm = site.root.appendingPathComponent("alarm")
        let first = try await Daemon.start(site.configuration)
        try site.drop("a.txt", SampleCorpus(seed: 6).sample(at: 0).text)
        _ = try await site.receiver.received(atLeast: 1)
        #expect(get("/readyz", socket)?.status == 200)
        #expect(try await first.stop() == 0)

        // Three hours pass.
        let queue = try DatabaseQueue(path: site.state.appendingPathComponent("gongkai.db").path)
        try await queue.write { database in
            let past = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-3 hours')"
            try database.execute(sql: "UPDATE delivery SET created_at = \(past)")
        }
        try queue.close()
        let second = try await Daemon.start(site.configuration)
        try await second.waitForLog { $0.contains("No channel has worked for long") }
        let ready = try #require(get("/readyz", socket))
        #expect(ready.status == 503 && ready.body.hasPrefix("not ready\nsilence: 没有任何渠道能送达消息"), "\(ready.body)")
        #expect(get("/healthz", socket)?.status == 200, "a restart would mend nothing")
        #expect(try String(contentsOf: alarm, encoding: .utf8).hasPrefix("gongkai: 没有任何渠道能送达消息"))
        let status = try Binary.run("status", "--config", site.configuration.path)
        #expect(status.output.contains("ALARM       no channel works"), "\(status.output)")
        let json = try Binary.run("status", "--format", "json", "--config", site.configuration.path).objects()
        #expect(json.first?["is_ready"] as? Bool == false)
        #expect(try await second.stop() == 0)
        await site.remove()
    }

    /// The value of a sample.
    private func value(_ sample: String, in page: String) -> Double? {
        page.split(separator: "\n").first { $0.hasPrefix(sample + " ") }
            .flatMap { Double($0.dropFirst(sample.utf8.count + 1)) }
    }

    @Test func `metrics count what is taken in and told, while it happens`() async throws {
        let socket = socketPath()
        let site = try await Site.make(
            more: #""http": { "listen": "unix:\#(socket)" }"#,
            channels: #""hook": { "type": "webhook", "url": "HOOK?key=not-for-eyes" }"#)
        let daemon = try await Daemon.start(site.configuration)
        let corpus = SampleCorpus(seed: 9, faults: .all)
        let samples = (0..<60).map { corpus.sample(at: $0 * SampleCorpus.yearsPerOrgan) }
        for (index, sample) in samples.enumerated() {
            try site.drop("\(index).txt", sample.text)
            if index % 10 == 0 { #expect(get("/metrics", socket)?.status == 200) }
        }
        _ = try await site.messages(atLeast: samples.count)
        // A receiver has a message before its delivery is recorded.
        var page = ""
        while value(#"gongkai_deliveries_total{channel="hook",result="delivered"}"#, in: page) != 60 {
            let answer = try #require(get("/metrics", socket))
            #expect(answer.head.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8"))
            page = answer.body
            await Task.yield()
        }
        func sum(_ family: String) -> Double {
            page.split(separator: "\n").filter { $0.hasPrefix(family + "{") }
                .compactMap { Double($0.split(separator: " ").last ?? "") }.reduce(0, +)
        }
        #expect(sum("gongkai_results_total") == 60)
        #expect(
            try sum("gongkai_findings_total") >= Double(site.query(Int.self, "SELECT count(*) FROM finding")[0]) * 0.5)
        #expect(value(#"gongkai_stage_duration_seconds_count{stage="judge"}"#, in: page) == 60)
        #expect(value(#"gongkai_delivery_delay_seconds_count{channel="hook"}"#, in: page) == 60)
        #expect(value("gongkai_backlog_files", in: page) == 0)
        #expect(value("gongkai_ready", in: page) == 1)
        #expect(value(#"gongkai_channel_pending_messages{channel="hook"}"#, in: page) == 0)
        #expect((value("process_resident_memory_bytes", in: page) ?? 0) > 1_000_000)
        #expect((value("process_open_fds", in: page) ?? 0) > 5)
        #expect(sum("gongkai_store_bytes") > 100_000)
        #expect(!page.contains("not-for-eyes"), "no secret in an answer")
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }

    @Test(.enabled(if: Promtool.path != nil, "there is no promtool here; the Debian package prometheus has it"))
    func `promtool has nothing to say against metrics and alerts`() async throws {
        let socket = socketPath()
        let site = try await Site.make(more: #""http": { "listen": "unix:\#(socket)" }"#)
        let daemon = try await Daemon.start(site.configuration)
        try site.drop("a.txt", SampleCorpus(seed: 6, faults: .all).sample(at: 0).text)
        _ = try await site.messages(atLeast: 1)
        let page = try #require(get("/metrics", socket)).body
        let metrics = try Promtool.run(["check", "metrics"], input: page)
        #expect(metrics.status == 0 && metrics.output.isEmpty, "\(metrics.output)")
        #expect(try await daemon.stop() == 0)

        let documentation = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/monitoring.md")
        let blocks = try String(contentsOf: documentation, encoding: .utf8).components(separatedBy: "```yaml\n")
        let rules = try #require(blocks.first { $0.hasPrefix("groups:") }?.components(separatedBy: "```").first)
        let file = site.root.appendingPathComponent("rules.yml")
        try Data(rules.utf8).write(to: file)
        let alerts = try Promtool.run(["check", "rules", file.path], input: "")
        #expect(alerts.status == 0, "\(alerts.output)")
        // An alert on a metric that does not exist never fires.
        let names = rules.matches(of: /gongkai_[a-z_]+/).map { String($0.output) }
        #expect(!names.isEmpty)
        for name in names { #expect(page.contains("# TYPE \(name) "), "\(name)") }
        await site.remove()
    }
}

/// Prometheus's checker, where it is installed.
private enum Promtool {
    static let path = ["/usr/bin/promtool", "/usr/local/bin/promtool"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Runs it to its end; what it says on both outputs.
    static func run(_ arguments: [String], input: String) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = arguments
        let (into, out) = (Pipe(), Pipe())
        process.standardInput = into
        process.standardOutput = out
        process.standardError = out
        try process.run()
        try into.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try into.fileHandleForWriting.close()
        let output = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
