import Testing

@testable import Watcher

/// Which files beside one another may be one report.
struct CompanionNameTests {
    private func names(_ names: [[UInt8]]) -> [String] { names.map { String(decoding: $0, as: UTF8.self) } }

    @Test(arguments: [
        ("x.html", "x.pdf"), ("x.HTM", "x.DOCX"), ("年报.txt", "年报-附件.xls"), ("a.b.html", "a.b附件1.doc"),
        ("x.html", "x_附件1.zip"),
    ])
    func `both know each other`(_ page: String, _ attachment: String) {
        #expect(names(CompanionNames.attachments(of: Array(page.utf8), pointing: true)).contains(attachment))
        let small = page.split(separator: ".").dropLast().joined(separator: ".")
        let pages = names(CompanionNames.pages(of: Array(attachment.utf8)))
        #expect(pages.contains { $0.lowercased() == page.lowercased() } && pages.allSatisfy { $0.hasPrefix(small) })
    }

    @Test func `a page that speaks of none is asked for few, and more are asked for behind the first`() {
        let page = Array("x.html".utf8)
        #expect(CompanionNames.attachments(of: page, pointing: false).count <= 18)
        let second = CompanionNames.successors(of: Array("x-附件1.doc".utf8))
        #expect(names(second).contains("x-附件2.xls"))
        #expect(CompanionNames.successors(of: Array("x附件9.doc".utf8)).isEmpty)
        #expect(CompanionNames.successors(of: Array("x1.doc".utf8)).isEmpty)
        #expect(names(CompanionNames.pages(of: Array("x-附件3.doc".utf8))).contains("x.html"))
    }

    @Test(arguments: ["x", ".html", "x.jpg", "x.html.meta.json", "附件.pdf.part"])
    func `others have no companion`(_ name: String) {
        #expect(CompanionNames.attachments(of: Array(name.utf8), pointing: true).isEmpty)
        #expect(CompanionNames.pages(of: Array(name.utf8)).isEmpty)
    }
}
