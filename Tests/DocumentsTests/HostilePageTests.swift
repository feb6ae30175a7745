import Testing

@testable import Core
@testable import Documents

/// Pages made to do harm: each has its finding soon, in bounded memory.
struct HostilePageTests {
    private func rules(_ page: String, seconds: Int = 30) -> [RuleID] {
        var limits = ReadingLimits()
        limits.cells = 20_000
        limits.seconds = seconds
        return Examiner(limits: limits).examine(Array(page.utf8), name: Array("a.html".utf8)).findings.map(\.rule)
    }

    @Test(arguments: ["<div>", "<table><tr><td>", "<b><i>", "<span>"])
    func `nesting without end is beyond the limit`(tag: String) {
        #expect(rules("<html><body>" + String(repeating: tag, count: 200_000)) == ["document.too-large"])
    }

    @Test func `giant spans cost nothing`() {
        let row = "<tr><td colspan=65000 rowspan=65534>1<td colspan=1000000000>2</tr>"
        #expect(rules("<html><table>" + String(repeating: row, count: 100) + "</table>") == ["document.foreign"])
    }

    @Test func `spans that cover one another are beyond the limit`() {
        let row = "<tr>" + String(repeating: "<td rowspan=5000>1", count: 100) + "</tr>"
        let rows = String(repeating: "<tr><td>2</tr>", count: 500)
        #expect(rules("<html><table>\(row)\(rows)</table>") == ["document.too-large"])
    }

    @Test func `millions of cells are beyond the limit`() {
        #expect(rules("<html><table><tr>" + String(repeating: "<td>", count: 30_000)) == ["document.too-large"])
    }

    @Test(arguments: [
        "<!-- ", "<![if ", "<!DOCTYPE html [<!ENTITY a \"b\">]", "&#x110000;", "&aaaaaaaaaa", "<", "</", "<p ",
        "<a href='",
        "<!ENTITY a \"&a;\">", "<td>", "</table>", "<p\u{0}>", "<script>",
    ])
    func `broken pieces in any number end`(piece: String) {
        let found = rules("<html><body><p>甲</p>" + String(repeating: piece, count: 20_000))
        #expect(found.contains("document.foreign") || found.contains("document.empty"))
    }

    @Test(arguments: ["", " a='>'"]) func `attributes without end are soon over`(_ other: String) {
        let attributes = (0..<120_000).map { $0 % 400 == 0 ? other : " a\($0)=1" }.joined()
        let page = "<html><body><p\(attributes)>甲</p></body></html>"
        #expect(rules(page, seconds: 5).contains("document.foreign"))
    }

    @Test func `tables of links in any number are soon passed over`() {
        let page = "<html><body>" + String(repeating: "<p>甲<table><td><a href=x>乙</a></table>", count: 20_000)
        #expect(rules(page, seconds: 10).contains("document.foreign"))
    }

    @Test func `a page is read behind a NUL`() throws {
        let page = "<html><body><p>甲\u{0}</p><table><tr><td>乙<td>1</table></body></html>"
        let reading = try HTMLReader.read(Array(page.utf8), ReadingBudget(ReadingLimits()))
        #expect(reading.replaced == 1)
        #expect(reading.document.blocks.count == 2)
    }

    @Test func `time that is over is a finding`() {
        var limits = ReadingLimits()
        limits.seconds = 0
        let page = Array(("<html>" + String(repeating: "<p>甲</p>", count: 1000)).utf8)
        let found = Examiner(limits: limits).examine(page, name: Array("a.html".utf8))
        #expect(found.findings.map(\.rule) == ["document.timeout"])
        #expect(found.verdict == .unreadable)
    }
}
