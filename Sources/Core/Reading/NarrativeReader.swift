/// Reads the figures that the text states. Precision before recall: a figure whose meaning is in doubt is left out.
struct NarrativeReader {
    private let document: Document
    private let reportYear: Int?
    private(set) var narrative = Narrative()

    init(_ document: Document, reportYear: Int?) {
        self.document = document
        self.reportYear = reportYear
    }

    /// Reads one line; sentences do not cross lines. In the preamble, before the first section, a report speaks of its
    /// own parts.
    mutating func read(_ line: TextLine, isPreamble: Bool, in text: Span<UInt8>) {
        let tokens = NarrativeLexer.tokens(of: line.text, in: text)
        guard tokens.contains(where: { if case .count = $0.kind { true } else { $0.kind == .word(.receivedNone) } })
        else { return }
        var previous: Sentence?
        var hasNamedRequests = false
        var start = line.text.lowerBound
        for slice in tokens.split(whereSeparator: { $0.kind == .fullStop }) {
            let isLast = slice.endIndex == tokens.endIndex
            let end = isLast ? line.text.upperBound : tokens[slice.endIndex].range.upperBound
            let sentence = Sentence(tokens: Array(slice), range: start..<end, line: line)
            readBreakdowns(sentence, after: previous)
            if !speaksOfOtherYear(sentence) { readFigures(sentence, hasNamedRequests: &hasNamedRequests) }
            if isPreamble { readDeclaredParts(sentence) }
            previous = sentence
            start = end
        }
    }

    /// The tokens between two full stops.
    struct Sentence {
        let tokens: [NarrativeToken]
        let range: Range<Int>
        let line: TextLine
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
        let has = { (word: NarrativeWord) in sentence.tokens.contains { $0.kind == .word(word) } }
        let isMisnamed = has(.misnomer)
        let isOfLicensing = has(.licensing)
        let isUntilThen = has(.untilThen)
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

    // MARK: Parts of the report

    private mutating func readDeclaredParts(_ sentence: Sentence) {
        guard narrative.declaredParts == nil, sentence.tokens.contains(where: { $0.kind == .word(.itself) }) else {
            return
        }
        for token in sentence.tokens {
            guard case .count(let count) = token.kind, count.unit == NarrativeLexer.parts else { continue }
            narrative.declaredParts = DeclaredParts(
                count: count.value, place: sentence.line.place, quote: quote(sentence.range))
            return
        }
    }
}
