import Core
import Foundation
import TestSupport
import Testing

/// A page and the attachment beside it, through the real binary.
@Suite(.serialized)
struct AttachmentTests {
    private let samples = SampleCorpus(seed: 12)

    private func folder(_ files: [(String, [UInt8])]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        return folder
    }

    private func cells(_ object: [String: Any]) -> Int { (object["cells"] as? [String: Any])?.count ?? 0 }

    @Test(arguments: ["x.doc", "x.PDF", "x-附件1.docx"])
    func `check reads the page with its attachment`(_ name: String) throws {
        let sample = samples.sample(at: 0)
        let words = name.contains("附件") ? "<p>详见附件。</p>" : ""
        let folder = try folder([
            ("x.html", PartedReport.page(sample, tablesAs: words)), (name, PartedReport.tables(sample)),
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let alone = try Binary.run("check", "--format", "json", folder.path)
        let objects = try alone.objects()
        #expect(alone.status == 0 && objects.count == 2)
        let page = try #require(objects.first { ($0["file"] as? String)?.hasSuffix("x.html") == true })
        let attachment = try #require(objects.first { ($0["file"] as? String)?.hasSuffix(name) == true })
        #expect(page["attachments"] as? [String] == [name] && page["verdict"] as? String == "valid")
        #expect(page["agency"] as? String == sample.truth.agency && cells(page) > 100)
        #expect(attachment["part_of"] as? String == page["file"] as? String && cells(attachment) == 0)
        #expect(attachment["verdict"] as? String == "valid")
        #expect(attachment["sha256"] as? String != page["sha256"] as? String)
        // The page's own content is the same with and without.
        let own = page["sha256"] as? String
        try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        let without = try #require(try Binary.run("check", "--format", "json", folder.path).objects().first)
        #expect(without["sha256"] as? String == own && without["verdict"] as? String == "invalid")
    }

    @Test
    func `what belongs to others stays by itself`() throws {
        let (sample, other) = (samples.sample(at: 0), samples.sample(at: 5))
        let folder = try folder([
            ("x.html", PartedReport.page(sample)), ("x.docx", WordDocument.write(other)),
            ("y.html", PartedReport.page(sample)), ("y.docx", Array("关于放假的通知".utf8)),
            ("y.xls", PartedReport.tables(sample)), ("z.html", Array("<p>关于放假的通知</p>".utf8)),
            ("z.docx", WordDocument.write(other)),
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let objects = try Binary.run("check", "--format", "json", folder.path).objects()
        let parts = objects.map { ($0["attachments"] as? [String])?.first ?? $0["part_of"] as? String ?? "" }
        let verdicts = objects.map { $0["verdict"] as? String ?? "" }
        // In the order of names: x.docx, x.html, y.docx, y.html, y.xls, z.docx, z.html
        #expect(parts.map { $0.split(separator: "/").last ?? "" } == ["", "", "", "y.xls", "y.html", "", ""])
        #expect(verdicts == ["valid", "invalid", "foreign", "valid", "valid", "valid", "foreign"])
    }

    @Test(arguments: ["a.doc", "z.doc"])
    func `what a page links to is its attachment by any name`(_ name: String) throws {
        let sample = samples.sample(at: 0)
        let page = PartedReport.page(sample, linking: "./P0/\(name == "a.doc" ? "%61.doc" : name)")
        let folder = try folder([("x.html", page), (name, PartedReport.tables(sample))])
        defer { try? FileManager.default.removeItem(at: folder) }
        let objects = try Binary.run("check", "--format", "json", folder.path).objects()
        #expect(objects.compactMap { $0["attachments"] as? [String] } == [[name]])
        #expect(objects.compactMap { $0["part_of"] as? String } == [folder.path + "/x.html"])
        #expect(objects.allSatisfy { $0["verdict"] as? String == "valid" })
    }

    @Test(arguments: [true, false])
    func `the same organ and year within the settle time are one, by any names`(_ isPageFirst: Bool) async throws {
        let site = try await Site.make(watch: #""settle_ms": 20000"#)
        let daemon = try await Daemon.start(site.configuration)
        let sample = samples.sample(at: 0)
        let parts = [("page.html", PartedReport.page(sample)), ("whole.docx", WordDocument.write(sample))]
        for (name, bytes) in isPageFirst ? parts : parts.reversed() {
            try site.drop(name, bytes)
            let first = isPageFirst ? "page.html" : "whole.docx"
            try await daemon.waitForLog { $0.contains("report recorded") && $0.contains(first) }
        }
        _ = try await site.messages(atLeast: 1)
        try site.drop("last.txt", SampleCorpus(seed: 3).sample(at: 5).text)
        let all = try await site.messages(atLeast: 2)
        #expect(all.map(\.file) == [isPageFirst ? "page.html" : "whole.docx", "last.txt"])
        #expect(all.allSatisfy { $0.verdict == "valid" })
        #expect(try await daemon.stop() == 0)
        await site.remove()
    }

    @Test(arguments: [true, false])
    func `one message is sent, whichever comes first`(_ isPageFirst: Bool) async throws {
        let site = try await Site.make(watch: #""settle_ms": 20000"#)
        let daemon = try await Daemon.start(site.configuration)
        let sample = samples.sample(at: 0)
        let parts = [("x.html", PartedReport.page(sample)), ("x.doc", PartedReport.tables(sample))]
        for (name, bytes) in isPageFirst ? parts : parts.reversed() {
            try site.drop(name, bytes)
            let first = isPageFirst ? "x.html" : "x.doc"
            try await daemon.waitForLog { $0.contains("report recorded") && $0.contains(first) }
        }
        let messages = try await site.messages(atLeast: 1)
        #expect(messages.map(\.file) == ["x.html"] && messages.map(\.verdict) == ["valid"])
        // Behind what was held before: nothing of it is told any more.
        try site.drop("last.txt", SampleCorpus(seed: 3).sample(at: 5).text)
        let all = try await site.messages(atLeast: 2)
        #expect(all.map(\.file) == ["x.html", "last.txt"] && all.allSatisfy { $0.type == "report.validated" })
        #expect(try await daemon.stop() == 0)
        #expect(
            try site.query(Int.self, "SELECT count(*) FROM report_summary WHERE agency IS NOT NULL") == [2])
        #expect(
            try site.query(
                Int.self, "SELECT count(DISTINCT revision) FROM file WHERE CAST(path AS TEXT) LIKE '%/x.%'") == [1])
        await site.remove()
    }

    @Test(arguments: [["x.html", "x-附件1.xls", "x-附件2.xls"], ["x-附件2.xls", "x.html", "x-附件1.xls"]])
    func `tables in two attachments are one message, whichever comes first`(_ order: [String]) async throws {
        let site = try await Site.make(watch: #""settle_ms": 20000"#)
        let daemon = try await Daemon.start(site.configuration)
        let sample = samples.sample(at: 0)
        let parts = [
            "x.html": PartedReport.page(sample, tablesAs: "<p>详见附件。</p>"),
            "x-附件1.xls": PartedReport.tables(sample) { $0 == 0 }, "x-附件2.xls": PartedReport.tables(sample) { $0 > 0 },
        ]
        for (index, name) in order.enumerated() {
            try site.drop(name, parts[name] ?? [])
            if index == 0 { try await daemon.waitForLog { $0.contains("report recorded") } }
        }
        let messages = try await site.messages(atLeast: 1)
        #expect(messages.map(\.file) == ["x.html"] && messages.map(\.verdict) == ["valid"])
        try site.drop("last.txt", SampleCorpus(seed: 3).sample(at: 5).text)
        #expect(try await site.messages(atLeast: 2).map(\.file) == ["x.html", "last.txt"])
        #expect(try await daemon.stop() == 0)
        let select = "SELECT count(DISTINCT revision) FROM file WHERE CAST(path AS TEXT) LIKE '%/x%'"
        #expect(try site.query(Int.self, select) == [1])
        await site.remove()
    }

    @Test
    func `an attachment that changes nothing is no revision, and one that goes takes nothing back`() async throws {
        let site = try await Site.make()
        let (sample, bytes) = (samples.sample(at: 0), PartedReport.tables(samples.sample(at: 0)))
        try site.drop("x.html", PartedReport.page(sample))
        try site.drop("x.doc", bytes)
        func ingest() throws -> String {
            try Binary.run("ingest", "--config", site.configuration.path, site.drop.path).output
        }
        _ = try ingest()
        let select = "SELECT count(*) FROM revision WHERE verdict = 'valid'"
        #expect(try site.query(Int.self, "SELECT count(*) FROM revision") == [1])
        #expect(try site.query(Int.self, "SELECT count(*) FROM file") == [2])
        _ = try ingest()
        #expect(try site.query(Int.self, select) == [1])
        func replaceAttachment(_ bytes: [UInt8]) throws {
            try FileManager.default.removeItem(at: site.drop.appendingPathComponent("x.doc"))
            try site.drop("x.doc", bytes)
        }
        try replaceAttachment(bytes + Array("<p>　</p>".utf8))
        _ = try ingest()
        #expect(try site.query(Int.self, "SELECT count(*) FROM file") == [2])
        #expect(try site.query(Int.self, "SELECT count(*) FROM revision") == [1], "the same report in other bytes")
        // Another organ's figures are at least another statement.
        try replaceAttachment(PartedReport.tables(samples.sample(at: 5)))
        _ = try ingest()
        #expect(try site.query(Int.self, "SELECT count(*) FROM revision") == [2])
        try FileManager.default.removeItem(at: site.drop.appendingPathComponent("x.doc"))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)],
            ofItemAtPath: site.drop.appendingPathComponent("x.html").path)
        _ = try ingest()
        #expect(try site.query(Int.self, "SELECT count(*) FROM revision") == [2])
        #expect(
            try site.query(Int.self, "SELECT count(*) FROM finding WHERE rule = 'structure.table-missing'") == [0])
        await site.remove()
    }
}
