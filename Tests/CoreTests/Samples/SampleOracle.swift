@testable import Core

/// What the tests read from a sample's text by the plainest means, without the code that will read real reports.

/// The lines of a sample, trimmed of the spaces and tabs around them.
func lines(_ sample: Sample) -> [String] {
    String(decoding: sample.text, as: UTF8.self)
        .split(whereSeparator: \.isNewline)
        .map { line in
            String(String(line.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }).reversed())
        }
}

/// The numbers that stand alone between separators from the first table on, as plain decimals.
func tableFigures(_ sample: Sample) -> [String] {
    let text = String(decoding: sample.text, as: UTF8.self)
    let scalars = text.unicodeScalars.map { scalar -> Character in
        switch scalar.value {
        case 0xFF10...0xFF19: Character(Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30)))
        case 0x0A, 0x0D, 0x09, 0x7C, 0xA0, 0x3000: " "
        default: Character(scalar)
        }
    }
    let tokens = scalars.split(separator: " ").map { String($0) }
    guard let start = tokens.firstIndex(where: { $0.hasPrefix("第二十条第") }) else { return [] }
    return tokens[start...].compactMap { token in
        let bare = token.filter { $0 != "," && $0 != "+" }
        let isNumber = !bare.isEmpty && bare.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
        return isNumber && bare.contains { $0.isNumber } ? bare : nil
    }
}

/// The numerals of a report's section headings.
enum SampleHeadingsOracle {
    static let numerals = ["一", "二", "三", "四", "五", "六"]
}

/// The numerals before the lines that are section headings in any of the form's wordings; "" for a heading without one.
func headings(_ sample: Sample) -> [String] {
    let names = SectionID.allCases.flatMap { section -> [String] in
        guard let label = Form.sections[section] else { return [] }
        return label.aliases + [String(label.label.dropFirst(2))]
    }
    return lines(sample).compactMap { line in
        let parts = line.split(separator: "、", maxSplits: 1).map { String($0) }
        if names.contains(line) { return "" }
        return parts.count == 2 && names.contains(parts[1]) ? parts[0] : nil
    }
}

/// The number of items published that the text states, and the sum of the parts it gives.
func publishedParts(_ sample: Sample) -> (total: Int, sum: Int)? {
    let pattern = #/信息(?:共计?|共计)?(\d+)条[，,]其中[：:，,]?([^。；;]*)/#
    let text = String(decoding: sample.text, as: UTF8.self)
    guard let match = text.firstMatch(of: pattern), let total = Int(match.1) else { return nil }
    let parts = match.2.replacing(#/[（(][^）)]*[）)]/#, with: "").matches(of: #/(\d+)条/#)
    return (total, parts.reduce(0) { $0 + (Int($1.1) ?? 0) })
}

/// Whether a text speaks of the information-handling fee.
func speaksOfFee(_ text: String) -> Bool {
    text.contains("信息处理费") || text.contains(#/依申请公开[^。]*收取的费用/#)
}

/// Whether a text speaks of one of the three things a government has to report, however loosely.
func speaksOfAssessment(_ text: String) -> Bool {
    ["考核", "评议", "追究"].contains { text.contains($0) }
}

/// The last day on which a report is in time (条例第四十九条), by the organ's name.
func dueDate(_ truth: SampleTruth) -> CivilDate {
    let agency = truth.agency ?? ""
    let isTownship = agency.hasSuffix("镇人民政府") || agency.hasSuffix("乡人民政府")
    let month = agency.hasSuffix("人民政府") && !isTownship ? 3 : 1
    return CivilDate(year: (truth.year ?? 0) + 1, month: month, day: 31) ?? CivilDate(daysSinceEpoch: 0)
}

/// The days named below the title, behind the last section, and as `published_at` in the sidecar.
func publicationDates(_ sample: Sample) -> [CivilDate] {
    let lines = lines(sample)
    let page = lines.prefix(4).filter { $0.contains(#/^(发布|公布|公开)(日期|时间)/#) }
    let signature = lines.suffix(3)
        .filter { $0.contains(#/^(20\d\d年\d+月\d+日|二〇.*日)$/#) }.map { arabic($0) }
    let sidecar = sample.sidecar.map { [String(decoding: $0, as: UTF8.self).replacing(#/^.*published_at/#, with: "")] }
    return (page + signature + (sidecar ?? [])).compactMap { text in
        guard let match = text.firstMatch(of: #/(20\d\d)[年-](\d+)[月-](\d+)/#) else { return nil }
        return CivilDate(year: Int(match.1) ?? 0, month: Int(match.2) ?? 0, day: Int(match.3) ?? 0)
    }
}

/// 二〇二二年一月二十日 with Arabic numerals.
private func arabic(_ date: String) -> String {
    let digits: [Character: String] = [
        "〇": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9",
    ]
    let parts = date.split(separator: #/[年月日]/#).map { part in
        let units = part.split(separator: "十", omittingEmptySubsequences: false)
            .map { $0.compactMap { digits[$0] }.joined() }
        guard units.count == 2 else { return part.map { digits[$0] ?? String($0) }.joined() }
        return (units[0].isEmpty ? "1" : units[0]) + (units[1].isEmpty ? "0" : units[1])
    }
    return parts.count == 3 ? "\(parts[0])年\(parts[1])月\(parts[2])日" : date
}
