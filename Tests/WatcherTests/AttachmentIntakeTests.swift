import Core
import Documents
import Logging
import Testing

@testable import Watcher

/// A page and its attachment on their way through the intake, with any judge.
@Suite(.serialized, .timeLimit(.minutes(5))) struct AttachmentIntakeTests {
    let archive = MemoryArchive()

    /// A pass in which what begins with `invalid page` is completed by what holds `tables`, which a child reads.
    private func ingest(_ settings: WatchSettings) -> Ingest {
        Ingest(
            settings: settings, examine: FirstWord.examine, needsChild: { $0.starts(with: "invalid tables".utf8) },
            join: { page, attachments, sidecar in
                guard page.bytes.starts(with: "invalid page".utf8),
                    let index = attachments.firstIndex(where: { $0.bytes.starts(with: "invalid tables".utf8) })
                else { return nil }
                let bytes = Array("valid ".utf8) + page.bytes + attachments[index].bytes
                return JoinedExamination(
                    examination: FirstWord.examine(bytes, page.name, sidecar),
                    parts: [.init(file: index, content: ContentID(bytes: Array(repeating: 7, count: 32)))])
            }, archive: archive, announcement: .silent, now: Clock.now,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), onCommit: {})
    }

    @Test func `both are one result of the page, also where a child reads one, and are not read again`() throws {
        let drop = try DropFolder()
        try drop.write("x.html", "invalid page")
        try drop.write("x.pdf", "invalid tables")
        try drop.write("x.pdf.meta.json", "{}")
        try drop.write("y.html", "invalid page")
        try drop.write("y.docx", "invalid other")
        for name in ["x.html", "x.pdf", "x.pdf.meta.json", "y.html", "y.docx"] {
            try drop.setModified(name, 1_600_000_000)
        }
        let first = try ingest(.test(drop.path)).run([drop.path])
        #expect(first.found == 4 && first.failures.isEmpty && first.recorded == 3 && first.duplicates == 1)
        let records = archive.now.records
        #expect(Set(records.filter { $0.verdict == .valid }.map(\.name)) == ["x.html"])
        #expect(Set(records.filter { $0.verdict == .invalid }.map(\.name)) == ["y.html", "y.docx"])
        let second = try ingest(.test(drop.path)).run([drop.path])
        #expect(second.known == 4 && archive.now.records.count == 4)
        try drop.write("x.pdf", "invalid tables, corrected")
        let third = try ingest(.test(drop.path)).run([drop.path])
        #expect(third.known == 3 && archive.now.records.last?.name == "x.html" && third.recorded == 1)
    }
}
