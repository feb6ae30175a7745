/// Reads an expression by recursive descent, types included: what it accepts can be evaluated.
///
///     condition  = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation   = "not" negation | comparison
///     comparison = terms [ ("<" | "<=" | "=" | "!=" | ">=" | ">") terms ]
///     terms      = factors { ("+" | "-") factors }
///     factors    = factor { ("*" | "/") factor }
///     factor     = "-" factor | number | cell | "year" | "kind" | kind | call | "(" condition ")"
struct ExpressionParser {
    /// Longer texts are refused.
    static let longestText = 2000
    /// Deeper nesting is refused, so that no expression exhausts the stack.
    static let deepestNesting = 32

    /// What a part of an expression gives.
    enum Value {
        case number(NumberExpression)
        case condition(Condition)
        /// The organ's kind.
        case kind
        case kindName(AgencyKind)
    }

    /// A part with the character it begins at.
    struct Part {
        let value: Value
        let offset: Int
    }

    var lexer: ExpressionLexer
    private var depth = 0
    /// Whether the text is within `previous(…)`.
    var looksBack = false

    private init(_ text: String) throws(ExpressionError) {
        if text.count > Self.longestText {
            throw ExpressionError(
                text: String(text.prefix(60)) + "…", offset: 0,
                message: "longer than \(Self.longestText) characters; make several rules of it")
        }
        lexer = try ExpressionLexer(text)
    }

    /// The condition in a text.
    static func condition(_ text: String) throws(ExpressionError) -> Condition {
        var parser = try ExpressionParser(text)
        return try parser.condition(parser.whole(), of: "a rule")
    }

    /// The number in a text.
    static func number(_ text: String) throws(ExpressionError) -> NumberExpression {
        var parser = try ExpressionParser(text)
        return try parser.number(parser.whole(), of: "a placeholder")
    }

    private mutating func whole() throws(ExpressionError) -> Part {
        let part = try disjunction()
        if lexer.token != .end { throw unexpected("an operator or the end") }
        return part
    }

    /// What stands in parentheses or between them and commas.
    mutating func disjunction() throws(ExpressionError) -> Part {
        try series("or", { parser throws(ExpressionError) in try parser.conjunction() }, Condition.any)
    }

    private mutating func conjunction() throws(ExpressionError) -> Part {
        try series("and", { parser throws(ExpressionError) in try parser.negation() }, Condition.all)
    }

    private mutating func series(
        _ word: String, _ parse: (inout ExpressionParser) throws(ExpressionError) -> Part,
        _ join: ([Condition]) -> Condition
    ) throws(ExpressionError) -> Part {
        let first = try parse(&self)
        guard lexer.token == .name(word) else { return first }
        var conditions = [try condition(first, of: "\"\(word)\"")]
        while lexer.token == .name(word) {
            try lexer.advance()
            conditions.append(try condition(parse(&self), of: "\"\(word)\""))
        }
        return Part(value: .condition(join(conditions)), offset: first.offset)
    }

    private mutating func negation() throws(ExpressionError) -> Part {
        guard lexer.token == .name("not") else { return try comparison() }
        let offset = lexer.offset
        try lexer.advance()
        return try nested { parser throws(ExpressionError) in
            let condition = try parser.condition(parser.negation(), of: "\"not\"")
            return Part(value: .condition(.not(condition)), offset: offset)
        }
    }

    private mutating func comparison() throws(ExpressionError) -> Part {
        let left = try terms()
        guard case .comparison(let comparison) = lexer.token else { return left }
        let offset = lexer.offset
        try lexer.advance()
        let right = try terms()
        if case .comparison = lexer.token {
            throw lexer.error(at: lexer.offset, "compares a comparison; write a < b and b < c")
        }
        let compared = try compare(left, comparison, right, at: offset)
        return Part(value: .condition(compared), offset: left.offset)
    }

    private mutating func terms() throws(ExpressionError) -> Part {
        let first = try factors()
        guard lexer.token == .symbol("+") || lexer.token == .symbol("-") else { return first }
        var terms = [try number(first, of: "a sum")]
        while case .symbol(let sign) = lexer.token, sign == "+" || sign == "-" {
            try lexer.advance()
            let term = try number(factors(), of: "a sum")
            terms.append(sign == "+" ? term : .negated(term))
        }
        return Part(value: .number(.terms(terms)), offset: first.offset)
    }

    private mutating func factors() throws(ExpressionError) -> Part {
        let first = try factor()
        guard lexer.token == .symbol("*") || lexer.token == .symbol("/") else { return first }
        var factors = [try number(first, of: "a product")]
        while case .symbol(let sign) = lexer.token, sign == "*" || sign == "/" {
            try lexer.advance()
            let factor = try number(factor(), of: "a product")
            factors.append(sign == "*" ? factor : .inverted(factor))
        }
        return Part(value: .number(.factors(factors)), offset: first.offset)
    }

    private mutating func factor() throws(ExpressionError) -> Part {
        let offset = lexer.offset
        switch lexer.token {
        case .number(let quantity):
            try lexer.advance()
            return Part(value: .number(.constant(Rational(quantity))), offset: offset)
        case .symbol("-"):
            try lexer.advance()
            return try nested { parser throws(ExpressionError) in
                let factor = try parser.number(parser.factor(), of: "a sign")
                return Part(value: .number(.negated(factor)), offset: offset)
            }
        case .symbol("("):
            try lexer.advance()
            let part = try nested { parser throws(ExpressionError) in try parser.disjunction() }
            try expect(")")
            return Part(value: part.value, offset: offset)
        case .name(let name):
            try lexer.advance()
            return try named(name, at: offset)
        case .symbol, .comparison, .end: throw unexpected("a number, a cell id or (")
        }
    }

    /// Goes one level deeper.
    mutating func nested<Result>(
        _ parse: (inout ExpressionParser) throws(ExpressionError) -> Result
    ) throws(ExpressionError) -> Result {
        if depth == Self.deepestNesting {
            throw lexer.error(at: lexer.offset, "nested more than \(Self.deepestNesting) deep")
        }
        depth += 1
        let result = try parse(&self)
        depth -= 1
        return result
    }

    /// Goes past a symbol that has to be there.
    mutating func expect(_ symbol: Character) throws(ExpressionError) {
        guard lexer.token == .symbol(symbol) else { throw unexpected("\"\(symbol)\"") }
        try lexer.advance()
    }

    /// The error of a token that cannot stand where it stands.
    func unexpected(_ expected: String) -> ExpressionError {
        let found =
            switch lexer.token {
            case .end: "the end"
            case .number(let quantity): "\(quantity)"
            case .name(let name): "\"\(name)\""
            case .comparison(let comparison): "\"\(comparison.rawValue)\""
            case .symbol(let symbol): "\"\(symbol)\""
            }
        return lexer.error(at: lexer.offset, "expected \(expected), found \(found)")
    }
}
