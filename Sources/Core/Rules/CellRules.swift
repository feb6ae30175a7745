/// What single cells hold. One finding a table, so that a table full of units is one line in a chat and not two hundred.
extension Rule {
    /// Cells left blank where the form asks for a number.
    static let blankCells = Rule(.blankCells) { report, rule in
        byTable(report) { report.cells[$0] == .blank && !report.lostInExtraction($0) }.map { table, cells in
            rule.finding(
                Message(
                    zh: "“\(Wording.table(table))”的表格有 \(cells.count) 个空白单元格（没有数据应填 0）",
                    en: "\(cells.count) cells of the table of \(Wording.table(table)) are blank (0 should be entered)"),
                in: report, cells: cells)
        }
    }

    /// Rows that lost their empty cells in extraction.
    static let collapsedRows = Rule(.collapsedRows) { report, rule in
        FormTable.allCases.compactMap { table in
            let rows = report.collapsedRows.filter { $0.table == table }
            guard let first = rows.first else { return nil }
            let lost = rows.filter { $0.placement == nil }
            let totals = rows.count { $0.placement == .totals }
            let identities = rows.count { $0.placement == .identities }
            let names = Wording.list(lost.map { Wording.short($0.label) })
            // Only values too few for their row show that empty cells were lost.
            let lostCells = Message(
                zh: "丢失了空单元格的有 \(totals + identities) 行（按总计归位 \(totals) 行，按勾稽关系归位 \(identities) 行）",
                en:
                    "\(totals + identities) rows lost their empty cells (\(totals) placed as totals, \(identities) by the identities)"
            )
            let unplaced = Message(
                zh: "数值与列对不上、无法归位的有 \(lost.count) 行：\(names.chinese)",
                en: "\(lost.count) rows have values that fit no columns: \(names.english)")
            let parts = [totals + identities > 0 ? lostCells : nil, lost.isEmpty ? nil : unplaced].compactMap(\.self)
            return rule.finding(
                Message(
                    zh: "“\(Wording.table(table))”的表格中，" + parts.map(\.chinese).joined(separator: "；"),
                    en: "in the table of \(Wording.table(table)) " + parts.map(\.english).joined(separator: "; ")),
                in: report, cells: Form.cells(of: table).filter { report.cells[$0] == .unplaced },
                severity: lost.isEmpty ? .info : .warning, place: (lost.first ?? first).place)
        }
    }

    /// A number cell also holds words or a unit.
    static let textInNumber = Rule(.textInNumber) { report, rule in
        byTable(report) { report.cells.number($0) != nil && report.raw[$0] != nil }.map { table, cells in
            let shown = Wording.list(
                cells.map { "\(Wording.name($0, in: report)) “\(report.raw[$0] ?? "")”" }, limit: 3)
            return rule.finding(
                Message(
                    zh: "单元格除数字外还有文字：\(shown.chinese)", en: "cells hold words beside their number: \(shown.english)"),
                in: report, cells: cells, quote: cells.first.flatMap { report.raw[$0] })
        }
    }

    /// A cell holds no number and is not blank.
    static let unreadableCells = Rule(.unreadableCells) { report, rule in
        byTable(report) { report.cells[$0] == .unreadable }.map { table, cells in
            let shown = Wording.list(
                cells.map { "\(Wording.name($0, in: report)) “\(report.raw[$0] ?? "")”" }, limit: 3)
            return rule.finding(
                Message(zh: "单元格中没有可识别的数字：\(shown.chinese)", en: "cells hold no number: \(shown.english)"),
                in: report, cells: cells, quote: cells.first.flatMap { report.raw[$0] })
        }
    }

    /// A count below zero.
    static let negativeCounts = Rule(.negativeCounts) { report, rule in
        byTable(report) { $0.measure != .change && report.cells.number($0)?.isNegative == true }
            .map { table, cells in
                let shown = values(cells, report)
                return rule.finding(
                    Message(zh: "数量不能为负：\(shown.chinese)", en: "a count cannot be below zero: \(shown.english)"),
                    in: report,
                    cells: cells)
            }
    }

    /// A count that is no whole number.
    static let fractionalCounts = Rule(.fractionalCounts) { report, rule in
        byTable(report) { $0.measure != .amount && report.cells.number($0)?.isWhole == false }
            .map { table, cells in
                let shown = values(cells, report)
                return rule.finding(
                    Message(zh: "件数应为整数：\(shown.chinese)", en: "a count should be a whole number: \(shown.english)"),
                    in: report, cells: cells)
            }
    }

    private static func values(_ cells: [CellID], _ report: Report) -> Message {
        Wording.list(
            cells.map { "\(Wording.name($0, in: report)) \(report.cells.number($0)?.description ?? "")" }, limit: 3)
    }

    private static func byTable(_ report: Report, where condition: (CellID) -> Bool) -> [(FormTable, [CellID])] {
        FormTable.allCases.compactMap { table in
            let cells = Form.cells(of: table).filter(condition)
            return cells.isEmpty ? nil : (table, cells)
        }
    }
}
