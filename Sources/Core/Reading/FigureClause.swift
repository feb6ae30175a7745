/// A count that a sentence states, with where it stands in the text.
struct StatedCount {
    let subject: NarrativeFigure.Subject
    let value: Int
    let position: Int

    init(_ subject: NarrativeFigure.Subject, _ value: Int, at position: Int) {
        self.subject = subject
        self.value = value
        self.position = position
    }
}

/// What one clause, the text between two commas, counts: requests, normative documents or items published.
struct FigureClause {
    private let tokens: [NarrativeToken]
    private let words: NarrativeWordSet
    /// The words in parentheses too: 申请（含咨询）12件.
    private let allWords: NarrativeWordSet
    /// Where it stands.
    private let range: Range<Int>
    /// Stretches in it that narrow nothing: the organ's own name, 公民、法人和其他组织.
    private let names: [Range<Int>]

    init(_ tokens: ArraySlice<NarrativeToken>, _ range: Range<Int>, ownNames: [Range<Int>]) {
        self.tokens = tokens.filter { $0.depth == 0 && !$0.isQuoted }
        self.range = range
        words = NarrativeWordSet(in: self.tokens)
        allWords = NarrativeWordSet(in: tokens)
        names = (ownNames + self.tokens.filter { $0.kind == .word(.anybody) }.map(\.range)).sorted {
            $0.lowerBound < $1.lowerBound
        }
    }

    /// Whether a word stands in it.
    func has(_ word: NarrativeWord) -> Bool {
        words.contains(word)
    }

    private func all(_ words: NarrativeWordSet) -> [NarrativeToken] {
        tokens.filter { if case .word(let word) = $0.kind { words.contains(word) } else { false } }
    }

    private func first(_ words: NarrativeWordSet) -> NarrativeToken? {
        all(words).first
    }

    /// Whether a word stands before a token.
    private func has(_ word: NarrativeWord, before token: NarrativeToken) -> Bool {
        tokens.contains { $0.kind == .word(word) && $0.range.lowerBound < token.range.lowerBound }
    }

    // MARK: Counts

    /// All that it counts in things.
    private var counts: [(count: NarrativeToken.Count, index: Int)] {
        tokens.indices.compactMap { index in
            if case .count(let count) = tokens[index].kind, count.unit != nil { (count, index) } else { nil }
        }
    }

    /// The one exact count of things with one of these measure words; nil when there are several or it is qualified.
    private func onlyCount(measuredIn units: String) -> (value: Int, token: NarrativeToken)? {
        guard !has(.comparison), counts.count == 1, let (count, index) = counts.first, count.isExact,
            !isQualified(at: index), units.unicodeScalars.contains(where: { $0.value == count.unit })
        else { return nil }
        return (count.value, tokens[index])
    }

    /// 约 or 各 right before the number.
    private func isQualified(at index: Int) -> Bool {
        guard index > 0 else { return false }
        let before = tokens[index - 1]
        guard before.kind == .word(.approximately) || before.kind == .word(.each) else { return false }
        return tokens[index].range.lowerBound - before.range.upperBound <= 3
    }

    // MARK: Requests

    private static let things = "件条份宗起次个"
    private static let notAllRequests: NarrativeWordSet = [.licensing, .oneWayIn, .otherYear]
    private static let requestPhrase = CountPhrase(
        lead:
            "任何过发生提出交递来的共合计总累全年本度内新收增到了各类种件个书面依法按规定要求政府信息开申请向我局机关委办厅院省市县区镇乡街道单位等级条份、（）并已有效受理结答复回处接及",
        tail: "的件数量总计共合累为有达是各类种分别事项案宗情况政府信息公开申请及依全年本度我局新收“”\"：")
    private static let noRequests = Denial(
        object: "任何过发生收到接受理出现产提交来的全年本度内新增了书面依政府信息开申请公向我局机关单位委厅院镇街道事项件情况案例份、有于相方。！“”\"",
        tail: "的事项件数量情况方面为是：")

    /// 收到、受理、办结 … 政府信息公开申请 N 件, or none. Where the line has named requests before, 申请 right behind the verb
    /// is enough.
    func requests(alreadyNamed: Bool, in text: Span<UInt8>) -> StatedCount? {
        guard !allWords.meets(.otherMatters), !words.meets(Self.notAllRequests) else { return nil }
        if let none = first([.none]), counts.isEmpty {
            return deniesRequests(in: text) ? StatedCount(.requestsReceived, 0, at: none.range.lowerBound) : nil
        }
        guard let verb = first([.receive]) ?? first([.handle, .settle]), !has(.none, before: verb),
            let noun = first([.request]) ?? (alreadyNamed ? request(behind: verb) : nil),
            let count = onlyCount(measuredIn: Self.things), verb.range.upperBound <= count.token.range.lowerBound,
            CountPhrase.opening.covers(range.lowerBound..<verb.range.lowerBound, besides: names, in: text),
            !has(.aspect, before: count.token), isOfAll(noun, verb, count.token, in: text)
        else { return nil }
        return StatedCount(
            has(.receive) ? .requestsReceived : .requestsHandled, count.value, at: count.token.range.lowerBound)
    }

    /// How many it says came in without naming what: 自行受理81件.
    func receivedUnnamed() -> Int? {
        guard has(.receive), !has(.request), !allWords.meets(.otherMatters) else { return nil }
        return onlyCount(measuredIn: Self.things)?.value
    }

    private func deniesRequests(in text: Span<UInt8>) -> Bool {
        let nouns = all([.request])
        let isPlain =
            nouns.count == 1
            && nouns.allSatisfy {
                Self.requestPhrase.isPlain(range.lowerBound..<$0.range.lowerBound, besides: names, in: text)
            }
        return Self.noRequests.isStated(
            by: all([.none]), of: nouns, isPlain: isPlain, in: range, besides: names, of: text)
    }

    private func request(behind verb: NarrativeToken) -> NarrativeToken? {
        tokens.first { $0.kind == .word(.anyRequest) && $0.range.lowerBound == verb.range.upperBound }
    }

    /// Whether nothing says that only some requests are meant: those on one matter or of one kind of applicant; 申请表 and
    /// 依申请公开答复文书 are no requests at all.
    private func isOfAll(
        _ noun: NarrativeToken, _ verb: NarrativeToken, _ count: NarrativeToken, in text: Span<UInt8>
    ) -> Bool {
        let phrase = Self.requestPhrase
        let others = (names + [count.range]).sorted { $0.lowerBound < $1.lowerBound }
        if verb.range.upperBound <= noun.range.lowerBound,
            !phrase.isPlain(verb.range.upperBound..<noun.range.lowerBound, besides: others, in: text)
        {
            return false
        }
        if count.range.lowerBound < noun.range.lowerBound { return isWhole(noun, in: text) }
        let isBeforeVerb = noun.range.upperBound <= verb.range.lowerBound
        return phrase.joins(max(noun.range.upperBound, verb.range.upperBound), count.range, in: text)
            && (!isBeforeVerb || isWhole(noun, in: text))
    }

    private func isWhole(_ noun: NarrativeToken, in text: Span<UInt8>) -> Bool {
        var position = noun.range.upperBound
        guard position < text.count else { return true }
        return !Self.behindRequest.contains(Scalars.next(text, &position, end: text.count))
    }

    private static let behindRequest = Set("表人书文答".unicodeScalars.map(\.value))

    // MARK: Normative documents

    private static let documentPhrase = CountPhrase(
        lead: "新共计合并了本年度行政各类部门府省市县区局委厅及和与办公室的、印发制定出台开布件个份项一二三四五六七八九十", tail: "共计总合数量为是有：")
    private static let noDocuments = Denial(object: "任何新制发定作出台印下行政类部门规范性文的件过和及情况。！", tail: "")

    /// Whether it counts what was made, of whatever kind.
    var countsMade: Bool {
        has(.make) && !counts.isEmpty
    }

    /// 制发、出台、发布 … 规范性文件 N 件, or N 件规范性文件, or none made.
    func normativeDocuments(in text: Span<UInt8>) -> StatedCount? {
        guard !has(.otherDocuments), !has(.aspect), !has(.otherYear), let noun = first([.normativeDocument]),
            !isListed(noun), let verb = first([.make]) ?? first(.publishing)
        else { return nil }
        if let none = first([.none]), counts.isEmpty {
            let isNone = Self.noDocuments.isStated(
                by: [none], of: [noun], isPlain: false, in: range, besides: names, of: text)
            return isNone && has(.make) ? StatedCount(.normativeDocumentsMade, 0, at: none.range.lowerBound) : nil
        }
        guard verb.range.lowerBound < noun.range.lowerBound, !has(.none, before: verb),
            let count = onlyCount(measuredIn: "件个份部项"), joins(noun, count.token, in: text),
            Self.documentPhrase.isPlain(verb.range.upperBound..<noun.range.lowerBound, in: text),
            has(.make) || !has(.oneWayIn)
        else { return nil }
        return StatedCount(
            has(.make) ? .normativeDocumentsMade : .normativeDocumentsPublished, count.value,
            at: count.token.range.lowerBound)
    }

    /// Whether the noun is one of several that the count is for together: 规章、规范性文件、文件等3件.
    private func isListed(_ noun: NarrativeToken) -> Bool {
        tokens.contains {
            ($0.kind == .listComma || $0.kind == .word(.andSoOn))
                && ($0.range.upperBound == noun.range.lowerBound || $0.range.lowerBound >= noun.range.upperBound)
        }
    }

    /// Whether a count before the noun or behind it is of documents of any kind: 规范性文件目录1份 counts lists, 党内规范性文件 others.
    private func joins(_ noun: NarrativeToken, _ count: NarrativeToken, in text: Span<UInt8>) -> Bool {
        count.range.lowerBound >= noun.range.upperBound
            ? Self.documentPhrase.joins(noun.range.upperBound, count.range, in: text)
            : Self.documentPhrase.isPlain(count.range.upperBound..<noun.range.lowerBound, in: text)
    }

    // MARK: Items published

    /// 发布、公开信息 N 条.
    func itemsPublished() -> StatedCount? {
        guard !has(.otherYear), !has(.receive), !has(.handle), !has(.settle), words.meets(.publishing),
            let count = onlyCount(measuredIn: "条件项篇则个次"),
            tokens.contains(where: { $0.kind == .word(.information) && isBeside(count.token, $0) })
        else { return nil }
        return StatedCount(.itemsPublished, count.value, at: count.token.range.lowerBound)
    }

    /// At most two characters apart (数, 共有).
    private func isBeside(_ count: NarrativeToken, _ noun: NarrativeToken) -> Bool {
        let gap =
            count.range.lowerBound >= noun.range.upperBound
            ? count.range.lowerBound - noun.range.upperBound : noun.range.lowerBound - count.range.upperBound
        return (0...6).contains(gap)
    }
}
