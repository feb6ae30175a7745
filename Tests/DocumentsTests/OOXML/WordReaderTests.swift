import TestSupport
import Testing

@testable import Core
@testable import Documents

/// What of a Word document is read, and as what.
struct WordReaderTests {
    private func shown(_ body: String, _ parts: [(String, String)] = []) throws -> [String] {
        try OfficeFixtures.shown(OfficeFixtures.word(body, parts))
    }

    private let p = OfficeFixtures.paragraph
    private let tc = OfficeFixtures.cell

    @Test func `runs, tabs, breaks and hyphens make the text of a paragraph`() throws {
        let body = """
            <w:p><w:r><w:t xml:space="preserve">共 </w:t></w:r><w:r><w:t>12</w:t><w:tab/><w:t>件</w:t></w:r></w:p>
            <w:p><w:r><w:t>青岚市渔业局</w:t><w:br/><w:t>2020年度</w:t></w:r></w:p>
            <w:p><w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>1</w:t><w:sym w:font="Symbol" w:char="F032"/></w:r></w:p>
            <w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>
            <w:p/><w:p><w:r><w:t>　</w:t></w:r></w:p>
            """
        #expect(try shown(body) == ["共 12\t件", "青岚市渔业局", "2020年度", "2020-12", "□"])
    }

    @Test func `tracked changes are read as accepted`() throws {
        let body = """
            <w:p><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:ins><w:r><w:t>8</w:t></w:r></w:ins>
            <w:moveFrom><w:r><w:t>件。</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>件。</w:t></w:r></w:moveTo></w:p>
            <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>
            <w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>
            <w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>后半</w:t></w:r></w:p>
            <w:tbl><w:tr><w:trPr><w:ins/></w:trPr>\(tc("规章", ""))\(tc("1", ""))</w:tr>
            <w:tr><w:trPr><w:del/></w:trPr>\(tc("规章", ""))\(tc("2", ""))</w:tr></w:tbl>
            """
        #expect(try shown(body) == ["收到8件。", "前半，后半", "[规章|1]"])
    }

    @Test func `fields give their results, and what is not shown is not read`() throws {
        let body = """
            <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>= 3 + 4</w:instrText></w:r>
            <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
            <w:p><w:fldSimple w:instr="DATE"><w:r><w:t>2021年</w:t></w:r></w:fldSimple></w:p>
            <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r></w:p>
            <w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:ruby><w:rt><w:r><w:t>zhu</w:t></w:r></w:rt>
            <w:rubyBase><w:r><w:t>注</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>
            <w:sdt><w:sdtPr><w:dropDownList><w:p><w:r><w:t>选项</w:t></w:r></w:p></w:dropDownList></w:sdtPr>
            <w:sdtContent>\(p("内容"))</w:sdtContent></w:sdt>
            """
        #expect(try shown(body) == ["7", "2021年", "显", "链接注", "内容"])
    }

    @Test func `of alternatives one is read, and a text box comes before its paragraph`() throws {
        let box = "<w:txbxContent>\(p("框内"))</w:txbxContent>"
        let body = """
            <w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps">\(box)</mc:Choice>
            <mc:Choice Requires="x">\(box)</mc:Choice><mc:Fallback>\(box)</mc:Fallback></mc:AlternateContent></w:r>
            <w:r><w:t>后</w:t></w:r></w:p>
            """
        #expect(try shown(body) == ["框内", "前后"])
    }

    @Test func `spans and merges make a true grid`() throws {
        let start = "<w:vMerge w:val=\"restart\"/>"
        let body = """
            <w:tbl><w:tr>\(tc("甲", start))\(tc("乙", "<w:gridSpan w:val=\"2\"/>"))\(tc("0", ""))</w:tr>
            <w:tr>\(tc("不显示", "<w:vMerge/>"))\(tc("1", ""))\(tc("", ""))\(tc("3", ""))</w:tr>
            <w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>\(tc("4", ""))\(tc("5", ""))</w:tr>
            <w:tr>\(tc("无头", "<w:vMerge/>"))\(tc("6", "<w:hMerge w:val=\"restart\"/>"))\(tc("x", "<w:hMerge/>"))\(tc("7", ""))</w:tr>
            <w:tr><w:trPr><w:hidden/></w:trPr>\(tc("8", ""))\(tc("9", ""))</w:tr></w:tbl>
            """
        #expect(try shown(body) == ["[甲|乙|^|0]", "[^|1||3]", "[^|4|5|^]", "[无头|6|^|7]"])
    }

    @Test func `a table in a cell is a table, and the paragraphs around it are the document's`() throws {
        let inner = "<w:tbl><w:tr>\(tc("规章", ""))\(tc("0", ""))</w:tr></w:tbl>"
        let body = """
            <w:tbl><w:tr>\(tc("左", ""))<w:tc>\(p("前"))\(inner)\(p("后"))</w:tc></w:tr>
            <w:tr>\(tc("2", ""))\(tc("3", ""))</w:tr></w:tbl>
            """
        #expect(try shown(body) == ["前", "[规章|0]", "后", "[左|]", "[2|3]"])
    }

    @Test func `automatic numbers stand before their paragraphs`() throws {
        func level(_ number: Int, _ format: String, _ text: String) -> String {
            "<w:lvl w:ilvl=\"\(number)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/><w:lvlText w:val=\"\(text)\"/></w:lvl>"
        }
        let numbering = """
            <w:numbering xmlns:w="\(OfficeFixtures.wordSpace)"><w:abstractNum w:abstractNumId="0">
            \(level(0, "chineseCountingThousand", "%1、"))\(level(1, "decimal", "%1.%2."))</w:abstractNum>
            <w:abstractNum w:abstractNumId="1">\(level(0, "bullet", "·"))</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride></w:num>
            </w:numbering>
            """
        let styles = """
            <w:styles xmlns:w="\(OfficeFixtures.wordSpace)"><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
            </w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>
            """
        func item(_ text: String, _ properties: String) -> String {
            "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
        }
        func list(_ number: Int, _ level: Int) -> String {
            "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(number)\"/></w:numPr>"
        }
        let body =
            item("总体情况", "<w:pStyle w:val=\"b\"/>") + item("细", list(1, 1)) + item("目", list(1, 1))
            + item("主动公开", "<w:pStyle w:val=\"a\"/>") + item("细", list(1, 1)) + item("其他", list(2, 0))
            + item("又", list(2, 0)) + item("无号", "<w:pStyle w:val=\"a\"/>" + list(0, 0)) + item("无级", list(1, -1))
        let parts = [
            ("word/numbering.xml", numbering), ("word/styles.xml", styles),
            (
                "word/_rels/document.xml.rels",
                OfficeXML.relations([("numbering", "numbering.xml"), ("styles", "styles.xml")])
            ),
        ]
        #expect(
            try shown(body, parts) == [
                "一、总体情况", "一.1. 细", "一.2. 目", "二、主动公开", "二.1. 细", "十、其他", "十一、又", "无号", "无级",
            ])
    }

    @Test(arguments: [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "chineseCounting", "十二"),
        (20, "chineseCounting", "二十"), (105, "chineseCounting", "一百零五"), (3, "chineseLegalSimplified", "叁"),
        (4, "upperRoman", "IV"), (28, "lowerLetter", "bb"), (3, "decimalEnclosedCircleChinese", "③"),
        (2, "ideographTraditional", "乙"), (7, "somethingElse", "7"), (7, "bullet", ""),
    ])
    func `numbers are written as Word writes them`(value: Int, format: String, text: String) {
        #expect(WordNumber.written(value, format) == text)
    }

    @Test func `pictures without text are said to be pictures`() {
        let failure = OfficeFixtures.failure(OfficeFixtures.word("<w:p><w:r><w:drawing/></w:r></w:p>"))
        #expect(failure?.rule == "document.unsupported")
        #expect(failure?.message.chinese.contains("图片") == true)
        #expect(OfficeFixtures.failure(OfficeFixtures.word("<w:p/>")) == .empty)
    }
}
