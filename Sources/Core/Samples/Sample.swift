/// One synthetic report: a file, and what there is to find in it.
public struct Sample: Sendable {
    /// The name its file is to have, valid on every file system; no two of a corpus are the same, and they sort in the
    /// corpus's order.
    public let fileName: String
    /// The file's content.
    public let text: [UInt8]
    /// The content of the `<file>.meta.json` beside it; nil for none.
    public let sidecar: [UInt8]?
    /// What reading and judging it must give.
    public let truth: SampleTruth

    private let words: (draft: SampleDraft, generator: SeededGenerator)?

    /// The report as paragraphs and tables, for writing it in another format; the lines of the text where it is no report.
    public var blocks: [SampleBlock] {
        if let words { return SampleText.blocks(words.draft, words.generator) }
        return String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { .paragraph(String($0)) }
    }
}

/// What reading and judging a sample must give.
public struct SampleTruth: Sendable {
    /// What was found, and what it comes to.
    public struct Judgement: Sendable, Hashable {
        /// The rule of every finding there must be, sorted, one entry for each finding; empty for a clean report.
        public let findings: [RuleID]
        /// What the findings come to.
        public let verdict: Verdict

        static let clean = Judgement(findings: [], verdict: .valid)
    }

    /// The name of its file.
    public let fileName: String
    /// How its tables are laid out; nil for what is no report.
    public let layout: SampleLayout?
    /// The organ as it must be read; nil where the file does not tell.
    public let agency: String?
    /// The report year as it must be read; nil where the file does not tell.
    public let year: Int?
    /// The edition its column heads belong to; nil for what is no report.
    public let edition: Edition?
    /// The title, a broken one joined; nil for what is no report.
    public let title: String?
    /// All cells as they must be read.
    public let cells: CellTable
    /// What was done to it on purpose; nil for a clean report.
    public let fault: SampleFault?
    /// What is found in it by itself, with its sidecar and without any store.
    public let alone: Judgement
    /// What is found once all files before it in the corpus's order are stored.
    public let stored: Judgement

    /// Department or government, when the organ is known.
    public var kind: AgencyKind? { agency.map { AgencyKind(agency: $0) } }

    /// Writes the truth as one JSON object, with the keys of `check --format json` where the two say the same.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("file", fileName)
            json.member("layout", layout?.rawValue)
            json.member("agency", agency)
            json.member("agency_kind", kind?.rawValue)
            json.member("year", year)
            json.member("edition", edition?.id)
            json.member("title", title)
            json.member("fault", fault?.rawValue)
            stored.write(to: &json)
            json.member("alone") { json in
                json.object { alone.write(to: &$0) }
            }
            json.member("cells") { cells.write(to: &$0) }
        }
    }
}

extension SampleTruth.Judgement {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("verdict", verdict.rawValue)
        json.member("findings") { json in
            json.array { json in
                for rule in findings { json.string(rule.description) }
            }
        }
    }
}

extension SampleFault {
    /// What must be found where it was planted and everything is stored.
    private var judgement: SampleTruth.Judgement {
        let findings = Array(repeating: rule, count: findingCount) + companions
        return SampleTruth.Judgement(
            findings: findings.sorted { $0.description < $1.description }, verdict: verdict)
    }

    fileprivate static func judgements(
        of fault: SampleFault?
    ) -> (alone: SampleTruth.Judgement, stored: SampleTruth.Judgement) {
        guard let fault else { return (.clean, .clean) }
        return (fault.isContextual ? .clean : fault.judgement, fault.judgement)
    }
}

extension Sample {
    /// A report put into words.
    init(_ draft: SampleDraft, index: Int, fault: SampleFault?, _ words: SeededGenerator) {
        fileName = draft.fileName(index: index)
        text = SampleText.render(draft, words)
        self.words = (draft, words)
        sidecar = draft.sidecar.map { $0.render(draft) }
        let (alone, stored) = SampleFault.judgements(of: fault)
        truth = SampleTruth(
            fileName: fileName, layout: draft.style.layout, agency: draft.namesAgency ? draft.organ.name : nil,
            year: draft.namesYear ? draft.year : nil, edition: draft.form.edition, title: draft.title,
            cells: draft.truthCells, fault: fault, alone: alone, stored: stored)
    }

    /// A file that is no report.
    init(stray fault: SampleFault, at place: SamplePlace, _ generator: inout SeededGenerator) {
        fileName = SampleDraft.number(place.index) + ".txt"
        text = SampleStray.text(fault, place, &generator)
        words = nil
        sidecar = nil
        let (alone, stored) = SampleFault.judgements(of: fault)
        truth = SampleTruth(
            fileName: fileName, layout: nil, agency: nil, year: nil, edition: nil, title: nil, cells: CellTable(),
            fault: fault, alone: alone, stored: stored)
    }
}
