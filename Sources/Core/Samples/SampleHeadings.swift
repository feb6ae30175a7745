/// Section headings in a report's own numbering, made from the form's.
enum SampleHeadings {
    /// The names of all six sections in a row.
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
        numerals[number - 1]
    }

    /// A day as it is signed in words: 二〇二二年一月二十日.
    static func words(_ date: CivilDate) -> String {
        let year = String(date.year).map { $0 == "0" ? "〇" : numeral($0.wholeNumberValue ?? 1) }.joined()
        return "\(year)年\(tens(date.month))月\(tens(date.day))日"
    }

    /// 1 to 99 as Chinese numerals.
    private static func tens(_ number: Int) -> String {
        let (tens, ones) = number.quotientAndRemainder(dividingBy: 10)
        return (tens > 1 ? numeral(tens) : "") + (tens > 0 ? "十" : "") + (ones > 0 ? numeral(ones) : "")
    }

    private static let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]

    private static let mark = "、"

    /// The form's own name without its numeral.
    private static func official(_ section: SectionID) -> String {
        let label = Form.sections[section]?.label ?? ""
        return label.split(separator: mark, maxSplits: 1).last.map { String($0) } ?? label
    }
}
