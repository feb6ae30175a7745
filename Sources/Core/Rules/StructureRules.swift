/// What the form asks to be there.
extension Rule {
    /// A section of the form is not there.
    static let sectionMissing = Rule(.sectionMissing) { report, rule in
        SectionID.allCases.filter { section in !report.headings.contains { $0.section == section } }.map { section in
            let label = Form.sections[section]?.label ?? section.rawValue
            return rule.finding(
                Message(zh: "缺少“\(label)”部分", en: "section \(section.number), \(label), is missing"), in: report)
        }
    }

    /// A table of the form is not there.
    static let tableMissing = Rule(.tableMissing) { report, rule in
        FormTable.allCases.filter { !report.tables.contains($0) }.map { table in
            let label = Wording.table(table)
            switch report.narrative.tablesElsewhere[table.section] {
            case .attachment:
                return rule.finding(
                    Message(
                        zh: "“\(label)”的表格不在正文中，文中称见附件",
                        en: "the table of \(label) is not here; the text says it is in an attachment"),
                    in: report)
            case .picture:
                return rule.finding(
                    Message(
                        zh: "“\(label)”的表格以图片形式发布，无法读取", en: "the table of \(label) is a picture and cannot be read"),
                    in: report)
            case nil:
                return rule.finding(
                    Message(zh: "缺少“\(label)”的表格", en: "the table of \(label) is missing"), in: report)
            }
        }
    }

    /// A row of the edition is not in its table.
    static let rowMissing = Rule(.rowMissing) { report, rule in
        guard let edition = report.edition else { return [] }
        var missing: [FormLabel] = []
        var tables: [FormLabel: FormTable] = [:]
        for cell in edition.cells where report.cells[cell] == .absent && cell.table != .appeals {
            let row = cell.definition.row
            guard report.tables.contains(cell.table), tables[row] == nil else { continue }
            tables[row] = cell.table
            missing.append(row)
        }
        return missing.map { row in
            let table = tables[row].map(Wording.table) ?? ""
            return rule.finding(
                Message(
                    zh: "“\(table)”的表格缺少“\(Wording.short(row.label))”一行",
                    en: "the table of \(table) lacks the row \(Wording.short(row.label))"),
                in: report)
        }
    }

    /// A section heading has a wrong numeral or none.
    static let sectionNumbering = Rule(.sectionNumbering) { report, rule in
        report.headings.filter { $0.numeral != $0.section.number }.map { heading in
            let label = Form.sections[heading.section]?.label ?? heading.section.rawValue
            let message =
                heading.numeral.map { numeral in
                    Message(
                        zh: "“\(heading.quote)”的序号是 \(numeral)，应为“\(label)”",
                        en: "the heading \(heading.quote) is numbered \(numeral); it should read \(label)")
                }
                ?? Message(
                    zh: "“\(heading.quote)”没有序号，应为“\(label)”",
                    en: "the heading \(heading.quote) has no number; it should read \(label)")
            return rule.finding(message, in: report, place: heading.place, quote: heading.quote)
        }
    }

    /// The report says how many parts it has, and has another number.
    static let declaredParts = Rule(.declaredParts) { report, rule in
        guard let declared = report.narrative.declaredParts else { return [] }
        let found = Set([report.headings.count, report.narrative.topLevelHeadings].filter { $0 > 0 })
        guard !found.isEmpty, !found.contains(declared.count) else { return [] }
        return [
            rule.finding(
                Message(
                    zh: "文中称有 \(declared.count) 个部分，实际有 \(report.headings.count) 个",
                    en: "the text says that the report has \(declared.count) parts; it has \(report.headings.count)"),
                in: report, expected: Quantity(declared.count), actual: Quantity(report.headings.count),
                place: declared.place, quote: declared.quote)
        ]
    }

    /// The edition does not fit the report year.
    static let editionForYear = Rule(.editionForYear) { report, rule in
        guard let edition = report.edition, let year = report.identity.year, !edition.covers(year: year),
            report.tables.contains(.disclosure) || report.tables.contains(.requests),
            let right = Form.editions.first(where: { $0.covers(year: year) })
        else { return [] }
        return [
            rule.finding(
                Message(
                    zh: "\(year) 年度报告用了 \(edition.basis) 的表格，应使用 \(right.basis) 的表格",
                    en: "the report on \(year) is on the form of \(edition.id); it should be on that of \(right.id)"),
                in: report)
        ]
    }
}
