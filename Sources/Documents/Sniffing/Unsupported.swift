import Core

/// Says what a file without a reader is, and what to do about it.
enum Unsupported {
    /// The failure for such content.
    static func failure(_ content: FileContent) -> DocumentFailure {
        .unsupported(message(content))
    }

    private static func message(_ content: FileContent) -> Message {
        switch content {
        case .picture(let name):
            Message(
                zh: "\(name) 图片，不是文档；表格以图片发布的，请向原网站索取文字版",
                en: "a \(name) picture and no document; where tables are published as pictures, ask the site for text")
        case .archive(let name):
            Message(
                zh: "\(name) 压缩包；请解压后把其中的报告放入",
                en: "a \(name) archive; unpack it and drop the reports in it")
        case .zip:
            Message(zh: "ZIP 压缩包；请解压后把其中的报告放入", en: "a zip archive; unpack it and drop the reports in it")
        case .encrypted:
            Message(
                zh: "加密的 Office 文档，需要密码才能打开；请去掉密码后另存",
                en: "an Office document with a password; save it without the password")
        case .compound:
            Message(
                zh: "OLE 复合文件，其中没有 Word 或 Excel 内容（可能是演示文稿或邮件）；请另存为 DOCX 后重新放入",
                en: "an OLE compound file without a Word or Excel document, such as slides or mail: save it as DOCX "
                    + "and drop it again")
        case .ofd: convert("OFD 版式文档", "an OFD document", to: "PDF")
        case .openDocument: convert("OpenDocument 文档", "an OpenDocument file", to: "DOCX")
        case .webArchive: convert("MHTML 网页存档", "a web archive (MHTML)", to: "HTML")
        case .wordXML: convert("Word 2003 XML 文档", "a Word 2003 XML document", to: "DOCX")
        case .spreadsheetXML: convert("Excel 2003 XML 表格", "an Excel 2003 XML sheet", to: "XLSX")
        case .html, .docx, .xlsx, .pdf, .doc, .xls, .rtf, .text:
            convert("\(content.format.rawValue.uppercased()) 文件", "a \(content.format.rawValue.uppercased()) file")
        case .unknown:
            Message(
                zh: "二进制文件，不是可识别的文档；请检查采集是否完整",
                en: "a binary file of no known kind; check that it was fetched whole")
        }
    }

    private static func convert(_ chinese: String, _ english: String, to format: String? = nil) -> Message {
        Message(
            zh: "\(chinese)，本版本不读取；请另存为\(format.map { " \($0) " } ?? "文本")后重新放入",
            en: "\(english), which this version does not read: save it as \(format ?? "text") and drop it again")
    }
}
