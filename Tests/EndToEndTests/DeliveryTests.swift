import Core
import Foundation
import TestSupport
import Testing

/// What the real binary owes between the log and the receivers, whatever happens to either.
@Suite(.serialized)
struct DeliveryTests {
    /// Writes documents that are quickly read: letters, each another one.
    private func writeLetters(_ count: Int, to folder: URL, name: String = "letter") throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for number in 1...count {
            let text = Data("第\(number)封信：今天天气很好。\n".utf8)
            try text.write(to: folder.appendingPathComponent("\(name)-\(number).txt"))
        }
    }

    /// `scripts/deliver-test` makes it ten thousand.
    private var events: Int {
        ProcessInfo.processInfo.environment["GONGKAI_DELIVER_EVENTS"].flatMap { Int($0) } ?? 120
    }

    @Test
    func `with a receiver that fails at random and a daemon that is killed five times nothing is lost`() async throws {
        let count = events
        let receiver = try ChaosReceiver(seed: 7, failuresInThousand: count > 1000 ? 30 : 80)
        let site = try await Site.make(
            more: #""routes": [{ "channels": ["chaos"] }]"#,
            channels: #""chaos": { "type": "webhook", "url": "http://127.0.0.1:\#(receiver.port)/" }"#,
            allow: "127.0.0.1:\(receiver.port)", timeoutSeconds: 1)
        try writeLetters(count, to: site.drop)
        let ingest = try Binary.run("ingest", "--notify", "--config", site.configuration.path, site.drop.path)
        #expect(ingest.status == 0, "\(ingest.errors)")
        for run in 1...6 {
            let daemon = try await Daemon.start(site.configuration)
            let wanted = run == 6 ? count : count * run / 7
            let isDone = await offPool { receiver.waitForAccepted(wanted, seconds: TimeInterval(60 + count / 10)) }
            #expect(isDone, "run \(run): \(Set(receiver.arrivals.map(\.event)).count) of \(wanted) events came")
            if run < 6 { try await daemon.kill() } else { #expect(try await daemon.stop() == 0) }
        }
        let arrivals = receiver.arrivals
        var ids: [Int: Set<String>] = [:]
        for arrival in arrivals { ids[arrival.event, default: []].insert(arrival.id) }
        #expect(Set(arrivals.filter(\.isAccepted).map(\.event)).count == count, "each arrives")
        #expect(ids.values.allSatisfy { $0.count == 1 }, "none under two ids")
        // What was under way when the daemon was killed comes again, each behind the first of its kind.
        var seen: Set<Int> = []
        let firsts = arrivals.map(\.event).filter { seen.insert($0).inserted }
        #expect(firsts == firsts.sorted(), "in order")
        #expect(try site.query(String.self, "SELECT DISTINCT state FROM delivery") == ["delivered"])
        #expect(try site.query(String.self, "PRAGMA integrity_check") == ["ok"])
        receiver.stop()
        await site.remove()
    }

    private func offPool<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }

    @Test
    func `a burst over any routes is as many messages as configured, every report in one of them`() async throws {
        let site = try await Site.make(
            more: """
                "routes": [
                    { "match": { "verdict": "foreign" }, "channels": ["hook"],
                        "group": { "wait_s": 60, "interval_s": 900, "max_messages_per_interval": 50 } },
                    { "channels": ["hook"], "group": { "wait_s": 1, "interval_s": 600, "max_messages_per_interval": 4 } }
                ]
                """)
        try writeLetters(397, to: site.drop)
        for index in 0..<3 { try site.drop("\(index).txt", SampleCorpus(seed: 4).sample(at: index * 5).text) }
        let ingest = try Binary.run("ingest", "--notify", "--config", site.configuration.path, site.drop.path)
        #expect(ingest.status == 0, "\(ingest.errors)")
        let daemon = try await Daemon.start(site.configuration)
        let messages = try await site.messages(atLeast: 4)
        #expect(messages.count == 4)
        let digest = try #require(messages.first { $0.type == "digest" })
        #expect(messages.count { $0.type == "digest" } == 1)
        let list = try Binary.run(
            "list", "--config", site.configuration.path, "--digest", String(digest.id.dropFirst(4)), "--format", "json")
        var files = try list.objects().compactMap {
            ($0["file"] as? String)?.split(separator: "/").last.map(String.init)
        }
        #expect(files.count == 397)
        files += messages.compactMap(\.file)
        #expect(Set(files).count == 400)
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }

    @Test
    func `what was given up is listed, told on the fallback, and sent again on request`() async throws {
        let isMended = Observed(false)
        let site = try await Site.make(
            more: #""routes": [{ "channels": ["hook"] }]"#,
            channels:
                #""hook": { "type": "webhook", "url": "HOOK", "fallback": "other" }, "other": { "type": "webhook", "url": "HOOK/other" }"#
        ) { request, _ in request.path.hasSuffix("/other") || isMended.value ? .ok : .init(413, "too large") }
        let daemon = try await Daemon.start(site.configuration)
        try site.drop("a.txt", SampleCorpus(seed: 6).sample(at: 0).text)
        let told = try await site.receiver.received(atLeast: 2).compactMap { Site.Message($0) }
        #expect(told.map(\.type) == ["report.validated", "delivery.dead"])
        func outbox(_ arguments: String...) throws -> Binary.Run {
            try Binary.run(["outbox"] + arguments + ["--config", site.configuration.path])
        }
        let dead = try outbox("list", "--state", "dead", "--channel", "hook", "--format", "json").objects()
        let id = try #require(dead.first?["id"] as? String)
        #expect(dead.count == 1 && id == told.first?.id)
        // By the number that people see in the chat.
        let number = String(id.dropFirst(4).prefix(6))
        #expect(told.first?.text.contains(number) == true)
        let shown = try #require(try outbox("show", number, "--format", "json").objects().first)
        let attempt = try #require((shown["history"] as? [[String: Any]])?.first)
        #expect(attempt["status"] as? Int == 413 && attempt["body"] as? String == "too large")
        let timings = try #require(attempt["timings_us"] as? [String: Int])
        #expect(Set(timings.keys) == ["resolved", "connected", "secured", "answered", "total"])
        #expect(try #require(timings["total"]) >= #require(timings["answered"]) && timings["secured"] == 0)
        isMended.update { $0 = true }
        #expect(try outbox("retry", "--dead").output == "1 to be sent again\n")
        let again = try await site.receiver.received(atLeast: 3).compactMap { Site.Message($0) }
        #expect(again.last?.id == id)
        #expect(try outbox("drop", "msg_none").status == 1)
        #expect(try outbox("drop", "msg_").status == 64, "two begin so")
        #expect(try outbox("show", "msg_none").status == 66)
        #expect(try await daemon.stop() == 0)
        // Without a daemon the command does it itself.
        #expect(try outbox("retry", id).status == 0)
        #expect(try site.query(String.self, "SELECT state FROM delivery WHERE id = '\(id)'") == ["pending"])
        await site.remove()
    }

    @Test
    func `a channel that is renamed keeps what waits, and begins anew when it comes back`() async throws {
        let isMended = Observed(false)
        let old = #""old": { "type": "webhook", "url": "HOOK/old" }"#
        let site = try await Site.make(channels: #""hook": { "type": "webhook", "url": "HOOK" }, \#(old)"#) {
            request, _ in
            request.path.hasSuffix("/old") && !isMended.value ? .init(503) : .ok
        }
        func rename(_ name: String, to other: String) throws {
            let json = try String(contentsOf: site.configuration, encoding: .utf8)
            let renamed = json.replacing("\"\(name)\":", with: "\"\(other)\":")
                .replacing("/\(name)\"", with: "/\(other)\"")
            try Data(renamed.utf8).write(to: site.configuration)
        }
        func drop(_ name: String, _ index: Int) throws {
            try site.drop(name, SampleCorpus(seed: 6).sample(at: index * SampleCorpus.yearsPerOrgan).text)
        }
        @Sendable func files(_ path: String) -> [String] {
            var files: [String] = []
            for request in site.receiver.received where request.path == "/hook\(path)" {
                if let file = Site.Message(request)?.file, !files.contains(file) { files.append(file) }
            }
            return files
        }
        func wait(until isFact: @escaping @Sendable () -> Bool) async throws {
            while !isFact() { try await site.receiver.received(atLeast: site.receiver.received.count + 1) }
        }
        var daemon = try await Daemon.start(site.configuration)
        try drop("a.txt", 0)
        try await wait { files("") == ["a.txt"] && files("/old") == ["a.txt"] }
        #expect(try await daemon.stop() == 0)

        try rename("old", to: "new")
        daemon = try await Daemon.start(site.configuration)
        try await daemon.waitForLog {
            $0.contains("no longer names") && $0.contains("channel.name=old") && $0.contains("event.count=1")
        }
        try drop("b.txt", 1)
        try await wait { files("/new") == ["b.txt"] }
        #expect(try await daemon.stop() == 0)
        #expect(files("/old") == ["a.txt"])

        isMended.update { $0 = true }
        try rename("new", to: "old")
        daemon = try await Daemon.start(site.configuration)
        try drop("c.txt", 2)
        try await wait { files("/old").contains("c.txt") }
        #expect(files("/old") == ["a.txt", "c.txt"], "what came while it was away is not for it")
        #expect(try await daemon.stop() == 0)
        let waiting = "SELECT count(*) FROM delivery WHERE channel = 'old' AND state <> 'delivered'"
        #expect(try site.query(Int.self, waiting) == [0])
        await site.remove()
    }

    @Test
    func `a silence keeps events from channels and counts them`() async throws {
        let site = try await Site.make()
        func silence(_ arguments: String...) throws -> Binary.Run {
            try Binary.run(["silence"] + arguments + ["--config", site.configuration.path])
        }
        let daemon = try await Daemon.start(site.configuration)
        #expect(try silence("add", "--verdict", "foreign", "--for", "2h", "--why", "更正中").status == 0)
        #expect(try silence("add", "--verdict", "nonsense", "--for", "2h", "--why", "x").status == 64)
        #expect(try silence("add", "--for", "2h", "--why", "x").status == 64)
        try writeLetters(2, to: site.drop)
        try await daemon.waitForLog { $0.contains("Events were silenced") }
        try site.drop("a.txt", SampleCorpus(seed: 6).sample(at: 0).text)
        #expect(try await site.messages(atLeast: 1).map(\.file) == ["a.txt"])
        let row = try #require(try silence("list", "--format", "json").objects().first)
        #expect(row["silenced"] as? Int == 2 && row["why"] as? String == "更正中")
        #expect(try silence("end", "1").status == 0)
        #expect(try silence("end", "1").status == 1)
        try writeLetters(1, to: site.drop, name: "later")
        try site.drop("b.txt", Array("又一封信。\n".utf8))
        #expect(try await site.messages(atLeast: 2).last?.file == "b.txt")
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }

    @Test
    func `SIGHUP reads secrets again, and keeps the former ones when they are broken`() async throws {
        let site = try await Site.make(channels: #""hook": { "type": "webhook", "url": { "file": "ROOT/url" } }"#)
        let secret = site.root.appendingPathComponent("url")
        func write(_ path: String) throws { try Data((site.receiver.url(path) + "\n").utf8).write(to: secret) }
        try write("/first")
        let daemon = try await Daemon.start(site.configuration)
        try Data("not a URL\n".utf8).write(to: secret)
        kill(daemon.processIdentifier, SIGHUP)
        try await daemon.waitForLog { $0.contains("could not be read again") }
        try site.drop("a.txt", SampleCorpus(seed: 6).sample(at: 0).text)
        #expect(try await site.receiver.received(atLeast: 1).map(\.path) == ["/first"])
        try write("/second")
        kill(daemon.processIdentifier, SIGHUP)
        try await daemon.waitForLog { $0.contains("were read again") }
        try site.drop("b.txt", SampleCorpus(seed: 6).sample(at: 5).text)
        #expect(try await site.receiver.received(atLeast: 2).map(\.path) == ["/first", "/second"])
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }
}
