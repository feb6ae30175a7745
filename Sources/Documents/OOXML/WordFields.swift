/// The fields that are open in a Word document: codes are not text, and a list of contents says nothing that the headings
/// do not (ECMA-376 part 1, 17.16).
struct WordFields {
    private var open: [Field] = []
    /// How many of them hide what stands in them at present.
    private var unread = 0

    private struct Field {
        var code: [UInt8] = []
        var isCode = true
        var isUnread = true
    }

    private static let contents = Array("TOC".utf8)
    private static let deepest = 64

    /// Whether what stands here is code, or a list of contents.
    var isUnread: Bool { unread > 0 }

    /// A mark: a field begins, its result begins, or it ends.
    mutating func take(_ mark: XMLAttributes) {
        if mark.has("fldCharType", "begin") {
            guard open.count < Self.deepest else { return }
            open.append(Field())
            unread += 1
        } else if mark.has("fldCharType", "separate") {
            guard let field = open.last, field.isCode else { return }
            let code = field.code.drop { $0 == 0x20 }
            let isContents = code.starts(with: Self.contents)
            open[open.count - 1].isCode = false
            open[open.count - 1].isUnread = isContents
            if !isContents { unread -= 1 }
        } else if mark.has("fldCharType", "end"), let field = open.popLast(), field.isUnread {
            unread -= 1
        }
    }

    /// A piece of a field's code; its first word is enough.
    mutating func takeCode(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let field = open.last, field.isCode, field.code.count < 16 else { return }
        unsafe open[open.count - 1].code.append(contentsOf: bytes.prefix(16))
    }
}
