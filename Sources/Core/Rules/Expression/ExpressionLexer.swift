/// Cuts an expression into tokens, as far as the parser asks. Full-width forms count as the half-width ones, since an
/// input method may have put them there.
struct ExpressionLexer {
    /// What expressions are made of.
    enum Token: Hashable {
        case number(Quantity)
        case name(String)
        case comparison(Comparison)
        case symbol(Character)
        case end
    }

    /// What was written.
    let text: String
    /// The next token.
    private(set) var token = Token.end
    /// The character it begins at.
    private(set) var offset = 0
    private let characters: [Character]
    private var next = 0

    /// A lexer at the first token.
    init(_ text: String) throws(ExpressionError) {
        self.text = text
        characters = text.map(ExpressionLexer.halfWidth)
        try advance()
    }

    /// An error at this character.
    func error(at offset: Int, _ message: String) -> ExpressionError {
        ExpressionError(text: text, offset: offset, message: message)
    }

    /// Goes to the next token.
    mutating func advance() throws(ExpressionError) {
        skipSpaces()
        guard next < characters.count else {
            token = .end
            return
        }
        let character = characters[next]
        if character.isDigit {
            token = .number(try number())
        } else if character.isLetter {
            token = .name(take { $0.isLetter || $0.isDigit || $0 == "." })
        } else {
            token = try symbol(character)
        }
    }

    /// Takes a pattern of cell ids from where the present token begins, nil when there is none: within `sum(…)` a star is
    /// no product.
    mutating func takePattern() throws(ExpressionError) -> String? {
        next = offset
        let pattern = take { $0.isLetter || $0.isDigit || $0 == "." || $0 == "*" || $0 == "?" }
        try advance()
        return pattern.isEmpty ? nil : pattern
    }

    private mutating func skipSpaces() {
        while next < characters.count, characters[next].isWhitespace { next += 1 }
        offset = next
    }

    private mutating func take(while condition: (Character) -> Bool) -> String {
        let taken = characters[next...].prefix(while: condition)
        next = taken.endIndex
        return String(taken)
    }

    private mutating func number() throws(ExpressionError) -> Quantity {
        let digits = take { $0.isDigit || $0 == "." }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count < 3, parts.allSatisfy({ !$0.isEmpty }), fraction.count <= 18,
            let significand = Int64(parts[0] + fraction)
        else { throw error(at: offset, "no number that fits: at most 18 digits, one point between them") }
        return Quantity(significand: significand, scale: UInt8(fraction.count))
    }

    private mutating func symbol(_ character: Character) throws(ExpressionError) -> Token {
        next += 1
        switch character {
        case "+", "-", "*", "/", "(", ")", ",": return .symbol(character)
        case "×": return .symbol("*")
        case "÷": return .symbol("/")
        case "=":
            if follows("=") { next += 1 }
            return .comparison(.equal)
        case "<": return comparison(.less, .lessOrEqual)
        case ">": return comparison(.greater, .greaterOrEqual)
        case "≤": return .comparison(.lessOrEqual)
        case "≥": return .comparison(.greaterOrEqual)
        case "≠": return .comparison(.unequal)
        case "!" where follows("="):
            next += 1
            return .comparison(.unequal)
        default: throw error(at: offset, "\"\(character)\" has no meaning here\(Self.hint(character))")
        }
    }

    private mutating func comparison(_ strict: Comparison, _ weak: Comparison) -> Token {
        guard follows("=") else { return .comparison(strict) }
        next += 1
        return .comparison(weak)
    }

    private func follows(_ character: Character) -> Bool {
        next < characters.count && characters[next] == character
    }

    private static func hint(_ character: Character) -> String {
        switch character {
        case "&": "; write and"
        case "|": "; write or"
        case "!": "; write not, or != between numbers"
        case "%": "; write a share as a number: 0.1 for 10%"
        default: ""
        }
    }

    private static func halfWidth(_ character: Character) -> Character {
        guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first?.value,
            (0xFF01...0xFF5E).contains(scalar), let half = Unicode.Scalar(scalar - 0xFEE0)
        else { return character }
        return Character(half)
    }
}

extension Character {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
}
