/// All words, and what else can mean anything to the lexer.
struct NarrativeWordIndex: Sendable {
    static let shared = NarrativeWordIndex()

    private let phrases: PhraseIndex
    /// One bit a scalar that can mean anything at all to the lexer: almost every character of a text means nothing.
    private var telling: [UInt64]

    private init() {
        phrases = PhraseIndex(
            NarrativeWord.wordings.flatMap { word, texts in texts.map { (text: $0, value: word.rawValue) } })
        telling = phrases.openingBits
        for scalar in UInt32(0)...0xFFFF
        where Scalars.digit(scalar) != nil || Scalars.isPunctuation(scalar) || ChineseNumeral.isPart(scalar) {
            telling[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63)
        }
    }

    /// Whether a folded scalar can mean anything to the lexer.
    @inline(__always)
    func isTelling(_ scalar: UInt32) -> Bool {
        scalar <= 0xFFFF && telling[Int(scalar >> 6)] & (1 << UInt64(scalar & 63)) != 0
    }

    /// The longest word that begins with `scalar` at a position, and where it ends.
    @inline(__always)
    func match(_ scalar: UInt32, at start: Int, end: Int, in text: Span<UInt8>) -> (word: NarrativeWord, end: Int)? {
        guard let match = phrases.match(scalar, at: start, end: end, in: text),
            let word = NarrativeWord(rawValue: match.value)
        else { return nil }
        return (word, match.end)
    }
}
