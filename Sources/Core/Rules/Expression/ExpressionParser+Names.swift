/// What names stand for.
extension ExpressionParser {
    /// What can be called.
    private enum Function: String, CaseIterable {
        case min, max, abs, sum, known, previous
    }

    /// What a name stands for; the lexer is behind it.
    mutating func named(_ name: String, at offset: Int) throws(ExpressionError) -> Part {
        if lexer.token == .symbol("(") {
            guard let function = Function(rawValue: name) else {
                throw unknown(name, at: offset, among: Self.functionNames, what: "function")
            }
            try lexer.advance()
            let value = try nested { parser throws(ExpressionError) in try parser.call(function, at: offset) }
            try expect(")")
            return Part(value: value, offset: offset)
        }
        if let cell = Form.cell(named: name) { return Part(value: .number(.cell(cell)), offset: offset) }
        if let kind = AgencyKind(rawValue: name) { return Part(value: .kindName(kind), offset: offset) }
        switch name {
        case "year": return Part(value: .number(.year), offset: offset)
        case "kind": return Part(value: .kind, offset: offset)
        case _ where Function(rawValue: name) != nil:
            throw lexer.error(at: offset, "\"\(name)\" is a function: write \(name)(…)")
        case _ where name.hasSuffix("."):
            throw lexer.error(at: offset, "a pattern of cells stands only in sum(…)")
        default: throw unknown(name, at: offset, among: Self.words, what: name.contains(".") ? "cell" : "word")
        }
    }

    private mutating func call(_ function: Function, at offset: Int) throws(ExpressionError) -> Value {
        switch function {
        case .min: return .number(.smallest(try arguments(of: function)))
        case .max: return .number(.largest(try arguments(of: function)))
        case .abs: return .number(.absolute(try number(disjunction(), of: "abs(…)")))
        case .sum: return .number(.cells(try patterns()))
        case .known: return .condition(.known(try number(disjunction(), of: "known(…)")))
        case .previous:
            if looksBack { throw lexer.error(at: offset, "previous(…) within previous(…) looks back two years") }
            looksBack = true
            let value = try number(disjunction(), of: "previous(…)")
            looksBack = false
            return .number(.previous(value))
        }
    }

    private mutating func arguments(of function: Function) throws(ExpressionError) -> [NumberExpression] {
        var arguments = [try number(disjunction(), of: "\(function.rawValue)(…)")]
        while lexer.token == .symbol(",") {
            try lexer.advance()
            arguments.append(try number(disjunction(), of: "\(function.rawValue)(…)"))
        }
        return arguments
    }

    /// The cells that a list of ids and patterns names, each once.
    private mutating func patterns() throws(ExpressionError) -> [CellID] {
        var cells: [CellID] = []
        repeat {
            if !cells.isEmpty { try lexer.advance() }
            let offset = lexer.offset
            guard let pattern = try lexer.takePattern() else { throw unexpected("a cell id or a pattern of such") }
            let glob = Glob(pattern)
            let named = Form.cells.filter { glob.matches($0.description) }
            if named.isEmpty { throw unknown(pattern, at: offset, among: Self.cellNames, what: "cell") }
            cells += named.filter { !cells.contains($0) }
        } while lexer.token == .symbol(",")
        return cells
    }

    private static let cellNames = Form.cells.map(\.description)
    private static let functionNames = Function.allCases.map(\.rawValue)
    private static let words = cellNames + ["year", "kind", "and", "or", "not"] + AgencyKind.allCases.map(\.rawValue)

    private func unknown(
        _ name: String, at offset: Int, among candidates: [String], what: String
    ) -> ExpressionError {
        let remedy =
            NearestName.to(name, among: candidates).map { "did you mean \"\($0)\"?" }
            ?? (what == "cell"
                ? "cell ids are table.row.column, as check --format json names them"
                : "there are cell ids, year, kind, and, or, not, and " + Self.functionNames.joined(separator: ", "))
        return lexer.error(at: offset, "no \(what) \"\(name)\"; \(remedy)")
    }
}

/// What fits where.
extension ExpressionParser {
    /// The number that a part gives.
    func number(_ part: Part, of whole: String) throws(ExpressionError) -> NumberExpression {
        if case .number(let number) = part.value { return number }
        throw lexer.error(at: part.offset, "\(whole) needs a number here, not \(part.value.name)")
    }

    /// The condition that a part gives.
    func condition(_ part: Part, of whole: String) throws(ExpressionError) -> Condition {
        if case .condition(let condition) = part.value { return condition }
        throw lexer.error(at: part.offset, "\(whole) needs a condition here, as a < b, not \(part.value.name)")
    }

    /// Two parts compared.
    func compare(
        _ left: Part, _ comparison: Comparison, _ right: Part, at offset: Int
    ) throws(ExpressionError) -> Condition {
        switch (left.value, right.value) {
        case (.number(let one), .number(let other)): return .comparison(one, comparison, other)
        case (.kind, .kindName(let kind)), (.kindName(let kind), .kind):
            switch comparison {
            case .equal: return .kind(kind)
            case .unequal: return .not(.kind(kind))
            case .less, .lessOrEqual, .greaterOrEqual, .greater:
                throw lexer.error(at: offset, "kind is compared by = or != only")
            }
        case (.kind, _), (_, .kind):
            let kinds = AgencyKind.allCases.map(\.rawValue).joined(separator: " or ")
            throw lexer.error(at: offset, "kind is compared with \(kinds)")
        default:
            let wrong = if case .number = left.value { right } else { left }
            throw lexer.error(at: wrong.offset, "numbers are compared here, not \(wrong.value.name)")
        }
    }
}

extension ExpressionParser.Value {
    /// What it is called in an error.
    fileprivate var name: String {
        switch self {
        case .number: "a number"
        case .condition: "a condition"
        case .kind: "the organ's kind"
        case .kindName: "a kind of organ"
        }
    }
}
