import Core
import Foundation
import TestSupport
import Testing

/// Rosters and sidecars with the real binary.
@Suite(.serialized)
struct CoverageTests {
    private let sample = SampleCorpus(seed: 1).sample(at: 0)

    private func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("drop"), withIntermediateDirectories: true)
        return folder
    }

    @Test
    func `check reads sidecars and lists none of them`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let report = folder.appendingPathComponent("drop/a.txt")
        let sidecar = folder.appendingPathComponent("drop/a.txt.meta.json")
        try Data(sample.text).write(to: report)
        try Data(#"{"year": 2011, "url": 5}"#.utf8).write(to: sidecar)
        func findings(_ arguments: String...) throws -> [String] {
            let run = try Binary.run("check", "--format", "json", arguments[0], arguments.last ?? "")
            let objects = try run.objects()
            #expect(objects.count == 1 && run.status == 0)
            return (objects.first?["findings"] as? [[String: Any]] ?? []).compactMap { $0["rule"] as? String }
        }
        let found = try findings(folder.path)
        #expect(found.contains("identity.conflict") && found.contains("document.sidecar"))
        try Data("{".utf8).write(to: sidecar)
        #expect(try findings(report.path, sidecar.path).contains("document.sidecar"))
        try Data("{}".utf8).write(to: sidecar)
        #expect(try findings(folder.path).isEmpty)
    }

    @Test
    func `a sidecar holds beside a copy too, and as long as it stands there`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let drop = folder.appendingPathComponent("drop")
        let configuration = folder.appendingPathComponent("config.json").path
        let json = #"{"watch": {"directories": ["\#(drop.path)"]}, "state": "\#(folder.path)/state"}"#
        try Data(json.utf8).write(to: URL(fileURLWithPath: configuration))
        func pass(_ files: [String: [UInt8]?]) throws -> [String] {
            for (name, bytes) in files {
                let file = drop.appendingPathComponent(name)
                if let bytes { try Data(bytes).write(to: file) } else { try FileManager.default.removeItem(at: file) }
            }
            #expect(try Binary.run("ingest", "--config", configuration, drop.path).status == 0)
            return try Binary.run("list", "--config", configuration, "--format", "json").objects().map { row in
                "\(row["region"] as? String ?? "-") \(row["verdict"] as? String ?? "")"
            }
        }
        #expect(try pass(["a.txt": sample.text]) == ["- valid"])
        #expect(
            try pass(["b.txt": sample.text, "b.txt.meta.json": Array(#"{"region": "某某县"}"#.utf8)]) == ["某某县 valid"])
        #expect(try pass(["b.txt.meta.json": Array(#"{"region": "某"#.utf8)]) == ["某某县 flagged"])
        let shown = try Binary.run("show", "1", "--config", configuration).output
        #expect(shown.contains("document.sidecar") && shown.contains("仍然有效"))
        #expect(try pass(["b.txt.meta.json": nil]) == ["- valid"])
    }

    @Test
    func `coverage shows who has published, who is late and who is missing`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (agency, year) = (try #require(sample.truth.agency), try #require(sample.truth.year))
        let late = SampleCorpus(seed: 1).sample(at: SampleCorpus.yearsPerOrgan)
        let lateAgency = try #require(late.truth.agency)
        #expect(late.truth.year == year)
        try Data(sample.text).write(to: folder.appendingPathComponent("drop/a.txt"))
        try Data(late.text).write(to: folder.appendingPathComponent("drop/b.txt"))
        try Data(#"{"published_at": "\#(year + 1)-12-01"}"#.utf8)
            .write(to: folder.appendingPathComponent("drop/b.txt.meta.json"))
        let roster = folder.appendingPathComponent("roster.csv")
        try Data("organ,region,aliases\n新名局,甲市,\(agency)\n\(lateAgency),甲市,\n从无局,乙市,\n".utf8).write(to: roster)
        let configuration = folder.appendingPathComponent("config.json").path
        let json = """
            {"watch": {"directories": ["\(folder.path)/drop"]}, "state": "\(folder.path)/state", "roster": "\(roster.path)"}
            """
        try Data(json.utf8).write(to: URL(fileURLWithPath: configuration))
        #expect(try Binary.run("ingest", "--config", configuration, folder.path + "/drop").status == 0)

        let run = try Binary.run(
            "coverage", "--config", configuration, "--year", "\(year)", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        let shown = try #require(try run.objects().first)
        let organs = try #require(shown["organs"] as? [[String: Any]])
        #expect(organs.compactMap { $0["state"] as? String } == ["published", "late", "missing"])
        #expect(organs.compactMap { $0["organ"] as? String } == ["新名局", lateAgency, "从无局"])
        #expect((shown["totals"] as? [String: Int]) == ["published": 1, "late": 1, "missing": 1, "not_due": 0])
        let rows = try Binary.run("list", "--config", configuration, "--region", "甲市", "--format", "json").objects()
        #expect(Set(rows.compactMap { $0["agency"] as? String }) == ["新名局", lateAgency])

        let text = try Binary.run("coverage", "--config", configuration, "--year", "\(year)", "--missing").output
        #expect(text.contains("从无局") && !text.contains("新名局") && text.contains("合计  应报 3"))
        let csv = try Binary.run(
            "coverage", "--config", configuration, "--year", "\(year)", "--region", "乙市", "--format", "csv"
        ).output
        #expect(csv.split(separator: "\r\n").count == 2)

        try Data("organ,kind\n甲局,x\n甲局,\n".utf8).write(to: roster)
        let refused = try Binary.run("coverage", "--config", configuration, "--year", "\(year)")
        #expect(refused.status == 78 && refused.errors.contains("roster.csv:2:1") && refused.errors.contains("\"x\""))
    }

    @Test
    func `a roster that comes later is followed at the start`() async throws {
        let site = try await Site.make(more: #""roster": null"#)
        let agency = try #require(sample.truth.agency)
        try Data(sample.text).write(to: site.drop.appendingPathComponent("a.txt"))
        #expect(try Binary.run("ingest", "--config", site.configuration.path, site.drop.path).status == 0)
        #expect(try site.query(String.self, "SELECT region || agency FROM report") == [agency])
        let roster = site.root.appendingPathComponent("roster.csv")
        try Data("organ,region,aliases\n新名局,甲市,\(agency)\n".utf8).write(to: roster)
        let text = try String(contentsOf: site.configuration, encoding: .utf8)
        try Data(text.replacing(#""roster": null"#, with: #""roster": "\#(roster.path)""#).utf8)
            .write(to: site.configuration)
        let daemon = try await Daemon.start(site.configuration)
        try await daemon.waitForLog { $0.contains("stored reports follow the roster") }
        #expect(try site.query(String.self, "SELECT region || agency FROM report") == ["甲市新名局"])
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }

    @Test
    func `without a roster coverage says what to do`() async throws {
        let site = try await Site.make()
        let run = try Binary.run("coverage", "--config", site.configuration.path, "--year", "2023")
        #expect(run.status == 78 && run.errors.contains("roster"))
        await site.remove()
    }

    @Test
    func `a sidecar that comes later gives the report its region, and a restart keeps it`() async throws {
        let site = try await Site.make()
        let daemon = try await Daemon.start(site.configuration)
        try site.drop("a.txt", sample.text)
        _ = try await site.messages(atLeast: 1)
        #expect(try site.query(String.self, "SELECT region FROM report") == [""])
        try site.drop("a.txt.meta.json", Array(#"{"region": "甲市", "x": {"kept": true}}"#.utf8))
        try await daemon.waitForLog { $0.contains("judged anew") }
        #expect(try site.query(String.self, "SELECT region FROM report") == ["甲市"])
        #expect(try site.query(Int.self, "SELECT count(*) FROM revision") == [1])
        #expect(try site.query(String.self, "SELECT content FROM sidecar").first?.contains("kept") == true)
        #expect(try await daemon.stop() == 0)

        let second = try await Daemon.start(site.configuration)
        try site.drop("b.txt", SampleCorpus(seed: 1).sample(at: SampleCorpus.yearsPerOrgan).text)
        _ = try await site.messages(atLeast: 2)
        #expect(!second.lines.contains { $0.contains("/a.txt") && $0.contains("report") })
        #expect(try await second.stop() == 0)
        await site.remove()
    }
}
