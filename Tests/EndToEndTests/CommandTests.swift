import Core
import Foundation
import TestSupport
import Testing

/// The commands that need no daemon.
@Suite
struct CommandTests {
    private func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test
    func `check says by its exit status how bad it is`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clean = SampleCorpus(seed: 1).sample(at: 0)
        let broken = try #require(
            (0..<200).lazy.map { SampleCorpus(seed: 1, faults: .all).sample(at: $0) }.first {
                $0.truth.alone.verdict == .invalid
            })
        func write(_ name: String, _ bytes: [UInt8]) throws -> String {
            let file = folder.appendingPathComponent(name)
            try Data(bytes).write(to: file)
            return file.path
        }
        let good = try write("good.txt", clean.text)
        #expect(try Binary.run("check", good).status == 0)
        #expect(try Binary.run("check", try write("bad.txt", broken.text), good).status == 1)
        #expect(try Binary.run("check", try write("letter.txt", Array("你好".utf8)), good).status == 2)
        #expect(try Binary.run("check", folder.appendingPathComponent("none.txt").path).status == 66)
        #expect(try Binary.run("check", "--format", "xml", good).status == 64)
        #expect(try Binary.run("check").status == 64)
        let configuration = try write("config.json", Array(#"{"wach": 1}"#.utf8))
        let refused = try Binary.run("check", "--config", configuration, good)
        #expect(refused.status == 78)
        #expect(refused.errors.contains("wach"))
    }

    @Test
    func `check prints all results but those of the files that fail`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let good = folder.appendingPathComponent("good.txt").path
        try Data(SampleCorpus(seed: 1).sample(at: 0).text).write(to: URL(fileURLWithPath: good))
        let run = try Binary.run("check", "--format", "json", folder.path + "/none.txt", good)
        #expect(run.status == 66)
        #expect(run.errors.contains("none.txt"))
        #expect(try run.objects().compactMap { $0["file"] as? String } == [good])
    }

    @Test
    func `check takes names that are not UTF-8`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        // Only a shell can be told such a name here.
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [
            "-c", #"n=$(printf 'bad\377.txt'); printf 'text' > "$n"; exec "$0" check --format json "$n""#,
            Binary.path.path,
        ]
        shell.currentDirectoryURL = folder
        let output = Pipe()
        shell.standardOutput = output
        try shell.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 2)
        let name = Data(Array("bad".utf8) + [0xFF] + Array(".txt".utf8)).base64EncodedString()
        #expect(text.contains(#""file_bytes":"\#(name)""#))
    }

    @Test
    func `check prints one object a file in path order, and no colours into a pipe`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let samples = (0..<5).map { SampleCorpus(seed: 2).sample(at: $0) }
        for (index, sample) in samples.enumerated() {
            try Data(sample.text).write(to: folder.appendingPathComponent("\(9 - index).txt"))
        }
        let run = try Binary.run("check", "--format", "json", folder.path)
        let objects = try run.objects()
        #expect(objects.count == 5)
        #expect(
            objects.compactMap { $0["file"] as? String }.map { String($0.suffix(5)) } == (5...9).map { "\($0).txt" })
        for key in ["sha256", "format", "encoding", "verdict", "agency", "agency_kind", "year", "edition", "title"] {
            #expect(objects.allSatisfy { $0[key] != nil }, "\(key)")
        }
        #expect((objects.last?["cells"] as? [String: Any])?.count == samples[0].truth.edition?.cells.count)
        let text = try Binary.run("check", folder.path)
        #expect(text.output.contains("通过"))
        #expect(!text.output.contains("\u{1B}"))
    }

    @Test
    func `sample gives the same bytes for the same seed`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = folder.appendingPathComponent("a").path
        let second = folder.appendingPathComponent("b").path
        #expect(try Binary.run("sample", "--count", "20", "--seed", "7", "--faults", "all", "--out", first).status == 0)
        #expect(
            try Binary.run("sample", "--count", "20", "--seed", "7", "--faults", "all", "--out", second).status == 0)
        #expect(FileManager.default.contentsEqual(atPath: first, andPath: second))
        let names = try FileManager.default.contentsOfDirectory(atPath: first)
        #expect(names.count { $0.hasSuffix(".txt") } == 20)
        #expect(try Binary.run("sample", "--count", "1", "--faults", "no.such", "--out", first).status == 64)
    }

    @Test
    func `list and show say what is stored`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = folder.appendingPathComponent("config.json")
        let drop = folder.appendingPathComponent("drop").path
        let json = #"{"watch": {"directories": ["\#(drop)"]}, "state": "\#(folder.path)/state"}"#
        try Data(json.utf8).write(to: configuration)
        #expect(try Binary.run("sample", "--count", "10", "--out", drop).status == 0)
        let ingest = try Binary.run("ingest", "--config", configuration.path, drop)
        #expect(ingest.status == 0, "\(ingest.errors)")

        let list = try Binary.run("list", "--config", configuration.path, "--format", "json", "--year", "2020")
        let rows = try list.objects()
        #expect(rows.count == 2)
        let id = try #require(rows.first?["id"] as? Int)
        let show = try Binary.run("show", "\(id)", "--config", configuration.path, "--format", "json")
        let shown = try #require(try show.objects().first)
        #expect(shown["agency"] as? String == rows.first?["agency"] as? String)
        #expect((shown["cells"] as? [String: Any])?.count == 198)
        #expect(try Binary.run("show", "999", "--config", configuration.path).status == 66)
    }

    @Test
    func `list and show name the region that tells organs of one name apart`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = folder.appendingPathComponent("config.json")
        let drop = folder.appendingPathComponent("drop")
        let json = #"{"watch": {"directories": ["\#(drop.path)"]}, "state": "\#(folder.path)/state"}"#
        try Data(json.utf8).write(to: configuration)
        try FileManager.default.createDirectory(at: drop, withIntermediateDirectories: true)
        try Data(SampleCorpus(seed: 1).sample(at: 0).text).write(to: drop.appendingPathComponent("a.txt"))
        try Data(#"{"region": "某某县"}"#.utf8).write(to: drop.appendingPathComponent("a.txt.meta.json"))
        #expect(try Binary.run("ingest", "--config", configuration.path, drop.path).status == 0)
        func run(_ arguments: String...) throws -> Binary.Run {
            try Binary.run(arguments + ["--config", configuration.path])
        }
        let listed = try #require(try run("list", "--format", "json").objects().first)
        #expect(listed["region"] as? String == "某某县")
        #expect(try run("show", "1", "--format", "json").objects().first?["region"] as? String == "某某县")
        #expect(try run("list").output.contains("（某某县）"))
        #expect(try run("show", "1").output.contains("（某某县）"))
    }

    @Test(arguments: [
        (["list", "--limit", "0"], "1"), (["list", "--limit=-3"], "1"),
        (["list", "--year", "20222"], "2000 to 2099"),
        (["export", "--year", "22"], "2000 to 2099"), (["outbox", "list", "--limit", "0"], "1"),
        (["coverage", "--year", "1"], "2000 to 2099"),
        (["silence", "add", "--year", "20222", "--for", "2h", "--why", "x"], "2000 to 2099"),
    ])
    func `a number that no option takes is told with what it takes`(arguments: [String], range: String) throws {
        let run = try Binary.run(arguments)
        #expect(run.status == 64)
        #expect(run.errors.contains(range), "\(run.errors)")
    }

    @Test
    func `help names every command`() throws {
        let help = try Binary.run("--help")
        for command in [
            "run", "check", "ingest", "list", "show", "export", "diff", "coverage", "config", "sample", "status",
        ] {
            #expect(help.output.contains("  \(command) "), "\(command)")
        }
    }
}
