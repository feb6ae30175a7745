/// A part of an expression that gives a number. Lists instead of pairs keep the tree as shallow as the text is nested.
indirect enum NumberExpression: Sendable, Hashable {
    case constant(Rational)
    case cell(CellID)
    /// The report year.
    case year
    case negated(NumberExpression)
    case terms([NumberExpression])
    /// A product; what is divided by stands in `.inverted`.
    case factors([NumberExpression])
    case inverted(NumberExpression)
    case absolute(NumberExpression)
    case smallest([NumberExpression])
    case largest([NumberExpression])
    /// The sum of the cells that patterns name.
    case cells([CellID])
    /// The number of last year's report.
    case previous(NumberExpression)
}

/// A part of an expression that is true or false.
indirect enum Condition: Sendable, Hashable {
    case comparison(NumberExpression, Comparison, NumberExpression)
    /// Whether the organ is of this kind.
    case kind(AgencyKind)
    /// Whether a number is known at all.
    case known(NumberExpression)
    case all([Condition])
    case any([Condition])
    case not(Condition)
}

/// How two numbers are compared.
enum Comparison: String, Sendable, Hashable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case equal = "="
    case unequal = "!="
    case greaterOrEqual = ">="
    case greater = ">"

    /// Whether two numbers stand so to each other.
    func holds(_ left: Rational, _ right: Rational) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .equal: left == right
        case .unequal: left != right
        case .greaterOrEqual: left >= right
        case .greater: left > right
        }
    }
}

extension NumberExpression {
    /// What it is made of.
    private var parts: [NumberExpression] {
        switch self {
        case .constant, .cell, .year, .cells: []
        case .negated(let part), .inverted(let part), .absolute(let part), .previous(let part): [part]
        case .terms(let parts), .factors(let parts), .smallest(let parts), .largest(let parts): parts
        }
    }

    /// The cells of the report itself that it names, in the order of the text.
    var cells: [CellID] {
        switch self {
        case .cell(let cell): [cell]
        case .cells(let cells): cells
        case .previous: []
        default: parts.flatMap(\.cells)
        }
    }

    /// Whether it depends on what a report says, this year's or last year's.
    var looksAtReport: Bool {
        switch self {
        case .cell, .cells, .year: true
        default: parts.contains(where: \.looksAtReport)
        }
    }

    /// Whether it looks at last year's report.
    var looksBack: Bool {
        if case .previous = self { true } else { parts.contains(where: \.looksBack) }
    }
}

extension Condition {
    /// The numbers it compares.
    private var numbers: [NumberExpression] {
        switch self {
        case .comparison(let left, _, let right): [left, right]
        case .known(let number): [number]
        case .kind: []
        case .all(let parts), .any(let parts): parts.flatMap(\.numbers)
        case .not(let part): part.numbers
        }
    }

    /// The cells of the report itself that it names, each once, in the order of the text.
    var cells: [CellID] {
        var seen: Set<CellID> = []
        return numbers.flatMap(\.cells).filter { seen.insert($0).inserted }
    }

    /// Whether it depends on what a report says and whose it is.
    var looksAtReport: Bool {
        switch self {
        case .kind: true
        case .comparison, .known: numbers.contains(where: \.looksAtReport)
        case .all(let parts), .any(let parts): parts.contains(where: \.looksAtReport)
        case .not(let part): part.looksAtReport
        }
    }

    /// Whether it looks at last year's report.
    var looksBack: Bool { numbers.contains(where: \.looksBack) }
}
