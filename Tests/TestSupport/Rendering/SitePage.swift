public import Core

/// A report as the page of a government site: tables that lay out the page, navigation around, a footer below.
public enum SitePage {
    /// The page in UTF-8, whatever it says of itself.
    public static func write(_ sample: Sample, charset: String = "utf-8") -> [UInt8] {
        var page = head(charset)
        for block in sample.blocks {
            switch block {
            case .paragraph(let text):
                page += "<P align=left>&nbsp;&nbsp;<FONT face=仿宋 size=4>\(CleanPage.escaped(text))</FONT>\n"
            case .table(let rows): page += table(rows)
            }
        }
        return Array((page + foot).utf8)
    }

    private static func head(_ charset: String) -> String {
        """
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
        <HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=\(charset)">
        <META name="SiteName" content="青岚市人民政府"><TITLE>政府信息公开年报_政务公开_青岚市人民政府</TITLE>
        <SCRIPT language="javascript">if (1 < 2 && 3 > 2) document.write("<td>99</td>");</SCRIPT>
        <STYLE>.nav a { color: red }</STYLE></HEAD>
        <BODY onload="init()">
        <NAV><UL><LI><A href="/">首页</A><LI><A href="/zwgk">政务公开</A><LI><A href="/hd">互动交流</A></UL></NAV>
        <TABLE width=1000 align=center cellpadding=0><TR><TD colspan=3><IMG src="/banner.jpg" width=1000></TD></TR>
        <TR><TD width=200 valign=top>
          <TABLE class=menu><TR><TD><A href="1.html">2017年政府信息公开工作年度报告</A></TD><TD>2018-03-20</TD></TR>
          <TR><TD><A href="2.html">2018年政府信息公开工作年度报告</A></TD><TD>2019-03-22</TD></TR></TABLE>
          <DIV><A href="x.html">市政务服务局2018年政府信息公开工作年度报告</A></DIV>
          <SELECT><OPTION>2016年</OPTION><OPTION>2017年</OPTION></SELECT>
        </TD><TD width=10>&nbsp;</TD><TD>
        <DIV class=position>您现在的位置：<A href="/">首页</A> &gt; <A href="/a">政务公开</A> &gt; <A href="/b">信息公开年报</A></DIV>
        <DIV style="display: none"><TABLE><TR><TD>规章</TD><TD>7</TD><TD>7</TD><TD>7</TD></TR></TABLE></DIV>
        <TABLE><TR><TD><DIV class=TRS_Editor>

        """
    }

    private static let foot = """

        </DIV></TD></TR></TABLE>
        <DIV>上一篇：<A href="3.html">青岚市水利局2018年政府信息公开工作年度报告</A></DIV>
        <DIV><A href="javascript:window.print()">【打印本页】</A> <A href="javascript:window.close()">【关闭窗口】</A></DIV>
        </TD></TR></TABLE>
        <TABLE align=center><TR><TD>主办单位：青岚市人民政府办公室&nbsp;&nbsp;技术支持：青岚市大数据中心<BR>
        版权所有&nbsp;ICP备00000000号&nbsp;网站标识码：0000000000</TD></TR></TABLE>
        </BODY></HTML>
        """

    /// Cells and rows left open, heads set apart in a nested font, values in paragraphs of their own.
    private static func table(_ rows: [[SampleTableCell]]) -> String {
        var page = "<TABLE border=1 cellspacing=0 bordercolor=#000000><TBODY>\n"
        for row in rows {
            page += "<TR>"
            for cell in row {
                let text = cell.text.isEmpty ? "&nbsp;" : "<P align=center>\(CleanPage.escaped(cell.text))</P>"
                page += "<TD\(CleanPage.spans(cell))><FONT size=2>\(text)</FONT>"
            }
            page += "\n"
        }
        return page + "</TBODY></TABLE>\n"
    }
}
