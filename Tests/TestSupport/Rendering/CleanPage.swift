public import Core

/// A report as a plain page.
public enum CleanPage {
    /// The page in UTF-8; without end tags of cells, rows and paragraphs if so wanted, as HTML allows.
    public static func write(_ sample: Sample, endsElements: Bool = true) -> [UInt8] {
        func end(_ name: String) -> String { endsElements ? "</\(name)>" : "" }
        var page = "<!DOCTYPE html>\n<html lang=\"zh\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n"
        for block in sample.blocks {
            switch block {
            case .paragraph(let text): page += "<p>\(escaped(text))\(end("p"))\n"
            case .table(let rows):
                page += "<table border=\"1\">\n"
                for row in rows {
                    page += "<tr>"
                    for cell in row { page += "<td\(spans(cell))>\(escaped(cell.text))\(end("td"))" }
                    page += end("tr") + "\n"
                }
                page += "</table>\n"
            }
        }
        return Array((page + "</body>\n</html>\n").utf8)
    }

    static func spans(_ cell: SampleTableCell) -> String {
        (cell.columns > 1 ? " colspan=\"\(cell.columns)\"" : "") + (cell.rows > 1 ? " rowspan=\(cell.rows)" : "")
    }

    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { page, character in
            switch character {
            case "&": page += "&amp;"
            case "<": page += "&lt;"
            case ">": page += "&gt;"
            case "\u{A0}": page += "&nbsp;"
            default: page.append(character)
            }
        }
    }
}
