/// The scopes of a line's sentences one after the other, each found out only when something depends on it.
struct LineScopes {
    private let organ: OwnOrgan
    private var pending: [Range<Int>] = []
    private var latest: StatementScope?
    private var speaksOfOthers = false

    init(_ organ: OwnOrgan) {
        self.organ = organ
    }

    /// Goes on to the next sentence.
    mutating func add(_ sentence: Range<Int>) {
        pending.append(sentence)
        latest = nil
    }

    /// The scope of the sentence that came last.
    mutating func current(in text: Span<UInt8>) -> StatementScope {
        if let latest { return latest }
        var scope = StatementScope(0..<0, organ: organ, speaksOfOthers: speaksOfOthers, in: text)
        for sentence in pending {
            scope = StatementScope(sentence, organ: organ, speaksOfOthers: speaksOfOthers, in: text)
            speaksOfOthers = scope.speaksOfOthers
        }
        pending = []
        latest = scope
        return scope
    }
}
