import Core
import Foundation
import TestSupport
import Testing

/// An archive of several reports, through the real binary.
@Suite(.serialized)
struct ArchiveCommandTests {
    private let samples = SampleCorpus(seed: 14)

    private func archive(_ indices: Int...) -> [UInt8] {
        PackedFile.zip(indices.map { (Array("年报/\($0).txt".utf8), samples.sample(at: $0).text) })
    }

    @Test func `check prints a line for each report, with its member`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.zip")
        try Data(archive(0, 1, 2)).write(to: file)
        let result = try Binary.run("check", "--format", "json", file.path)
        let objects = try result.objects()
        #expect(result.status == 0 && objects.count == 3)
        #expect(objects.allSatisfy { $0["file"] as? String == file.path && $0["format"] as? String == "text" })
        #expect(objects.map { $0["member"] as? String } == ["年报/0.txt", "年报/1.txt", "年报/2.txt"])
        #expect(objects.map { $0["agency"] as? String } == (0..<3).map { samples.sample(at: $0).truth.agency })
    }

    @Test func `each report is stored and told, the archive is read once, and a corrected one is a revision of one`()
        async throws
    {
        let site = try await Site.make()
        let daemon = try await Daemon.start(site.configuration)
        try site.drop("a.zip", archive(0, 1))
        let first = try await site.messages(atLeast: 2)
        #expect(Set(first.map(\.file)) == ["0.txt", "1.txt"] && first.allSatisfy { $0.verdict == "valid" })
        #expect(try await daemon.stop() == 0)
        func ingest() throws -> String {
            try Binary.run("ingest", "--config", site.configuration.path, site.drop.path).output
        }
        _ = try ingest()
        #expect(try site.query(Int.self, "SELECT count(*) FROM revision") == [2])
        #expect(try site.query(Int.self, "SELECT count(*) FROM file") == [3])
        try FileManager.default.removeItem(at: site.drop.appendingPathComponent("a.zip"))
        try site.drop("a.zip", archive(0, 1, 2))
        try site.drop("a.zip.meta.json", Array(#"{"region": "甲市"}"#.utf8))
        _ = try ingest()
        #expect(try site.query(Int.self, "SELECT count(*) FROM revision") == [3])
        #expect(try site.query(Int.self, "SELECT count(*) FROM report WHERE region = '甲市'") == [3])
        _ = try ingest()
        #expect(try site.query(Int.self, "SELECT count(*) FROM event") == [3])
        await site.remove()
    }
}
