/// One place of a corpus: whose report on which year stands there, and which reports beside it are sure to be clean.
struct SamplePlace: Sendable {
    /// Its number in the corpus.
    let index: Int
    let organ: SampleOrgan
    let ledger: SampleLedger
    /// How many years after the corpus's first.
    let offset: Int
    /// The place of the same organ's report on the year before, if that is clean.
    let predecessor: Int?
    /// The place of another organ's report on the same year that stands before this one, if that is clean.
    let contemporary: Int?

    /// The report year.
    var year: Int { SampleCorpus.firstYear + offset }
    /// Whether the organ has no report after this one.
    var isLast: Bool { offset == SampleCorpus.yearsPerOrgan - 1 }

    /// The cells of the report on the year before, on the form of that year.
    var earlierCells: CellTable {
        ledger.cells(year: offset - 1, form: SampleForm.covering(year - 1))
    }
}
