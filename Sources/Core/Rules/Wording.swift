/// How findings name parts of the form.
enum Wording {
    /// A cell's row and column as the report's own edition words them, without the remarks behind them.
    static func names(of cell: CellID, in report: Report) -> (row: String, column: String) {
        let definition = cell.definition
        let row = report.edition?.disclosure.first {
            $0.label.id == definition.row.id && definition.table == .disclosure
        }
        let column = row?.columns.first { $0.label.id == definition.column.id }?.label ?? definition.column
        return (short((row?.label ?? definition.row).label), short(column.label))
    }

    /// `（一）予以公开 · 自然人`.
    static func name(_ cell: CellID, in report: Report) -> String {
        let names = names(of: cell, in: report)
        return "\(names.row) · \(names.column)"
    }

    /// A label without the remark in parentheses behind it.
    static func short(_ label: String) -> String {
        guard let remark = label.lastIndex(of: "（"), remark > label.startIndex else { return label }
        return String(label[..<remark])
    }

    /// The first few of many, joined, with a word on the rest.
    static func list(_ names: [String], limit: Int = 5) -> Message {
        let shown = names.prefix(limit)
        let rest = names.count - shown.count
        return Message(
            zh: shown.joined(separator: "、") + (rest > 0 ? " 等 \(names.count) 处" : ""),
            en: shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : ""))
    }

    /// A table's section heading.
    static func table(_ table: FormTable) -> String {
        Form.sections[table.section]?.label ?? table.rawValue
    }
}

extension Report {
    /// What people call a cell: its row and column in the wording of the report's own edition.
    public func name(of cell: CellID) -> (row: String, column: String) {
        Wording.names(of: cell, in: self)
    }
}
