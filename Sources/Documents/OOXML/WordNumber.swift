/// Numbers as Word writes them before paragraphs (ECMA-376 part 1, 17.18.59 ST_NumberFormat).
enum WordNumber {
    /// A number in a format; Arabic digits in one that no report uses, nothing for bullets.
    static func written(_ value: Int, _ format: String) -> String {
        switch format {
        case "none", "bullet": ""
        case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
            "taiwaneseCountingThousand", "koreanCounting", "ideographDigital", "taiwaneseDigital",
            "japaneseDigitalTenThousand":
            chinese(value)
        case "chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal":
            chinese(value, digits: Array("零壹贰叁肆伍陆柒捌玖"), units: ["", "拾", "佰", "仟"])
        case "ideographTraditional": from("甲乙丙丁戊己庚辛壬癸", value)
        case "ideographZodiac": from("子丑寅卯辰巳午未申酉戌亥", value)
        case "upperLetter": letter(value, "A")
        case "lowerLetter": letter(value, "a")
        case "upperRoman": roman(value)
        case "lowerRoman": roman(value).lowercased()
        case "decimalEnclosedCircle", "decimalEnclosedCircleChinese": enclosed(value, 0x2460)
        case "decimalEnclosedParen": enclosed(value, 0x2474)
        case "decimalEnclosedFullstop": enclosed(value, 0x2488)
        case "decimalZero": value < 10 ? "0\(value)" : "\(value)"
        default: "\(value)"
        }
    }

    private static func chinese(
        _ value: Int, digits: [Character] = Array("零一二三四五六七八九"), units: [String] = ["", "十", "百", "千"]
    ) -> String {
        guard (1..<10_000).contains(value) else { return "\(value)" }
        var result = ""
        var hasGap = false
        for (position, unit) in units.enumerated().reversed() {
            let digit = value / power(10, position) % 10
            if digit == 0 {
                hasGap = !result.isEmpty
                continue
            }
            if hasGap { result.append(digits[0]) }
            hasGap = false
            // 十一, not 一十一.
            if !(position == 1 && digit == 1 && result.isEmpty && unit == "十") { result.append(digits[digit]) }
            result += unit
        }
        return result
    }

    private static func power(_ base: Int, _ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { power, _ in power * base }
    }

    private static func from(_ characters: String, _ value: Int) -> String {
        let all = Array(characters)
        return (1...all.count).contains(value) ? String(all[value - 1]) : "\(value)"
    }

    private static func letter(_ value: Int, _ first: Unicode.Scalar) -> String {
        guard (1...26 * 26).contains(value), let scalar = Unicode.Scalar(first.value + UInt32((value - 1) % 26)) else {
            return "\(value)"
        }
        return String(repeating: Character(scalar), count: (value - 1) / 26 + 1)
    }

    private static func enclosed(_ value: Int, _ first: UInt32) -> String {
        guard (1...20).contains(value), let scalar = Unicode.Scalar(first + UInt32(value - 1)) else {
            return "\(value)"
        }
        return String(Character(scalar))
    }

    private static let romanDigits = [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]

    private static func roman(_ value: Int) -> String {
        guard (1..<4000).contains(value) else { return "\(value)" }
        var rest = value
        var result = ""
        for (number, digits) in romanDigits {
            while rest >= number {
                result += digits
                rest -= number
            }
        }
        return result
    }
}
