public import Core
internal import Mustache

/// A channel's own text for its messages: Mustache over a ``MessageModel``, values escaped for the channel's dialect.
///
/// Of Mustache's tags, partials, inheritance and changed delimiters are refused: a template is one file.
public struct MessageTemplate: Sendable {
    /// Something in a template that its author should look at.
    public struct Remark: Error, Sendable, Hashable {
        /// The line it is in, from 1.
        public let line: Int
        /// What is wrong.
        public let cause: Message
        /// What would be right.
        public let hint: Message
    }

    /// Longer than anything that a channel could send, bytes.
    private static let longest = 1 << 20

    /// What is allowed but will hardly be meant: names that no message has, kinds of message that it says nothing about.
    public let remarks: [Remark]
    let dialect: TemplateDialect
    private let template: MustacheTemplate

    /// Reads a template and tries it on an example of each kind of message.
    ///
    /// - Parameters:
    ///   - text: the template.
    ///   - dialect: how the channel's text is marked up.
    /// - Throws: the ``Remark`` about what cannot be understood.
    public init(_ text: String, dialect: TemplateDialect) throws(Remark) {
        let tags = TemplateTags(text)
        if let refused = tags.refused.first { throw Remark(refused: refused) }
        dialect.register()
        self.dialect = dialect
        do {
            // The tag stands on a line of its own, which leaves nothing behind.
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(dialect.contentType)}}\n\(text)")
        } catch let error as MustacheTemplate.ParserError {
            throw Remark(error)
        } catch {
            throw Remark(line: 1, cause: Message(zh: "无法理解", en: "cannot be understood"), hint: Remark.manual)
        }
        let examples = MessageModel.examples
        let silent = examples.filter { [template] example in
            MessageTemplate.render(template, example.model, dialect) == nil
        }
        let names = examples.reduce(into: Set<String>()) { $0.formUnion($1.model.names) }
        remarks =
            tags.names(notAmong: names).map { Remark(unknown: $0.name, line: $0.line) }
            + (silent.isEmpty ? [] : [Remark(silentOn: silent.map(\.name))])
    }

    /// The lines for a message; nil when the template says nothing about it, so that the built-in text has to be sent.
    func lines(of model: MessageModel) -> [String]? {
        MessageTemplate.render(template, model, dialect)
    }

    private static func render(
        _ template: MustacheTemplate, _ model: MessageModel, _ dialect: TemplateDialect
    ) -> [String]? {
        var text = template.render(model.context)
        for words in model.ownWords { text = text.replacing(dialect.escaped(words), with: dialect.own(words)) }
        guard text.utf8.count <= longest else { return nil }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        let isBlank = { (line: String) in line.allSatisfy(\.isWhitespace) }
        guard let first = lines.firstIndex(where: { !isBlank($0) }), let last = lines.lastIndex(where: { !isBlank($0) })
        else { return nil }
        return Array(lines[first...last])
    }
}

extension MessageTemplate.Remark {
    fileprivate static let manual = Message(zh: "见 docs/templates.md", en: "see docs/templates.md")

    fileprivate init(_ error: MustacheTemplate.ParserError) {
        line = max(1, error.context.lineNumber - 1)
        switch error.error {
        case MustacheTemplate.Error.sectionCloseNameIncorrect:
            cause = Message(zh: "{{/…}} 与打开的段落不符", en: "this {{/…}} closes no section that is open")
            hint = Message(zh: "按打开的相反顺序关闭", en: "close sections in the reverse order of their opening")
        case MustacheTemplate.Error.expectedSectionEnd:
            cause = Message(zh: "有段落没有关闭", en: "a section is not closed")
            hint = Message(zh: "补上 {{/名称}}", en: "add its {{/name}}")
        case MustacheTemplate.Error.unfinishedName: (cause, hint) = Self.unfinished
        case is MustacheTemplate.Error:
            cause = Message(zh: "无法理解", en: "cannot be understood")
            hint = Self.manual
        default:
            // The parser's own, which it keeps to itself: the text ended within a tag.
            (cause, hint) = Self.unfinished
        }
    }

    private static let unfinished = (
        cause: Message(zh: "标记没有写完", en: "a tag is not finished"), hint: Message(zh: "写成 {{名称}}", en: "write {{name}}")
    )

    fileprivate init(refused tag: TemplateTags.Tag) {
        line = tag.line
        cause = Message(zh: "不支持 {{\(tag.sigil)…}}", en: "{{\(tag.sigil)…}} is not supported")
        hint = Self.manual
    }

    fileprivate init(unknown name: String, line: Int) {
        self.line = line
        cause = Message(zh: "没有名为“\(name)”的内容", en: "no message has a \"\(name)\"")
        hint = Self.manual
    }

    fileprivate init(silentOn examples: [Message]) {
        line = 1
        cause = Message(
            zh: "对以下消息没有内容：\(examples.map(\.chinese).joined(separator: "、"))",
            en: "it says nothing about \(examples.map(\.english).joined(separator: ", "))")
        hint = Message(zh: "届时发送内置消息", en: "the built-in message is sent then")
    }
}

/// The tags of a template, for what Mustache does not tell about them.
struct TemplateTags {
    struct Tag {
        /// What stands after `{{`: `#`, `^`, `/`, `>`…; a space for a plain name.
        let sigil: Character
        let name: String
        let line: Int
    }

    private let all: [Tag]

    init(_ text: String) {
        var tags: [Tag] = []
        var rest = text[...]
        var line = 1
        while let open = rest.firstRange(of: "{{") {
            line += rest[..<open.lowerBound].count(where: \.isNewline)
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else { break }
            let content = rest[..<close.lowerBound]
            let sigil = content.first.flatMap { "#^/>!{&=<$%".contains($0) ? $0 : nil } ?? " "
            let name = content.dropFirst(sigil == " " ? 0 : 1).filter { !$0.isWhitespace }
            tags.append(Tag(sigil: sigil, name: String(name), line: line))
            line += content.count(where: \.isNewline)
            rest = rest[close.upperBound...]
        }
        all = tags
    }

    /// Those that a template of one file may not have.
    var refused: [Tag] { all.filter { "><$=".contains($0.sigil) } }

    /// The names that stand for values, without those known.
    func names(notAmong known: Set<String>) -> [(name: String, line: Int)] {
        var unknown: [(name: String, line: Int)] = []
        for tag in all where " #^{&".contains(tag.sigil) {
            // uppercased(agency) is a transform of agency; first() and the like are about the element itself.
            let inner = tag.name.split(separator: "(").last.map { $0.filter { $0 != ")" } } ?? ""
            if tag.name.hasSuffix("()") || tag.name == "." { continue }
            for part in inner.split(separator: ".") where !known.contains(String(part)) {
                unknown.append((String(part), tag.line))
            }
        }
        return unknown
    }
}
