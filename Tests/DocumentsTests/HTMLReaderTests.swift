import Testing

@testable import Core
@testable import Documents

struct HTMLReaderTests {
    private func read(_ page: String) throws -> DocumentReading {
        try HTMLReader.read(Array(page.utf8), ReadingBudget(ReadingLimits()))
    }

    private func lines(_ page: String) throws -> [String] {
        let document = try read(page).document
        return document.blocks.compactMap {
            if case .paragraph(let paragraph) = $0 { document.string(paragraph.text) } else { nil }
        }
    }

    /// Tables as rows of cells; a continuation is `^`.
    private func tables(_ page: String) throws -> [[[String]]] {
        let document = try read(page).document
        return document.blocks.compactMap { block in
            guard case .table(let table) = block else { return nil }
            return table.rows.map { row in
                document.rows[row].cells.map {
                    document.cells[$0].isContinuation ? "^" : document.string(document.cells[$0].text)
                }
            }
        }
    }

    // MARK: Text

    @Test(arguments: [
        ("<p>甲  乙\n 丙</p>", ["甲 乙 丙"]), ("<p>甲<b>乙</b><span> 丙</span></p>", ["甲乙 丙"]),
        ("甲<br>乙<div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>甲&nbsp;&#8212;&lt;乙&gt;&amp;</p>", ["甲\u{A0}—<乙>&"]), ("<pre>甲\n 乙</pre>", ["甲", "乙"]),
        ("<p>甲<p>乙<p>丙", ["甲", "乙", "丙"]), ("<p>&nbsp;</p><p>　</p><p>甲</p>", ["甲"]),
        ("<p>甲<script>乙</script><style>丙</style><!-- 丁 --><o:p></o:p></p>", ["甲"]),
        ("<p><![if !supportLists]>一、<![endif]>甲</p>", ["一、甲"]), ("<p>甲<![乙]>丙 < 丁 <3</p>", ["甲丙 < 丁 <3"]),
        ("<title>标题</title><p>甲</p>", ["甲"]), ("<p>甲<span style='display : none'>乙</span>丙</p>", ["甲丙"]),
        ("<p>甲<p hidden>乙<p style='mso-hide:all'>丙<p style='mso-hide:none'>丁", ["甲", "丁"]),
    ])
    func `text is what a browser shows`(page: String, expected: [String]) throws {
        #expect(try lines(page) == expected)
    }

    // MARK: Tables

    @Test func `spans make a true grid`() throws {
        let page = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2<tr><td>丙<td>3<td>4</table>"
        #expect(try tables(page) == [[["甲", "乙", "^"], ["^", "1", "2"], ["丙", "3", "4"]]])
    }

    @Test func `cells without rows, and rows left open, are rows`() throws {
        #expect(try tables("<table><td>甲<td>1<tr><td>乙<td>2</table>") == [[["甲", "1"], ["乙", "2"]]])
        #expect(try tables("<table><tr><td>甲</td><td>1</td><tr><td>乙</td><td>2") == [[["甲", "1"], ["乙", "2"]]])
    }

    @Test func `columns in which no cell begins say nothing`() throws {
        let page = "<table><tr><td colspan=1000>甲<td colspan=4>1<tr><td colspan=1000>乙<td colspan=4>2</table>"
        #expect(try tables(page) == [[["甲", "1"], ["乙", "2"]]])
    }

    @Test func `a span ends with its group of rows`() throws {
        let page = "<table><thead><tr><td rowspan=9>甲<td>乙</thead><tbody><tr><td>1<td>2</tbody></table>"
        #expect(try tables(page) == [[["甲", "乙"], ["1", "2"]]])
    }

    @Test func `a table that lays out the page is none`() throws {
        let page = """
            <table><tr><td>左边</td><td><p>甲</p><table><tr><td>规章</td><td>0</td></tr><tr><td>规范性文件</td><td>1</td></tr></table>
            <p>乙</p></td></tr></table>
            """
        #expect(try tables(page) == [[["规章", "0"], ["规范性文件", "1"]]])
        #expect(try lines(page) == ["左边", "甲", "乙"])
    }

    @Test func `lines of a cell stay lines`() throws {
        #expect(try tables("<table><tr><td>本年新<br>制作数量<td><p>1</p><p>2</p></table>") == [[["本年新\n制作数量", "1\n2"]]])
    }

    @Test func `hidden tables are read where nothing else is`() throws {
        #expect(try tables("<div style='display:none'><table><tr><td>甲<td>1</table></div>") == [[["甲", "1"]]])
    }

    // MARK: The page around the article

    @Test func `navigation is left out, attachments are not`() throws {
        let page = """
            <div><a href=1>首页</a> &gt; <a href=2>政务公开</a></div><p>正文。</p><p>附件：<a href=a.doc>统计表.doc</a></p>
            <p>见<a href=3>某办法</a>的规定执行。</p><p>上一篇：<a href=4>某某局2019年政府信息公开工作年度报告</a></p>
            """
        #expect(try lines(page) == ["正文。", "附件：统计表.doc", "见某办法的规定执行。"])
    }

    @Test func `a link left open does not swallow the page`() throws {
        let page = "<div><a href=1>首页<div>一、总体情况</div><div>二、主动公开</div><div>甲</div><div>乙</div><div>丙</div></div>"
        #expect(try lines(page).suffix(2) == ["乙", "丙"])
    }

    @Test func `the foot of the site is left out`() throws {
        let long = String(repeating: "公开工作稳步推进，", count: 8) + "完成。"
        let page = "<p>\(long)</p><p>青岚市渔业局</p><p>2021年1月28日</p><p>地址：某路</p><p>版权所有：青岚市人民政府</p><p>您是第9位访客</p>"
        #expect(try lines(page) == [long, "青岚市渔业局", "2021年1月28日"])
    }

    // MARK: What the page says of itself

    private static let page = """
        <html><head><meta name="ArticleTitle" content="青岚市渔业局2020年政府信息公开工作年度报告">
        <meta name="PubDate" content="2021-02-03 16:20"><META NAME="contentsource" CONTENT="青岚市渔业局"><title>x</title></head>
        <body><p>一、总体情况</p><p>我局认真做好公开工作。</p><p>二、主动公开政府信息情况</p>
        <table><tr><td>规章<td>0<td>0<td>0<tr><td>规范性文件<td>1<td>1<td>4<tr><td>行政许可<td>2<td>1<td>3</table></body></html>
        """

    @Test func `the page's metadata name the organ, the year and the day`() throws {
        let facts = try read(Self.page).page
        #expect(
            facts
                == PageFacts(
                    publication: "2021-02-03 16:20", title: "青岚市渔业局2020年政府信息公开工作年度报告", source: "青岚市渔业局"))
        let report = try #require(Examiner().examine(Array(Self.page.utf8), name: Array("a.html".utf8)).report)
        #expect(report.identity.agency == "青岚市渔业局")
        #expect(report.identity.year == 2020)
        #expect(report.narrative.publication?.source == .page)
        #expect(report.narrative.publication?.date == CivilDate(year: 2021, month: 2, day: 3))
    }

    @Test func `cells have their places in the table`() throws {
        let report = try #require(Examiner().examine(Array(Self.page.utf8), name: Array("a.html".utf8)).report)
        let cells = report.cells.present.filter { $0.description.hasPrefix("disclosure.normative_documents.") }
        #expect(cells.map { report.places[$0] } == (1...3).map { Place(table: 1, row: 2, column: $0) })
    }
}
