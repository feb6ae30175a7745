/// Reads the figures that the text states. Precision before recall: a figure whose meaning is in doubt is left out.
struct NarrativeReader {
    private let document: Document
    private let reportYear: Int?
    private(set) var narrative = Narrative()

    init(_ document: Document, reportYear: Int?) {
        self.document = document
        self.reportYear = reportYear
        narrative.mentions = []
    }

    /// Reads one line; sentences do not cross lines. Before the first section, where `section` is nil, a report speaks of
    /// its own parts.
    mutating func read(_ line: TextLine, section: SectionID?, in text: Span<UInt8>) {
        let tokens = NarrativeLexer.tokens(of: line.text, in: text)
        guard !tokens.isEmpty else { return }
        let words = NarrativeWordSet(in: tokens)
        if words.meets(.owed) { noteMentions(words, line, section) }
        guard words.meets(.denials) || tokens.contains(where: { if case .count = $0.kind { true } else { false } })
        else { return }
        var previous: Sentence?
        var hasNamedRequests = false
        var start = line.text.lowerBound
        for slice in tokens.split(omittingEmptySubsequences: false, whereSeparator: { $0.kind == .fullStop }) {
            let isLast = slice.endIndex == tokens.endIndex
            let end = isLast ? line.text.upperBound : tokens[slice.endIndex].range.upperBound
            defer { start = end }
            guard !slice.isEmpty else {
                previous = nil
                continue
            }
            let sentence = Sentence(
                tokens: Array(slice), words: NarrativeWordSet(in: slice), range: start..<end, line: line,
                section: section)
            if sentence.words.contains(.amongThem) { readBreakdowns(sentence, after: previous) }
            if !speaksOfOtherYear(sentence) {
                readFigures(sentence, hasNamedRequests: &hasNamedRequests)
                readOutcomes(sentence, hasNamedRequests: hasNamedRequests, in: text)
                readAppeals(sentence, hasNamedRequests: hasNamedRequests, in: text)
            }
            if section == nil { readDeclaredParts(sentence) }
            previous = sentence
        }
    }

    /// The tokens between two full stops.
    struct Sentence {
        let tokens: [NarrativeToken]
        let words: NarrativeWordSet
        let range: Range<Int>
        let line: TextLine
        /// The section it stands in, nil before the first.
        let section: SectionID?
    }

    /// The beginning of a sentence, as much as a message can show.
    private func quote(_ range: Range<Int>) -> String {
        let text = document.string(range.prefix(1000))
        let shown = text.unicodeScalars.drop { $0.properties.isWhitespace }
        let limit = 160
        guard shown.count > limit else { return String(shown) }
        return String(shown.prefix(limit)) + "…"
    }

    private func speaksOfOtherYear(_ sentence: Sentence) -> Bool {
        guard let reportYear else { return false }
        return sentence.tokens.contains { if case .year(let year) = $0.kind { year != reportYear } else { false } }
    }

    // MARK: Breakdowns

    private mutating func readBreakdowns(_ sentence: Sentence, after previous: Sentence?) {
        for (index, token) in sentence.tokens.enumerated() where token.kind == .word(.amongThem) {
            guard let total = BreakdownScan.total(before: index, of: sentence, after: previous) else { continue }
            var scan = BreakdownScan(total, depth: token.depth)
            guard let parts = scan.parts(in: sentence.tokens[(index + 1)...]) else { continue }
            let start = previous.map { total.isInPrevious ? $0.range.lowerBound : sentence.range.lowerBound }
            narrative.breakdowns.append(
                Breakdown(
                    total: total.value, parts: parts, place: sentence.line.place,
                    quote: quote((start ?? sentence.range.lowerBound)..<sentence.range.upperBound)))
        }
    }

    // MARK: Figures

    private mutating func readFigures(_ sentence: Sentence, hasNamedRequests: inout Bool) {
        guard sentence.words.meets(.figures) else { return }
        let isMisnamed = sentence.words.contains(.misnomer)
        let isOfLicensing = sentence.words.contains(.licensing)
        let isUntilThen = sentence.words.contains(.untilThen)
        // 公开 2 件，其余 3 件待公开: the first count is a part.
        let rest = sentence.tokens.lastIndex { $0.kind == .word(.theRest) } ?? 0
        var isPart = false
        for slice in sentence.tokens.split(whereSeparator: { $0.kind == .comma || $0.kind == .semicolon }) {
            let clause = FigureClause(slice)
            if clause.has(.request) { hasNamedRequests = true }
            if !isUntilThen, slice.endIndex > rest, let made = clause.normativeDocuments() {
                add(made.subject, made.value, sentence)
            }
            isPart = isPart || clause.has(.amongThem)
            guard !isPart else { continue }
            if !isMisnamed, let requests = clause.requests(alreadyNamed: hasNamedRequests) {
                add(requests.subject, requests.value, sentence)
            }
            if !isOfLicensing, let items = clause.itemsPublished() { add(.itemsPublished, items, sentence) }
        }
    }

    private mutating func add(_ subject: NarrativeFigure.Subject, _ value: Int, _ sentence: Sentence) {
        narrative.figures.append(
            NarrativeFigure(
                subject: subject, value: value, place: sentence.line.place, quote: quote(sentence.range)))
    }

    /// One outcome alone has to stand where requests are the subject: 不予公开 is said of documents too.
    private mutating func readOutcomes(_ sentence: Sentence, hasNamedRequests: Bool, in text: Span<UInt8>) {
        guard sentence.words.meets(.outcomes), sentence.section != .problems else { return }
        let found = OutcomeScan.figures(in: sentence, of: text)
        guard hasNamedRequests || sentence.section == .requests || Set(found.map(\.subject)).count > 1 else { return }
        for figure in found { add(figure.subject, figure.value, sentence) }
    }

    private mutating func readAppeals(_ sentence: Sentence, hasNamedRequests: Bool, in text: Span<UInt8>) {
        guard sentence.words.meets(.appeals), sentence.section != .problems else { return }
        let found = AppealScan.figures(
            in: sentence, isOfAppeals: sentence.section == .appeals, hasNamedRequests: hasNamedRequests, of: text)
        for figure in found { add(figure.subject, figure.value, sentence) }
    }

    // MARK: Matters spoken of

    /// A line no longer than this may be the heading of what the next ones say: forty characters.
    private static let longestHeading = 120

    /// Any word on a fee counts where nothing shows that it is another one: that nothing is said has to be certain.
    private mutating func noteMentions(_ words: NarrativeWordSet, _ line: TextLine, _ section: SectionID?) {
        let mayBeFee =
            section == .other || words.contains(.request) || words.contains(.information)
            || line.text.count <= Self.longestHeading
        if words.contains(.fee) || (words.contains(.charge) && !words.contains(.lapse) && mayBeFee) {
            narrative.mentions?.insert(.fee)
        }
        if words.contains(.assessment) { narrative.mentions?.insert(.assessment) }
        if words.contains(.evaluation) { narrative.mentions?.insert(.evaluation) }
        if words.contains(.accountability) { narrative.mentions?.insert(.accountability) }
    }

    // MARK: Parts of the report

    private mutating func readDeclaredParts(_ sentence: Sentence) {
        guard narrative.declaredParts == nil, sentence.words.contains(.itself) else { return }
        for token in sentence.tokens {
            guard case .count(let count) = token.kind, count.unit == NarrativeLexer.parts else { continue }
            narrative.declaredParts = DeclaredParts(
                count: count.value, place: sentence.line.place, quote: quote(sentence.range))
            return
        }
    }
}
