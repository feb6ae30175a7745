/// A report before it is put into words: all that a fault may still change.
struct SampleDraft: Sendable {
    let organ: SampleOrgan
    let year: Int
    let form: SampleForm
    let style: SampleStyle

    /// The figures.
    var cells: CellTable
    /// What cells say that say something else than their figure.
    var written: [CellID: String] = [:]
    /// What the items that were published consist of; the text states their sum.
    var published: [Int]

    /// What is left out.
    var omittedSection: SectionID?
    var omittedTable: FormTable?
    var omittedRow: String?
    /// One heading's numeral, nil for none, where it is not the form's.
    var misnumbered: (section: SectionID, numeral: Int?)?
    /// How many parts the report says it has, where it must say so.
    var declaredParts: Int?

    /// Whether anything names the organ, or the year.
    var namesAgency = true
    var namesYear = true
    /// The years in the statistics period and in the file's name, where they are not the report's.
    var periodYear: Int?
    var fileYear: Int?

    /// What the text states where it is not what the table says.
    var misstatedPublished: Int?
    var misstatedRequests: Int?
    var misstatedDocuments: Int?

    /// A clean report.
    init(
        organ: SampleOrgan, year: Int, form: SampleForm, style: SampleStyle, cells: CellTable,
        _ generator: inout SeededGenerator
    ) {
        self.organ = organ
        self.year = year
        self.form = form
        self.style = style
        self.cells = cells
        let parts = generator.within(3...5)
        published = (0..<parts).map { _ in generator.within(6...(40 + organ.scale)) }
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

    private mutating func avoidPermits() {
        guard let permits else { return }
        for index in published.indices where published[index] == permits { published[index] += 1 }
        if published.reduce(0, +) == permits { published[0] += published[0] + 1 == permits ? 2 : 1 }
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

    /// The file's name; the number is in threes so that none of its digits look like a year.
    func fileName(index: Int) -> String {
        func group(_ value: Int) -> String { String(String(1000 + value % 1000).dropFirst()) }
        let number = "\(group(index / 1_000_000))-\(group(index / 1000))-\(group(index))"
        let speaks = (style.speakingFileName || fileYear != nil) && namesAgency && namesYear
        return speaks ? "\(organ.name)\(fileYear ?? year)年\(Self.titleEnd)_\(number).txt" : "\(number).txt"
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

/// Cells that samples speak of by name.
enum SampleCells {
    static let permits = cell("disclosure.licensing.decisions")
    static let coercion = cell("disclosure.coercion.decisions")
    static let received = cell("requests.received.total")
    static let receivedFromPersons = cell("requests.received.natural_person")
    static let carriedIn = cell("requests.carried_in.total")
    static let handled = cell("requests.total.total")
    static let granted = cell("requests.granted.total")
    static let partlyGranted = cell("requests.partly_granted.total")
    static let carriedOut = cell("requests.carried_out.total")
    static let reconsiderations = cell("appeals.reconsideration.total")
    static let lawsuits = [
        cell("appeals.litigation_direct.total"), cell("appeals.litigation_after_reconsideration.total"),
    ]
    static let documentsMade = [
        cell("disclosure.normative_documents.issued"), cell("disclosure.normative_documents.made"),
    ]
    static let documentsInForce = [
        cell("disclosure.normative_documents.effective"), cell("disclosure.normative_documents.total"),
    ]

    /// A cell of the form by name.
    static func cell(_ name: String) -> CellID {
        guard let cell = Form.cell(named: name) else { preconditionFailure("the form has no cell \(name)") }
        return cell
    }
}
