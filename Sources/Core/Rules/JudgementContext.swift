/// What rules look at beside the report that is judged: what is stored, and the thresholds that hold.
public struct JudgementContext: Sendable {
    /// The same organ's report on the year before.
    public var predecessor: EarlierReport?
    /// The stored narrative that is most like this one, of those that count as its model.
    public var model: SimilarNarrative?
    /// The thresholds; the ``Ruleset`` puts its own here.
    public internal(set) var parameters = RuleParameters()

    /// A context.
    public init(predecessor: EarlierReport? = nil, model: SimilarNarrative? = nil) {
        self.predecessor = predecessor
        self.model = model
    }

    /// Nothing is stored.
    public static let nothingKnown = JudgementContext()
}

/// What continuity asks of the report on the year before.
public struct EarlierReport: Sendable {
    /// Its year.
    public let year: Int
    /// The edition its tables belong to; nil when no table tells.
    public let edition: Edition?
    /// Its values.
    public let cells: CellTable

    /// An earlier report.
    public init(year: Int, edition: Edition?, cells: CellTable) {
        self.year = year
        self.edition = edition
        self.cells = cells
    }
}

/// A stored report whose narrative is much like the one that is judged: the same organ's of an earlier year, or another
/// organ's of the same year that was stored before.
public struct SimilarNarrative: Sendable, Hashable {
    /// The other report's id in the store.
    public let report: Int64
    /// Whose it is.
    public let agency: String
    /// On which year.
    public let year: Int
    /// The share that both have in common, 0 to 1 (Jaccard similarity, estimated).
    public let similarity: Double

    /// A similar narrative.
    public init(report: Int64, agency: String, year: Int, similarity: Double) {
        self.report = report
        self.agency = agency
        self.year = year
        self.similarity = similarity
    }
}
