/// A piece of prose with places to fill, written as `{Y}，{we}收到申请{received}件，{result}。`
///
/// In braces stands a fact (``SampleFact``), another set of phrases (``PhraseSet``), or a range of numbers such as `{3-12}`.
struct Phrase: Sendable, ExpressibleByStringLiteral {
    /// What it is made of, in order.
    enum Piece: Sendable {
        case text(String)
        case fact(SampleFact)
        case phrase(PhraseSet)
        case number(ClosedRange<Int>)
    }

    let pieces: [Piece]

    init(stringLiteral text: String) {
        pieces = text.split(separator: "{").enumerated().flatMap { index, part -> [Piece] in
            guard index > 0 || text.hasPrefix("{") else { return [.text(String(part))] }
            let halves = part.split(separator: "}", maxSplits: 1)
            return [Self.slot(String(halves[0]))] + halves.dropFirst().map { .text(String($0)) }
        }
    }

    private static func slot(_ name: String) -> Piece {
        if let fact = SampleFact(rawValue: name) { return .fact(fact) }
        if let set = PhraseSet(named: name) { return .phrase(set) }
        let bounds = name.split(separator: "-").compactMap { Int($0) }
        guard bounds.count == 2 else { preconditionFailure("no fact, phrase or range is called {\(name)}") }
        return .number(bounds[0]...bounds[1])
    }
}

/// Something about the report that prose may name.
enum SampleFact: String, Sendable {
    /// 2021年, or 本年度 where the year is not to be named; the same for the next year.
    case year = "Y"
    case nextYear = "next"
    /// The year's digits.
    case digits = "yyyy"
    /// The organ's full name, or 本机关 where it is not to be named.
    case agency
    case we, whole, area, leaders, units
    /// Something the organ deals with, another one each time.
    case topic

    /// Figures of the tables; those of outcomes take all their reasons together.
    case received, carriedIn, handled, carriedOut, natural, organisations
    case granted, partlyGranted, refused, unavailable, notProcessed, endedOtherwise, neitherGranted
    case issued, effective, reconsiderations, lawsuits, appeals
    /// Items published in the year, and what they consist of.
    case published, breakdown
    /// The year of the statistics period: 2021年.
    case period
    /// The sections' names, and how many parts the report says it has, in Chinese numerals.
    case sections, partCount
    /// The day of publication: 2022年1月20日, 2022-01-20, 二〇二二年一月二十日.
    case date, isoDate, dateInWords
}
