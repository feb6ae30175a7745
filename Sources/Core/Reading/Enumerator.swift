/// The number that opens a heading or a label: 一、 （一） 1. 1、 (1), or none.
struct Enumerator: Hashable {
    /// How it is written, which tells its level.
    enum Style: Hashable {
        /// 一、 or 1、: top level.
        case plain
        /// （一） or (1): below the top level.
        case parenthesised
        /// None.
        case none
    }

    let style: Style
    /// The number, nil when there is none.
    let value: Int?
    /// Whether the number is written in Chinese.
    let isChinese: Bool
    /// Where the words begin.
    let contentStart: Int

    /// Reads the enumerator at the beginning of a trimmed range.
    static func read(_ range: Range<Int>, in text: Span<UInt8>) -> Enumerator {
        let none = Enumerator(style: .none, value: nil, isChinese: false, contentStart: range.lowerBound)
        var position = range.lowerBound
        guard position < range.upperBound else { return none }
        var scalars: [UInt32] = []
        var number = 0
        var digits = 0
        var isOpen = false
        var isEnded = false
        while position < range.upperBound {
            let before = position
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if Scalars.isSpace(scalar) {
                // A space behind digits ends them: `0 1.属于国家秘密` is a value and then a label.
                if digits > 0 { isEnded = true }
                continue
            }
            if scalar == openParenthesis, !isOpen, digits == 0, scalars.isEmpty {
                isOpen = true
            } else if let digit = Scalars.digit(scalar), scalars.isEmpty, digits < 2, !isEnded {
                number = number * 10 + digit
                digits += 1
            } else if digits == 0, scalars.count < 3, ChineseNumeral.isPart(scalar) {
                scalars.append(scalar)
            } else {
                guard let value = digits > 0 ? number : ChineseNumeral.value(scalars) else { return none }
                if isOpen {
                    guard scalar == closeParenthesis else { return none }
                    return finished(.parenthesised, value, digits == 0, from: position, range: range, in: text)
                }
                if isSeparator(scalar) {
                    return finished(.plain, value, digits == 0, from: position, range: range, in: text)
                }
                // 1属于国家秘密: the dot was lost. A Chinese numeral without its mark may be the word itself.
                guard digits > 0, !isEnded, Scalars.isIdeograph(scalar) else { return none }
                return finished(.plain, value, false, from: before, range: range, in: text)
            }
        }
        return none
    }

    private static let openParenthesis: UInt32 = 0x28
    private static let closeParenthesis: UInt32 = 0x29

    /// 、 . , ． and the ) that closes nothing.
    private static func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3001, 0x2E, 0x2C, 0x3A, 0x29, 0x30FB, 0x00B7, 0x3002: true
        default: false
        }
    }

    private static func finished(
        _ style: Style, _ value: Int, _ isChinese: Bool, from start: Int, range: Range<Int>, in text: Span<UInt8>
    ) -> Enumerator {
        let contentStart = afterMarks(start, end: range.upperBound, in: text)
        return Enumerator(style: style, value: value, isChinese: isChinese, contentStart: contentStart)
    }

    /// Where the words begin behind a number: what separates them is skipped.
    static func afterMarks(_ start: Int, end: Int, in text: Span<UInt8>) -> Int {
        var position = start
        while position < end {
            var next = position
            let scalar = Scalars.folded(Scalars.next(text, &next, end: end))
            guard Scalars.isSpace(scalar) || isSeparator(scalar) else { break }
            position = next
        }
        return position
    }
}
