/// The scopes of a line's sentences one after the other, each found out only when something depends on it.
struct LineScopes {
    private let organ: OwnOrgan
    private var pending: [Range<Int>] = []
    private var latest: StatementScope?
    private var speaksOfOthers = false
    private var endsWithOthers = false

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
            let isOfOthers = takesUp(sentence, in: text) ? endsWithOthers : speaksOfOthers
            scope = StatementScope(sentence, organ: organ, speaksOfOthers: isOfOthers, in: text)
            speaksOfOthers = scope.speaksOfOthers
            endsWithOthers = scope.endsWithOthers
        }
        pending = []
        latest = scope
        return scope
    }

    /// Whether a sentence goes on with what the one before counted: 全县收到申请130件。其中予以公开59件。
    private func takesUp(_ sentence: Range<Int>, in text: Span<UInt8>) -> Bool {
        let start = ByteRanges.trimmed(sentence, in: text).lowerBound
        return Self.linkWords.contains { ByteRanges.matches($0, in: text, at: start) }
    }

    private static let linkWords = ["其中", "上述", "以上"].map { Array($0.utf8) }
}
