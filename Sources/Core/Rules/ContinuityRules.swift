/// What last year's report carries over into this one (FORM.md, "across two years of one organ").
///
/// Only numbers are compared: a cell that is blank, unreadable or without a known column in either year leaves it open.
extension Rule {
    /// Last year's 结转下年度 is this year's 上年结转, in every column.
    static let carriedOver = Rule(.carriedOver) { report, context, rule in
        guard let earlier = context.yearBefore(report) else { return [] }
        return Form.requestColumns.indices.compactMap { column in
            let carriedIn = Form.requestCell(row: Form.requestRow("carried_in"), column: column)
            let carriedOut = Form.requestCell(row: Form.requestRow("carried_out"), column: column)
            guard let now = report.cells.number(carriedIn), let before = earlier.cells.number(carriedOut), now != before
            else { return nil }
            let label = Form.requestColumns[column].label
            return rule.finding(
                Message(
                    zh: "表三“\(label)”列：上年结转为 \(now)，\(earlier.year) 年度报告的结转下年度为 \(before)，两者应相等",
                    en:
                        "requests, column \(label): \(now) carried in, but the report on \(earlier.year) carried out \(before)"
                ),
                in: report, cells: [carriedIn], expected: now, actual: before)
        }
    }

    /// effective(last) + issued − repealed = effective(now), for regulations and for normative documents.
    static let documentsInForce = Rule(.documentsInForce) { report, context, rule in
        guard let earlier = context.yearBefore(report), report.edition == .edition2021, earlier.edition == .edition2021
        else { return [] }
        return ["regulations", "normative_documents"].compactMap { row in
            let cells = ["effective", "issued", "repealed"].compactMap { Form.cell(named: "disclosure.\(row).\($0)") }
            let numbers = cells.compactMap { report.cells.number($0) }
            guard cells.count == 3, numbers.count == 3, let before = earlier.cells.number(cells[0]),
                let due = before.adding(numbers[1])?.adding(numbers[2].negated), due != numbers[0]
            else { return nil }
            let name = Wording.names(of: cells[0], in: report).row
            return rule.finding(
                Message(
                    zh: "\(name)：\(earlier.year) 年度现行有效 \(before) 件，本年制发 \(numbers[1]) 件、废止 \(numbers[2]) 件，"
                        + "应为 \(due) 件，本年度填报 \(numbers[0]) 件",
                    en: "\(name): \(before) in force on the report of \(earlier.year), \(numbers[1]) issued, "
                        + "\(numbers[2]) repealed makes \(due); this report states \(numbers[0])"),
                in: report, cells: cells, expected: numbers[0], actual: due)
        }
    }

    /// previous_items + change of last year = previous_items now, in the edition of 2019.
    static let items = Rule(.items) { report, context, rule in
        guard let earlier = context.yearBefore(report), report.edition == .edition2019, earlier.edition == .edition2019
        else { return [] }
        return Edition.edition2019.disclosure.compactMap { row in
            let cells = ["previous_items", "change"].compactMap { Form.cell(named: "disclosure.\(row.label.id).\($0)") }
            guard cells.count == 2, let now = report.cells.number(cells[0]),
                let before = earlier.cells.number(cells[0]), let change = earlier.cells.number(cells[1]),
                let due = before.adding(change), due != now
            else { return nil }
            let name = Wording.short(row.label.label)
            return rule.finding(
                Message(
                    zh: "\(name)：\(earlier.year) 年度报告的项目数量 \(before)、增减 \(change)，应为 \(due)，"
                        + "本年度填报的上一年项目数量为 \(now)",
                    en:
                        "\(name): the report on \(earlier.year) has \(before) items and a change of \(change), which makes "
                        + "\(due); this report starts from \(now)"),
                in: report, cells: [cells[0]], expected: now, actual: due)
        }
    }
}

extension JudgementContext {
    /// The report on the year before this one, if that is what the predecessor is.
    func yearBefore(_ report: Report) -> EarlierReport? {
        guard let predecessor, let year = report.identity.year, predecessor.year == year - 1 else { return nil }
        return predecessor
    }
}

extension Quantity {
    /// The number with the other sign; the least of all, which has none, stays as it is.
    var negated: Quantity {
        significand == .min ? self : Quantity(significand: -significand, scale: scale)
    }
}
