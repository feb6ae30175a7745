/// What the form's own identities ask for (FORM.md, "Identities the form itself fixes").
extension Rule {
    /// A rule that finds every one of these equations that does not hold.
    private static func equations(
        _ description: RuleDescription, _ equations: [Equation],
        message: @escaping @Sendable (BrokenEquation) -> Message
    ) -> Rule {
        Rule(description) { report, rule in
            Equations.broken(equations, in: report).map { broken in
                rule.finding(
                    message(broken), in: report, cells: broken.cells, expected: broken.expected, actual: broken.actual)
            }
        }
    }

    /// received + carried_in = total + carried_out, in every column.
    static let requestsBalance = equations(.requestsBalance, Equations.balances) { broken in
        let column = broken.cells[0].definition.column.label
        return Message(
            zh: "表三“\(column)”列：新收加结转为 \(broken.expected)，办理总计加结转下年为 \(broken.actual)，两者应相等",
            en: "requests, column \(column): received + carried in is \(broken.expected), "
                + "total + carried out is \(broken.actual); they should be equal")
    }

    /// (七)总计 = the sum of its outcomes, in every column.
    static let requestsOutcomes = equations(.requestsOutcomes, Equations.outcomes) { broken in
        let column = broken.cells[0].definition.column.label
        return Message(
            zh: "表三“\(column)”列：（七）总计为 \(broken.expected)，各项办理结果之和为 \(broken.actual)",
            en:
                "requests, column \(column): the total is \(broken.expected), its outcomes add up to \(broken.actual)"
        )
    }

    /// 总计 = natural_person + the five organisation columns, in every row.
    static let requestsRow = equations(.requestsRow, Equations.requestRows) { broken in
        let row = Wording.short(broken.cells[0].definition.row.label)
        return Message(
            zh: "表三“\(row)”：总计为 \(broken.expected)，各列之和为 \(broken.actual)",
            en: "requests, row \(row): the total is \(broken.expected), its columns add up to \(broken.actual)")
    }

    /// total = upheld + corrected + other + pending, for every kind of appeal.
    static let appeals = equations(.appeals, Equations.appeals) { broken in
        let kind = broken.cells[0].definition.row.label
        return Message(
            zh: "表四“\(kind)”：总计为 \(broken.expected)，四种结果之和为 \(broken.actual)",
            en: "appeals, \(kind): the total is \(broken.expected), its outcomes add up to \(broken.actual)")
    }

    /// Equations left out because a cell is unreadable or a row could not be placed.
    static let notJudged = Rule(.notJudged) { report, rule in
        let leftOut = Equations.all.filter { $0.isBlocked(in: report) }
        guard !leftOut.isEmpty else { return [] }
        let cells = Form.cells.filter { cell in
            report.cells[cell].blocksSums && leftOut.contains { $0.cells.contains(cell) }
        }
        return [
            rule.finding(
                Message(
                    zh: "有 \(leftOut.count) 个等式未校验：所涉 \(cells.count) 个单元格无法识别或无法归位",
                    en:
                        "\(leftOut.count) equations were not judged: \(cells.count) cells are unreadable or could not be placed"
                ),
                in: report, cells: cells)
        ]
    }
}
