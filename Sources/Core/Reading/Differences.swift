/// Counts that a sentence sets apart from its totals or takes into them: 另有2件尚未审结, 含上年结转3件.
struct Differences {
    /// The counts, in order; negative ones are taken into what they differ from (含2件, 其中上年结转2件).
    private(set) var counts: [Int] = []
    /// Whether some are set apart without their number: 其余正在审理.
    private(set) var isUnknown = false

    /// More than these explain nothing.
    private static let most = 4

    /// The words that set apart; of outcomes those that were carried over are part.
    private let telling: NarrativeWordSet

    init(in sentence: NarrativeReader.Sentence, by telling: NarrativeWordSet = .differences) {
        self.telling = telling
        guard sentence.words.meets(telling) else { return }
        var depth = 0
        var clause: [NarrativeToken] = []
        for token in sentence.tokens where !token.isQuoted {
            switch token.kind {
            case .comma, .listComma, .semicolon, .fullStop:
                take(&clause)
                depth = token.depth
            default:
                if token.depth != depth { take(&clause) }
                depth = token.depth
                clause.append(token)
            }
        }
        take(&clause)
    }

    private mutating func take(_ clause: inout [NarrativeToken]) {
        defer { clause = [] }
        let words = NarrativeWordSet(in: clause)
        guard words.meets(telling) else { return }
        let found = clause.compactMap { token in
            if case .count(let count) = token.kind, count.unit != nil { count.value } else { nil }
        }
        if found.isEmpty { isUnknown = isUnknown || words.contains(.theRest) || words.contains(.apart) }
        let isAside = clause.contains { $0.depth > 0 }
        let isIncluded = (isAside || words.meets([.includes, .amongThem])) && !words.meets([.theRest, .apart])
        counts += found.prefix(Self.most - counts.count).map { isIncluded ? -$0 : $0 }
    }
}
