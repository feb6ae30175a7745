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
    /// More requests carried in than the year before carried out.
    case carriedOver = "continuity.carried-over"
    /// The documents in force are not those of the year before with what was issued and repealed.
    case documentsContinuity = "continuity.normative-documents"
    /// The items at the beginning are not those at the end of the year before.
    case itemsContinuity = "continuity.items"
    /// The text states another number of requests than the table.
    case requests = "narrative.requests"
    /// The text states another number for an outcome than the table.
    case outcomes = "narrative.outcomes"
    /// The text states other reconsiderations or lawsuits than the table.
    case narrativeAppeals = "narrative.appeals"
    /// The text states another number of normative documents than the table.
    case normativeDocuments = "narrative.normative-documents"
    /// The parts of an enumeration do not add up to its total.
    case breakdown = "narrative.breakdown"
    /// The text is that of the organ's report on the year before, or of another organ's on the same year.
    case copied = "narrative.copied"
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
    /// The permits equal the items published.
    case licensingEqualsPublished = "plausibility.licensing-equals-published"
    /// The permits or penalties are many times those of the year before, or a small part of them.
    case yearOverYear = "plausibility.year-over-year"
    /// A report on 2021 or later does not speak of the fee.
    case feeStatement = "content.fee-statement"
    /// A government's report has none of assessment, evaluation and accountability.
    case assessment = "content.assessment"
    /// Section five has nothing in it.
    case problemsEmpty = "content.problems-empty"
    /// The report is dated after the day it was due.
    case late = "timeliness.late"
    /// Nothing says whose report it is.
    case agency = "identity.agency"
    /// Nothing says which year it is on.
    case year = "identity.year"
    /// The title and another statement name different years.
    case conflict = "identity.conflict"
    /// Some characters are broken.
    case encoding = "document.encoding"
    /// The file has the content of the one before.
    case duplicate = "document.duplicate"
    /// The file is the report before, with some cells corrected.
    case revision = "document.revision"
    /// The file is of no kind that can be read.
    case unsupported = "document.unsupported"
    /// There is nothing in the file.
    case empty = "document.empty"
    /// The file is no such report.
    case foreign = "document.foreign"
    /// The sidecar is broken.
    case sidecar = "document.sidecar"

    /// The rule that must find it.
    public var rule: RuleID { RuleID(rawValue) }
}

// MARK: What it comes to

extension SampleFault {
    /// How many findings of its rule it gives; more than one where no smaller change breaks that rule and no other.
    var findingCount: Int {
        switch self {
        case .requestsBalance, .requestsOutcomes, .carriedOver: 2
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
        case .requestsBalance, .requestsOutcomes, .requestsRow, .appeals, .notJudged, .carriedOver, .unreadable,
            .negative, .fraction, .tableMissing, .agency, .year:
            .invalid
        case .sectionMissing, .rowMissing, .declaredParts, .edition, .conflict, .breakdown, .requests, .outcomes,
            .narrativeAppeals, .normativeDocuments, .copied, .documentsContinuity, .itemsContinuity,
            .licensingEqualsPublished, .yearOverYear, .feeStatement, .assessment, .problemsEmpty, .late, .sidecar:
            .flagged
        case .blank, .collapsedRow, .textInNumber, .sectionNumbering, .encoding, .duplicate, .revision: .valid
        case .unsupported, .empty: .unreadable
        case .foreign: .foreign
        }
    }

    /// Whether only the reports that are stored beside it show it.
    var isContextual: Bool {
        switch self {
        case .carriedOver, .documentsContinuity, .itemsContinuity, .copied, .yearOverYear, .duplicate, .revision: true
        default: false
        }
    }

    /// Whether the file is no report at all.
    var replacesReport: Bool {
        switch self {
        case .unsupported, .empty, .foreign: true
        default: false
        }
    }

    /// Whether nothing but the report itself may tell organ and year.
    var isOfIdentity: Bool {
        switch self {
        case .agency, .year, .conflict: true
        default: false
        }
    }
}

// MARK: Where it can be

extension SampleFault {
    /// The layouts in which the fault is the fact it is meant to be.
    var layouts: [SampleLayout] {
        switch self {
        case .blank: SampleLayout.keepingEmptyCells
        case .collapsedRow: [.pipeCells]
        case .textInNumber, .notJudged, .unreadable: SampleLayout.delimited
        default: SampleLayout.allCases
        }
    }

    /// The edition of the form that the report is to be on.
    func form(for year: Int) -> SampleForm {
        let right = SampleForm.covering(year)
        guard self == .edition else { return right }
        return SampleForm.all.first { $0.edition.id != right.edition.id } ?? right
    }

    /// Whether it can be planted at a place so that nothing else is wrong there, nor in the reports beside it.
    ///
    /// A figure that leaps would leap back in the year after, so that only an organ's last year has it.
    func fits(_ place: SamplePlace) -> Bool {
        switch self {
        case .carriedOver, .duplicate, .revision: place.predecessor != nil
        case .documentsContinuity: place.predecessor != nil && Self.counts(SampleCells.repealed, place.year - 1)
        case .itemsContinuity: place.predecessor != nil && Self.counts(SampleCells.previousPermitItems, place.year)
        case .copied: place.predecessor != nil || place.contemporary != nil
        case .yearOverYear: place.isLast && place.predecessor != nil && !SampleCells.decisions(place).isEmpty
        case .feeStatement: place.year >= 2021
        case .assessment: place.organ.kind == .government
        default: true
        }
    }

    /// How often it is in the lot where it fits: the more, the fewer places fit.
    var weight: Int {
        switch self {
        case .yearOverYear: 15
        case .itemsContinuity: 12
        case .copied: 8
        case .documentsContinuity: 7
        case .carriedOver: 4
        case .assessment: 3
        case .duplicate, .revision, .feeStatement: 2
        default: 1
        }
    }

    private static func counts(_ cell: CellID, _ year: Int) -> Bool {
        Form.belongs(cell, to: SampleForm.covering(year).edition)
    }
}
