internal import CZip
internal import Core
internal import Glibc

/// A spreadsheet of Office Open XML (ECMA-376): one sheet with the data, one that says what each column is.
///
/// The data is written to an unnamed temporary file and packed by libzip at the end. A sheet holds 1,048,576 rows; what
/// does not fit goes on in further sheets.
public final class XLSXWriter: TableWriter {
    private static let rowsPerSheet = 1_048_576

    private let path: String
    private let columns: [TableColumn]
    private let references: [String]
    private var sheets: [PartFile] = []
    private var rows = 0

    /// A table with these columns, for a file at this path.
    ///
    /// - Throws: ``ExportError`` when no temporary file can be made.
    public init(_ columns: [TableColumn], at path: String) throws(ExportError) {
        self.path = path
        self.columns = columns
        references = columns.indices.map(XLSXWriter.reference)
        try beginSheet()
    }

    /// Writes one row of the sheet.
    public func write(_ row: [TableValue]) throws(ExportError) {
        if rows == XLSXWriter.rowsPerSheet { try beginSheet() }
        try append(row, style: 0)
    }

    /// Makes the file complete.
    public func finish() throws(ExportError) {
        for sheet in sheets { try sheet.write(SpreadsheetXML.sheetEnd) }
        try pack()
    }

    private func beginSheet() throws(ExportError) {
        rows = 0
        let sheet = try PartFile()
        sheets.append(sheet)
        try sheet.write(SpreadsheetXML.sheetStart(columns))
        try append(columns.map { .text($0.name) }, style: 1)
    }

    private func append(_ row: [TableValue], style: Int) throws(ExportError) {
        rows += 1
        var xml = "<row r=\"\(rows)\">"
        for (value, column) in zip(row, references) {
            SpreadsheetXML.append(value, at: "\(column)\(rows)", style: style, to: &xml)
        }
        xml += "</row>"
        guard let sheet = sheets.last else { return }
        try sheet.write(xml)
    }

    /// `A` to `Z`, `AA` to `ZZ`, `AAA` …: the letters of a column.
    static func reference(_ column: Int) -> String {
        var rest = column + 1
        var letters: [UInt8] = []
        while rest > 0 {
            letters.insert(UInt8(ascii: "A") + UInt8((rest - 1) % 26), at: 0)
            rest = (rest - 1) / 26
        }
        return String(decoding: letters, as: UTF8.self)
    }

    private func pack() throws(ExportError) {
        let archive = try ZipArchive(path: path)
        let names = sheets.indices.map { index in sheets.count == 1 ? "数据" : "数据 \(index + 1)" } + ["列说明"]
        try archive.add("[Content_Types].xml", SpreadsheetXML.contentTypes(sheets: names.count))
        try archive.add("_rels/.rels", SpreadsheetXML.packageRelations)
        try archive.add("xl/workbook.xml", SpreadsheetXML.workbook(names))
        try archive.add("xl/_rels/workbook.xml.rels", SpreadsheetXML.workbookRelations(sheets: names.count))
        try archive.add("xl/styles.xml", SpreadsheetXML.styles)
        for (index, sheet) in sheets.enumerated() {
            try archive.add("xl/worksheets/sheet\(index + 1).xml", from: sheet)
        }
        try archive.add("xl/worksheets/sheet\(names.count).xml", legend)
        try archive.close()
    }

    /// What each column is, in both languages.
    private var legend: String {
        var xml = SpreadsheetXML.sheetStart([])
        let head: [TableValue] = [.text("列 column"), .text("名称"), .text("name")]
        let rows = columns.map { [TableValue.text($0.name), .text($0.label.chinese), .text($0.label.english)] }
        for (index, row) in ([head] + rows).enumerated() {
            xml += "<row r=\"\(index + 1)\">"
            for (column, value) in row.enumerated() {
                let place = "\(XLSXWriter.reference(column))\(index + 1)"
                SpreadsheetXML.append(value, at: place, style: index == 0 ? 1 : 0, to: &xml)
            }
            xml += "</row>"
        }
        return xml + SpreadsheetXML.sheetEnd
    }
}
