/// Whom and which time the statements of a sentence are about. The tables hold one organ's figures of one year: what 县公安局,
/// 各乡镇 or the first quarter had cannot be held against them.
struct StatementScope {
    /// Where the report's own organ is named.
    let ownNames: [Range<Int>]
    /// Whether the sentence leaves whoever reads on with others in mind.
    let speaksOfOthers: Bool
    /// Whether its last words are about others, be it only for that sentence and what takes it up (其中).
    let endsWithOthers: Bool
    private let clauses: [ScopeClause]
    /// Where others stand with a count of their own: 县直部门40件.
    private let lastCountedOther: Int?
    /// Whether an earlier sentence of the line began to speak of others.
    private let isInherited: Bool

    /// The scope of a sentence's statements.
    ///
    /// - Parameters:
    ///   - range: the sentence.
    ///   - organ: whose report it is.
    ///   - isInherited: whether the sentence before was about others.
    ///   - text: the text it stands in.
    init(_ range: Range<Int>, organ: OwnOrgan, speaksOfOthers isInherited: Bool, in text: Span<UInt8>) {
        var reader = ScopeReader(Stretch(range, in: text), organ)
        reader.read()
        var clauses = reader.clauses
        (speaksOfOthers, endsWithOthers) = Self.carryOn(&clauses, isInherited)
        self.clauses = clauses
        self.isInherited = isInherited
        ownNames = reader.ownNames
        lastCountedOther = reader.lastCountedOther
    }

    /// Whether a count at a position is one of the report's own organ and of the whole year; `ofRegion` tells whether one of
    /// the region that the organ governs is its own.
    func coversReport(at position: Int, ofRegion: Bool) -> Bool {
        isOwn(at: position, ofRegion) && clause(at: position)?.period != .part
    }

    /// Whether counts of others follow a position: then a total before it may be of more than the report's own organ.
    func countsOthers(behind position: Int) -> Bool {
        lastCountedOther.map { $0 > position } ?? false
    }

    private func isOwn(at position: Int, _ ofRegion: Bool) -> Bool {
        guard let clause = clause(at: position) else { return !isInherited }
        let mentions = clause.mentions.filter { $0.range.lowerBound < position }
        guard mentions.isEmpty else {
            return mentions.allSatisfy { $0.whom == .own || (ofRegion && $0.whom == .region) }
        }
        return !clause.followsOthers && (ofRegion || !clause.followsRegion)
    }

    private func clause(at position: Int) -> ScopeClause? {
        let next = clauses.partitioningIndex { $0.start > position }
        return next > 0 ? clauses[next - 1] : nil
    }

    /// What one clause says holds in the next, unless that says otherwise; returns what holds behind the last.
    private static func carryOn(
        _ clauses: inout [ScopeClause], _ isInherited: Bool
    ) -> (speaksOfOthers: Bool, endsWithOthers: Bool) {
        var others = isInherited
        var region = false
        var carries = isInherited
        var period: ScopeClause.Period?
        for index in clauses.indices {
            clauses[index].followsOthers = others
            clauses[index].followsRegion = region
            if let subject = clauses[index].mentions.first(where: { $0.whom != .other || $0.isSubject }) {
                others = subject.whom == .other
                region = subject.whom == .region
                // Only whom a sentence opens with is likely to be spoken of in the next.
                if !others { carries = false } else if index == 0 { carries = subject.isName }
            }
            period = clauses[index].period ?? period
            clauses[index].period = period
        }
        return (carries, others)
    }
}

/// What one clause, the text between two commas, says of organs and time.
struct ScopeClause {
    let start: Int
    var mentions: [Mention] = []
    var period: Period?
    /// Whether the clauses before it were about others.
    var followsOthers = false
    /// Whether they were about the region that the organ governs.
    var followsRegion = false

    /// An organ that it names.
    struct Mention {
        let range: Range<Int>
        let whom: OwnOrgan.Meaning
        /// Whether it is named: 各科室 are soon forgotten, while one organ may be spoken of in several sentences.
        let isName: Bool
        /// Whether nothing before it in its clause shows that somebody does something to it or with it.
        let isSubject: Bool
    }

    enum Period {
        case wholeYear
        case part
    }
}
