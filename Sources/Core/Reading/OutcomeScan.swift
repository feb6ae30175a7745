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
        // 予以公开39件，结转4件中予以公开2件: which of them the table has is not said.
        guard !scan.isDivided else { return [] }
        // 已主动公开5件: another sort of those that were granted, or none.
        return sentence.words.contains(.unasked) ? scan.found.filter { $0.subject != .granted } : scan.found
    }

    /// What makes counts those of some requests only, or of something else.
    private static let foreign: NarrativeWordSet = [
        .otherMatter, .reconsideration, .lawsuit, .licensing, .misnomer, .oneWayIn, .otherYear, .unasked, .attribute,
        .normativeDocument, .aspect,
    ]
    private static let verbs: NarrativeWordSet = [.receive, .handle, .settle]

    private static let phrase = CountPhrase(
        lead: "一二三四五六七、.()（）依法作出决定结果分别为是的有已经给共计总全年本度我予答复办理处审查后政府信息公开申请“”\"：",
        tail: "的有为是共计数量决定答复申请政府信息公开类案件情况达到“”\"：")

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
            if Self.subject(of: word) != nil, clauseWords.contains(.otherYear) { isDivided = true }
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
        if let count = Self.phrase.countBefore(index, of: tokens, since: start, besides: ownNames, in: text) {
            add(subject, count, tokens[index])
            start = tokens[index].range.upperBound
        } else if pending != nil {
            isJoint = true
        } else if Self.phrase.isPlain(start..<tokens[index].range.lowerBound, besides: ownNames, in: text) {
            pending = (subject, tokens[index].range.upperBound)
        }
    }

    private mutating func take(
        _ count: NarrativeToken.Count, _ index: Int, of tokens: [NarrativeToken], in text: Span<UInt8>
    ) {
        let range = tokens[index].range
        guard count.unit != nil else { return }
        if pending == nil, belongsToNext(index, of: tokens, in: text) { return }
        start = range.upperBound
        if let waiting = pending {
            if !isJoint, Self.phrase.joins(waiting.end, range, in: text) { add(waiting.subject, count, tokens[index]) }
            pending = nil
            isJoint = false
        } else if !clauseWords.contains(.comparison) {
            isOfAll = !isDivided && clauseWords.meets(Self.verbs) && !clauseWords.meets(Self.foreign)
        }
    }

    private func belongsToNext(_ index: Int, of tokens: [NarrativeToken], in text: Span<UInt8>) -> Bool {
        guard index + 1 < tokens.count, case .word(let word) = tokens[index + 1].kind, Self.subject(of: word) != nil
        else { return false }
        return Self.phrase.countBefore(index + 1, of: tokens, since: start, besides: ownNames, in: text) != nil
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
