/// One line of running text.
struct TextLine: Hashable {
    /// Where its text lies in ``Document/text``, trimmed.
    let text: Range<Int>
    /// The line of the source, 0 where the format has none.
    let line: Int
    /// Whether it is a cell that belongs to no table of the form.
    var isCell = false
    /// Where it stands on a page, where the format has pages.
    var box: PageBox?
    /// The attachment it stands in; nil for the file itself.
    var file: String?

    /// Its place for a finding.
    var place: Place { Place(line: line > 0 ? line : nil, box: box, file: file) }
}

/// Finds the six section headings among the lines, however they are numbered and worded.
struct SectionReader {
    /// A line that opens a section.
    struct Heading {
        let section: SectionID
        let enumerator: Enumerator
        /// Its position among the lines.
        let index: Int
        fileprivate let score: Int
    }

    /// The headings found, in the form's order, each section at most once.
    let headings: [Heading]
    /// How many top-level headings there are, numbered in Chinese from one without a gap.
    let topLevelHeadings: Int
    /// The sections for which several lines could be the heading, as where a list of contents names them too.
    let ambiguous: Set<SectionID>

    init(_ lines: [TextLine], in text: Span<UInt8>) {
        var best: [SectionID: Heading] = [:]
        var numbers: Set<Int> = []
        var ambiguous: Set<SectionID> = []
        for (index, line) in lines.enumerated() where line.text.count <= Self.longestHeading {
            let enumerator = Self.enumerator(line.text, in: text)
            if enumerator.style == .plain, enumerator.isChinese, let value = enumerator.value { numbers.insert(value) }
            guard let found = Self.candidate(line.text, enumerator, in: text) else { continue }
            let heading = Heading(section: found.section, enumerator: enumerator, index: index, score: found.score)
            if best[found.section] != nil { ambiguous.insert(found.section) }
            // The later of two equals: a table of contents comes first.
            if heading.score >= best[found.section]?.score ?? 0 { best[found.section] = heading }
        }
        headings = SectionID.allCases.compactMap { best[$0] }
        self.ambiguous = ambiguous
        topLevelHeadings = (1...).first { !numbers.contains($0) }.map { $0 - 1 } ?? 0
    }

    /// Whether a text is a numbered section heading in the form's own wording and nothing else.
    static func isOfficialHeading(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        let enumerator = Enumerator.read(range, in: text)
        guard enumerator.style != .none else { return false }
        let scalars = words(enumerator.contentStart..<range.upperBound, in: text)
        return wordings.contains { $0.isOfficial && $0.scalars == scalars }
    }

    /// What stands on a heading's own line behind its words: `无` in 五、存在的主要问题及改进情况：无.
    static func rest(of heading: Heading, _ line: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
        let start = heading.enumerator.contentStart
        let ends = wordings.filter { $0.section == heading.section }
            .compactMap { end(of: $0.scalars, start..<line.upperBound, in: text) }
        if let end = ends.max() { return end..<line.upperBound }
        // A heading in other words: what stands behind its last space or colon may be a remark.
        var rest = line.upperBound
        var position = start
        while position < line.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: line.upperBound))
            if Scalars.isSpace(scalar) || scalar == 0x3A { rest = position }
        }
        return rest..<line.upperBound
    }

    /// Where a wording ends that a range begins with, spaces and punctuation left aside.
    private static func end(of wording: [UInt32], _ range: Range<Int>, in text: Span<UInt8>) -> Int? {
        var position = range.lowerBound
        var matched = 0
        while matched < wording.count, position < range.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if Scalars.isSpace(scalar) || Scalars.isPunctuation(scalar) { continue }
            guard scalar == wording[matched] else { return nil }
            matched += 1
        }
        return matched == wording.count ? position : nil
    }

    private static let longestHeading = 240
    private static let ordinal = Array("第".utf8)
    private static let part = Array("部分".utf8)

    /// The number of a heading: as ``Enumerator`` reads it, 第一部分, or 一 without its mark before a wording of the form.
    private static func enumerator(_ range: Range<Int>, in text: Span<UInt8>) -> Enumerator {
        let read = Enumerator.read(range, in: text)
        guard read.style == .none else { return read }
        let isOrdinal = ByteRanges.matches(ordinal, in: text, at: range.lowerBound)
        var position = range.lowerBound + (isOrdinal ? ordinal.count : 0)
        guard position < range.upperBound,
            let value = ChineseNumeral.digit(Scalars.next(text, &position, end: range.upperBound)), value > 0
        else { return read }
        if isOrdinal {
            guard ByteRanges.matches(part, in: text, at: position) else { return read }
            let rest = ByteRanges.trimmed(position + part.count..<range.upperBound, in: text)
            let start = Enumerator.afterMarks(rest.lowerBound, end: range.upperBound, in: text)
            return Enumerator(style: .plain, value: value, isChinese: true, contentStart: start)
        }
        let rest = words(position..<range.upperBound, in: text)
        guard wordings.contains(where: { $0.scalars == rest }) else { return read }
        return Enumerator(style: .plain, value: value, isChinese: true, contentStart: position)
    }

    private struct Wording {
        let section: SectionID
        let scalars: [UInt32]
        let isOfficial: Bool
    }

    private static let wordings: [Wording] = SectionID.allCases.flatMap { section -> [Wording] in
        guard let label = Form.sections[section] else { return [] }
        return label.wordings.enumerated().map { position, wording in
            let bytes = Array(wording.utf8)
            let start = Enumerator.read(0..<bytes.count, in: bytes.span).contentStart
            return Wording(
                section: section, scalars: words(start..<bytes.count, in: bytes.span), isOfficial: position == 0)
        }
    }

    private static let openings = Set(wordings.compactMap(\.scalars.first))

    /// The word that a numbered heading in other words still has.
    private static let cores: [SectionID: [[UInt32]]] = [
        .overview: [core("总体"), core("概述"), core("概况"), core("基本情况")],
        .disclosure: [core("主动公开")],
        .requests: [core("申请")],
        .appeals: [core("复议"), core("诉讼")],
        .problems: [core("问题")],
        .other: [core("其他"), core("其它")],
    ]

    private static func core(_ word: String) -> [UInt32] {
        word.unicodeScalars.map(\.value)
    }

    /// The scalars of a range without spaces and punctuation.
    static func words(_ range: Range<Int>, in text: Span<UInt8>) -> [UInt32] {
        var result: [UInt32] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if !Scalars.isSpace(scalar), !Scalars.isPunctuation(scalar) { result.append(scalar) }
        }
        return result
    }

    private static func candidate(
        _ range: Range<Int>, _ enumerator: Enumerator, in text: Span<UInt8>
    ) -> (section: SectionID, score: Int)? {
        var position = enumerator.contentStart
        guard position < range.upperBound else { return nil }
        let first = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
        let isNumbered = enumerator.style == .plain && (1...6).contains(enumerator.value ?? 0)
        guard isNumbered || openings.contains(first) else { return nil }
        let scalars = words(enumerator.contentStart..<range.upperBound, in: text)
        if let wording = wordings.first(where: { $0.scalars == scalars }) {
            return score(wording.section, wording.isOfficial ? 100 : 80, enumerator)
        }
        guard isNumbered, let number = enumerator.value else { return nil }
        let section = SectionID.allCases[number - 1]
        if wordings.contains(where: { $0.section == section && $0.isOfficial && scalars.starts(with: $0.scalars) }) {
            return score(section, 60, enumerator)
        }
        // Other words under the right number: short, and no sentence.
        guard scalars.count <= 30, !holdsSentence(range, in: text) else { return nil }
        let hasCore = cores[section, default: []].contains { word in
            scalars.indices.contains { scalars[$0...].starts(with: word) }
        }
        return hasCore ? score(section, 40, enumerator) : nil
    }

    private static func holdsSentence(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound {
            let scalar = Scalars.folded(Scalars.next(text, &position, end: range.upperBound))
            if scalar == 0x3002 || scalar == 0x2C || scalar == 0x3B { return true }
        }
        return false
    }

    /// A subheading carries the wrong number in parentheses, and rarely the official wording.
    private static func score(
        _ section: SectionID, _ wording: Int, _ enumerator: Enumerator
    ) -> (section: SectionID, score: Int)? {
        let isRight = enumerator.value == section.number
        switch enumerator.style {
        case .none: return (section, wording)
        case .plain: return (section, wording + (isRight ? 10 : -5))
        case .parenthesised:
            if isRight { return (section, wording - 10) }
            return wording == 100 ? (section, 70) : nil
        }
    }
}
