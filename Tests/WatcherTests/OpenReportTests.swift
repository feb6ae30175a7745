import Core
import Testing

@testable import Watcher

/// Pages and documents whose names do not tell that they are one report.
struct OpenReportTests {
    private var open = OpenReports(settle: 100, capacity: 3)

    private func file(
        _ path: String, _ agency: String? = "甲局", _ year: Int? = 2020, modified milliseconds: Int64 = 0
    ) -> OpenReports.File {
        .init(path: BytePath(path), modified: milliseconds * 1_000_000, agency: agency, year: year)
    }

    private func page(
        _ path: String, _ agency: String? = "甲局", modified milliseconds: Int64 = 0, links: [String] = []
    ) -> OpenReports.Page {
        .init(file: file(path, agency, modified: milliseconds), links: links.map { Array($0.utf8) })
    }

    @Test mutating func `the same organ and year in one directory within the settle time, in both orders`() {
        #expect(open.note(page("/d/a.html")) == [])
        #expect(open.note(file("/d/1.pdf", modified: 100)).map(\.file.path) == [BytePath("/d/a.html")])
        #expect(open.note(page("/d/b.html", modified: 200)) == [BytePath("/d/1.pdf")])
    }

    @Test mutating func `others are not its own`() {
        #expect(open.note(page("/d/a.html")) == [])
        #expect(open.note(file("/d/1.pdf", modified: 101)).isEmpty)
        #expect(open.note(file("/d/2.pdf", "乙局")).isEmpty)
        #expect(open.note(file("/d/3.pdf", "甲局", 2021)).isEmpty)
        #expect(open.note(file("/e/a.pdf")).isEmpty)
        #expect(open.note(file("/d/4.pdf", nil, nil)).isEmpty)
        #expect(open.note(page("/d/n.html", nil)) == [])
    }

    @Test mutating func `what a page links to is its own at any time`() {
        #expect(open.note(page("/d/a.html", nil, links: ["t1.doc"])) == [])
        #expect(open.note(file("/d/t1.doc", nil, nil, modified: 1 << 40)).map(\.file.path) == [BytePath("/d/a.html")])
        #expect(open.note(file("/e/t1.doc", nil, nil)).isEmpty)
    }

    @Test mutating func `the oldest are forgotten, and one met again counts once`() {
        for name in ["a", "b", "b", "c", "d"] { #expect(open.note(page("/d/\(name).html")) == []) }
        #expect(
            open.note(file("/d/1.pdf")).map(\.file.path) == ["d", "c", "b"].map { BytePath("/d/\($0).html") })
    }
}
