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

/// What one clause, the text between two commas, counts.
struct FigureClause {
    private let tokens: [NarrativeToken]
    private let words: NarrativeWordSet
    /// The words in parentheses too: 申请（含咨询）12件.
    private let allWords: NarrativeWordSet

    init(_ tokens: ArraySlice<NarrativeToken>) {
        self.tokens = tokens.filter { $0.depth == 0 && !$0.isQuoted }
        words = NarrativeWordSet(in: self.tokens)
        allWords = NarrativeWordSet(in: tokens)
    }

    /// Whether a word stands in it.
    func has(_ word: NarrativeWord) -> Bool {
        words.contains(word)
    }

    private func first(_ words: NarrativeWordSet) -> NarrativeToken? {
        tokens.first { if case .word(let word) = $0.kind { words.contains(word) } else { false } }
    }

    /// The one exact count of things with one of these measure words; nil when there are several or it is qualified.
    private func onlyCount(measuredIn units: String) -> (value: Int, token: NarrativeToken)? {
        guard !has(.comparison) else { return nil }
        var found: (value: Int, token: NarrativeToken)?
        for (index, token) in tokens.enumerated() {
            guard case .count(let count) = token.kind, let unit = count.unit else { continue }
            guard found == nil, count.isExact, !isQualified(at: index),
                units.unicodeScalars.contains(where: { $0.value == unit })
            else { return nil }
            found = (count.value, token)
        }
        return found
    }

    /// 约 or 各 right before the number.
    private func isQualified(at index: Int) -> Bool {
        guard index > 0 else { return false }
        let before = tokens[index - 1]
        guard before.kind == .word(.approximately) || before.kind == .word(.each) else { return false }
        return tokens[index].range.lowerBound - before.range.upperBound <= 3
    }

    private static let notAllRequests: NarrativeWordSet = [.licensing, .oneWayIn, .otherCircle, .otherYear]

    /// 收到、受理、办结 … 政府信息公开申请 N 件. Where the line has named requests before, 申请 right behind the verb is
    /// enough.
    func requests(alreadyNamed: Bool, in text: Span<UInt8>) -> StatedCount? {
        guard !allWords.meets(.otherMatters), !words.meets(Self.notAllRequests) else { return nil }
        if let denial = first([.receivedNone]) {
            guard let noun = first([.request]), isWhole(noun, in: text) else { return nil }
            let isOfAll =
                noun.range.lowerBound < denial.range.upperBound
                || Self.anybody.covers(denial.range.upperBound..<noun.range.lowerBound, in: text)
            return isOfAll ? StatedCount(.requestsReceived, 0, at: denial.range.lowerBound) : nil
        }
        guard let verb = first([.receive]) ?? first([.handle, .settle]),
            has(.request) || (alreadyNamed && isRequest(behind: verb)),
            let count = onlyCount(measuredIn: "件条份宗起次个"), verb.range.upperBound <= count.token.range.lowerBound,
            isOfAll(verb, before: count.token, in: text)
        else { return nil }
        return StatedCount(
            has(.receive) ? .requestsReceived : .requestsHandled, count.value, at: count.token.range.lowerBound)
    }

    /// Whether nothing says that only some requests are meant: those on one matter or of one kind of applicant.
    private func isOfAll(_ verb: NarrativeToken, before count: NarrativeToken, in text: Span<UInt8>) -> Bool {
        let isNarrowed = tokens.contains {
            $0.kind == .word(.aspect) && $0.range.lowerBound < count.range.lowerBound
        }
        guard !isNarrowed else { return false }
        guard let noun = first([.request]) ?? first([.anyRequest]) else { return true }
        guard isWhole(noun, in: text) else { return false }
        guard noun.kind == .word(.request), noun.range.lowerBound >= verb.range.upperBound else { return true }
        return Self.anybody.covers(verb.range.upperBound..<noun.range.lowerBound, in: text)
    }

    /// Whether the noun does not go on: 申请表, 申请人告知书 and 依申请公开答复文书 are no requests.
    private func isWhole(_ noun: NarrativeToken, in text: Span<UInt8>) -> Bool {
        var position = noun.range.upperBound
        guard position < text.count else { return true }
        return !Self.behindRequest.contains(Scalars.next(text, &position, end: text.count))
    }

    private static let behindRequest = Set("表人书文答".unicodeScalars.map(\.value))

    /// Who asks, when it may be anybody: 公民、法人和其他组织提出的.
    private static let anybody = FillerText(
        "任何过发生公民法人和或者及与以其他它组织群众社会各界单位个提出交递来的共合计总累全年本度内新收增到了各类种件书面依法按规定要求政府信息开申请人向我局本机关委办厅院省市县区镇乡街道等当事级条份、（）并已有效受理办结答复回复处接"
    )

    private func isRequest(behind verb: NarrativeToken) -> Bool {
        tokens.contains { $0.kind == .word(.anyRequest) && $0.range.lowerBound == verb.range.upperBound }
    }

    /// Whether it counts what was made, of whatever kind.
    var countsMade: Bool {
        has(.make) && tokens.contains { if case .count(let count) = $0.kind { count.unit != nil } else { false } }
    }

    /// 制发、出台、发布 … 规范性文件 N 件, or N 件规范性文件.
    func normativeDocuments(in text: Span<UInt8>) -> StatedCount? {
        guard !has(.otherDocuments), !has(.aspect), !has(.otherCircle), !has(.otherYear),
            let noun = first([.normativeDocument]), !isListed(noun), let verb = first([.make]) ?? first(.publishing),
            verb.range.lowerBound < noun.range.lowerBound,
            let count = onlyCount(measuredIn: "件个份部项"), isRight(count.token, beside: noun),
            Self.anyDocument.covers(verb.range.upperBound..<noun.range.lowerBound, in: text),
            has(.make) || !has(.oneWayIn)
        else { return nil }
        return StatedCount(
            has(.make) ? .normativeDocumentsMade : .normativeDocumentsPublished, count.value,
            at: count.token.range.lowerBound)
    }

    /// What may stand between the verb and 规范性文件 without telling of what kind they are.
    private static let anyDocument = FillerText("新共计合并了本年度行政各类部门政府省市县区局委厅及和与办公室的、印发制定出台公开布件个份部项一二三四五六七八九十")

    /// Whether the noun is one of several that the count is for together: 规章、规范性文件、文件等3件.
    private func isListed(_ noun: NarrativeToken) -> Bool {
        tokens.contains {
            ($0.kind == .listComma || $0.kind == .word(.andSoOn))
                && ($0.range.upperBound == noun.range.lowerBound || $0.range.lowerBound >= noun.range.upperBound)
        }
    }

    /// At most two characters apart (数, 共有).
    private func isBeside(_ count: NarrativeToken, _ noun: NarrativeToken) -> Bool {
        (0...6).contains(gap(count, noun))
    }

    /// Nothing between, or a word like 共 and no more: 规范性文件目录1份 counts lists, 党内规范性文件 others.
    private func isRight(_ count: NarrativeToken, beside noun: NarrativeToken) -> Bool {
        // An ideograph has three bytes: less than that can only be a space.
        (0...2).contains(gap(count, noun))
            || isBeside(count, noun)
                && tokens.contains {
                    $0.kind == .word(.altogether) && $0.range.lowerBound >= noun.range.upperBound
                        && $0.range.upperBound <= count.range.lowerBound
                }
    }

    private func gap(_ count: NarrativeToken, _ noun: NarrativeToken) -> Int {
        count.range.lowerBound >= noun.range.upperBound
            ? count.range.lowerBound - noun.range.upperBound : noun.range.lowerBound - count.range.upperBound
    }

    /// 发布、公开信息 N 条.
    func itemsPublished() -> StatedCount? {
        guard !has(.otherYear), !has(.receive), !has(.handle), !has(.settle), words.meets(.publishing),
            let count = onlyCount(measuredIn: "条件项篇则个次"),
            tokens.contains(where: { $0.kind == .word(.information) && isBeside(count.token, $0) })
        else { return nil }
        return StatedCount(.itemsPublished, count.value, at: count.token.range.lowerBound)
    }
}
