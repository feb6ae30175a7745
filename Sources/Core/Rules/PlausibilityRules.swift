/// What is possible, but hardly ever true.
extension Rule {
    /// A figure has moved by more than a factor against last year.
    ///
    /// Judged are counts that a year makes: the totals of section three's rows, those of section four's kinds, and in
    /// section two what was made, issued or decided. Amounts of money (one purchase moves them), stocks and changes (the
    /// rules of continuity look at those) and the single applicant columns (their rows' totals speak for them) are not.
    static let yearOverYear = Rule(.yearOverYear) { report, context, rule in
        guard let earlier = context.yearBefore(report) else { return [] }
        let limits = context.parameters.yearOverYear
        return comparable.compactMap { cell in
            guard let now = report.cells.number(cell), let before = earlier.cells.number(cell),
                max(now, before) > limits.floor, min(now, before) >= 0,
                let farthest = min(now, before).multiplied(by: limits.factor), max(now, before) > farthest
            else { return nil }
            let name = Wording.name(cell, in: report)
            return rule.finding(
                Message(
                    zh: "“\(name)”为 \(now)，上年度（\(earlier.year)）为 \(before)，变化超过 \(limits.factor) 倍，请核实",
                    en: "\(name) is \(now); on \(earlier.year) it was \(before), a move by more than ×\(limits.factor)"),
                in: report, cells: [cell], expected: now, actual: before)
        }
    }

    private static let comparable = Form.cells.filter { cell in
        let column = cell.definition.column.id
        switch cell.table {
        case .disclosure: return cell.measure == .count && ["made", "issued", "decisions"].contains(column)
        case .requests, .appeals: return column == "total"
        }
    }
}
