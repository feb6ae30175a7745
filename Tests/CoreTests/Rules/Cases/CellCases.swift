@testable import Core

extension RuleCase {
    static let cells: [RuleCase] =
        cases(
            "cell.blank",
            found: [
                Example("an empty cell", values: ["requests.received.business": ""]),
                Example("a dash", values: ["appeals.reconsideration.upheld": "—"]),
                Example("the word for none", values: ["disclosure.licensing.decisions": "无"]),
            ],
            silent: [
                Example("zeros", values: [:]),
                Example("a zero in full width", values: ["requests.received.business": "０"]),
                Example("empty cells that the extractor dropped") {
                    $0.layout = .pipeRows
                    $0.sheet.values = ["requests.received.business": ""]
                },
            ])
        + cases(
            "cell.collapsed-row",
            found: [
                Example("one value for seven columns") {
                    $0.layout = .pipeRows
                    $0.sheet.values = Dictionary(
                        uniqueKeysWithValues: Form.requestColumns.dropLast().map { ("requests.granted.\($0.id)", "") })
                },
                Example("three values for fifteen columns") {
                    $0.layout = .pipeCells
                    for cell in Form.cells
                    where cell.definition.table == .appeals && cell.definition.column.id != "total" {
                        $0.sheet.values[cell.description] = ""
                    }
                },
                Example("values that fit no column") {
                    $0.layout = .lines
                    $0.sheet.values = ["requests.granted.natural_person": "", "requests.granted.business": ""]
                },
            ],
            silent: [
                Example("the same row with its empty cells") {
                    $0.layout = .markdown
                    $0.sheet.values = ["requests.granted.natural_person": "", "requests.granted.business": ""]
                },
                Example("all values there") { $0.layout = .pipeRows },
                Example("a row that is not there") {
                    $0.layout = .pipeRows
                    $0.sheet.missingRows = ["requests.granted"]
                },
            ])
        + cases(
            "cell.text-in-number",
            found: [
                Example("a remark", values: ["disclosure.penalties.decisions": "8件(撤销1件、警告7件)"]),
                Example("a unit", values: ["disclosure.procurement.amount_yuan": "4800.5元"]),
                Example("a sign in words", values: ["disclosure.coercion.change": "减少1"]),
            ],
            silent: [
                Example("thousands", values: ["disclosure.licensing.decisions": "1,204"]),
                Example("a sign", values: ["disclosure.licensing.change": "+2"]),
                Example("spaces and full width", values: ["disclosure.licensing.decisions": " １２ "]),
            ])
        + cases(
            "cell.unreadable",
            found: [
                Example("words", values: ["requests.granted.natural_person": "见附件"]),
                Example("two numbers", values: ["requests.granted.natural_person": "1 0"]),
                Example("words in section four", values: ["appeals.reconsideration.total": "未统计"]),
            ],
            silent: [
                Example("blank", values: ["requests.granted.natural_person": ""]),
                Example("a slash", values: ["requests.granted.natural_person": "/"]),
                Example("a number with a unit", values: ["requests.granted.natural_person": "0件"]),
                Example("a number in words", values: ["requests.granted.natural_person": "零"]),
            ])
        + cases(
            "cell.negative",
            found: [
                Example("a count below zero", values: ["disclosure.regulations.made": "-1"]),
                Example("a full-width minus", values: ["requests.received.total": "－2"]),
                Example("an amount below zero", values: ["disclosure.procurement.amount_yuan": "-1"]),
            ],
            silent: [
                Example("a change below zero", values: ["disclosure.penalties.change": "-3"]),
                Example("a dash alone", values: ["disclosure.regulations.made": "-"]),
                Example("a plus", values: ["disclosure.regulations.made": "+1"]),
            ])
        + cases(
            "cell.fraction",
            found: [
                Example("half a document", values: ["disclosure.regulations.made": "1.5"]),
                Example("half a change", values: ["disclosure.coercion.change": "0.5"]),
                Example("half a request", .edition2021, values: ["requests.received.total": "2.5"]),
            ],
            silent: [
                Example("an amount", values: ["disclosure.procurement.amount_yuan": "12.5"]),
                Example("a fee in ten thousands", .edition2021, values: ["disclosure.fees.amount_10k_yuan": "0.5"]),
                Example("a whole number with a point", values: ["disclosure.regulations.made": "2.0"]),
            ])
}
