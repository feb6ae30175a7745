import Core
import Foundation
import TestSupport
import Testing

/// What people do to what is stored, by the running daemon and without one.
@Suite
struct UpkeepTests {
    private func brokenReport() throws -> Sample {
        try #require(
            (0..<400).lazy.map { SampleCorpus(seed: 1, faults: .all).sample(at: $0) }.first {
                $0.truth.fault == .requestsRow && $0.truth.agency != nil
            })
    }

    @Test(arguments: [true, false])
    func `findings are acknowledged and reports identified`(withDaemon: Bool) async throws {
        let site = try await Site.make()
        let file = site.root.appendingPathComponent("a.txt")
        let sample = try brokenReport()
        try Data(sample.text).write(to: file)
        #expect(try Binary.run("ingest", "--config", site.configuration.path, file.path).status == 0)
        let daemon = withDaemon ? try await Daemon.start(site.configuration) : nil
        func run(_ command: String, _ arguments: String...) throws -> Binary.Run {
            try Binary.run([command, "--config", site.configuration.path] + arguments)
        }
        let ids = try site.query(Int64.self, "SELECT id FROM finding WHERE severity = 'error' AND open = 1")
        let id = try #require(ids.first)
        for id in ids {
            let acknowledged = try run("ack", "\(id)", "--why", "已核实")
            #expect(acknowledged.status == 0, "\(acknowledged.errors)")
            #expect(acknowledged.output.contains("arithmetic.requests-row"))
        }
        #expect(try site.query(String.self, "SELECT verdict FROM report") == ["valid"])
        let shown = try run("show", "1", "--format", "json").objects().first?["findings"] as? [[String: Any]]
        let reasons = shown?.compactMap { ($0["acknowledged"] as? [String: Any])?["why"] as? String }
        #expect(reasons == ids.map { _ in "已核实" })
        #expect(try run("show", "1").output.contains("已核实"))
        let again = try run("ack", "\(id)", "--why", "另查")
        #expect(again.status == 66 && again.errors.contains("已核实") && again.errors.contains("--replace"))
        #expect(try run("ack", "\(id)", "--why", "已核实").status == 0)
        #expect(try run("ack", "\(id)", "--why", "另查", "--replace").status == 0)
        #expect(try run("show", "1").output.contains("另查"))
        #expect(try run("ack", "\(id)", "--undo", "--replace").status == 64)
        #expect(try run("ack", "\(id)", "--undo").status == 0)
        #expect(try site.query(String.self, "SELECT verdict FROM report") == ["invalid"])
        #expect(try run("ack", "999", "--why", "x").status == 66)
        #expect(try run("ack", "\(id)").status == 64)

        let identified = try run("identify", "1", "--organ", "嘉兴市民政局", "--year", "2018", "--region", "嘉兴市")
        #expect(identified.status == 0, "\(identified.errors)")
        #expect(
            try site.query(String.self, "SELECT region || agency || year FROM report") == ["嘉兴市嘉兴市民政局2018"])
        #expect(try run("identify", "7", "--organ", "甲局", "--year", "2018").status == 66)
        let early = try run("identify", "1", "--organ", "甲局", "--year", "1987")
        #expect(early.status == 64 && early.errors.contains("2008"))
        let listed = try run("list", "--rule", "arithmetic.request-row")
        #expect(listed.status == 64 && listed.errors.contains("did you mean arithmetic.requests-row?"))
        #expect(try run("export", "--rule", "nothing.*").status == 64)
        let copies = try run("export", "--what", "findings", "--rule", "document.duplicate")
        #expect(copies.status == 64 && copies.errors.contains("--what reports"))
        #expect(try run("export", "--help").output.contains("document.duplicate"))
        #expect(try run("list", "--rule", "arithmetic.*").output.contains("已确认 \(ids.count - 1)"))
        if let daemon { #expect(try await daemon.stop() == 0) }
        await site.remove()
    }

    @Test(arguments: [true, false])
    func `which of two files of one report is current does not depend on how long they take to read`(
        isFirstByName: Bool
    ) async throws {
        let site = try await Site.make()
        let sample = try #require(
            (0..<100).lazy.map { SampleCorpus(seed: 5).sample(at: $0) }.first { $0.truth.agency != nil })
        let (older, newer) = isFirstByName ? ("a.txt", "b.txt") : ("b.txt", "a.txt")
        let folder = site.root.appendingPathComponent("history")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        func write(_ name: String, _ bytes: [UInt8], _ second: TimeInterval) throws {
            let file = folder.appendingPathComponent(name)
            try Data(bytes).write(to: file)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: second)], ofItemAtPath: file.path)
        }
        let long = String(repeating: "全年主动公开政府信息，办理依申请公开。\n", count: 50_000)
        try write(older, sample.text + Array(long.utf8), 1_700_000_000)
        try write(newer, sample.text, 1_700_000_001)
        #expect(try Binary.run("ingest", "--config", site.configuration.path, folder.path).status == 0)
        let current = "SELECT r.file FROM report p JOIN revision r ON r.id = p.revision"
        #expect(try site.query(String.self, current).map { $0.hasSuffix(newer) } == [true])
        #expect(try site.query(Int.self, "SELECT count(*) FROM revision") == [2])
        await site.remove()
    }

    @Test func `rules that have changed are applied to all that is stored, and told on request`() async throws {
        let site = try await Site.make(more: #""rules": { "off": ["arithmetic.*"] }"#)
        let folder = site.root.appendingPathComponent("history")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        try Data(try brokenReport().text).write(to: folder.appendingPathComponent("broken.txt"))
        for index in 0..<100 {
            let sample = SampleCorpus(seed: 5).sample(at: index)
            try Data(sample.text).write(to: folder.appendingPathComponent(sample.fileName))
        }
        #expect(try Binary.run("ingest", "--config", site.configuration.path, folder.path).status == 0)
        #expect(try site.query(Int.self, "SELECT count(*) FROM report WHERE verdict = 'invalid'") == [0])
        let text = try String(contentsOf: site.configuration, encoding: .utf8)
        try Data(text.replacingOccurrences(of: "arithmetic.*", with: "cell.blank").utf8).write(to: site.configuration)
        let daemon = try await Daemon.start(site.configuration)
        let recheck = try Binary.run("recheck", "--notify", "--config", site.configuration.path)
        #expect(recheck.status == 0, "\(recheck.errors)")
        #expect(recheck.output.contains("101 reports"))
        #expect(recheck.output.contains("1 verdicts changed"))
        let messages = try await site.messages(atLeast: 1)
        #expect(messages.filter { $0.type == "report.rejudged" }.map(\.verdict) == ["invalid"])
        #expect(try await daemon.stop() == 0)
        #expect(try Binary.run("recheck", "--config", site.configuration.path).output.contains("0 verdicts changed"))
        await site.remove()
    }
}
