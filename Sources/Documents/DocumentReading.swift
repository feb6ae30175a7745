import Core

/// What a format's reader made of one file: the document, and what had to be done or was learnt on the way.
struct DocumentReading: Sendable {
    /// Paragraphs and table grids.
    var document: Document
    /// How the characters were encoded; nil where the format itself settles that.
    var encoding: TextEncoding?
    /// How many broken sequences of characters were replaced.
    var replaced = 0
    /// What the page says that the document was saved from.
    var page = PageFacts()
    /// What is to be said about the document, beside its encoding.
    var findings: [Finding] = []

    /// Everything to be said about the document.
    var allFindings: [Finding] {
        guard let encoding, encoding != .utf8 || replaced > 0 else { return findings }
        return [Self.encodingFinding(encoding, replaced: replaced)] + findings
    }

    private static func encodingFinding(_ encoding: TextEncoding, replaced: Int) -> Finding {
        let message =
            switch (encoding, replaced) {
            case (.utf8, _):
                Message(
                    zh: "文本中有 \(replaced) 处损坏的 UTF-8 序列，已替换",
                    en: "\(replaced) broken UTF-8 sequences in the text were replaced")
            case (_, 0):
                Message(
                    zh: "文本为 \(encoding.name) 编码，不是 UTF-8，已转换",
                    en: "the text is in \(encoding.name), not in UTF-8, and was converted")
            default:
                Message(
                    zh: "文本为 \(encoding.name) 编码，其中 \(replaced) 处损坏，已替换",
                    en: "the text is in \(encoding.name); \(replaced) broken sequences were replaced")
            }
        return Finding(rule: "document.encoding", severity: .info, message: message)
    }
}

extension TextEncoding {
    /// What people call it.
    fileprivate var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .gb18030: "GB18030"
        case .big5: "Big5"
        }
    }
}
