@testable import Core

/// Plain text read into a report the way the product reads it.
func reading(_ text: String, fileName: String = "") -> Reading {
    ReportReader.read(PlainTextReader.read(Array(text.utf8)), fileName: Array(fileName.utf8))
}

/// The report in a text, nil when the text is foreign.
func readReport(_ text: String, fileName: String = "") -> Report? {
    if case .report(let report) = reading(text, fileName: fileName) { report } else { nil }
}

/// Why a text is no report, nil when it is one.
func foreignReason(_ text: String, fileName: String = "") -> Message? {
    if case .foreign(let reason) = reading(text, fileName: fileName) { reason } else { nil }
}

/// All findings on a report.
func findings(_ report: Report) -> [Finding] {
    Ruleset.standard.judge(report)
}

/// The findings of one rule on a report.
func findings(_ rule: RuleID, _ report: Report) -> [Finding] {
    findings(report).filter { $0.rule == rule }
}

extension Report {
    /// The value of a cell by its name.
    subscript(name: String) -> CellValue? {
        Form.cell(named: name).map { cells[$0] }
    }

    /// The number in a cell by its name, as text; `null` for one that is there without a number, nil for an absent one.
    func shown(_ name: String) -> String? {
        guard let cell = Form.cell(named: name), cells[cell] != .absent else { return nil }
        return cells.number(cell)?.description ?? "null"
    }

    /// The text kept for a cell.
    func rawText(_ name: String) -> String? {
        Form.cell(named: name).flatMap { raw[$0] }
    }

    /// All cells that are there, by name.
    var shownCells: [String: String] {
        Dictionary(
            uniqueKeysWithValues: cells.present.map { ($0.description, cells.number($0)?.description ?? "null") })
    }
}
