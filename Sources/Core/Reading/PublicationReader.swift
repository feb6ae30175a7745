/// Finds the day of publication that a document states: behind 发布日期 at its head or foot, or as the day it is signed with.
enum PublicationReader {
    /// The earliest statement: a page that is moved or linked to bears later days, and only the first one was due.
    ///
    /// - Parameters:
    ///   - lines: all lines.
    ///   - head: how many lines stand before the first section.
    ///   - body: where the last section begins; only lines behind it may be a signature.
    ///   - organ: whose report it is; what another one has signed is an annex.
    ///   - document: where the lines come from.
    ///   - page: what the page says of itself; a day that it states comes before the day the text is signed with.
    ///   - text: its text.
    /// - Returns: the day with its place and text; nil when none is stated.
    static func read(
        _ lines: [TextLine], head: Int, body: Int, organ: OwnOrgan, of document: Document, page: PageFacts,
        in text: Span<UInt8>
    ) -> Publication? {
        let foot = max(head, lines.count - labelledFoot)
        var found: [(date: CivilDate, line: TextLine)] = []
        for line in lines[..<min(head, longestHead)] where line.text.count <= longestLine {
            if let date = labelled(line.text, opensLine: false, in: text) { found.append((date, line)) }
        }
        for line in lines[foot...] where line.text.count <= longestLine {
            if let date = labelled(line.text, opensLine: true, in: text) { found.append((date, line)) }
        }
        let stated = stated(page)
        let signatures = stated == nil ? max(body + 1, lines.count - signedFoot) : lines.count
        for index in signatures..<max(signatures, lines.count) {
            let above = index > signatures ? lines[index - 1].text : nil
            if let date = signed(lines[index].text, below: above, by: organ, in: text) {
                found.append((date, lines[index]))
            }
        }
        let earliest = found.min { $0.date < $1.date }.map { publication($0.date, $0.line, document) }
        guard let stated, let earliest else { return stated ?? earliest }
        return earliest.date < stated.date ? earliest : stated
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

    private static func stated(_ page: PageFacts) -> Publication? {
        guard let quote = page.publication,
            let date = date(at: TitleText.folded(quote)[...])
        else { return nil }
        return Publication(date: date.value, source: .page, place: nil, quote: quote)
    }

    // MARK: 发布日期：2021-02-03

    private static let verbs = ["发布", "公布", "公开"].map { Array($0.utf8) }
    private static let nouns = ["日期", "时间"].map { Array($0.utf8) }

    /// The date behind a label, with nothing but marks between. Below the text, where paragraphs are near, the label has to
    /// open its line; at the head others may stand before it (来源：…　发布日期：…), but it must be no part of a longer word.
    private static func labelled(_ range: Range<Int>, opensLine: Bool, in text: Span<UInt8>) -> CivilDate? {
        // Both nouns begin with the same two bytes, and have as many as the verbs.
        let length = 6
        guard let opening = nouns.first, range.count > 2 * length else { return nil }
        for noun in (range.lowerBound + length)..<(range.upperBound - length)
        where text[noun] == opening[0] && text[noun + 1] == opening[1] {
            guard nouns.contains(where: { ByteRanges.matches($0, in: text, at: noun) }),
                verbs.contains(where: { ByteRanges.matches($0, in: text, at: noun - length) }),
                isFree(range.lowerBound..<(noun - length), opensLine: opensLine, in: text)
            else { continue }
            let rest = TitleText.folded((noun + length)..<min(range.upperBound, noun + length + 90), in: text)
            if let found = date(at: rest.drop { Scalars.isPunctuation($0) }) { return found.value }
        }
        return nil
    }

    /// Whether what stands before a label leaves it a word of its own.
    private static func isFree(_ before: Range<Int>, opensLine: Bool, in text: Span<UInt8>) -> Bool {
        var last: UInt32 = Scalars.space
        var isBare = true
        var position = before.lowerBound
        while position < before.upperBound {
            last = Scalars.folded(Scalars.next(text, &position, end: before.upperBound))
            isBare = isBare && (Scalars.isSpace(last) || Scalars.isPunctuation(last))
        }
        if isBare { return true }
        let isPageWord = pageWords.contains { word in
            before.count >= word.count && ByteRanges.matches(word, in: text, at: before.upperBound - word.count)
        }
        return !opensLine && (isPageWord || !Scalars.isIdeograph(last))
    }

    /// 信息公开日期, 网站发布时间.
    private static let pageWords = ["信息", "文件", "网站", "首次"].map { Array($0.utf8) }

    // MARK: 青岚市渔业局 2021年1月28日

    private static let longestSignature = 150

    /// The date a line ends with, signed by the organ itself on that line or the one above, or by nobody.
    private static func signed(
        _ range: Range<Int>, below above: Range<Int>?, by organ: OwnOrgan, in text: Span<UInt8>
    ) -> CivilDate? {
        guard range.count <= longestSignature else { return nil }
        let scalars = TitleText.folded(range, in: text)
        for start in scalars.indices where isDigit(scalars[start]) {
            guard let found = date(at: scalars[start...]), found.isWritten, found.end == scalars.count else { continue }
            if start > 0 { return isSigner(scalars[..<start], organ) == true ? found.value : nil }
            let signer = above.flatMap { $0.count <= longestSignature ? TitleText.folded($0, in: text)[...] : nil }
            return signer.flatMap { isSigner($0, organ) } == false ? nil : found.value
        }
        return nil
    }

    /// Whether a line that consists of an organ's name and nothing else names that organ, or its office; nil when it is no
    /// such line.
    private static func isSigner(_ scalars: ArraySlice<UInt32>, _ organ: OwnOrgan) -> Bool? {
        let name = scalars.filter { !Scalars.isPunctuation($0) }
        guard (3...30).contains(name.count), let last = name.last, name.allSatisfy(Scalars.isIdeograph),
            TitleText.organEndings.contains(last) || TitleText.isRegion(name)
        else { return nil }
        return organ.name(endOf: name[...]) != nil
            || (name.suffix(office.count) == office && organ.name(endOf: name.dropLast(office.count)) != nil)
    }

    private static let office = Array("办公室".unicodeScalars.map(\.value))[...]

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
