public import Core

/// A sample as sites often post one: a page with the text, and an attachment with the tables.
public enum PartedReport {
    /// The page: every paragraph, and no table, but what is given for each; with a link to an attachment or without.
    public static func page(_ sample: Sample, linking target: String? = nil, tablesAs other: String = "") -> [UInt8] {
        let link = target.map { ["<p><a href=\"\($0)\">附件</a></p>"] } ?? []
        return html(
            link
                + sample.blocks.map { block in
                    if case .paragraph(let text) = block { "<p>\(OfficeXML.escaped(text))</p>" } else { other }
                })
    }

    /// The attachment: every table, or those whose position among them is wanted, and no text.
    public static func tables(_ sample: Sample, where isWanted: (Int) -> Bool = { _ in true }) -> [UInt8] {
        let tables = sample.blocks.compactMap { if case .table(let rows) = $0 { rows } else { nil } }
        return html(
            tables.enumerated().filter { isWanted($0.offset) }.map { _, rows in
                let cells = rows.map { row in
                    row.map { cell in
                        "<td colspan=\"\(cell.columns)\" rowspan=\"\(cell.rows)\">\(OfficeXML.escaped(cell.text))</td>"
                    }.joined()
                }
                return "<table>" + cells.map { "<tr>\($0)</tr>" }.joined() + "</table>"
            })
    }

    /// Sites attach such pages as `.doc`: what they are, their content tells.
    private static func html(_ elements: [String]) -> [UInt8] {
        Array("<html><head><meta charset=\"utf-8\"></head><body>\(elements.joined(separator: "\n"))</body></html>".utf8)
    }
}
