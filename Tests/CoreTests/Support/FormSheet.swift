@testable import Core

/// The three tables of one edition filled in, as grids of text: merged and blank cells are empty.
struct FormSheet {
    let edition: Edition
    /// What cells hold by name; all others hold ``filling``.
    var values: [String: String] = [:]
    var filling = "0"
    /// Rows left out, as `<table>.<row>`.
    var missingRows: Set<String> = []
    /// Labels written otherwise than the form has them.
    var wordings: [String: String] = [:]
    /// Rows of text put below the table of section two.
    var rowsBelowDisclosure: [[String]] = []

    init(_ edition: Edition, values: [String: String] = [:], filling: String = "0") {
        self.edition = edition
        self.values = values
        self.filling = filling
    }

    /// The cells a reader should find, by name; text that is no plain number has to be named by the caller.
    var expected: [String: String] {
        var result: [String: String] = [:]
        for cell in edition.cells where !missingRows.contains(rowName(cell)) {
            let text = value(cell.description)
            result[cell.description] = text.isEmpty ? "null" : text
        }
        return result
    }

    func grid(_ table: FormTable) -> [[String]] {
        let rows =
            switch table {
            case .disclosure: disclosure + rowsBelowDisclosure
            case .requests: requests
            case .appeals: appeals
            }
        return rows.map { row in row.map { wordings[$0] ?? $0 } }
    }

    private func value(_ name: String) -> String {
        values[name] ?? filling
    }

    private func rowName(_ cell: CellID) -> String {
        "\(cell.definition.table.rawValue).\(cell.definition.row.id)"
    }

    private var disclosure: [[String]] {
        var rows: [[String]] = []
        var article = ""
        for row in edition.disclosure where !missingRows.contains("disclosure.\(row.label.id)") {
            if row.article != article {
                article = row.article
                rows.append([article])
                rows.append([Vocabulary.disclosureHead] + row.columns.map(\.label.label))
            }
            rows.append(
                [row.label.label] + row.columns.map { value("disclosure.\(row.label.id).\($0.label.id)") })
        }
        return rows
    }

    private var requests: [[String]] {
        let columns = Form.requestColumns
        let organisations = columns.filter { $0.group != nil }.map(\.label)
        var rows = [
            [Vocabulary.requestsNote, Vocabulary.requestsHead],
            [""] + [columns.first?.label, columns[1].group, columns.last?.label].compactMap { $0 },
            ["", ""] + organisations + [""],
        ]
        let outcomes = edition.requests.first { $0.id == "granted" }?.group
        var group: String?
        for row in edition.requests where !missingRows.contains("requests.\(row.id)") {
            var lead: [String] = []
            if let own = row.group {
                lead.append(group == nil && own == outcomes ? own : "")
                if own != outcomes { lead.append(own == group ? "" : own) }
                group = own
            }
            rows.append(lead + [row.label] + columns.map { value("requests.\(row.id).\($0.id)") })
        }
        return rows
    }

    private var appeals: [[String]] {
        let kinds = Form.appealKinds
        let outcomes = Form.appealOutcomes.map(\.label)
        return [
            [kinds[0].label, kinds[1].group ?? ""],
            outcomes + kinds.dropFirst().map(\.label),
            outcomes.map { _ in "" } + outcomes + outcomes,
            kinds.flatMap { kind in Form.appealOutcomes.map { value("appeals.\(kind.id).\($0.id)") } },
        ]
    }
}
