/// What the text says against what it says elsewhere and what the tables say.
extension Rule {
    /// 共 N 条, 其中 A a 条, B b 条, and the parts do not add up.
    static let breakdown = Rule(.breakdown) { report, rule in
        let broken = report.narrative.breakdowns.filter { !addsUp($0) }
        var findings = broken.prefix(mostBreakdowns).map { breakdown in
            let sum = breakdown.parts.reduce(0, +)
            return rule.finding(
                Message(
                    zh: "正文称共 \(breakdown.total)，其中各项之和为 \(sum)",
                    en: "the text gives a total of \(breakdown.total), and parts that add up to \(sum)"),
                in: report, expected: Quantity(breakdown.total), actual: Quantity(sum), place: breakdown.place,
                quote: breakdown.quote)
        }
        if broken.count > mostBreakdowns {
            let rest = broken.count - mostBreakdowns
            findings.append(
                rule.finding(
                    Message(zh: "另有 \(rest) 处同类问题，未逐一列出", en: "and \(rest) more of the same, not listed"), in: report,
                    place: broken[mostBreakdowns].place))
        }
        return findings
    }

    /// How many are listed one by one: a text may hold any number.
    private static let mostBreakdowns = 20

    /// Where the first parts give the total already, what follows is another matter.
    private static func addsUp(_ breakdown: Breakdown) -> Bool {
        var sum = 0
        for (index, part) in breakdown.parts.enumerated() {
            sum += part
            if sum == breakdown.total, index > 0 { return true }
        }
        return false
    }

    /// The text's number of requests is none of the table's.
    static let narrativeRequests = Rule(.narrativeRequests) { report, rule in
        func cell(_ row: String) -> CellID {
            Form.requestCell(row: Form.requestRow(row), column: Form.requestColumn("total"))
        }
        let cells = [cell("received"), cell("carried_in"), cell("total")]
        guard let received = report.cells.amount(cells[0]), let carriedIn = report.cells.amount(cells[1]),
            let total = report.cells.amount(cells[2]), let all = received.adding(carriedIn)
        else { return [] }
        return [NarrativeFigure.Subject.requestsReceived, .requestsHandled].compactMap { subject in
            guard
                let figure = unmatched(
                    subject, in: report, allowed: [received, all, total], without: [received, total])
            else { return nil }
            return rule.finding(
                Message(
                    zh: "正文称申请 \(figure.value) 件，表三为新收 \(received)、上年结转 \(carriedIn)、办理总计 \(total)",
                    en:
                        "the text speaks of \(figure.value) requests; the table has \(received) received, \(carriedIn) carried in, "
                        + "\(total) dealt with"),
                in: report, cells: cells, expected: Quantity(figure.value), actual: received, place: figure.place,
                quote: figure.quote)
        }
    }

    /// The text's number of normative documents is not the table's.
    static let narrativeNormativeDocuments = Rule(.narrativeNormativeDocuments) { report, rule in
        let row = "disclosure.normative_documents"
        let cells = ["made", "disclosed", "total", "issued", "effective"].compactMap {
            Form.cell(named: "\(row).\($0)")
        }
        .filter { report.cells.amount($0) != nil }
        let made = cells.filter { ["made", "disclosed", "issued"].contains($0.definition.column.id) }
        guard !made.isEmpty else { return [] }
        let amounts = { (cells: [CellID]) in cells.compactMap { report.cells.amount($0) } }
        let subjects = [
            (NarrativeFigure.Subject.normativeDocumentsMade, made), (.normativeDocumentsPublished, cells),
        ]
        return subjects.compactMap { subject, allowed in
            guard let figure = unmatched(subject, in: report, allowed: amounts(allowed)),
                let stated = amounts(made).first
            else { return nil }
            let table = made.map { "\($0.definition.column.label) \(report.cells.amount($0) ?? .zero)" }
            return rule.finding(
                Message(
                    zh: "正文称规范性文件 \(figure.value) 件，表二为\(table.joined(separator: "、"))",
                    en:
                        "the text speaks of \(figure.value) normative documents; the table has \(table.joined(separator: ", "))"
                ),
                in: report, cells: made, expected: Quantity(figure.value), actual: stated, place: figure.place,
                quote: figure.quote)
        }
    }

    /// The text's number of requests that ended in some way is not the table's.
    static let narrativeOutcomes = Rule(.narrativeOutcomes) { report, rule in
        OutcomeGroup.all.compactMap { group in
            guard let stated = group.sum(in: report.cells),
                let figure = agreed(group.subject, in: report, allowed: group.allowed(in: report.cells))
            else { return nil }
            return rule.finding(
                Message(
                    zh: "正文称“\(group.label)”\(figure.value) 件，表三为 \(stated) 件",
                    en: "the text speaks of \(figure.value) requests \(group.english), the table has \(stated)"),
                in: report, cells: group.totals.filter { report.cells[$0] != .absent },
                expected: Quantity(figure.value), actual: stated, place: figure.place, quote: figure.quote)
        }
    }

    /// The text's number of reconsiderations or lawsuits is not the table's.
    static let narrativeAppeals = Rule(.narrativeAppeals) { report, rule in
        AppealGroup.all.compactMap { group in
            // A text may give the lawsuits of one kind alone: 未经复议直接起诉 9 件.
            let kinds = group.totals.compactMap { report.cells.amount($0) }.filter { $0 != .zero }
            guard let stated = report.cells.sum(group.totals), let parts = report.cells.sum(group.outcomes),
                let figure = agreed(group.subject, in: report, allowed: [stated, parts] + kinds)
            else { return nil }
            return rule.finding(
                Message(
                    zh: "正文称\(group.label) \(figure.value) 件，表四为 \(stated) 件",
                    en: "the text speaks of \(figure.value) \(group.english), the table has \(stated)"),
                in: report, cells: group.totals, expected: Quantity(figure.value), actual: stated,
                place: figure.place, quote: figure.quote)
        }
    }

    /// The first figure on a subject, if all figures on it agree and theirs is not allowed: where they differ, some speak of
    /// parts or of others, and which ones is not known.
    private static func agreed(
        _ subject: NarrativeFigure.Subject, in report: Report, allowed: [Quantity]
    ) -> NarrativeFigure? {
        let figures = report.narrative.figures.filter { $0.subject == subject }
        guard let first = figures.first, figures.allSatisfy({ $0.value == first.value }) else { return nil }
        return figures.contains { $0.fits(allowed) } ? nil : first
    }

    /// The first figure on a subject, if none of the figures on it is allowed: where one fits, the others speak of parts.
    private static func unmatched(
        _ subject: NarrativeFigure.Subject, in report: Report, allowed: [Quantity], without: [Quantity]? = nil
    ) -> NarrativeFigure? {
        let figures = report.narrative.figures.filter { $0.subject == subject }
        return figures.contains { $0.fits(allowed, without: without) } ? nil : figures.first
    }

    /// 行政许可 decisions equal the number of items that the text says were published.
    static let licensingEqualsPublished = Rule(.licensingEqualsPublished) { report, rule in
        guard let cell = Form.cell(named: "disclosure.licensing.decisions"), let decisions = report.cells.number(cell),
            decisions >= 10,
            let figure = report.narrative.figures.first(where: {
                $0.subject == .itemsPublished && Quantity($0.value) == decisions
            })
        else { return [] }
        return [
            rule.finding(
                Message(
                    zh: "行政许可处理决定数量 \(decisions) 与正文所称发布信息条数相同，疑似误填",
                    en:
                        "\(decisions) licensing decisions: the same as the number of items published, probably entered by mistake"
                ),
                in: report, cells: [cell], place: figure.place, quote: figure.quote)
        ]
    }
}
