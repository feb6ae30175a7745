internal import Core

/// The parts of an Office Open XML spreadsheet (ECMA-376 part 1, SpreadsheetML).
enum SpreadsheetXML {
    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packageRelation = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    /// A sheet up to its first row: the head line stays in sight, text columns are wide.
    static func sheetStart(_ columns: [TableColumn]) -> String {
        var xml = head + "<worksheet xmlns=\"\(main)\">"
        xml += "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
        xml += "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
        if !columns.isEmpty {
            xml += "<cols>"
            for (index, column) in columns.enumerated() {
                let width = column.isNumeric ? 12 : 24
                xml += "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
            }
            xml += "</cols>"
        }
        return xml + "<sheetData>"
    }

    /// A sheet's end.
    static let sheetEnd = "</sheetData></worksheet>"

    /// A number of more than fifteen digits, which Excel would round, is written as text.
    private static let exactDigits = 15
    /// The longest text of a cell, in UTF-16 units.
    private static let longestText = 32_767

    /// One cell; nothing for one without a value.
    static func append(_ value: TableValue, at reference: String, style: Int, to xml: inout String) {
        switch value {
        case .none: return
        case .number(let number) where String(number.significand.magnitude).count <= exactDigits:
            xml += "<c r=\"\(reference)\" s=\"\(style)\"><v>\(number)</v></c>"
        case .number(let number): append(text: number.description, at: reference, style: style, to: &xml)
        case .text(let text): append(text: text, at: reference, style: style, to: &xml)
        }
    }

    private static func append(text: String, at reference: String, style: Int, to xml: inout String) {
        xml += "<c r=\"\(reference)\" s=\"\(style)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
        var length = 0
        for scalar in text.unicodeScalars {
            length += scalar.value > 0xFFFF ? 2 : 1
            if length > longestText { break }
            append(scalar, to: &xml)
        }
        xml += "</t></is></c>"
    }

    /// Characters that XML 1.0 does not allow are left out.
    private static func append(_ scalar: Unicode.Scalar, to xml: inout String) {
        switch scalar.value {
        case 0x26: xml += "&amp;"
        case 0x3C: xml += "&lt;"
        case 0x3E: xml += "&gt;"
        case 0x09, 0x0A: xml.unicodeScalars.append(scalar)
        case 0x0D: xml += "&#13;"
        case 0..<0x20, 0xFFFE, 0xFFFF: break
        default: xml.unicodeScalars.append(scalar)
        }
    }

    static func contentTypes(sheets: Int) -> String {
        let list = (1...sheets).map { number in
            "<Override PartName=\"/xl/worksheets/sheet\(number).xml\" ContentType=\"\(contentType).worksheet+xml\"/>"
        }
        return head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" "
            + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(contentType).sheet.main+xml\"/>"
            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(contentType).styles+xml\"/>"
            + list.joined() + "</Types>"
    }

    static let packageRelations =
        head + "<Relationships xmlns=\"\(packageRelation)\"><Relationship Id=\"rId1\" "
        + "Type=\"\(relations)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"

    static func workbook(_ names: [String]) -> String {
        let sheets = names.enumerated().map { index, name in
            "<sheet name=\"\(name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
        }
        return head + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets>" + sheets.joined()
            + "</sheets></workbook>"
    }

    static func workbookRelations(sheets: Int) -> String {
        let list = (1...sheets).map { number in
            "<Relationship Id=\"rId\(number)\" Type=\"\(relations)/worksheet\" "
                + "Target=\"worksheets/sheet\(number).xml\"/>"
        }
        return head + "<Relationships xmlns=\"\(packageRelation)\">" + list.joined()
            + "<Relationship Id=\"rId\(sheets + 1)\" Type=\"\(relations)/styles\" Target=\"styles.xml\"/>"
            + "</Relationships>"
    }

    /// Style 0 is plain, style 1 the bold head line.
    static let styles =
        head + "<styleSheet xmlns=\"\(main)\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
        + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
        + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
        + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
        + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
        + "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
        + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs>"
        + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
        + "</styleSheet>"
}
