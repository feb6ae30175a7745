/// What an expression comes to on one report. Nothing is guessed: what is not known makes unknown whatever depends on it.
struct ExpressionEvaluation {
    private let present: Source
    private let previous: Source?
    private let kind: AgencyKind?

    /// Where the cells of one year come from.
    private struct Source {
        let cells: CellTable
        let edition: Edition?
        let year: Int?
        /// Whether a blank cell was blank in the document and not only lost its value on the way.
        let isTrulyBlank: (CellID) -> Bool
    }

    /// The evaluation on a report and, where an expression looks back, the report on the year before.
    init(_ report: Report, predecessor: EarlierReport?) {
        present = Source(cells: report.cells, edition: report.edition, year: report.identity.year) {
            !report.lostInExtraction($0)
        }
        // Which rows of a stored report lost their cells is not known.
        previous = predecessor.map { earlier in
            Source(cells: earlier.cells, edition: earlier.edition, year: earlier.year) { _ in false }
        }
        kind = report.identity.kind
    }

    /// A number; nil when it is unknown.
    func value(_ expression: NumberExpression) -> Rational? {
        value(expression, present)
    }

    /// Whether a condition holds; nil when that is unknown (Kleene's logic: false and unknown is false).
    func holds(_ condition: Condition) -> Bool? {
        switch condition {
        case .comparison(let left, let comparison, let right):
            guard let left = value(left), let right = value(right) else { return nil }
            return comparison.holds(left, right)
        case .kind(let wanted): return kind.map { $0 == wanted }
        case .known(let number): return value(number) != nil
        case .all(let parts): return combined(parts, decisive: false)
        case .any(let parts): return combined(parts, decisive: true)
        case .not(let part): return holds(part).map { !$0 }
        }
    }

    private func combined(_ parts: [Condition], decisive: Bool) -> Bool? {
        let values = parts.map(holds)
        if values.contains(decisive) { return decisive }
        return values.contains(nil) ? nil : !decisive
    }

    private func value(_ expression: NumberExpression, _ source: Source) -> Rational? {
        switch expression {
        case .constant(let number): number
        case .cell(let cell): source.cells.number(cell).map { Rational($0) }
        case .year: source.year.map { Rational($0) }
        case .negated(let part): value(part, source)?.negated
        case .inverted(let part): value(part, source)?.inverse
        case .absolute(let part): value(part, source)?.magnitude
        case .terms(let parts): folded(parts, source) { $0.adding($1) }
        case .factors(let parts): folded(parts, source) { $0.multiplied(by: $1) }
        case .smallest(let parts): folded(parts, source) { min($0, $1) }
        case .largest(let parts): folded(parts, source) { max($0, $1) }
        case .cells(let cells): sum(cells, source)
        case .previous(let part): previous.flatMap { value(part, $0) }
        }
    }

    private func folded(
        _ parts: [NumberExpression], _ source: Source, _ combine: (Rational, Rational) -> Rational?
    ) -> Rational? {
        guard let first = parts.first, var result = value(first, source) else { return nil }
        for part in parts.dropFirst() {
            guard let next = value(part, source), let combined = combine(result, next) else { return nil }
            result = combined
        }
        return result
    }

    /// A sum as the form means it: a blank counts as 0, and rows of other editions do not count.
    private func sum(_ cells: [CellID], _ source: Source) -> Rational? {
        guard let edition = source.edition else { return nil }
        let own = cells.filter { source.cells[$0] != .absent || Form.belongs($0, to: edition) }
        guard own.contains(where: { source.cells.number($0) != nil }) else { return nil }
        var sum = Rational.zero
        for cell in own {
            switch source.cells[cell] {
            case .number(let quantity):
                guard let next = sum.adding(Rational(quantity)) else { return nil }
                sum = next
            case .blank where source.isTrulyBlank(cell): continue
            case .blank, .absent, .unreadable, .unplaced: return nil
            }
        }
        return sum
    }
}
