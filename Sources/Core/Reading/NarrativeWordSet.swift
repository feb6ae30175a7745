/// A set of words, one bit each.
struct NarrativeWordSet: Hashable, ExpressibleByArrayLiteral {
    private var bits: UInt64 = 0

    /// The set of these words.
    init(arrayLiteral words: NarrativeWord...) {
        for word in words { insert(word) }
    }

    /// The words among tokens.
    init(in tokens: some Sequence<NarrativeToken>) {
        for token in tokens { if case .word(let word) = token.kind { insert(word) } }
    }

    /// Whether there is no word in it.
    var isEmpty: Bool { bits == 0 }

    /// Adds a word.
    mutating func insert(_ word: NarrativeWord) {
        bits |= 1 << UInt64(word.rawValue)
    }

    /// Whether a word is in it.
    func contains(_ word: NarrativeWord) -> Bool {
        bits & (1 << UInt64(word.rawValue)) != 0
    }

    /// Whether it has any word in common with another.
    func meets(_ other: NarrativeWordSet) -> Bool {
        bits & other.bits != 0
    }

    /// Matters that are other than requests.
    static let otherMatters: NarrativeWordSet = [.otherMatter, .reconsideration, .lawsuit, .fee, .charge, .otherCharge]
    /// What comes of a request.
    static let outcomes: NarrativeWordSet = [
        .granted, .partlyGranted, .refused, .unavailable, .notProcessed, .otherwiseHandled,
    ]
    /// What may become of a part of those that a total counts: another way to sort them than by their kinds.
    static let ends: NarrativeWordSet = [
        .granted, .partlyGranted, .refused, .unavailable, .notProcessed, .otherwiseHandled, .apart,
    ]
    /// What shows that a count is of some that another count may or may not include.
    static let differences: NarrativeWordSet = [.theRest, .otherYear, .apart, .includes, .otherMatter]
    /// Reconsiderations and lawsuits.
    static let appeals: NarrativeWordSet = [.reconsideration, .lawsuit]
    /// What may be counted, apart from outcomes and appeals.
    static let figures: NarrativeWordSet = [.request, .anyRequest, .normativeDocument, .information]
    /// Matters that a report owes a word on.
    static let owed: NarrativeWordSet = [.fee, .charge, .assessment, .evaluation, .accountability]
    /// Any kind of publishing.
    static let publishing: NarrativeWordSet = [.publish, .unasked, .granted]
}
