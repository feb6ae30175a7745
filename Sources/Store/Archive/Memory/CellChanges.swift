internal import Core

/// What a new revision changes: the finding `document.revision`.
enum CellChanges {
    static let rule: RuleID = "document.revision"
    /// How many changes are told one by one.
    private static let mostShown = 5

    /// The finding on a revision that replaces another one.
    static func finding(_ report: Report, replacing former: Report, number: Int) -> Finding {
        let changed = Form.cells.filter { report.cells[$0] != former.cells[$0] }
        let shown = changed.prefix(mostShown).map { cell in
            let name = report.name(of: cell)
            let (old, new) = (text(former.cells[cell]), text(report.cells[cell]))
            return Message(
                zh: "\(name.row) · \(name.column) \(old.chinese) → \(new.chinese)",
                en: "\(name.row) · \(name.column) \(old.english) → \(new.english)")
        }
        let message: Message
        if changed.isEmpty {
            message = Message(
                zh: "第 \(number) 版：表格数据未变，正文或格式有改动",
                en: "revision \(number): no cell has changed, the text or the form has")
        } else {
            let rest = changed.count - shown.count
            message = Message(
                zh: "第 \(number) 版：改动了 \(changed.count) 个单元格：" + shown.map(\.chinese).joined(separator: "；")
                    + (rest > 0 ? "；另有 \(rest) 处" : ""),
                en: "revision \(number): \(changed.count) cells have changed: "
                    + shown.map(\.english).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : ""))
        }
        return Finding(rule: rule, severity: .info, message: message, cells: changed)
    }

    private static func text(_ value: CellValue) -> Message {
        switch value {
        case .absent: Message(zh: "（无此格）", en: "(absent)")
        case .blank: Message(zh: "（空白）", en: "(blank)")
        case .number(let quantity): Message(zh: quantity.description, en: quantity.description)
        case .unreadable: Message(zh: "（无法识别）", en: "(unreadable)")
        case .unplaced: Message(zh: "（无法归位）", en: "(unplaced)")
        }
    }
}
