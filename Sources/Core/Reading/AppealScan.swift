/// 因政府信息公开被申请行政复议 3 件，行政诉讼 2 件; 未发生行政复议、行政诉讼; 行政复议、行政诉讼情况：无.
///
/// An organ has to do with appeals on other accounts too, and many only handle them: a count is taken only where the
/// sentence is about disclosure and nothing else stands around noun and count.
struct AppealScan {
    /// The counts found, in order.
    private(set) var found: [StatedCount] = []
    private let tokens: [NarrativeToken]
    private let evidence: Evidence
    /// Where the organ that reports is named.
    private let ownNames: [Range<Int>]
    private var clauseStart: Int
    /// Where the item of an enumeration begins.
    private var itemStart: Int
    private var clauseWords: NarrativeWordSet = []
    /// The nouns that wait for their count.
    private var nouns: [NarrativeToken] = []
    /// Whether only fillers stand before each of them.
    private var isPlain = true
    /// The words in the clause that say that there is none.
    private var negations: [NarrativeToken] = []
    private var hasCount = false
    /// Whether a count of another kind has been seen: those listed behind it are of that kind too.
    private var isForeign = false

    /// Where it is said that the matter is disclosure.
    struct Evidence {
        /// Whether the sentence's section is about nothing else, or its line has spoken of requests.
        let isGiven: Bool
        /// Whether the section alone is enough.
        let isSection: Bool
        /// The words in the sentence.
        let positions: [Int]
    }

    private init(_ sentence: NarrativeReader.Sentence, _ evidence: Evidence, ownNames: [Range<Int>]) {
        tokens = sentence.tokens.filter { $0.depth == 0 && !$0.isQuoted }
        self.evidence = evidence
        self.ownNames = ownNames
        clauseStart = sentence.range.lowerBound
        itemStart = clauseStart
    }

    /// The counts in a sentence.
    ///
    /// - Parameters:
    ///   - sentence: the sentence.
    ///   - isOfAppeals: whether the sentence stands in section four.
    ///   - hasNamedRequests: whether its line has spoken of requests before.
    ///   - ownNames: where it names the organ that reports.
    ///   - text: the text it stands in.
    /// - Returns: the counts, in order.
    static func figures(
        in sentence: NarrativeReader.Sentence, isOfAppeals: Bool, hasNamedRequests: Bool, ownNames: [Range<Int>],
        of text: Span<UInt8>
    ) -> [StatedCount] {
        guard !sentence.words.contains(.appealAuthority) else { return [] }
        let evidence = Evidence(
            isGiven: isOfAppeals || hasNamedRequests, isSection: isOfAppeals,
            positions: positions(in: sentence.tokens, hasNamedRequests: hasNamedRequests))
        var scan = AppealScan(sentence, evidence, ownNames: ownNames)
        for index in scan.tokens.indices { scan.read(index, in: text) }
        scan.endClause(at: sentence.range.upperBound, in: text)
        // 行政诉讼7件（一审5件、二审2件）: one lawsuit may count in several instances.
        return sentence.words.contains(.instance) ? scan.found.filter { $0.subject != .lawsuits } : scan.found
    }

    /// Where 政府信息公开 and the like stand, or the answers to requests that have been named.
    private static func positions(in tokens: [NarrativeToken], hasNamedRequests: Bool) -> [Int] {
        tokens.indices.compactMap { index in
            switch tokens[index].kind {
            case .word(.request): return tokens[index].range.lowerBound
            case .word(.settle): return hasNamedRequests ? tokens[index].range.lowerBound : nil
            case .word(.information):
                guard index + 1 < tokens.count, tokens[index + 1].kind == .word(.publish),
                    tokens[index + 1].range.lowerBound == tokens[index].range.upperBound
                else { return nil }
                return tokens[index].range.lowerBound
            default: return nil
            }
        }
    }

    private static let phrase = CountPhrase(
        lead:
            "一二三四五六七、.()（）“”\"：因就对由于政府信息公开工作引起发生的被人提出现产收到接而导致造成共有涉及类向全年本度我机关单位社会众群民当事申请依案件新至期间内此不服答复相方面情况与和或者其",
        tail: "申请案件数量总共计均各分别为是有被的起发生情况受到新：“”\"")
    private static let denial = Denial(
        object:
            "因就对由于政府信息公开工作引起发生的被人提出现产收到接而导致造成过任何涉及类向全年本度我机关单位社会众群民当事申请依案件情况项象问题例此不服答复相方面投诉举报访行议讼等和与或者以、一宗无未没。！“”\"，：",
        tail: "申请案件数量总共计均各分别为是有被的起发生情况受到新：“”\"")
    private static let between = FillerText("、和及与或者以提起被申请发生引因案件情况“”\"")
    private static let units = Set("件条起宗次例个份".unicodeScalars.map(\.value))

    private mutating func read(_ index: Int, in text: Span<UInt8>) {
        let token = tokens[index]
        switch token.kind {
        case .comma where token.isColon(in: text):
            if nouns.isEmpty { itemStart = token.range.upperBound }
        case .comma, .semicolon, .fullStop:
            endClause(at: token.range.lowerBound, in: text)
            clauseStart = token.range.upperBound
            itemStart = clauseStart
        case .listComma:
            if nouns.isEmpty { itemStart = token.range.upperBound }
        case .word(.amongThem):
            itemStart = token.range.upperBound
        case .word(.reconsideration), .word(.lawsuit): takeNoun(index, in: text)
        case .word(let word):
            clauseWords.insert(word)
            if word == .none { negations.append(token) }
        case .count(let count): take(count, index, in: text)
        case .year: break
        }
    }

    private mutating func takeNoun(_ index: Int, in text: Span<UInt8>) {
        let noun = tokens[index]
        if nouns.isEmpty,
            let count = Self.phrase.countBefore(index, of: tokens, since: itemStart, besides: ownNames, in: text)
        {
            add(noun, count)
            itemStart = noun.range.upperBound
            return
        }
        let isNext =
            nouns.last.map { Self.between.covers($0.range.upperBound..<noun.range.lowerBound, in: text) }
            ?? Self.phrase.isPlain(itemStart..<noun.range.lowerBound, besides: ownNames, in: text)
        isPlain = isPlain && isNext
        nouns.append(noun)
    }

    private mutating func take(_ count: NarrativeToken.Count, _ index: Int, in text: Span<UInt8>) {
        guard count.unit != nil || !nouns.isEmpty else { return }
        hasCount = true
        let range = tokens[index].range
        if index + 1 < tokens.count, nouns.isEmpty, tokens[index + 1].range.lowerBound == range.upperBound,
            case .word(let word) = tokens[index + 1].kind, NarrativeWordSet.appeals.contains(word)
        {
            return
        }
        if let last = nouns.last, isPlain, nouns.count == 1 || count.value == 0,
            Self.phrase.joins(last.range.upperBound, range, in: text)
        {
            for noun in nouns { add(noun, count) }
        } else if !nouns.isEmpty {
            isForeign = true
        }
        nouns = []
        isPlain = true
        itemStart = range.upperBound
    }

    private mutating func add(_ noun: NarrativeToken, _ count: NarrativeToken.Count) {
        guard !isForeign, count.isExact, let unit = count.unit, Self.units.contains(unit) else { return }
        let before = evidence.positions.filter { $0 < noun.range.lowerBound }
        let isInClause = before.contains { $0 >= clauseStart }
        // 被申请行政复议14件，其中涉及政府信息公开11件: the section tells of all appeals.
        if before.isEmpty, !evidence.positions.isEmpty { return }
        // 收到、受理: the organ may be the one that appeals are made to.
        guard isInClause || evidence.isSection || (!before.isEmpty && !clauseWords.contains(.receive)) else { return }
        add(noun, value: count.value)
    }

    private mutating func add(_ noun: NarrativeToken, value: Int) {
        let subject = noun.kind == .word(.lawsuit) ? NarrativeFigure.Subject.lawsuits : .reconsiderations
        found.append(StatedCount(subject, value, at: noun.range.lowerBound))
    }

    private mutating func endClause(at end: Int, in text: Span<UInt8>) {
        defer {
            nouns = []
            isPlain = true
            negations = []
            hasCount = false
            clauseWords = []
        }
        let clause = clauseStart..<max(clauseStart, end)
        guard !hasCount, evidence.isGiven || !evidence.positions.isEmpty,
            Self.denial.isStated(
                by: negations, of: nouns, isPlain: isPlain, in: clause, besides: ownNames, of: text)
        else { return }
        for noun in nouns { add(noun, value: 0) }
    }
}
