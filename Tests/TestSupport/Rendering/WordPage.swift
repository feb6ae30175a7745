public import Core

/// A report as Word saves it as a web page.
public enum WordPage {
    /// The page in UTF-8.
    public static func write(_ sample: Sample) -> [UInt8] {
        var page = """
            <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
            xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
            <head>
            <meta http-equiv=Content-Type content="text/html; charset=utf-8">
            <meta name=ProgId content=Word.Document>
            <!--[if gte mso 9]><xml><o:DocumentProperties><o:Pages>9</o:Pages></o:DocumentProperties></xml><![endif]-->
            <style>
            <!-- p.MsoNormal {mso-style-parent:"";margin:0cm;font-family:宋体;} td {mso-cell-special:placeholder} -->
            </style>
            </head>
            <body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'>
            <div class=WordSection1 style='layout-grid:15.6pt'>

            """
        for block in sample.blocks {
            switch block {
            case .paragraph(let text): page += paragraph(text)
            case .table(let rows): page += table(rows)
            }
        }
        return Array(
            (page + "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>\n</div></body></html>").utf8)
    }

    private static func paragraph(_ text: String) -> String {
        """
        <p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;
        line-height:28.0pt;mso-line-height-rule:exactly'><![if !supportLists]><span
        style='font-size:16.0pt;mso-hide:none;font-family:仿宋_GB2312'>\(runs(text))<span lang=EN-US><o:p></o:p></span></span><![endif]></p>


        """
    }

    /// Latin letters and figures are runs of their own.
    private static func runs(_ text: String) -> String {
        var page = ""
        var isLatin = false
        for character in text {
            if character.isASCII != isLatin {
                page += isLatin ? "</span>" : "<span\nlang=EN-US style='mso-bidi-font-size:10.5pt'>"
                isLatin.toggle()
            }
            page += CleanPage.escaped(String(character))
        }
        return page + (isLatin ? "</span>" : "")
    }

    private static func table(_ rows: [[SampleTableCell]]) -> String {
        var page = """
            <div align=center>
            <table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 width=624
             style='border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt'>

            """
        for (index, row) in rows.enumerated() {
            page += " <tr style='mso-yfti-irow:\(index);height:20.25pt'>\n"
            for cell in row {
                let text = cell.text.isEmpty ? "" : runs(cell.text)
                page += """
                      <td width=\(40 * cell.columns) colspan=\(2 * cell.columns) rowspan=\(cell.rows) valign=top style='width:30.0pt;border:solid windowtext 1.0pt;
                      mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'>
                      <p class=MsoNormal align=center style='text-align:center'><span
                      lang=EN-US style='font-size:10.5pt'>\(text)<o:p>\(cell.text.isEmpty ? "&nbsp;" : "")</o:p></span></p>
                      </td>

                    """
            }
            page += " </tr>\n"
        }
        // Word keeps the widths of columns that no row has by themselves in a last row.
        let width = rows.first?.reduce(0) { $0 + $1.columns } ?? 0
        let widths = String(repeating: "  <td width=20 style='border:none'></td>\n", count: width * 2)
        return page
            + " <![if !supportMisalignedColumns]>\n <tr height=0>\n\(widths) </tr>\n <![endif]>\n</table>\n</div>\n"
    }
}
