/// A body of synthetic reports, the same for the same seed for ever; each can be made on its own.
///
/// Organ after organ, each with reports on successive years that fit together. Names of organs are invented: invented
/// figures and faults belong to nobody.
public struct SampleCorpus: Sendable {
    /// How many successive years each organ reports on.
    public static let yearsPerOrgan = 5
    /// The first of these years.
    public static let firstYear = 2019
    /// How many reports a corpus can have: as many as there are names for organs, times the years.
    public static let capacity = SampleOrgan.count * yearsPerOrgan

    private let seed: UInt64
    private let faults: SampleFaults

    /// The corpus of a seed.
    public init(seed: UInt64, faults: SampleFaults = .none) {
        self.seed = seed
        self.faults = faults
    }

    /// One report, by its place in the corpus, 0 to below ``capacity``.
    public func sample(at index: Int) -> Sample {
        precondition(index >= 0 && index < Self.capacity, "a corpus has \(Self.capacity) reports, none at \(index)")
        let number = index / Self.yearsPerOrgan
        let offset = index % Self.yearsPerOrgan
        let year = Self.firstYear + offset
        let fault = faults.fault(at: index, seed: seed)
        let form = fault?.form(for: year) ?? SampleForm.covering(year)
        let organ = SampleOrgan(number: number, seed: seed)

        var generator = SeededGenerator(seed: seed, index, 0)
        let style = SampleStyle(layouts: fault?.layouts ?? SampleLayout.allCases, &generator)
        var draft = SampleDraft(
            organ: organ, year: year, form: form, style: style,
            cells: SampleLedger(organ, number: number, seed: seed).cells(year: offset, form: form), &generator)
        fault?.plant(in: &draft, &generator)
        return Sample(draft, index: index, fault: fault, generator)
    }
}

extension Sample {
    fileprivate init(_ draft: SampleDraft, index: Int, fault: SampleFault?, _ generator: SeededGenerator) {
        fileName = draft.fileName(index: index)
        text = SampleText.render(draft, generator)
        let planted = fault.map { fault in
            Array(repeating: fault.rule, count: fault.findingCount) + fault.companions
        }
        truth = SampleTruth(
            fileName: fileName, layout: draft.style.layout, agency: draft.namesAgency ? draft.organ.name : nil,
            year: draft.namesYear ? draft.year : nil, edition: draft.form.edition, title: draft.title,
            cells: draft.truthCells, fault: fault,
            findings: (planted ?? []).sorted { $0.description < $1.description }, verdict: fault?.verdict ?? .valid)
    }
}
