/// Finds the columns of values that lost their empty cells (FORM.md, "Pipes, empty cells dropped").
enum RowPlacement {
    /// How a row's values were placed.
    enum Outcome: Hashable {
        /// One value a column: nothing was lost.
        case complete
        /// No value at all: every cell is blank.
        case blank
        /// Only the totals are left.
        case totals([Int])
        /// The one reading that satisfies the row's identities: the column of each value.
        case identities([Int])
        /// None or several do.
        case undecided
    }

    /// Places the values of one row, nil for one that cannot be read. Each group of columns adds up to its last; a row
    /// without groups has no identity.
    static func place(_ values: [Quantity?], columns: Int, groups: [Range<Int>]) -> Outcome {
        if values.isEmpty { return .blank }
        if values.count == columns { return .complete }
        guard values.count < columns, !groups.isEmpty else { return .undecided }
        if values.count == groups.count { return .totals(groups.map { $0.upperBound - 1 }) }
        let known = values.compactMap { $0 }
        guard known.count == values.count else { return .undecided }
        let readings = readings(of: known, columns: columns, groups: groups, limit: 2)
        return readings.count == 1 ? .identities(readings[0]) : .undecided
    }

    /// The ways to spread values over columns, in order, that satisfy every group's identity: the column of each value.
    /// Stops at `limit` of them.
    static func readings(of values: [Quantity], columns: Int, groups: [Range<Int>], limit: Int) -> [[Int]] {
        var search = Search(values: values, columns: columns, groups: groups, limit: limit)
        search.descend(column: 0, sum: .zero)
        return search.readings
    }

    private struct Search {
        let values: [Quantity]
        let columns: Int
        let groups: [Range<Int>]
        let limit: Int
        var readings: [[Int]] = []
        private var chosen: [Int] = []

        init(values: [Quantity], columns: Int, groups: [Range<Int>], limit: Int) {
            self.values = values
            self.columns = columns
            self.groups = groups
            self.limit = limit
        }

        mutating func descend(column: Int, sum: Quantity) {
            guard readings.count < limit, values.count - chosen.count <= columns - column else { return }
            guard column < columns else {
                if chosen.count == values.count { readings.append(chosen) }
                return
            }
            let isTotal = groups.contains { $0.upperBound - 1 == column }
            if chosen.count < values.count {
                let value = values[chosen.count]
                if !isTotal || value == sum, let next = isTotal ? .zero : sum.adding(value) {
                    chosen.append(column)
                    descend(column: column + 1, sum: next)
                    chosen.removeLast()
                }
            }
            if !isTotal || sum == .zero { descend(column: column + 1, sum: isTotal ? .zero : sum) }
        }
    }

    /// Takes apart digits that ran together (`0000000`, `2000002`): the one way to cut them into `columns` numbers that
    /// satisfies the identities.
    static func split(_ digits: [Int], columns: Int, groups: [Range<Int>]) -> [Quantity]? {
        guard digits.count >= columns, digits.count <= columns + 12 else { return nil }
        if digits.count == columns {
            let values = digits.map { Quantity($0) }
            return satisfies(values, groups) ? values : nil
        }
        guard !groups.isEmpty else { return nil }
        var readings: [[Quantity]] = []
        var chosen: [Int] = []
        func descend(from start: Int, sum: Int) {
            guard readings.count < 2 else { return }
            if chosen.count == columns {
                if start == digits.count { readings.append(chosen.map { Quantity($0) }) }
                return
            }
            let isTotal = groups.contains { $0.upperBound - 1 == chosen.count }
            var value = 0
            for end in start..<min(digits.count, start + 7) {
                value = value * 10 + digits[end]
                if digits[start] == 0, end > start { return }
                guard digits.count - end - 1 >= columns - chosen.count - 1 else { return }
                if isTotal, value != sum { continue }
                chosen.append(value)
                descend(from: end + 1, sum: isTotal ? 0 : sum + value)
                chosen.removeLast()
            }
        }
        descend(from: 0, sum: 0)
        return readings.count == 1 ? readings.first : nil
    }

    private static func satisfies(_ values: [Quantity], _ groups: [Range<Int>]) -> Bool {
        groups.allSatisfy { group in
            let sum = values[group.dropLast()].reduce(Quantity?.some(.zero)) { $0?.adding($1) }
            return sum == values[group.upperBound - 1]
        }
    }
}
