public import Core

/// A report as a Word document.
public struct WordDocument: Sendable {
    /// How it is written.
    public enum Manner: Sendable {
        /// As Word writes it: section headings numbered automatically, figures in runs of their own.
        case plain
        /// As its reviewers left it: tracked changes, fields, a list of contents, the title in a text box, in the strict
        /// dialect and under an unusual name.
        case reviewed
        /// Everything in one cell of a table, as pages are pasted.
        case pasted
    }

    private let manner: Manner
    private var numbers: [Int] = []

    /// The file.
    public static func write(_ sample: Sample, _ manner: Manner = .plain) -> [UInt8] {
        var document = WordDocument(manner: manner)
        let body = document.body(sample.blocks)
        return document.package(body)
    }

    private init(manner: Manner) {
        self.manner = manner
    }

    // MARK: Package

    private func package(_ body: String) -> [UInt8] {
        let isStrict = manner == .reviewed
        let name = isStrict ? "word/正文2.xml" : "word/document.xml"
        let word =
            isStrict
            ? "http://purl.oclc.org/ooxml/wordprocessingml/main"
            : "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        let spaces = """
            xmlns:w="\(word)" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
            xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"
            """
        let main = OfficeXML.head + "<w:document \(spaces)><w:body>\(body)<w:sectPr/></w:body></w:document>"
        let type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        let types = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/\(name)"
            ContentType="\(type)"/></Types>
            """
        let rels = OfficeXML.relations([("officeDocument", isStrict ? "/\(name)" : name)], isStrict: isStrict)
        let relsName = "word/_rels/" + name.dropFirst("word/".count) + ".rels"
        return PackedFile.zip([
            ("[Content_Types].xml", OfficeXML.head + types), ("_rels/.rels", rels), (name, main),
            (relsName, OfficeXML.relations([("styles", "styles.xml"), ("numbering", "numbering.xml")])),
            ("word/styles.xml", styles), ("word/numbering.xml", numbering),
            ("word/footnotes.xml", OfficeXML.head + "<footnotes>总计 999</footnotes>"),
            ("docProps/core.xml", OfficeXML.head + "<title>青岚市水利局2015年政府信息公开工作年度报告</title>"),
        ])
    }

    private static let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

    private var styles: String {
        """
        \(OfficeXML.head)<w:styles \(Self.space)><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>
        <w:basedOn w:val="a"/></w:style><w:style w:type="paragraph" w:default="1" w:styleId="a"/></w:styles>
        """
    }

    /// A list for every numbered heading, each beginning at its own number: samples misnumber some.
    private var numbering: String {
        var xml = """
            \(OfficeXML.head)<w:numbering \(Self.space)><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
            <w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
            """
        for (index, number) in numbers.enumerated() {
            xml += "<w:num w:numId=\"\(index + 1)\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\">"
            xml += "<w:startOverride w:val=\"\(number)\"/></w:lvlOverride></w:num>"
        }
        return xml + "</w:numbering>"
    }

    // MARK: Body

    private mutating func body(_ blocks: [SampleBlock]) -> String {
        var xml = ""
        if manner == .reviewed { xml += contents(blocks) }
        for (index, block) in blocks.enumerated() {
            switch block {
            case .paragraph(let text): xml += index == 0 && manner == .reviewed ? boxed(text) : paragraph(text)
            case .table(let rows): xml += table(rows)
            }
        }
        guard manner == .pasted else { return xml }
        return "<w:tbl><w:tr><w:tc>\(xml)<w:p/></w:tc></w:tr></w:tbl>"
    }

    private static let numerals: [Character: Int] = ["一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7]

    private mutating func paragraph(_ text: String) -> String {
        if manner == .plain, text.count < 40, text.dropFirst().first == "、", let first = text.first,
            let number = Self.numerals[first]
        {
            numbers.append(number)
            let properties = """
                <w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="\(numbers.count)"/></w:numPr></w:pPr>
                """
            return "<w:p>\(properties)\(runs(String(text.dropFirst(2))))</w:p>"
        }
        return "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"420\"/></w:tabs></w:pPr>\(runs(text))</w:p>"
    }

    /// Figures are runs of their own; reviewers inserted one half and deleted something in between.
    private func runs(_ text: String) -> String {
        var xml = ""
        var run = ""
        var isLatin = false
        func flush() {
            if !run.isEmpty { xml += self.run(run) }
            run = ""
        }
        for character in text {
            if character.isASCII != isLatin {
                flush()
                isLatin.toggle()
            }
            run.append(character)
        }
        flush()
        guard manner == .reviewed, text.count > 8 else { return xml }
        let half = text.index(text.startIndex, offsetBy: text.count / 2)
        let deleted = "<w:del w:id=\"1\"><w:r><w:delText>共365件</w:delText></w:r></w:del>"
        let moved = "<w:moveFrom w:id=\"2\"><w:r><w:t>另有412条。</w:t></w:r></w:moveFrom>"
        let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部稿</w:t></w:r>"
        let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> SEQ 7 </w:instrText></w:r>"
        let result = "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + self.run(String(text[half...]))
        return self.run(String(text[..<half])) + deleted + moved + hidden + "<w:ins w:id=\"3\">\(field)\(result)"
            + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:ins>"
    }

    private func run(_ text: String) -> String {
        "<w:r><w:rPr><w:rFonts w:ascii=\"仿宋\"/></w:rPr><w:t xml:space=\"preserve\">\(OfficeXML.escaped(text))</w:t></w:r>"
    }

    private func boxed(_ text: String) -> String {
        let content = "<w:txbxContent><w:p>\(run(text))</w:p></w:txbxContent>"
        return """
            <w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>\(content)</wps:txbx></w:drawing>
            </mc:Choice><mc:Fallback><w:pict><v:textbox>\(content)</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
            """
    }

    private func contents(_ blocks: [SampleBlock]) -> String {
        let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>"
        let end = "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
        let entries = ["一、总体情况", "七、附件"].map { "<w:p>\(run($0))<w:r><w:tab/><w:t>3</w:t></w:r></w:p>" }
        return "<w:p>\(begin)<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r></w:p>\(entries.joined())\(end)"
    }

    // MARK: Tables

    /// One cell of the grid: a sample's, or what it covers in the rows below.
    private struct Place {
        let text: String
        let columns: Int
        let goesOn: Bool
        let isCovered: Bool
    }

    private func table(_ rows: [[SampleTableCell]]) -> String {
        var xml = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"600\"/></w:tblGrid>"
        for (index, row) in Self.places(rows).enumerated() {
            xml += "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            for place in row {
                var properties = place.columns > 1 ? "<w:gridSpan w:val=\"\(place.columns)\"/>" : ""
                if place.isCovered { properties += "<w:vMerge/>" }
                if place.goesOn { properties += "<w:vMerge w:val=\"restart\"/>" }
                let lines = place.text.split(separator: "\n").map { "<w:p>\(runs(String($0)))</w:p>" }
                let content = lines.isEmpty ? "<w:p/>" : lines.joined()
                xml += "<w:tc><w:tcPr><w:tcW w:w=\"600\"/>\(properties)</w:tcPr>\(content)</w:tc>"
            }
            xml += "</w:tr>"
            if manner == .reviewed, index == 1 {
                xml += "<w:tr><w:trPr><w:del w:id=\"9\"/></w:trPr><w:tc><w:p>\(run("规章"))</w:p></w:tc></w:tr>"
            }
        }
        return xml + "</w:tbl>"
    }

    private static func places(_ rows: [[SampleTableCell]]) -> [[Place]] {
        /// For each column, how many rows and columns the cell above still covers.
        var above: [Int: (rows: Int, columns: Int)] = [:]
        return rows.map { row in
            var cells = row[...]
            var column = 0
            var places: [Place] = []
            while !cells.isEmpty || above[column] != nil {
                if let cover = above[column] {
                    places.append(Place(text: "", columns: cover.columns, goesOn: false, isCovered: true))
                    above[column] = cover.rows > 1 ? (cover.rows - 1, cover.columns) : nil
                    column += cover.columns
                } else {
                    let cell = cells.removeFirst()
                    let isTall = cell.rows > 1
                    places.append(
                        Place(text: cell.text, columns: cell.columns, goesOn: isTall, isCovered: false))
                    if isTall { above[column] = (cell.rows - 1, cell.columns) }
                    column += cell.columns
                }
            }
            return places
        }
    }
}
