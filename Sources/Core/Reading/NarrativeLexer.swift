/// What a sentence consists of, as far as counts go: numbers with their measure words, words that matter, punctuation.
struct NarrativeToken: Hashable {
    enum Kind: Hashable {
        /// A number that may be a count.
        case count(Count)
        /// A year that is not part of a date: 2019年.
        case year(Int)
        /// A word that matters.
        case word(NarrativeWord)
        /// A comma or a colon.
        case comma
        /// 、
        case listComma
        /// ；
        case semicolon
        /// 。 ！ ？
        case fullStop
    }

    /// A number with what is behind it.
    struct Count: Hashable {
        let value: Int
        /// The measure word (件, 条 …), 部分 as ``NarrativeLexer/parts``; nil for none that counts things.
        let unit: UInt32?
        /// False for 余, 多, 万: the text does not say exactly how many.
        let isExact: Bool
    }

    let kind: Kind
    let range: Range<Int>
    /// How many parentheses are open around it.
    let depth: Int
    /// Whether it stands in quotation marks or a book title: part of a name, not a statement.
    let isQuoted: Bool

    /// Whether it is a count or 无 right behind a colon, at most a space apart: 政府信息公开申请：无.
    func answers(_ colon: NarrativeToken) -> Bool {
        guard range.lowerBound - colon.range.upperBound <= 3 else { return false }
        switch kind {
        case .count, .word(.none): return true
        default: return false
        }
    }

    /// Whether a ``Kind/comma`` is a colon.
    func isColon(in text: Span<UInt8>) -> Bool {
        // The half-width colon, or the last byte of the full-width one.
        text[range.upperBound - 1] == 0x3A || text[range.upperBound - 1] == 0x9A
    }
}

/// Takes one line of running text apart.
struct NarrativeLexer {
    /// Stands for 部分 and 个部分.
    static let parts: UInt32 = 0x90E8_5206

    /// Measure words of things that reports count; anything else behind a number makes it no count.
    private static let measures = Set("件条次个份项篇宗起则例部期场家名人户处只种批卷类".unicodeScalars.map(\.value))
    /// Chinese numerals count only before these: 一个, 一次, 一项 are mostly figures of speech.
    private static let measuresAfterWords = Set("件条份宗部".unicodeScalars.map(\.value))
    private static let inexact = Set("余多几来".unicodeScalars.map(\.value))

    private var tokens: [NarrativeToken] = []
    private var depth = 0
    private var quotes = 0

    static func tokens(of range: Range<Int>, in text: Span<UInt8>) -> [NarrativeToken] {
        var lexer = NarrativeLexer()
        lexer.read(range, in: text)
        return lexer.tokens
    }

    private mutating func read(_ range: Range<Int>, in text: Span<UInt8>) {
        var position = range.lowerBound
        var previous: UInt32 = 0
        let words = NarrativeWordIndex.shared
        while position < range.upperBound {
            let start = position
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            guard words.isTelling(scalar) else {
                previous = scalar
                continue
            }
            if Scalars.digit(scalar) != nil {
                readNumber(from: start, &position, range: range, previous: previous, in: text)
            } else if ChineseNumeral.isPart(scalar) {
                let isCount =
                    previous != 0x7B2C && readNumeral(from: start, &position, range: range, in: text)
                if !isCount, let match = words.match(scalar, at: start, end: range.upperBound, in: text) {
                    // 一审
                    position = match.end
                    add(.word(match.word), start..<position)
                } else if !isCount {
                    // The rest of 第二十条 is no 十条.
                    skipNumeral(&position, range: range, in: text)
                }
            } else if let match = words.match(scalar, at: start, end: range.upperBound, in: text) {
                position = match.end
                add(.word(match.word), start..<position)
            } else {
                readPunctuation(scalar, start..<position)
            }
            previous = scalar
        }
    }

    private mutating func add(_ kind: NarrativeToken.Kind, _ range: Range<Int>) {
        tokens.append(NarrativeToken(kind: kind, range: range, depth: depth, isQuoted: quotes > 0))
    }

    private mutating func readPunctuation(_ scalar: UInt32, _ range: Range<Int>) {
        switch scalar {
        case 0x2C, 0x3A: add(.comma, range)
        case 0x3001: add(.listComma, range)
        case 0x3B: add(.semicolon, range)
        case 0x3002, 0x21, 0x3F:
            depth = 0
            quotes = 0
            add(.fullStop, range)
        case 0x28, 0x3010, 0x3014, 0x5B: depth += 1
        case 0x29, 0x3011, 0x3015, 0x5D: depth = max(0, depth - 1)
        case 0x201C, 0x300A, 0x300C: quotes += 1
        case 0x201D, 0x300B, 0x300D: quotes = max(0, quotes - 1)
        default: break
        }
    }

    // MARK: Numbers

    private mutating func readNumber(
        from start: Int, _ position: inout Int, range: Range<Int>, previous: UInt32, in text: Span<UInt8>
    ) {
        position = start
        var value = 0
        var digits = 0
        var isPlain = !Self.joins(previous) && previous != 0x7B2C
        while position < range.upperBound {
            var next = position
            let scalar = Scalars.folded(Scalars.next(text, &next, end: range.upperBound))
            if let digit = Scalars.digit(scalar) {
                digits += 1
                if digits <= 12 { value = value * 10 + digit }
            } else if scalar == 0x2C, isThousands(after: next, range: range, in: text) {
                // 1,234
            } else if scalar == 0x2E || scalar == 0x2F || scalar == 0x3A || scalar == Scalars.dash,
                startsDigit(next, range: range, in: text)
            {
                isPlain = false
            } else {
                break
            }
            position = next
        }
        let numberEnd = position
        let tail = readTail(&position, range: range, in: text)
        if tail.unit == 0x5E74 {
            if digits == 4, isPlain { add(.year(value), start..<position) }
            return
        }
        guard isPlain, digits <= 12 else { return }
        let count = NarrativeToken.Count(
            value: value, unit: tail.unit, isExact: tail.isExact && !isTornOff(start, previous: previous))
        add(.count(count), start..<(tail.unit == nil ? numberEnd : position))
    }

    /// Whether digits stand before the space before a number: 8 6 件 may be 86.
    private func isTornOff(_ start: Int, previous: UInt32) -> Bool {
        guard Scalars.isSpace(previous) || Scalars.digit(previous) != nil, let last = tokens.last,
            case .count(let count) = last.kind
        else {
            return false
        }
        return count.unit == nil && start - last.range.upperBound <= 3
    }

    /// Whether a character before a number shows that it is part of something else: a code, a date, a decimal.
    private static func joins(_ scalar: UInt32) -> Bool {
        (scalar >= 0x41 && scalar <= 0x7A && scalar != 0x5B && scalar != 0x5D) || scalar == 0x2E || scalar == 0x2F
            || scalar == Scalars.dash || scalar == 0x3014 || scalar == 0x5B
    }

    private func isThousands(after position: Int, range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var digits = 0
        var position = position
        while position < range.upperBound,
            Scalars.digit(Scalars.folded(Scalars.next(text, &position, end: range.upperBound))) != nil
        {
            digits += 1
        }
        return digits == 3
    }

    private func startsDigit(_ position: Int, range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var position = position
        guard position < range.upperBound else { return false }
        return Scalars.digit(Scalars.folded(Scalars.next(text, &position, end: range.upperBound))) != nil
    }

    /// What stands behind a number: 余 and the like, then a measure word, which is consumed; 年 is given as the unit.
    private func readTail(
        _ position: inout Int, range: Range<Int>, in text: Span<UInt8>
    ) -> (unit: UInt32?, isExact: Bool) {
        var isExact = true
        while position < range.upperBound {
            var next = position
            let scalar = Scalars.folded(Scalars.next(text, &next, end: range.upperBound))
            if Scalars.isSpace(scalar) {
                position = next
            } else if Self.inexact.contains(scalar) || scalar == 0x4E07 || scalar == 0x2B {
                isExact = false
                position = next
            } else if scalar == 0x5E74 {
                position = next
                return (scalar, isExact)
            } else if let unit = Self.measure(scalar, at: &next, range: range, in: text) {
                position = next
                return (unit, isExact)
            } else {
                break
            }
        }
        return (nil, isExact)
    }

    /// The measure word that begins with `scalar`; `next` moves behind it.
    private static func measure(
        _ scalar: UInt32, at next: inout Int, range: Range<Int>, in text: Span<UInt8>
    ) -> UInt32? {
        guard measures.contains(scalar) else { return nil }
        var after = next
        let following = after < range.upperBound ? Scalars.next(text, &after, end: range.upperBound) : 0
        if scalar == 0x90E8, following == 0x5206 {
            next = after
            return parts
        }
        if scalar == 0x4E2A, following == 0x90E8 {
            var last = after
            if last < range.upperBound, Scalars.next(text, &last, end: range.upperBound) == 0x5206 {
                next = last
                return parts
            }
        }
        // 部门, 个月, 个方面, 个工作日: no measure words here.
        if scalar == 0x90E8, following == 0x95E8 { return nil }
        if scalar == 0x4E2A, following == 0x6708 || following == 0x65B9 || following == 0x5DE5 { return nil }
        return scalar
    }

    private func skipNumeral(_ position: inout Int, range: Range<Int>, in text: Span<UInt8>) {
        var next = position
        while next < range.upperBound, ChineseNumeral.isPart(Scalars.next(text, &next, end: range.upperBound)) {
            position = next
        }
    }

    /// A number in words, if a measure word follows that makes it a count. Leaves `position` alone when it is none.
    private mutating func readNumeral(
        from start: Int, _ position: inout Int, range: Range<Int>, in text: Span<UInt8>
    ) -> Bool {
        var scalars: [UInt32] = []
        var cursor = start
        var end = start
        while cursor < range.upperBound, scalars.count < 8 {
            let scalar = Scalars.next(text, &cursor, end: range.upperBound)
            guard ChineseNumeral.isPart(scalar) else { break }
            scalars.append(scalar)
            end = cursor
        }
        guard let value = ChineseNumeral.value(scalars), end < range.upperBound else { return false }
        cursor = end
        let scalar = Scalars.next(text, &cursor, end: range.upperBound)
        guard let unit = Self.measure(scalar, at: &cursor, range: range, in: text),
            unit == Self.parts || (Self.measuresAfterWords.contains(unit) && scalars != [0x4E00])
        else { return false }
        position = cursor
        add(.count(.init(value: value, unit: unit, isExact: true)), start..<cursor)
        return true
    }
}
