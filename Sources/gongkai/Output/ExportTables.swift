import Core
import Export
import Store

/// Reports as rows: what is known of each, then a column a cell of the form.
enum ReportTable {
    static let columns: [TableColumn] =
        identityColumns + [
            TableColumn("title", Message(zh: "标题", en: "title")),
            TableColumn("revisions", Message(zh: "版本数", en: "revisions"), isNumeric: true),
            TableColumn("received_at", Message(zh: "读取时间", en: "read at")),
            TableColumn("file", Message(zh: "文件", en: "file")),
            TableColumn("sha256", Message(zh: "内容摘要", en: "content")),
            TableColumn("errors", Message(zh: "错误", en: "errors"), isNumeric: true),
            TableColumn("warnings", Message(zh: "疑点", en: "warnings"), isNumeric: true),
            TableColumn("notes", Message(zh: "提示", en: "notes"), isNumeric: true),
        ] + Form.cells.map { TableColumn($0.description, $0.exportLabel, isNumeric: true) }

    /// What says whose report a row belongs to.
    static let identityColumns = [
        TableColumn("id", Message(zh: "报告编号", en: "report"), isNumeric: true),
        TableColumn("region", Message(zh: "地区", en: "region")),
        TableColumn("agency", Message(zh: "行政机关", en: "organ")),
        TableColumn("agency_kind", Message(zh: "机关类别", en: "kind of organ")),
        TableColumn("year", Message(zh: "年度", en: "year"), isNumeric: true),
        TableColumn("edition", Message(zh: "表格版本", en: "edition")),
        TableColumn("verdict", Message(zh: "结论", en: "verdict")),
    ]

    static func row(_ report: ExportedReport) -> [TableValue] {
        let row = report.row
        let cells = report.examination.report?.cells ?? CellTable()
        return identity(of: report) + [
            TableValue(row.title), TableValue(row.revisions), .text(row.receivedAt), .text(row.file),
            TableValue(report.examination.content?.description), TableValue(row.findings[.error]),
            TableValue(row.findings[.warning]), TableValue(row.findings[.info]),
        ] + Form.cells.map { TableValue(cells.number($0)) }
    }

    static func identity(of report: ExportedReport) -> [TableValue] {
        let row = report.row
        return [
            TableValue(row.id), TableValue(row.region), TableValue(row.agency),
            TableValue(row.agencyKind?.rawValue), TableValue(row.year), TableValue(row.edition),
            .text(row.verdict.rawValue),
        ]
    }

    /// The object of `check`, with what the store knows besides before it.
    static func write(_ report: ExportedReport, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", Int(report.row.id))
            json.member("region", report.row.region ?? "")
            json.member("revisions", report.row.revisions)
            json.member("received_at", report.row.receivedAt)
            report.examination.writeMembers(to: &json, file: report.row.file, fileBytes: nil)
        }
    }
}

/// Findings as rows.
enum FindingTable {
    static let columns: [TableColumn] =
        [TableColumn("finding", Message(zh: "问题编号", en: "finding"), isNumeric: true)] + ReportTable.identityColumns + [
            TableColumn("file", Message(zh: "文件", en: "file")),
            TableColumn("rule", Message(zh: "规则", en: "rule")),
            TableColumn("severity", Message(zh: "级别", en: "severity")),
            TableColumn("message", Message(zh: "问题", en: "message in Chinese")),
            TableColumn("message_en", Message(zh: "问题（英文）", en: "message")),
            TableColumn("cells", Message(zh: "单元格", en: "cells")),
            TableColumn("expected", Message(zh: "报告填写", en: "stated"), isNumeric: true),
            TableColumn("actual", Message(zh: "核算", en: "computed"), isNumeric: true),
            TableColumn("line", Message(zh: "行", en: "line"), isNumeric: true),
            TableColumn("text", Message(zh: "原文", en: "text")),
            TableColumn("basis", Message(zh: "依据", en: "basis")),
            TableColumn("open", Message(zh: "仍成立", en: "still holds"), isNumeric: true),
            TableColumn("acknowledged_at", Message(zh: "确认时间", en: "acknowledged at")),
            TableColumn("acknowledged_why", Message(zh: "确认理由", en: "why it was acknowledged")),
        ]

    static func row(_ stored: StoredFinding, of report: ExportedReport) -> [TableValue] {
        let finding = stored.finding
        return [TableValue(stored.id)] + ReportTable.identity(of: report) + [
            .text(report.row.file), .text(finding.rule.description), .text(finding.severity.rawValue),
            .text(finding.message.chinese), .text(finding.message.english),
            TableValue(finding.cells.isEmpty ? nil : finding.cells.map(\.description).joined(separator: " ")),
            TableValue(finding.expected), TableValue(finding.actual), TableValue(finding.place?.line),
            TableValue(finding.quote), TableValue(finding.basis), TableValue(stored.isOpen ? 1 : 0),
            TableValue(stored.acknowledgement?.at), TableValue(stored.acknowledgement?.why),
        ]
    }

    static func write(_ stored: StoredFinding, of report: ExportedReport, to json: inout JSONWriter) {
        json.object { json in
            json.member("finding", Int(stored.id))
            json.member("id", Int(report.row.id))
            json.member("region", report.row.region ?? "")
            json.member("agency", report.row.agency)
            json.member("agency_kind", report.row.agencyKind?.rawValue)
            json.member("year", report.row.year)
            json.member("edition", report.row.edition)
            json.member("verdict", report.row.verdict.rawValue)
            json.member("file", report.row.file)
            json.member("open", stored.isOpen ? 1 : 0)
            stored.finding.writeMembers(to: &json)
            stored.writeAcknowledgement(to: &json)
        }
    }
}

extension CellID {
    /// Table, row and column in the form's words; English has no official wording, so the stable name stands in.
    fileprivate var exportLabel: Message {
        let cell = definition
        let section = Form.sections[cell.table.section]?.label ?? cell.table.rawValue
        let row = [cell.row.group, cell.row.label].compactMap(\.self).joined(separator: " ")
        return Message(zh: "\(section) · \(row) · \(cell.column.label)", en: description)
    }
}
