/// Section headings in a report's own numbering, made from the form's.
enum SampleHeadings {
    /// The names of all six sections in a row: 总体情况，…和其他需要报告的事项.
    static let list: String = {
        let names = SectionID.allCases.map { official($0) }
        return names.dropLast().joined(separator: "，") + "和" + (names.last ?? "")
    }()

    /// A heading with the numeral it is to have, or none; in another of the form's wordings where so wanted.
    static func heading(_ section: SectionID, numeral number: Int?, variant: Int?) -> String {
        let variants = Form.sections[section]?.aliases ?? []
        let name = variant.flatMap { variants.isEmpty ? nil : variants[$0 % variants.count] } ?? official(section)
        return (number.map { numeral($0) + mark } ?? "") + name
    }

    /// 1 to 9 as Chinese numerals.
    static func numeral(_ number: Int) -> String {
        String(Array("零一二三四五六七八九")[number])
    }

    private static let mark = "、"

    /// The form's own name without its numeral.
    private static func official(_ section: SectionID) -> String {
        let label = Form.sections[section]?.label ?? ""
        return String(label.drop { String($0) != mark }.dropFirst())
    }
}
