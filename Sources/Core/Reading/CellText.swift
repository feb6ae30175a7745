/// Reads what one cell states (FORM.md, "Cell ids").
struct CellText {
    /// What it states.
    let value: CellValue
    /// Whether its text has to be kept: something remains beside the number, or there is no number.
    let keepsRaw: Bool

    private static let unreadable = CellText(value: .unreadable, keepsRaw: true)

    /// Reads the text of a cell.
    static func read(_ range: Range<Int>, in text: Span<UInt8>) -> CellText {
        if let digits = plainDigits(range, in: text) { return CellText(value: .number(digits), keepsRaw: false) }
        var reader = Reader(range)
        return reader.read(text)
    }

    /// Whether a text can be a value at all, however it ends: it begins with a digit or a sign, or stands for blank.
    /// Tells values from words where position does not.
    static func isValue(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound {
            let before = position
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if Scalars.isSpace(scalar) { continue }
            if Scalars.digit(scalar) != nil { return !isYear(before..<range.upperBound, in: text) }
            guard scalar == Scalars.dash || scalar == 0x2B || scalar == 0x2F || scalar == 0x65E0 else { return false }
        }
        return read(range, in: text).value == .blank
    }

    /// `2020年本部门…：167`: a sentence that begins with a year.
    private static func isYear(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if Scalars.digit(scalar) == nil { return scalar == 0x5E74 }
        }
        return false
    }

    /// The usual case, one to nine ASCII digits and spaces around them, without any decoding.
    private static func plainDigits(_ range: Range<Int>, in text: Span<UInt8>) -> Quantity? {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, text[start] == 0x20 { start += 1 }
        while end > start, text[end - 1] == 0x20 { end -= 1 }
        guard end > start, end - start <= 9 else { return nil }
        var value = 0
        for position in start..<end {
            let digit = text[position] &- 0x30
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return Quantity(value)
    }

    /// The general case.
    private struct Reader {
        private var range: Range<Int>
        private var position: Int
        private var isNegative = false
        private var hasWords = false
        private var holdsMark = false

        init(_ range: Range<Int>) {
            self.range = range
            position = range.lowerBound
        }

        mutating func read(_ text: Span<UInt8>) -> CellText {
            var numerals: [UInt32] = []
            var others: [UInt32] = []
            while position < range.upperBound {
                let before = position
                let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
                if Scalars.isSpace(scalar) { continue }
                if Scalars.digit(scalar) != nil {
                    position = before
                    return number(text, precededBy: others)
                }
                if ChineseNumeral.isPart(scalar) { numerals.append(scalar) }
                others.append(scalar)
            }
            if others.isEmpty { return CellText(value: .blank, keepsRaw: false) }
            if CellText.standsForBlank(others) { return CellText(value: .blank, keepsRaw: true) }
            return inWords(numerals, others)
        }

        /// 三件, 零: a number in words, when nothing but a measure word stands beside it.
        private func inWords(_ numerals: [UInt32], _ others: [UInt32]) -> CellText {
            guard others.count <= numerals.count + 1, others.starts(with: numerals),
                let value = ChineseNumeral.value(numerals)
            else { return .unreadable }
            return CellText(value: .number(Quantity(value)), keepsRaw: true)
        }

        /// A number in digits; what stands before it may be a sign, in words too (减少3).
        private mutating func number(_ text: Span<UInt8>, precededBy others: [UInt32]) -> CellText {
            let opensWithPoint = others.last == 0x2E
            for scalar in opensWithPoint ? others.dropLast() : others[...] {
                switch scalar {
                case Scalars.dash: isNegative = true
                case 0x2B: break
                case 0x51CF, 0x964D, 0x8D1F:  // 减 降 负
                    isNegative = true
                    hasWords = true
                default: hasWords = true
                }
            }
            guard let quantity = digits(text, hasPoint: opensWithPoint) else { return .unreadable }
            return CellText(value: .number(quantity), keepsRaw: hasWords)
        }

        private mutating func digits(_ text: Span<UInt8>, hasPoint opensWithPoint: Bool) -> Quantity? {
            var significand: Int64 = 0
            var scale: UInt8 = 0
            var groups = Grouping()
            var hasPoint = opensWithPoint
            var isDone = false
            while position < range.upperBound {
                let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
                if let digit = Scalars.digit(scalar), !isDone {
                    guard hasPoint ? !groups.isPending : groups.accepts() else { return nil }
                    let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
                    let (sum, carry) = product.addingReportingOverflow(Int64(digit))
                    guard !overflow, !carry, scale < 18 else { return nil }
                    significand = sum
                    if hasPoint { scale += 1 }
                } else if Scalars.isSpace(scalar) || scalar == 0x2C || scalar == 0xFF0C, !isDone {
                    groups.separate()
                } else if scalar == 0x2E, !hasPoint, !isDone {
                    guard groups.isComplete else { return nil }
                    hasPoint = true
                    groups.isPending = false
                } else if !Scalars.isSpace(scalar) {
                    hasWords = true
                    isDone = true
                }
            }
            guard groups.isComplete else { return nil }
            return Quantity(significand: isNegative ? -significand : significand, scale: scale)
        }
    }

    /// Digits may be grouped by thousands; `1 0` is two numbers and so none.
    private struct Grouping {
        private var digits = 0
        private var isGrouped = false
        /// Whether a separator was seen and no digit behind it.
        var isPending = false

        mutating func accepts() -> Bool {
            if isPending {
                guard isGrouped ? digits == 3 : digits <= 3 else { return false }
                isGrouped = true
                isPending = false
                digits = 0
            }
            digits += 1
            return true
        }

        mutating func separate() {
            isPending = true
        }

        var isComplete: Bool { !isGrouped || digits == 3 }
    }

    /// `/`, `-`, `—`, 无 and their like: put where there is nothing to report. A lone 一 is a dash that an input method
    /// turned into the numeral, and so is 一一: nobody fills this form in words.
    private static func standsForBlank(_ scalars: [UInt32]) -> Bool {
        let marks = scalars.filter { $0 != 0x3002 && $0 != 0x2E }
        return marks == [0x65E0] || marks.allSatisfy { $0 == 0x4E00 }
            || marks.allSatisfy { $0 == 0x2F || $0 == Scalars.dash || $0 == 0x5C }
    }
}
