/// What a finding of the user's own says, with placeholders: `{requests.granted.total}` becomes the number, and so does any
/// expression that gives one. Two braces stand for one.
public struct FindingTemplate: Sendable, Hashable {
    /// What was written.
    public let text: String
    private let parts: [Part]

    private enum Part: Sendable, Hashable {
        case words(String)
        case number(NumberExpression)
    }

    /// Reads a message.
    ///
    /// - Throws: what is wrong with a placeholder, and where in the message.
    public init(_ text: String) throws(ExpressionError) {
        self.text = text
        let characters = Array(text)
        var parts: [Part] = []
        var words = ""
        var index = 0
        while index < characters.count {
            let character = characters[index]
            let isDoubled = index + 1 < characters.count && characters[index + 1] == character
            switch character {
            case "{" where !isDoubled:
                guard let end = characters[index...].firstIndex(of: "}") else {
                    throw ExpressionError(
                        text: text, offset: index, message: "this brace is never closed; write {{ for a brace itself")
                }
                if !words.isEmpty { parts.append(.words(words)) }
                words = ""
                parts.append(.number(try FindingTemplate.number(characters, (index + 1)..<end, in: text)))
                index = end
            case "{", "}":
                guard isDoubled else {
                    throw ExpressionError(
                        text: text, offset: index, message: "no brace is open here; write }} for a brace itself")
                }
                words.append(character)
                index += 1
            case _ where character.isNewline:
                throw ExpressionError(
                    text: String(text.prefix { !$0.isNewline }), offset: index, message: "a message is one line")
            default: words.append(character)
            }
            index += 1
        }
        if !words.isEmpty { parts.append(.words(words)) }
        self.parts = parts
    }

    private static func number(
        _ characters: [Character], _ range: Range<Int>, in text: String
    ) throws(ExpressionError) -> NumberExpression {
        do throws(ExpressionError) {
            return try ExpressionParser.number(String(characters[range]))
        } catch {
            throw ExpressionError(text: text, offset: range.lowerBound + error.offset, message: error.message)
        }
    }

    /// Whether a placeholder looks at last year's report.
    var looksBack: Bool {
        parts.contains { if case .number(let number) = $0 { number.looksBack } else { false } }
    }

    /// The message with its numbers; what is unknown is a dash.
    func filled(_ evaluation: ExpressionEvaluation) -> String {
        parts.map { part in
            switch part {
            case .words(let words): words
            case .number(let number): evaluation.value(number)?.shown ?? "—"
            }
        }.joined()
    }
}

extension Rational {
    /// The number for people: exact when it has few decimals, else rounded to two.
    fileprivate var shown: String? {
        if let exact = rounded(places: 6), Rational(exact) == self { return exact.description }
        return rounded(places: 2)?.description
    }
}
