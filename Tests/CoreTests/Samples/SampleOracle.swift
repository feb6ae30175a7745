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
