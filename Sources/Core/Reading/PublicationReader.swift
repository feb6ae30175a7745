/// Finds the day of publication that a document states: behind 发布日期 at its head or foot, or as the day it is signed with.
enum PublicationReader {
    /// The earliest statement: a page that is moved or linked to bears later days, and only the first one was due.
    ///
    /// - Parameters:
    ///   - lines: all lines.
    ///   - head: how many lines stand before the first section.
    ///   - body: where the last section begins; only lines behind it may be a signature.
    ///   - document: where the lines come from.
    ///   - text: its text.
    /// - Returns: the day with its place and text; nil when none is stated.
    static func read(
        _ lines: [TextLine], head: Int, body: Int, of document: Document, in text: Span<UInt8>
    ) -> Publication? {
        let foot = max(head, lines.count - labelledFoot)
        var found: [(date: CivilDate, line: TextLine)] = []
        for line in lines[..<min(head, longestHead)] + lines[foot...] where line.text.count <= longestLine {
            if let date = labelled(line.text, in: text) { found.append((date, line)) }
        }
        if body < lines.count {
            for line in lines[max(body + 1, lines.count - signedFoot)...] {
                if let date = signed(line.text, in: text) { found.append((date, line)) }
            }
        }
        return found.min { $0.date < $1.date }.map { publication($0.date, $0.line, document) }
    }

    /// What pages say of a document stands in lines of their own, not in its paragraphs.
    private static let longestLine = 300
    private static let longestHead = 60
    private static let labelledFoot = 12
    private static let signedFoot = 6

    private static func publication(_ date: CivilDate, _ line: TextLine, _ document: Document) -> Publication {
        let shown = document.string(line.text.prefix(300)).unicodeScalars.prefix(80)
        return Publication(date: date, source: .text, place: line.place, quote: String(String.UnicodeScalarView(shown)))
    }

    // MARK: 发布日期：2021-02-03

    private static let verbs = ["发布", "公布", "公开"].map { Array($0.utf8) }
    private static let nouns = ["日期", "时间"].map { Array($0.utf8) }

    /// The date behind a label, with nothing but marks between.
    private static func labelled(_ range: Range<Int>, in text: Span<UInt8>) -> CivilDate? {
        // Both nouns begin with the same two bytes, and have as many as the verbs.
        let length = 6
        guard let opening = nouns.first, range.count > 2 * length else { return nil }
        for noun in (range.lowerBound + length)..<(range.upperBound - length)
        where text[noun] == opening[0] && text[noun + 1] == opening[1] {
            guard nouns.contains(where: { ByteRanges.matches($0, in: text, at: noun) }),
                verbs.contains(where: { ByteRanges.matches($0, in: text, at: noun - length) })
            else { continue }
            let rest = TitleText.folded((noun + length)..<min(range.upperBound, noun + length + 90), in: text)
            if let found = date(at: rest.drop { Scalars.isPunctuation($0) }) { return found.value }
        }
        return nil
    }

    // MARK: 青岚市渔业局 2021年1月28日

    private static let longestSignature = 150

    private static func signed(_ range: Range<Int>, in text: Span<UInt8>) -> CivilDate? {
        guard range.count <= longestSignature else { return nil }
        let scalars = TitleText.folded(range, in: text)
        for start in scalars.indices where isDigit(scalars[start]) {
            guard let found = date(at: scalars[start...]), found.isWritten, found.end == scalars.count else { continue }
            return start == 0 || isOrgan(scalars[..<start]) ? found.value : nil
        }
        return nil
    }

    private static func isOrgan(_ scalars: ArraySlice<UInt32>) -> Bool {
        let name = scalars.filter { !Scalars.isPunctuation($0) }
        guard (3...30).contains(name.count), let last = name.last else { return false }
        return TitleText.organEndings.contains(last) && name.allSatisfy(Scalars.isIdeograph)
    }

    // MARK: Dates

    /// The date that a text without spaces begins with: 2021-02-03, 2021/2/3, 2021.2.3, 2021年2月3日, 二〇二一年二月三日.
    /// `isWritten` is whether it is written with 年 and 月.
    private static func date(at scalars: ArraySlice<UInt32>) -> (value: CivilDate, end: Int, isWritten: Bool)? {
        var rest = scalars
        guard let year = number(&rest, digits: 4...4), let first = rest.popFirst(),
            let month = number(&rest, digits: 1...2), let second = rest.popFirst(),
            let day = number(&rest, digits: 1...2)
        else { return nil }
        let isWritten = first == 0x5E74 && second == 0x6708
        let isMarked = first == second && [Scalars.dash, 0x2F, 0x2E].contains(first)
        guard isWritten || isMarked, TitleText.isPlausible(year: year),
            let day = CivilDate(year: year, month: month, day: day)
        else { return nil }
        if rest.first == 0x65E5 { rest = rest.dropFirst() }
        return (day, rest.startIndex, isWritten)
    }

    /// The number that a text begins with, in digits of either kind; 十二 has two digits as 12 has.
    private static func number(_ rest: inout ArraySlice<UInt32>, digits: ClosedRange<Int>) -> Int? {
        let arabic = rest.prefix(digits.upperBound).prefix { Scalars.digit($0) != nil }
        if !arabic.isEmpty {
            rest = rest.dropFirst(arabic.count)
            return digits.contains(arabic.count) ? arabic.compactMap(Scalars.digit).reduce(0) { $0 * 10 + $1 } : nil
        }
        // 二十八 has three characters.
        let words = Array(rest.prefix(max(3, digits.upperBound)).prefix { ChineseNumeral.isPart($0) })
        rest = rest.dropFirst(words.count)
        return words.count >= digits.lowerBound ? ChineseNumeral.value(words) : nil
    }

    private static func isDigit(_ scalar: UInt32) -> Bool {
        Scalars.digit(scalar) != nil || ChineseNumeral.isPart(scalar)
    }
}
