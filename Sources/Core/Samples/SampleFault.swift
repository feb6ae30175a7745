/// One thing that can be wrong with a report, named by the rule that must find it.
public enum SampleFault: String, Sendable, Hashable, CaseIterable {
    /// Requests received do not add up with what became of them.
    case requestsBalance = "arithmetic.requests-balance"
    /// The outcomes of a column do not add up to its total.
    case requestsOutcomes = "arithmetic.requests-outcomes"
    /// The applicants of a row do not add up to its total.
    case requestsRow = "arithmetic.requests-row"
    /// The outcomes of appeals do not add up to their total.
    case appeals = "arithmetic.appeals"
    /// A cell that equations need holds no number.
    case notJudged = "arithmetic.not-judged"
    /// Cells of one table are empty.
    case blank = "cell.blank"
    /// Rows of zeros lost their empty cells and keep only a total.
    case collapsedRow = "cell.collapsed-row"
    /// A figure comes with words.
    case textInNumber = "cell.text-in-number"
    /// A cell that no equation needs holds no number.
    case unreadable = "cell.unreadable"
    /// A count below zero.
    case negative = "cell.negative"
    /// A count that is no whole number.
    case fraction = "cell.fraction"
    /// A section is left out.
    case sectionMissing = "structure.section-missing"
    /// A table is left out.
    case tableMissing = "structure.table-missing"
    /// A row of zeros is left out.
    case rowMissing = "structure.row-missing"
    /// A heading has a wrong numeral or none.
    case sectionNumbering = "structure.section-numbering"
    /// The report says it has more or fewer parts than it has.
    case declaredParts = "structure.declared-parts"
    /// The report uses the other edition of the form.
    case edition = "structure.edition"
    /// Nothing says whose report it is.
    case agency = "identity.agency"
    /// Nothing says which year it is on.
    case year = "identity.year"
    /// The title and another statement name different years.
    case conflict = "identity.conflict"
    /// The parts of an enumeration do not add up to its total.
    case breakdown = "narrative.breakdown"
    /// The text states another number of requests than the table.
    case requests = "narrative.requests"
    /// The text states another number of normative documents than the table.
    case normativeDocuments = "narrative.normative-documents"
    /// The permits equal the items published.
    case licensingEqualsPublished = "plausibility.licensing-equals-published"

    /// The rule that must find it.
    public var rule: RuleID { RuleID(rawValue) }

    /// How many findings of its rule it gives; more than one where no smaller change breaks that rule and no other.
    var findingCount: Int {
        switch self {
        case .requestsBalance, .requestsOutcomes: 2
        case .requestsRow: 3
        default: 1
        }
    }

    /// Findings of other rules that cannot be had without.
    var companions: [RuleID] {
        self == .notJudged ? [SampleFault.unreadable.rule] : []
    }

    /// What its findings come to.
    var verdict: Verdict {
        switch self {
        case .requestsBalance, .requestsOutcomes, .requestsRow, .appeals, .notJudged, .unreadable, .negative, .fraction,
            .tableMissing, .agency, .year:
            .invalid
        case .sectionMissing, .rowMissing, .declaredParts, .edition, .conflict, .breakdown, .requests,
            .normativeDocuments, .licensingEqualsPublished:
            .flagged
        case .blank, .collapsedRow, .textInNumber, .sectionNumbering: .valid
        }
    }

    /// The layouts in which the fault is the fact it is meant to be.
    var layouts: [SampleLayout] {
        switch self {
        case .blank: SampleLayout.keepingEmptyCells
        case .collapsedRow: [.pipeCells]
        case .textInNumber, .notJudged, .unreadable: SampleLayout.delimited
        default: SampleLayout.allCases
        }
    }
}

/// Which faults a corpus has.
public struct SampleFaults: Sendable, Hashable {
    private let faults: [SampleFault]

    /// No faults: every report is clean.
    public static let none = SampleFaults([])
    /// All faults, each as often as any other.
    public static let all = SampleFaults(SampleFault.allCases)

    /// These faults, in two of three reports; the third stays clean.
    public init(_ faults: [SampleFault]) {
        self.faults = faults
    }

    /// The faults that a user names: `all`, `none`, or rule ids parted by commas.
    public init(parsing text: String) throws(UnknownSampleFault) {
        switch text {
        case "all": self = .all
        case "none": self = .none
        default:
            var faults: [SampleFault] = []
            for name in text.split(separator: ",").map({ String($0) }) {
                guard let fault = SampleFault(rawValue: name) else { throw UnknownSampleFault(name: name) }
                faults.append(fault)
            }
            self.init(faults)
        }
    }

    /// The fault of the report at an index, nil for a clean one.
    func fault(at index: Int, seed: UInt64) -> SampleFault? {
        guard !faults.isEmpty else { return nil }
        var generator = SeededGenerator(seed: seed, index, 1)
        return generator.below(3) == 0 ? nil : generator.pick(faults)
    }
}

/// A user asked for a fault that does not exist.
public struct UnknownSampleFault: Error, Sendable, Hashable {
    /// What the user wrote.
    public let name: String
}
