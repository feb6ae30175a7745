/// What the configuration sets for rules: thresholds, and what is known of organs. A rule reads it from its
/// ``JudgementContext``.
public struct RuleParameters: Sendable, Hashable {
    /// When a figure counts as having moved too much against last year (`plausibility.year-over-year`).
    public var yearOverYear = YearOverYear()
    /// From which share in common on, 0 to 1, a narrative counts as copied (`narrative.copied`).
    public var copiedSimilarity = 0.85
    /// Until when reports are in time (`timeliness.late`).
    public var deadlines = Deadlines()
    /// The organs whose kind, and so whose deadline, is known; of others the name tells.
    public var organs = OrganDirectory()

    /// When a figure counts as having moved too much.
    public struct YearOverYear: Sendable, Hashable {
        /// A figure is judged when it is above this one in either year.
        public var floor: Quantity = 100
        /// By which factor, up or down, it has to have moved.
        public var factor: Quantity = 5

        /// The thresholds that hold when nobody sets any.
        public init() {}
    }

    /// The thresholds that hold when nobody sets any.
    public init() {}
}
