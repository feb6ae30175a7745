/// That there is none of something: 未收到政府信息公开申请, 政府信息公开申请：无. It says so of all of them only where nothing else
/// stands in its clause.
struct Denial: Sendable {
    /// What may stand between the word that denies and the end of the clause, the noun too.
    private let object: FillerText
    /// What may stand between the noun and the word that answers.
    private let tail: FillerText

    init(object: String, tail: String) {
        self.object = FillerText(object)
        self.tail = FillerText(tail)
    }

    /// Whether a clause denies its nouns.
    ///
    /// - Parameters:
    ///   - negations: the words in it that may deny: 未, 无, 没有.
    ///   - nouns: what they may deny.
    ///   - isPlain: whether nothing before and between the nouns tells of which kind they are.
    ///   - clause: where it stands.
    ///   - names: stretches in it that narrow nothing: the organ's own name, 公民、法人和其他组织.
    ///   - text: the text it stands in.
    /// - Returns: true where there is none of what the nouns say.
    func isStated(
        by negations: [NarrativeToken], of nouns: [NarrativeToken], isPlain: Bool, in clause: Range<Int>,
        besides names: [Range<Int>], of text: Span<UInt8>
    ) -> Bool {
        guard let denial = negations.first, let answer = negations.last, let first = nouns.first, let last = nouns.last
        else { return false }
        if denial.range.upperBound <= first.range.lowerBound {
            return CountPhrase.opening.covers(clause.lowerBound..<denial.range.lowerBound, besides: names, in: text)
                && object.covers(denial.range.upperBound..<clause.upperBound, besides: names, in: text)
        }
        return isPlain && answer.range.lowerBound >= last.range.upperBound
            && tail.covers(last.range.upperBound..<answer.range.lowerBound, in: text)
            && Self.nothing.covers(answer.range.upperBound..<clause.upperBound, in: text)
    }

    private static let nothing = FillerText("。！“”\"情况发生")
}
