/// Decoding and folding of UTF-8 one scalar at a time, straight from the bytes: no `String`, no copy.
enum Scalars {
    /// The scalar at `position`, which moves behind it. Broken sequences give U+FFFD, one byte at a time.
    @inline(__always)
    static func next(_ text: Span<UInt8>, _ position: inout Int, end: Int) -> UInt32 {
        let first = text[position]
        position += 1
        if first < 0x80 { return UInt32(first) }
        // Almost all text is Chinese, three bytes a character.
        if first & 0xF0 == 0xE0, position + 2 <= end {
            let second = text[position] ^ 0x80
            let third = text[position + 1] ^ 0x80
            guard second | third < 0x40 else { return 0xFFFD }
            position += 2
            return UInt32(first & 0x0F) << 12 | UInt32(second) << 6 | UInt32(third)
        }
        let length = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0
        guard length > 0, position + length <= end else { return 0xFFFD }
        var scalar = UInt32(first) & (0x3F >> UInt32(length))
        for offset in 0..<length {
            let byte = text[position + offset]
            guard byte & 0xC0 == 0x80 else { return 0xFFFD }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        position += length
        return scalar
    }

    /// A scalar with the differences removed that reports do not mean: width, kind of space, kind of dash.
    @inline(__always)
    static func folded(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 || (scalar >= 0x3400 && scalar < 0xFE00) { return scalar }
        switch scalar {
        case 0xFF01...0xFF5E: return scalar - 0xFEE0
        case 0x00A0, 0x3000, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0xFEFF, 0x00AD: return space
        case 0x2010...0x2015, 0x2212, 0x2500, 0x2501, 0xFE58, 0xFE63: return dash
        case 0xFFE8, 0x2502: return 0x7C
        default: return scalar
        }
    }

    static let space: UInt32 = 0x20
    static let dash: UInt32 = 0x2D

    /// Whether a folded scalar is white space of any kind.
    @inline(__always)
    static func isSpace(_ scalar: UInt32) -> Bool {
        scalar == space || (scalar >= 0x09 && scalar <= 0x0D)
    }

    /// Whether a folded scalar is punctuation that labels are written with or without.
    @inline(__always)
    static func isPunctuation(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        case 0x2018...0x201F, 0x2026, 0x00B7, 0x30FB: true
        case 0x3001...0x3003, 0x3008...0x3011, 0x3014...0x301F: true
        default: false
        }
    }

    /// Whether a scalar is a Chinese character of the Basic Multilingual Plane, where all wordings of the form lie.
    @inline(__always)
    static func isIdeograph(_ scalar: UInt32) -> Bool {
        scalar >= 0x3400 && scalar <= 0x9FFF
    }

    /// The digit of a folded scalar, 0 to 9.
    @inline(__always)
    static func digit(_ scalar: UInt32) -> Int? {
        scalar >= 0x30 && scalar <= 0x39 ? Int(scalar - 0x30) : nil
    }
}

/// Finding and trimming in ranges of bytes.
public enum ByteRanges {
    /// The range without white space of any kind at both ends.
    public static func trimmed(_ range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound {
            var next = start
            guard Scalars.isSpace(Scalars.folded(Scalars.next(text, &next, end: range.upperBound))) else { break }
            start = next
        }
        var end = range.upperBound
        while end > start {
            var last = end - 1
            while last > start, text[last] & 0xC0 == 0x80 { last -= 1 }
            var next = last
            guard Scalars.isSpace(Scalars.folded(Scalars.next(text, &next, end: end))) else { break }
            end = last
        }
        return start..<end
    }

    /// Calls `body` with each line of a range, trimmed, that is not blank, and how many line ends stand before it.
    static func forEachLine(of range: Range<Int>, in text: Span<UInt8>, _ body: (Range<Int>, Int) -> Void) {
        var start = range.lowerBound
        var lineEnds = 0
        for position in range {
            guard text[position] == 0x0A || text[position] == 0x0D else { continue }
            let isFirstOfPair = text[position] == 0x0D && position + 1 < range.upperBound && text[position + 1] == 0x0A
            if isFirstOfPair { continue }
            let line = trimmed(start..<position, in: text)
            if !line.isEmpty { body(line, lineEnds) }
            lineEnds += 1
            start = position + 1
        }
        let line = trimmed(start..<range.upperBound, in: text)
        if !line.isEmpty { body(line, lineEnds) }
    }

    /// Where `needle` first stands in a range.
    static func firstRange(of needle: [UInt8], in text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard let first = needle.first, range.count >= needle.count else { return nil }
        var position = range.lowerBound
        let last = range.upperBound - needle.count
        while position <= last {
            if text[position] == first, matches(needle, in: text, at: position) {
                return position..<(position + needle.count)
            }
            position += 1
        }
        return nil
    }

    /// Whether `needle` stands at a position.
    static func matches(_ needle: [UInt8], in text: Span<UInt8>, at position: Int) -> Bool {
        guard needle.count <= text.count - position else { return false }
        for offset in needle.indices where text[position + offset] != needle[offset] { return false }
        return true
    }
}
