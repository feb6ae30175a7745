/// A noun and its count: 予以公开的 162 件, 162 件予以公开. The count is of all that the noun says only while nothing before
/// them, between them or behind them narrows it; this is where that is judged, for every kind of figure.
struct CountPhrase: Sendable {
    /// What may open a clause without saying whose or which part of the year's figures it tells, besides the organ's own name.
    static let opening = FillerText(
        "一二三四五六七八九十、.()（）“”\"：年度月日至底止全本截到内期间今我来因就对由于在从自政府信息公开工作方面情况过程中依法申请案件引起发生的也均都尚还并且共累总合经统计目前报告机关")

    /// What may stand before the two, from where their clause or item begins.
    private let lead: FillerText
    /// What may stand between the noun and the count behind it.
    private let tail: FillerText

    init(lead: String, tail: String) {
        self.lead = FillerText(lead)
        self.tail = FillerText(tail)
    }

    /// Whether nothing in a stretch before noun or count tells of which kind they are.
    func isPlain(_ stretch: Range<Int>, besides names: [Range<Int>] = [], in text: Span<UInt8>) -> Bool {
        lead.covers(stretch, besides: names, in: text)
    }

    /// Whether nothing in a stretch behind the noun does.
    func goesOn(through stretch: Range<Int>, in text: Span<UInt8>) -> Bool {
        tail.covers(stretch, in: text)
    }

    /// Whether the count behind a noun is of all that the noun says.
    func joins(_ nounEnd: Int, _ count: Range<Int>, in text: Span<UInt8>) -> Bool {
        tail.covers(nounEnd..<count.lowerBound, in: text) && Self.isOver(at: count.upperBound, in: text)
    }

    /// The count right before the noun at an index; nil when there is none, or when the noun has one behind it.
    func countBefore(
        _ index: Int, of tokens: [NarrativeToken], since start: Int, besides names: [Range<Int>], in text: Span<UInt8>
    ) -> NarrativeToken.Count? {
        let noun = tokens[index]
        guard index > 0, case .count(let count) = tokens[index - 1].kind, count.unit != nil,
            tokens[index - 1].depth == noun.depth, tokens[index - 1].range.lowerBound >= start,
            isPlain(tokens[index - 1].range.upperBound..<noun.range.lowerBound, in: text),
            isPlain(start..<tokens[index - 1].range.lowerBound, besides: names, in: text)
        else { return nil }
        guard index + 1 < tokens.count else { return count }
        let next = tokens[index + 1]
        switch next.kind {
        case .count: return nil
        case .comma, .semicolon, .fullStop, .listComma:
            return goesOn(through: noun.range.upperBound..<next.range.lowerBound, in: text) ? count : nil
        default: return Self.isOver(at: noun.range.upperBound, in: text) ? count : nil
        }
    }

    // MARK: Behind the count

    /// Whether what follows a count leaves it as it is: 不予公开3件涉及商业秘密的信息 and 予以公开33件（自然人） count only some.
    static func isOver(at position: Int, in text: Span<UInt8>) -> Bool {
        var next = position
        while next < text.count {
            let start = next
            let scalar = Scalars.folded(Scalars.next(text, &next, end: text.count))
            if scalar < 0x20 { return true }
            if Scalars.isSpace(scalar) { continue }
            return scalar == 0x28 ? isAside(from: next, in: text) : followers.covers(start..<next, in: text)
        }
        return true
    }

    /// Whether parentheses only say what was counted, or divide it: （均已答复）, （含延期3件）, （自然人30件、企业3件）.
    private static func isAside(from start: Int, in text: Span<UInt8>) -> Bool {
        var next = start
        while next < text.count {
            let position = next
            let scalar = Scalars.folded(Scalars.next(text, &next, end: text.count))
            if scalar == 0x29 || scalar < 0x20 { return false }
            if Scalars.digit(scalar) != nil { return true }
            if position == start, asides.covers(position..<next, in: text) { return true }
        }
        return false
    }

    private static let followers = FillerText("，,。；;、)）！!和及与或均全已并且占”\"：其较比同按")
    private static let asides = FillerText("含包占上均全较比")
}
