/// A report before it is put into words: all that a fault may still change.
struct SampleDraft: Sendable {
    let organ: SampleOrgan
    let year: Int
    let form: SampleForm
    private(set) var style: SampleStyle
    /// In whose words it speaks: the organ's own, unless it copies another's.
    private(set) var voice: SampleOrgan

    /// The figures.
    var cells: CellTable
    /// What cells say that say something else than their figure.
    var written: [CellID: String] = [:]
    /// What the items that were published consist of; the text states their sum.
    var published: [Int]
    /// What the text states where it is not what the tables say.
    var misstated: [SampleFact: Int] = [:]

    /// What is left out.
    var omittedSection: SectionID?
    var omittedTable: FormTable?
    var omittedRow: String?
    var omittedStatement: Statement?
    /// All there is in section five, where that is nothing.
    var emptyProblems: String?
    /// One heading's numeral, nil for none, where it is not the form's.
    var misnumbered: (section: SectionID, numeral: Int?)?
    /// How many parts the report says it has, where it must say so.
    var declaredParts: Int?
    /// How many characters are broken.
    var brokenCharacters = 0

    /// Whether anything names the organ, or the year.
    var namesAgency = true
    var namesYear = true
    /// The years in the statistics period and in the file's name, where they are not the report's.
    var periodYear: Int?
    var fileYear: Int?
    /// When it was published.
    var date: CivilDate
    /// Whether it has a sidecar, and in what state.
    var sidecar: SampleSidecar?

    /// What the law wants a report to say in words.
    enum Statement: Sendable {
        case fee, assessment
    }

    /// A clean report.
    init(
        organ: SampleOrgan, year: Int, form: SampleForm, style: SampleStyle, cells: CellTable, hasSidecar: Bool,
        _ generator: inout SeededGenerator
    ) {
        self.organ = organ
        self.year = year
        self.form = form
        self.style = style
        self.cells = cells
        voice = organ
        sidecar = hasSidecar ? .whole : nil
        let parts = generator.within(3...5)
        published = (0..<parts).map { _ in generator.within(6...(40 + organ.scale)) }
        let daysEarly = generator.chance(5) ? 0 : generator.below(organ.dueMonth == 1 ? 27 : 84)
        date = CivilDate(daysSinceEpoch: organ.dueDate(for: year).daysSinceEpoch - Int64(daysEarly))
        avoidPermits()
    }

    /// The permits, which no number of published items may equal by chance.
    var permits: Int? { cells.number(SampleCells.permits)?.wholeValue }

    /// Splits a number of published items.
    mutating func publish(_ total: Int, _ generator: inout SeededGenerator) {
        let first = generator.within(1...(total - 2))
        let second = generator.within(1...(total - 1 - first))
        published = [first, second, total - first - second]
    }

    mutating func avoidPermits() {
        guard let permits else { return }
        for index in published.indices where published[index] == permits { published[index] += 1 }
        if published.reduce(0, +) == permits { published[0] += published[0] + 1 == permits ? 2 : 1 }
    }

    /// Takes the looks and the words of another report, to be drawn by its numbers; name and tables stay.
    mutating func speak(like other: SampleDraft) {
        style = other.style
        voice = other.voice
        published = other.published
        avoidPermits()
    }

    /// Makes the style show the date somewhere.
    mutating func showDate() {
        style.showDate()
    }

    /// The title as one line.
    var title: String {
        let agency = namesAgency ? organ.name : ""
        switch style.title {
        case 0: return agency + (namesYear ? "\(year)年" : "") + Self.titleEnd
        case 1: return agency + (namesYear ? "\(year)年度" : "") + Self.titleEnd
        case 2: return (namesYear ? "\(year)年" : "") + agency + Self.titleEnd
        default: return (namesYear ? "\(year)年度" : "") + agency + Self.titleEnd
        }
    }

    static let titleEnd = "政府信息公开工作年度报告"

    /// The file's name.
    func fileName(index: Int) -> String {
        let number = Self.number(index)
        let speaks = (style.speakingFileName || fileYear != nil) && namesAgency && namesYear
        return speaks ? "\(number)_\(organ.name)\(fileYear ?? year)年\(Self.titleEnd).txt" : "\(number).txt"
    }

    /// A place in the corpus, in threes so that none of its digits look like a year.
    static func number(_ index: Int) -> String {
        func group(_ value: Int) -> String { String(String(1000 + value % 1000).dropFirst()) }
        return "\(group(index / 1_000_000))-\(group(index / 1000))-\(group(index))"
    }

    /// The cells as they must be read.
    var truthCells: CellTable {
        guard omittedTable != nil || omittedRow != nil else { return cells }
        var truth = cells
        for cell in form.cells {
            let definition = cell.definition
            if definition.table == omittedTable || (omittedRow != nil && definition.row.id == omittedRow) {
                truth[cell] = .absent
            }
        }
        return truth
    }
}

// MARK: Figures

extension SampleDraft {
    /// The rows of outcomes in which every figure is 0; every edition has some that are always so.
    var zeroRows: [FormLabel] {
        form.outcomeRows
            .filter { row in
                Form.requestColumns.indices.allSatisfy { cells.number(Form.requestCell(row: row, column: $0)) == .zero }
            }
            .map { Form.requestRows[$0] }
    }

    /// A figure, 0 where there is none.
    func figure(_ cell: CellID) -> Int {
        cells.number(cell)?.wholeValue ?? 0
    }

    /// The sum of figures.
    func figure(_ cells: [CellID]) -> Int {
        cells.reduce(0) { $0 + figure($1) }
    }

    /// A figure that the text may state, as the tables have it.
    func stated(_ fact: SampleFact) -> Int {
        switch fact {
        case .received: figure(SampleCells.received)
        case .carriedIn: figure(SampleCells.carriedIn)
        case .handled: figure(SampleCells.handled)
        case .carriedOut: figure(SampleCells.carriedOut)
        case .granted: figure(SampleCells.granted)
        case .partlyGranted: figure(SampleCells.partlyGranted)
        case .refused: figure(SampleCells.refused)
        case .unavailable: figure(SampleCells.unavailable)
        case .notProcessed: figure(SampleCells.notProcessed)
        case .endedOtherwise: figure(SampleCells.endedOtherwise)
        case .neitherGranted: stated(.handled) - stated(.granted) - stated(.partlyGranted)
        case .natural: figure(SampleCells.receivedFromPersons)
        case .organisations: stated(.received) - stated(.natural)
        case .issued: figure(SampleCells.documentsMade)
        case .effective: figure(SampleCells.documentsInForce)
        case .reconsiderations: figure(SampleCells.reconsiderations)
        case .lawsuits: figure(SampleCells.lawsuits)
        case .appeals: stated(.reconsiderations) + stated(.lawsuits)
        case .published: published.reduce(0, +)
        default: 0
        }
    }

    /// What decides which sentences the figures allow: reports of one outline can have the same text but for the numbers.
    var outline: [Bool] {
        [
            stated(.received) > 0, stated(.carriedIn) > 0, (1..<max(2, stated(.received))).contains(stated(.natural)),
            stated(.handled) > 0, stated(.handled) > 1, stated(.neitherGranted) >= 0, stated(.appeals) > 0,
            stated(.issued) > 0, stated(.effective) > 0, year >= 2021, organ.kind == .government,
        ]
    }
}
