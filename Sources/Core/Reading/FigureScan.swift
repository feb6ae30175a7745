/// What one sentence counts besides outcomes and appeals, clause by clause: requests, normative documents and items published.
struct FigureScan {
    /// The counts found, in order.
    private(set) var found: [StatedCount] = []
    /// How many came in that clauses tell of without naming what (自行受理81件): the table may count them too.
    private(set) var receivedUnnamed: [Int] = []
    /// Whether requests have been named, in the sentence or before it.
    private(set) var hasNamedRequests: Bool
    private let sentence: NarrativeReader.Sentence
    /// Where 其余 and the like stand: 公开2件，其余3件待公开 has no count of all before it.
    private let rest: Int
    /// Whether all that is published is of licensing; where only a part is (其中审批信息18条), the whole is not.
    private let isOfLicensing: Bool
    private var isPart = false
    private var isOneWay = false
    private var countsMade = 0

    /// Reads a sentence.
    ///
    /// - Parameters:
    ///   - sentence: the sentence.
    ///   - hasNamedRequests: whether its line has spoken of requests before.
    ///   - ownNames: where it names the organ that reports.
    ///   - text: the text it stands in.
    init(_ sentence: NarrativeReader.Sentence, hasNamedRequests: Bool, ownNames: [Range<Int>], in text: Span<UInt8>) {
        self.sentence = sentence
        self.hasNamedRequests = hasNamedRequests
        rest = sentence.tokens.last { $0.kind == .word(.theRest) }?.range.lowerBound ?? sentence.range.lowerBound
        isOfLicensing = sentence.tokens.prefix { $0.kind != .word(.amongThem) }
            .contains { $0.kind == .word(.licensing) }
        for (tokens, range) in Self.clauses(of: sentence, in: text) {
            read(FigureClause(tokens, range, ownNames: ownNames), endingAt: range.upperBound, in: text)
        }
        // 印发4件，以办公室名义印发2件: which of them the table has is not said.
        if countsMade > 1 { found.removeAll { $0.subject == .normativeDocumentsMade } }
    }

    private mutating func read(_ clause: FigureClause, endingAt end: Int, in text: Span<UInt8>) {
        if clause.has(.request) { hasNamedRequests = true }
        if clause.countsMade { countsMade += 1 }
        isPart = isPart || clause.has(.amongThem)
        isOneWay = isOneWay || clause.has(.oneWayIn)
        if end > rest, let documents = clause.normativeDocuments(in: text), mayBeAll(documents) {
            found.append(documents)
        }
        guard !isPart else { return }
        if !sentence.words.contains(.misnomer), let requests = clause.requests(alreadyNamed: hasNamedRequests, in: text)
        {
            found.append(requests)
        } else if let more = clause.receivedUnnamed() {
            receivedUnnamed.append(more)
        }
        if !isOfLicensing, let items = clause.itemsPublished() { found.append(items) }
    }

    /// 网站公开信息6039条，其中发布规范性文件4件: others may have been published elsewhere, while those made were made anywhere.
    private func mayBeAll(_ documents: StatedCount) -> Bool {
        !sentence.words.contains(.untilThen) && (documents.subject == .normativeDocumentsMade || !isPart || !isOneWay)
    }

    /// The stretches between commas and semicolons. A colon before a number or 无 only stands for 为.
    private static func clauses(
        of sentence: NarrativeReader.Sentence, in text: Span<UInt8>
    ) -> [(tokens: ArraySlice<NarrativeToken>, range: Range<Int>)] {
        var clauses: [(tokens: ArraySlice<NarrativeToken>, range: Range<Int>)] = []
        let tokens = sentence.tokens
        var first = tokens.startIndex
        var start = sentence.range.lowerBound
        for (index, token) in tokens.enumerated() where token.kind == .comma || token.kind == .semicolon {
            if token.isColon(in: text), index + 1 < tokens.endIndex, tokens[index + 1].answers(token) { continue }
            clauses.append((tokens[first..<index], start..<token.range.lowerBound))
            first = index + 1
            start = token.range.upperBound
        }
        clauses.append((tokens[first...], start..<sentence.range.upperBound))
        return clauses.filter { !$0.tokens.isEmpty }
    }
}
