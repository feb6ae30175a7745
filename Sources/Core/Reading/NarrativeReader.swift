/// Reads the figures that the text states. Precision before recall: a figure whose meaning is in doubt is left out.
struct NarrativeReader {
    private let document: Document
    private let reportYear: Int?
    private let organ: OwnOrgan
    private(set) var narrative = Narrative()

    init(_ document: Document, _ identity: Identity) {
        self.document = document
        reportYear = identity.year
        organ = OwnOrgan(identity.agency)
        narrative.mentions = []
    }

    /// Reads one line; sentences do not cross lines. Before the first section, where `section` is nil, a report speaks of
    /// its own parts.
    mutating func read(_ line: TextLine, section: SectionID?, in text: Span<UInt8>) {
        let tokens = NarrativeLexer.tokens(of: line.text, in: text)
        guard !tokens.isEmpty else { return }
        let words = NarrativeWordSet(in: tokens)
        if words.meets(.owed) { noteMentions(words, line, section) }
        guard words.contains(.none) || tokens.contains(where: { if case .count = $0.kind { true } else { false } })
        else { return }
        var previous: Sentence?
        var hasNamedRequests = false
        var scopes = LineScopes(organ)
        var earlier = narrative.figures.count
        var start = line.text.lowerBound
        for slice in tokens.split(omittingEmptySubsequences: false, whereSeparator: { $0.kind == .fullStop }) {
            let isLast = slice.endIndex == tokens.endIndex
            let end = isLast ? line.text.upperBound : tokens[slice.endIndex].range.upperBound
            defer { start = end }
            scopes.add(start..<end)
            guard !slice.isEmpty else {
                previous = nil
                continue
            }
            let sentence = Sentence(
                tokens: Array(slice), words: NarrativeWordSet(in: slice), range: start..<end, line: line,
                section: section)
            if sentence.words.contains(.amongThem) { readBreakdowns(sentence, after: previous) }
            if previous != nil { explain(earlier, by: sentence, &scopes, in: text) }
            earlier = narrative.figures.count
            if !speaksOfOtherYear(sentence) {
                readFigures(sentence, &scopes, hasNamedRequests: &hasNamedRequests, in: text)
                readOutcomes(sentence, &scopes, hasNamedRequests: hasNamedRequests, in: text)
                readAppeals(sentence, &scopes, hasNamedRequests: hasNamedRequests, in: text)
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
        // 2018至2022年
        let spans = zip(sentence.tokens, sentence.tokens.dropFirst()).contains { token, next in
            guard case .count(let count) = token.kind, case .year = next.kind else { return false }
            return count.unit == nil && TitleText.isPlausible(year: count.value)
                && next.range.lowerBound - token.range.upperBound <= 6
        }
        return spans
            || sentence.tokens.contains { if case .year(let year) = $0.kind { year != reportYear } else { false } }
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

    private mutating func readFigures(
        _ sentence: Sentence, _ scopes: inout LineScopes, hasNamedRequests: inout Bool, in text: Span<UInt8>
    ) {
        guard sentence.words.meets(.figures) else { return }
        let namesMatter = sentence.words.meets([.none, .request, .anyRequest])
        let scan = FigureScan(
            sentence, hasNamedRequests: hasNamedRequests,
            ownNames: namesMatter ? scopes.current(in: text).ownNames : [],
            in: text)
        hasNamedRequests = scan.hasNamedRequests
        add(scan.found, sentence, &scopes, besides: scan.receivedUnnamed, in: text)
    }

    /// One outcome alone has to stand where requests are the subject: 不予公开 is said of documents too.
    private mutating func readOutcomes(
        _ sentence: Sentence, _ scopes: inout LineScopes, hasNamedRequests: Bool, in text: Span<UInt8>
    ) {
        guard sentence.words.meets(.outcomes), sentence.section != .problems else { return }
        let found = OutcomeScan.figures(in: sentence, ownNames: scopes.current(in: text).ownNames, of: text)
        guard hasNamedRequests || sentence.section == .requests || Set(found.map(\.subject)).count > 1 else { return }
        add(found, sentence, &scopes, in: text)
    }

    private mutating func readAppeals(
        _ sentence: Sentence, _ scopes: inout LineScopes, hasNamedRequests: Bool, in text: Span<UInt8>
    ) {
        guard sentence.words.meets(.appeals), sentence.section != .problems,
            !Differences(in: sentence).isUnknown
        else { return }
        let found = AppealScan.figures(
            in: sentence, isOfAppeals: sentence.section == .appeals, hasNamedRequests: hasNamedRequests,
            ownNames: scopes.current(in: text).ownNames, of: text)
        add(found, sentence, &scopes, in: text)
    }

    /// Keeps those counts that are the report's own.
    private mutating func add(
        _ counts: [StatedCount], _ sentence: Sentence, _ scopes: inout LineScopes, besides others: [Int] = [],
        in text: Span<UInt8>
    ) {
        guard !counts.isEmpty else { return }
        let scope = scopes.current(in: text)
        let differences = Differences(in: sentence).counts + others
        let ofOutcomes = Differences(in: sentence, by: [.theRest, .apart]).counts
        for count in counts
        where scope.coversReport(at: count.position, ofRegion: count.subject.isOfRegion) {
            if count.subject != .itemsPublished, scope.countsOthers(behind: count.position) { continue }
            narrative.figures.append(
                NarrativeFigure(
                    subject: count.subject, value: count.value,
                    differences: count.subject.isOutcome ? ofOutcomes : differences, place: sentence.line.place,
                    quote: quote(sentence.range)))
        }
    }

    /// 受理5件。另有2件尚未审结。: what the next sentence begins to set apart belongs to what the one before counted, and so do
    /// the organs among which it divides that.
    private mutating func explain(
        _ first: Int, by sentence: Sentence, _ scopes: inout LineScopes, in text: Span<UInt8>
    ) {
        guard first < narrative.figures.count, let opening = sentence.tokens.first, case .word(let word) = opening.kind,
            [.theRest, .amongThem, .otherYear, .apart].contains(word)
        else { return }
        let differences = Differences(in: sentence).counts
        for index in narrative.figures[first...].indices { narrative.figures[index].differences += differences }
        guard word == .amongThem, scopes.current(in: text).countsOthers(behind: sentence.range.lowerBound) else {
            return
        }
        narrative.figures[first...].removeAll { $0.subject != .itemsPublished }
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
