import Core
import Foundation
import TestSupport
import Testing

/// `preview` and `notify-test`: trying channels before anybody relies on them.
@Suite
struct ChannelCommandTests {
    /// A webhook, a chat whose secrets nobody has, and standard output.
    private static let channels = #"""
        "hook": { "type": "webhook", "url": "HOOK" }, "out": { "type": "stdout" },
        "chat": { "type": "feishu", "url": { "env": "GONGKAI_NO_SUCH" }, "secret": { "env": "GONGKAI_NO_SUCH" } }
        """#

    /// Runs a command on a thread of its own: the receiver has to answer meanwhile.
    private func gongkai(_ arguments: String...) async throws -> Binary.Run { try await gongkai(arguments) }

    private func gongkai(_ arguments: [String]) async throws -> Binary.Run {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try Binary.run(arguments) }) }
        }
    }

    private func invalidReport() throws -> (text: [UInt8], agency: String) {
        let sample = try #require(
            (0..<200).lazy.map { SampleCorpus(seed: 1, faults: .all).sample(at: $0) }.first {
                $0.truth.alone.verdict == .invalid && $0.truth.agency != nil
            })
        return (sample.text, try #require(sample.truth.agency))
    }

    @Test
    func `preview shows a file's message without secrets and without a store`() async throws {
        let site = try await Site.make(
            more: #""routes": [{ "match": { "verdict": "valid" }, "channels": ["chat", "hook"] }]"#,
            channels: Self.channels)
        let report = try invalidReport()
        let file = site.root.appendingPathComponent("report.txt")
        try Data(report.text).write(to: file)
        let run = try await gongkai("preview", "chat", file.path, "--config", site.configuration.path)
        #expect(run.status == 0, "\(run.errors)")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(json["msg_type"] as? String == "interactive" && json["sign"] == nil)
        #expect(run.output.contains("【有误】\(report.agency)"))
        #expect(run.errors.contains("the routes do not lead it here") && run.errors.contains(" bytes"))
        let text = try await gongkai(
            "preview", "chat", file.path, "--format", "text", "--event", "report.revised", "--config",
            site.configuration.path)
        #expect(text.output.hasPrefix("【有误】\(report.agency)") && text.output.contains("（内容有更新）"))
        #expect(!FileManager.default.fileExists(atPath: site.state.path))
        #expect(site.receiver.received.isEmpty)
        await site.remove()
    }

    @Test
    func `preview shows an example of every kind, in a template's words`() async throws {
        let site = try await Site.make(channels: Self.channels)
        let template = site.root.appendingPathComponent("words.mustache")
        try Data("{{#verdict}}\n# {{title}}\n{{/verdict}}\n{{agancy}}".utf8).write(to: template)
        let all = try await gongkai(
            "preview", "out", "--event", "all", "--format", "text", "--template", template.path, "--config",
            site.configuration.path)
        #expect(all.status == 0, "\(all.errors)")
        for kind in EventKind.allCases { #expect(all.output.contains("── \(kind.rawValue) ──"), "\(kind)") }
        #expect(all.output.contains("\n# 【") && all.output.contains("\n【汇总】"))
        #expect(all.errors.contains("words.mustache:4: no message has a \"agancy\""))
        #expect(all.errors.contains("the template says nothing about it"))

        try Data("x\n{{#findings}}\n".utf8).write(to: template)
        let wrong = try await gongkai(
            "preview", "out", "--event", "digest", "--template", template.path, "--config", site.configuration.path)
        #expect(wrong.status == 78 && wrong.errors.contains("words.mustache:3: a section is not closed"))
        await site.remove()
    }

    @Test(arguments: [
        (["chta", "--event", "digest"], 64, "did you mean chat?"), (["chat"], 64, "Name a file"),
        (["chat", "none.txt"], 66, "none.txt"), (["chat", "a.txt", "--event", "digest"], 64, "report.*"),
        (["chat", "--event", "nothing"], 64, "heartbeat"),
    ])
    func `preview says what is wrong with its arguments`(arguments: [String], status: Int32, words: String) async throws
    {
        let site = try await Site.make(channels: Self.channels)
        let run = try await gongkai(["preview"] + arguments + ["--config", site.configuration.path])
        #expect(run.status == status && run.errors.contains(words), "\(run.errors)")
        await site.remove()
    }

    @Test
    func `a channel that cannot work is refused by config check and by run`() async throws {
        let site = try await Site.make(
            channels: #""hook": { "type": "webhook", "url": "HOOK", "secret": "whsec_***" }"#)
        for command in [["config", "check"], ["run"]] {
            let refused = try await gongkai(command + ["--config", site.configuration.path])
            #expect(refused.status == 78 && refused.errors.contains("channels.hook.secret"), "\(refused.errors)")
        }
        await site.remove()
    }

    @Test
    func `notify-test says what the service answers`() async throws {
        let site = try await Site.make(channels: Self.channels) { request, number in
            number == 1 ? .ok : .init(404, "no hook at \(request.path)")
        }
        let good = try await gongkai("notify-test", "hook", "--config", site.configuration.path)
        #expect(good.status == 0 && good.output.hasPrefix("hook  webhook  delivered  "), "\(good.errors)")
        #expect(good.output.contains("HTTP 200"))
        let bad = try await gongkai("notify-test", "hook", "--format", "json", "--config", site.configuration.path)
        let json = try #require(try bad.objects().first)
        #expect(bad.status == 1 && json["state"] as? String == "failed" && json["outcome"] as? String == "gone")
        #expect(json["status"] as? Int == 404 && json["body"] as? String == "no hook at /hook")
        #expect((json["error"] as? String)?.contains("接收地址已不存在") == true)
        let missing = try await gongkai("notify-test", "chat", "--config", site.configuration.path)
        #expect(missing.status == 78 && missing.errors.contains("channels.chat.url"))
        let mistyped = try await gongkai("notify-test", "hok", "--config", site.configuration.path)
        #expect(mistyped.status == 64 && mistyped.errors.contains("did you mean hook?"))
        #expect(!FileManager.default.fileExists(atPath: site.state.path))
        await site.remove()
    }

    @Test
    func `a running daemon sends the test, and its queue stays as it is`() async throws {
        let site = try await Site.make(
            channels: #""hook": { "type": "webhook", "url": "HOOK" }, "out": { "type": "stdout" }"#)
        let daemon = try await Daemon.start(site.configuration)
        let positions = try site.query(String.self, "SELECT name || position FROM channel ORDER BY name")
        let hook = try await gongkai("notify-test", "hook", "--config", site.configuration.path)
        #expect(hook.status == 0 && hook.output.contains("delivered"), "\(hook.errors)")
        let message = try #require(site.messages().first)
        #expect(message.type == "heartbeat" && message.text.contains("【测试】"))
        // What the channel writes to standard output is the daemon's, not the command's.
        let out = try await gongkai("notify-test", "out", "--config", site.configuration.path)
        #expect(out.status == 0 && !out.output.contains("【测试】"))
        let direct = try await gongkai("notify-test", "out", "--direct", "--config", site.configuration.path)
        #expect(direct.status == 0 && direct.output.contains("【测试】"))
        #expect(try site.query(Int.self, "SELECT count(*) FROM delivery") == [0])
        #expect(try site.query(String.self, "SELECT name || position FROM channel ORDER BY name") == positions)

        var text = try String(contentsOf: site.configuration, encoding: .utf8)
        text = text.replacing(#""out": {"#, with: #""more": { "type": "stdout" }, "out": {"#)
        try Data(text.utf8).write(to: site.configuration)
        let unknown = try await gongkai("notify-test", "more", "--config", site.configuration.path)
        #expect(unknown.status == 1 && unknown.errors.contains("restart it"))
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }
}
