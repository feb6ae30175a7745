public import Core

/// A report pasted into an Excel workbook.
public struct SheetDocument: Sendable {
    /// How it is written.
    public enum Manner: Sendable {
        /// One sheet, cells merged as in the form, texts shared.
        case merged
        /// A sheet for each table, nothing merged, texts in the cells, figures with formats; one more sheet is hidden.
        case parted
    }

    private let manner: Manner
    private var sheets: [(rows: String, merges: [String])] = [("", [])]
    private var row = 0
    private var strings: [String] = []

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    /// The file.
    public static func write(_ sample: Sample, _ manner: Manner = .merged) -> [UInt8] {
        var document = SheetDocument(manner: manner)
        for block in sample.blocks {
            switch block {
            case .paragraph(let text): document.add(text)
            case .table(let rows): document.add(rows)
            }
        }
        return document.package()
    }

    private init(manner: Manner) {
        self.manner = manner
    }

    // MARK: Rows

    private static let width = 15

    private mutating func add(_ paragraph: String) {
        row += manner == .parted ? 2 : 1
        write(row, [(1, paragraph)])
        if manner == .merged { merge(row, 1, rows: 1, columns: Self.width) }
    }

    private mutating func add(_ rows: [[SampleTableCell]]) {
        if manner == .parted {
            sheets.append(("", []))
            row = 0
        }
        var covered: Set<[Int]> = []
        for cells in rows {
            row += 1
            var column = 1
            var line: [(Int, String)] = []
            for cell in cells {
                while covered.contains([row, column]) { column += 1 }
                line.append((column, cell.text))
                for below in 0..<cell.rows {
                    for beside in 0..<cell.columns { covered.insert([row + below, column + beside]) }
                }
                if manner == .merged { merge(row, column, rows: cell.rows, columns: cell.columns) }
                column += cell.columns
            }
            write(row, line)
        }
    }

    private mutating func write(_ row: Int, _ cells: [(column: Int, text: String)]) {
        var xml = "<row r=\"\(row)\">"
        for cell in cells {
            let place = reference(row, cell.column)
            if cell.text.isEmpty {
                xml += "<c r=\"\(place)\" s=\"1\"/>"
            } else if let number = Double(cell.text), cell.text.allSatisfy({ "0123456789.".contains($0) }) {
                // What Excel stores of 0.1 + 0.2.
                let stored = cell.text.contains(".") ? "\(number.nextUp)" : cell.text
                xml += "<c r=\"\(place)\" s=\"\(manner == .parted ? 2 : 0)\"><v>\(stored)</v></c>"
            } else if manner == .merged {
                strings.append(cell.text)
                xml += "<c r=\"\(place)\" t=\"s\"><v>\(strings.count - 1)</v></c>"
            } else {
                let text = OfficeXML.escaped(cell.text)
                xml += "<c r=\"\(place)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(text)</t></is></c>"
            }
        }
        sheets[sheets.count - 1].rows += xml + "</row>"
    }

    private mutating func merge(_ row: Int, _ column: Int, rows: Int, columns: Int) {
        guard rows > 1 || columns > 1 else { return }
        sheets[sheets.count - 1].merges.append(
            "<mergeCell ref=\"\(reference(row, column)):\(reference(row + rows - 1, column + columns - 1))\"/>")
    }

    private func reference(_ row: Int, _ column: Int) -> String {
        String(Character(Unicode.Scalar(UInt8(64 + column)))) + "\(row)"
    }

    // MARK: Package

    private func package() -> [UInt8] {
        var files = [
            ("_rels/.rels", OfficeXML.relations([("officeDocument", "xl/workbook.xml")])),
            ("xl/sharedStrings.xml", sharedStrings), ("xl/styles.xml", Self.styles),
        ]
        var shown = sheets
        if manner == .parted { shown.append(("<row r=\"1\"><c r=\"A1\"><v>999</v></c></row>", [])) }
        var relations: [(type: String, target: String)] = []
        var list = ""
        for (index, sheet) in shown.enumerated() {
            let number = index + 1
            let isHidden = manner == .parted && number == shown.count
            relations.append(("worksheet", "worksheets/sheet\(number).xml"))
            let state = isHidden ? " state=\"hidden\"" : ""
            list += "<sheet name=\"表\(number)\" sheetId=\"\(number)\"\(state) r:id=\"rId\(number)\"/>"
            let merges = sheet.merges.isEmpty ? "" : "<mergeCells>\(sheet.merges.joined())</mergeCells>"
            let content = "<sheetData>\(sheet.rows)</sheetData>\(merges)"
            files.append(
                (
                    "xl/worksheets/sheet\(number).xml",
                    "\(OfficeXML.head)<worksheet xmlns=\"\(Self.main)\">\(content)</worksheet>"
                ))
        }
        let references = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
        let workbook = "<workbook xmlns=\"\(Self.main)\" \(references)><sheets>\(list)</sheets></workbook>"
        files.append(("xl/workbook.xml", OfficeXML.head + workbook))
        files.append(
            (
                "xl/_rels/workbook.xml.rels",
                OfficeXML.relations(relations + [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")])
            ))
        return PackedFile.zip(files)
    }

    /// Every text in two runs, with a reading above it.
    private var sharedStrings: String {
        let items = strings.map { text in
            let half = text.index(text.startIndex, offsetBy: text.count / 2)
            let runs = [text[..<half], text[half...]].map { part in
                "<r><rPr><sz val=\"11\"/></rPr><t xml:space=\"preserve\">\(OfficeXML.escaped(String(part)))</t></r>"
            }
            return "<si>\(runs.joined())<rPh sb=\"0\" eb=\"1\"><t>du</t></rPh></si>"
        }
        return "\(OfficeXML.head)<sst xmlns=\"\(Self.main)\">\(items.joined())</sst>"
    }

    private static let styles = """
        \(OfficeXML.head)<styleSheet xmlns="\(main)"><numFmts><numFmt numFmtId="176" formatCode="#,##0.######_ "/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="49"/><xf numFmtId="176"/></cellXfs></styleSheet>
        """
}
