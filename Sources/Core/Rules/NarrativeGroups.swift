/// The rows of section three that one word of the text counts together: 不予公开 is eight of them.
struct OutcomeGroup: Sendable {
    /// What the text counts.
    let subject: NarrativeFigure.Subject
    /// What it is called.
    let label: String
    /// What it is called in English, behind "requests".
    let english: String
    /// The cells of the rows in the column of totals.
    let totals: [CellID]
    /// The cells of the rows in the other columns.
    private let columns: [CellID]

    static let all = [
        OutcomeGroup(.granted, "予以公开", "granted", "granted"),
        OutcomeGroup(.partlyGranted, "部分公开", "granted in part", "partly_granted"),
        OutcomeGroup(.refused, "不予公开", "refused", "refused_"),
        OutcomeGroup(.unavailable, "无法提供", "for what the organ does not have", "unavailable_"),
        OutcomeGroup(.notProcessed, "不予处理", "not processed", "not_processed_"),
        OutcomeGroup(.otherwiseHandled, "其他处理", "handled otherwise", "other"),
    ]

    private init(_ subject: NarrativeFigure.Subject, _ label: String, _ english: String, _ prefix: String) {
        self.subject = subject
        self.label = label
        self.english = english
        let total = Form.requestColumn("total")
        let rows = Form.requestRows.indices.filter { Form.requestRows[$0].id.hasPrefix(prefix) }
        totals = rows.map { Form.requestCell(row: $0, column: total) }
        columns = rows.flatMap { row in
            Form.requestColumns.indices.filter { $0 != total }.map { Form.requestCell(row: row, column: $0) }
        }
    }

    /// What the table has in its column of totals; nil when a number is not known.
    func sum(in cells: CellTable) -> Quantity? {
        cells.sum(totals)
    }

    /// What the text may say: the total, what its columns give, of what was granted also together with what was granted in
    /// part, and of what ended otherwise also one row.
    func allowed(in cells: CellTable) -> [Quantity] {
        var allowed = [cells.sum(totals), cells.sum(columns)].compactMap(\.self)
        // 其他 is one of the rows of 其他处理.
        if subject == .otherwiseHandled { allowed += totals.compactMap { cells.amount($0) }.filter { $0 != .zero } }
        if subject == .granted, let granted = cells.sum(totals), let partly = cells.sum(Self.all[1].totals),
            let both = granted.adding(partly)
        {
            allowed.append(both)
        }
        return allowed
    }
}

/// The kinds of appeal that one word of the text counts together.
struct AppealGroup: Sendable {
    /// What the text counts.
    let subject: NarrativeFigure.Subject
    /// What it is called.
    let label: String
    /// What it is called in English.
    let english: String
    /// The cells that hold the totals.
    let totals: [CellID]
    /// The cells that the totals should be the sum of.
    let outcomes: [CellID]

    static let all = [
        AppealGroup(.reconsiderations, "行政复议", "reconsiderations", "reconsideration"),
        AppealGroup(.lawsuits, "行政诉讼", "lawsuits", "litigation_"),
    ]

    private init(_ subject: NarrativeFigure.Subject, _ label: String, _ english: String, _ prefix: String) {
        self.subject = subject
        self.label = label
        self.english = english
        let total = Form.appealOutcome("total")
        let kinds = Form.appealKinds.indices.filter { Form.appealKinds[$0].id.hasPrefix(prefix) }
        totals = kinds.map { Form.appealCell(kind: $0, outcome: total) }
        outcomes = kinds.flatMap { kind in
            Form.appealOutcomes.indices.filter { $0 != total }.map { Form.appealCell(kind: kind, outcome: $0) }
        }
    }
}

extension CellTable {
    /// The sum over those cells that are there; nil when none is, or when a number is not known.
    func sum(_ cells: [CellID]) -> Quantity? {
        var sum: Quantity?
        for cell in cells where self[cell] != .absent {
            guard let amount = amount(cell), let next = (sum ?? .zero).adding(amount) else { return nil }
            sum = next
        }
        return sum
    }
}
