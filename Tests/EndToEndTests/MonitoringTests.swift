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
}
