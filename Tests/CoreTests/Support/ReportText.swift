@testable import Core

/// A whole report as text: title, preamble, six sections with their narrative and tables.
struct ReportText {
    var title = "青岚市渔业局2020年度政府信息公开工作年度报告"
    var preamble = ""
    var sheet: FormSheet
    var layout = TableLayout.tabCells
    var narrative: [SectionID: String] = [:]
    /// Headings written otherwise; an empty one is left out with its section.
    var headings: [SectionID: String] = [:]
    var tables: Set<FormTable> = Set(FormTable.allCases)
    var ending = ""

    init(_ sheet: FormSheet, layout: TableLayout = .tabCells) {
        self.sheet = sheet
        self.layout = layout
    }

    /// A report without a flaw whose section one holds this text.
    init(overview: String, edition: Edition = .edition2019, values: [String: String] = [:]) {
        self.init(FormSheet(edition, values: values))
        narrative[.overview] = overview
        if edition.id != Edition.edition2019.id { title = "青岚市渔业局2022年度政府信息公开工作年度报告" }
    }

    var text: String {
        var parts = [title, preamble]
        for section in SectionID.allCases {
            let heading = headings[section] ?? Form.sections[section]?.label ?? ""
            guard !heading.isEmpty else { continue }
            parts += [heading, narrative[section] ?? defaultNarrative(section)]
            if let table = FormTable.allCases.first(where: { $0.section == section && tables.contains($0) }) {
                parts.append(layout.render(sheet.grid(table)))
            }
        }
        parts.append(ending)
        return parts.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }

    private func defaultNarrative(_ section: SectionID) -> String {
        switch section {
        case .overview: "我局按照上级部署，稳步推进各项公开工作。"
        case .problems: "公开内容还不够丰富，下一步将充实栏目，及时更新。"
        case .other: "本年度没有收取信息处理费。"
        case .disclosure, .requests, .appeals: ""
        }
    }
}
