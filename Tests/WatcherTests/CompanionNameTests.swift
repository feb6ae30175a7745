import Testing

@testable import Watcher

/// Which files beside one another may be one report.
struct CompanionNameTests {
    private func names(_ names: [[UInt8]]) -> [String] { names.map { String(decoding: $0, as: UTF8.self) } }

    @Test(arguments: [
        ("x.html", "x.pdf"), ("x.HTM", "x.DOCX"), ("年报.txt", "年报-附件.xls"), ("a.b.html", "a.b附件1.doc"),
    ])
    func `both know each other`(_ page: String, _ attachment: String) {
        #expect(names(CompanionNames.attachments(of: Array(page.utf8))).contains(attachment))
        let small = page.split(separator: ".").dropLast().joined(separator: ".")
        let pages = names(CompanionNames.pages(of: Array(attachment.utf8)))
        #expect(pages.contains { $0.lowercased() == page.lowercased() } && pages.allSatisfy { $0.hasPrefix(small) })
    }

    @Test(arguments: ["x", ".html", "x.jpg", "x.html.meta.json", "附件.pdf.part"])
    func `others have no companion`(_ name: String) {
        #expect(CompanionNames.attachments(of: Array(name.utf8)).isEmpty)
        #expect(CompanionNames.pages(of: Array(name.utf8)).isEmpty)
    }
}
