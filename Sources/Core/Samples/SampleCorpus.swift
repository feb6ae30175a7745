/// A body of synthetic reports, the same for the same seed for ever; each can be made on its own.
///
/// Organ after organ, each with reports on successive years that fit together; a fault that reaches beyond one report is
/// planted in the later of two. Names of organs are invented: invented figures and faults belong to nobody.
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
        let place = place(at: index)
        var fault = faults.fault(at: place, seed: seed)
        var generator = SeededGenerator(seed: seed, index, Stream.fault)
        if let fault, fault.replacesReport { return Sample(stray: fault, at: place, &generator) }

        let repeats = fault == .duplicate || fault == .revision
        let subject = repeats ? place.predecessor.map { self.place(at: $0) } ?? place : place
        var (draft, words) = draft(at: subject, fault)
        fault?.plant(in: &draft, at: place, &generator)
        if fault == .copied {
            let models = [place.predecessor, place.contemporary].compactMap(\.self)
                .map { self.draft(at: self.place(at: $0), nil) }.filter { $0.draft.outline == draft.outline }
            if models.isEmpty {
                fault = nil
            } else {
                let model = generator.pick(models)
                draft.speak(like: model.draft)
                words = model.words
            }
        }
        return Sample(draft, index: index, fault: fault, words)
    }

    /// A report before a fault is planted in it, and the numbers that its words are to be drawn by.
    private func draft(at place: SamplePlace, _ fault: SampleFault?) -> (draft: SampleDraft, words: SeededGenerator) {
        let form = fault?.form(for: place.year) ?? SampleForm.covering(place.year)
        var generator = SeededGenerator(seed: seed, place.index, Stream.report)
        let style = SampleStyle(layouts: fault?.layouts ?? SampleLayout.allCases, &generator)
        var ofOrgan = SeededGenerator(seed: seed, place.index / Self.yearsPerOrgan, Stream.organ)
        let draft = SampleDraft(
            organ: place.organ, year: place.year, form: form, style: style,
            cells: place.ledger.cells(year: place.offset, form: form), hasSidecar: ofOrgan.chance(15), &generator)
        return (draft, generator)
    }

    private func place(at index: Int) -> SamplePlace {
        let number = index / Self.yearsPerOrgan
        let offset = index % Self.yearsPerOrgan
        let organ = SampleOrgan(number: number, seed: seed)
        func clean(_ index: Int, if isThere: Bool) -> Int? {
            isThere && faults.keepsClean(index, seed: seed) ? index : nil
        }
        return SamplePlace(
            index: index, organ: organ, ledger: SampleLedger(organ, number: number, seed: seed), offset: offset,
            predecessor: clean(index - 1, if: offset > 0),
            contemporary: clean(index - Self.yearsPerOrgan, if: number > 0))
    }

    private enum Stream {
        static let report = 0
        static let fault = 3
        static let organ = 4
    }
}
