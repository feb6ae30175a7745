/// 予以公开 162 件，部分公开 8 件 …: what came of the requests, as one sentence tells it.
///
/// A count is taken only where nothing stands between it and the outcome that could make it a count of some of them, and
/// only while the sentence speaks of all requests.
struct OutcomeScan {
    /// The counts found, in order.
    private(set) var found: [StatedCount] = []
    /// Where the clause begins, or the item of an enumeration.
    private var start: Int
    private var clauseWords: NarrativeWordSet = []
    /// The outcome that waits for its count, and where its word ends.
    private var pending: (subject: NarrativeFigure.Subject, end: Int)?
    /// Whether several outcomes wait for one count: 不予公开、无法提供共 42 件.
    private var isJoint = false
    private var isOfAll = true
    private var hasOtherYear = false
    /// Whether the outcomes are told of each year's requests: 上年结转4件，予以公开2件；本年新收86件，予以公开39件.
    private var isDivided = false
    /// Where the organ that reports is named.
    private let ownNames: [Range<Int>]

    private init(start: Int, ownNames: [Range<Int>]) {
        self.start = start
        self.ownNames = ownNames
    }

    /// The counts in a sentence.
    static func figures(
        in sentence: NarrativeReader.Sentence, ownNames: [Range<Int>], of text: Span<UInt8>
    ) -> [StatedCount] {
        var scan = OutcomeScan(start: sentence.range.lowerBound, ownNames: ownNames)
        for index in sentence.tokens.indices where sentence.tokens[index].depth == 0 {
            scan.read(index, of: sentence.tokens, in: text)
        }
        // 已主动公开5件: another sort of those that were granted, or none.
        return sentence.words.contains(.unasked) ? scan.found.filter { $0.subject != .granted } : scan.found
    }

    /// What makes counts those of some requests only, or of something else.
    private static let foreign: NarrativeWordSet = [
        .otherMatter, .reconsideration, .lawsuit, .licensing, .misnomer, .oneWayIn, .otherCircle, .otherYear, .unasked,
        .attribute, .normativeDocument, .aspect,
    ]
    private static let verbs: NarrativeWordSet = [.receive, .handle, .settle]

    private static let lead = FillerText("一二三四五六七、.()（）依法作出决定结果分别为是的有已经给共计总全年本度我给予答复办理处审查后政府信息公开申请“”\"：")
    private static let tail = FillerText("的有为是共计数量决定答复申请政府信息公开类案件情况达到“”\"：")

    private mutating func read(_ index: Int, of tokens: [NarrativeToken], in text: Span<UInt8>) {
        let token = tokens[index]
        switch token.kind {
        case .semicolon:
            beginClause(at: token.range.upperBound)
            isOfAll = !isDivided
        case .comma:
            if token.isColon(in: text), pending != nil { return }
            beginClause(at: token.range.upperBound)
        case .listComma:
            if pending != nil { isJoint = true } else { start = token.range.upperBound }
        case .word(.amongThem):
            start = token.range.upperBound
        case .word(let word):
            if let subject = Self.subject(of: word) { take(subject, index, of: tokens, in: text) }
            guard !token.isQuoted else { return }
            clauseWords.insert(word)
            if Self.foreign.contains(word) { isOfAll = false }
            if word == .otherYear { hasOtherYear = true }
        case .count(let count): take(count, index, of: tokens, in: text)
        case .year, .fullStop: break
        }
    }

    private mutating func beginClause(at position: Int) {
        start = position
        clauseWords = []
        pending = nil
        isJoint = false
    }

    private mutating func take(
        _ subject: NarrativeFigure.Subject, _ index: Int, of tokens: [NarrativeToken], in text: Span<UInt8>
    ) {
        if let count = countBefore(index, of: tokens, in: text) {
            add(subject, count, tokens[index])
            start = tokens[index].range.upperBound
        } else if pending != nil {
            isJoint = true
        } else if Self.lead.covers(start..<tokens[index].range.lowerBound, besides: ownNames, in: text) {
            pending = (subject, tokens[index].range.upperBound)
        }
    }

    /// 162 件予以公开: the count that stands before an outcome, where none stands behind it.
    private func countBefore(
        _ index: Int, of tokens: [NarrativeToken], in text: Span<UInt8>
    ) -> NarrativeToken.Count? {
        guard index > 0, case .count(let count) = tokens[index - 1].kind, count.unit != nil,
            tokens[index - 1].depth == 0,
            Self.lead.covers(tokens[index - 1].range.upperBound..<tokens[index].range.lowerBound, in: text),
            tokens[index - 1].range.lowerBound >= start,
            Self.lead.covers(start..<tokens[index - 1].range.lowerBound, besides: ownNames, in: text)
        else { return nil }
        if index + 1 < tokens.count, case .count = tokens[index + 1].kind { return nil }
        return count
    }

    private mutating func take(
        _ count: NarrativeToken.Count, _ index: Int, of tokens: [NarrativeToken], in text: Span<UInt8>
    ) {
        let range = tokens[index].range
        guard count.unit != nil else { return }
        if pending == nil, belongsToNext(index, of: tokens, in: text) { return }
        start = range.upperBound
        if let waiting = pending {
            if !isJoint, Self.tail.covers(waiting.end..<range.lowerBound, in: text),
                Self.follows(range.upperBound, in: text)
            {
                add(waiting.subject, count, tokens[index])
            }
            pending = nil
            isJoint = false
        } else if !clauseWords.contains(.comparison) {
            isOfAll = !isDivided && clauseWords.meets(Self.verbs) && !clauseWords.meets(Self.foreign)
        }
    }

    /// Whether the count ends what is said: 不予公开3件涉及商业秘密的信息 and 予以公开33件（自然人） count only some.
    private static func follows(_ position: Int, in text: Span<UInt8>) -> Bool {
        var next = position
        while next < text.count {
            let start = next
            let scalar = Scalars.folded(Scalars.next(text, &next, end: text.count))
            if scalar < 0x20 { return true }
            if Scalars.isSpace(scalar) { continue }
            guard scalar == 0x28, next < text.count else { return followers.covers(start..<next, in: text) }
            let inside = next
            _ = Scalars.next(text, &next, end: text.count)
            return openers.covers(inside..<next, in: text)
        }
        return true
    }

    private static let followers = FillerText("，,。；;、)）！!和及与或均全已并且占”\"：")
    private static let openers = FillerText("含其包占上")

    private func belongsToNext(_ index: Int, of tokens: [NarrativeToken], in text: Span<UInt8>) -> Bool {
        guard index + 1 < tokens.count, case .word(let word) = tokens[index + 1].kind, Self.subject(of: word) != nil
        else { return false }
        return countBefore(index + 1, of: tokens, in: text) != nil
    }

    private mutating func add(
        _ subject: NarrativeFigure.Subject, _ count: NarrativeToken.Count, _ token: NarrativeToken
    ) {
        if !isOfAll, hasOtherYear { isDivided = true }
        guard isOfAll, count.isExact, let unit = count.unit, Self.units.contains(unit) else { return }
        found.append(StatedCount(subject, count.value, at: token.range.lowerBound))
    }

    private static let units = Set("件条份宗起次个".unicodeScalars.map(\.value))

    private static func subject(of word: NarrativeWord) -> NarrativeFigure.Subject? {
        switch word {
        case .granted: .granted
        case .partlyGranted: .partlyGranted
        case .refused: .refused
        case .unavailable: .unavailable
        case .notProcessed: .notProcessed
        case .otherwiseHandled: .otherwiseHandled
        default: nil
        }
    }
}
