/// How a table of a sample is laid out in text (FORM.md, "How the text arrives").
public enum SampleLayout: String, Sendable, Hashable, CaseIterable {
    /// A cell is a line that begins with a tab, a row ends with an empty line, a merged cell is an empty cell.
    case tabCells = "tab-cells"
    /// A value and its pipe per line, empty cells dropped, the row padded with pipes to the table's width.
    case pipeCells = "pipe-cells"
    /// A row per line, cells parted by pipes, empty cells dropped.
    case pipeRows = "pipe-rows"
    /// A row per line between leading and closing pipes, empty cells kept.
    case framedRows = "framed-rows"
    /// Framed rows with the dashes of Markdown below the first.
    case markdown
    /// A row per line, cells parted by one space, empty cells dropped.
    case spaced
    /// A cell per line, nothing else, empty cells dropped.
    case bareCells = "bare-cells"

    /// The layouts in which an empty cell still shows.
    static let keepingEmptyCells: [SampleLayout] = [.tabCells, .framedRows, .markdown]
    /// The layouts in which a cell that holds words is still told from its neighbours.
    static let delimited: [SampleLayout] = [.tabCells, .framedRows, .markdown, .pipeCells, .pipeRows]
}

/// Everything about a report's looks that changes no fact in it.
struct SampleStyle: Sendable {
    /// How the overview's five topics are told apart.
    enum Topics: Int, CaseIterable, Sendable {
        case headings, inlineHeadings, ordinals, paragraphs
    }

    /// How figures are written.
    enum Digits: Sendable {
        case plain, grouped, fullWidth
    }

    let layout: SampleLayout
    let wording: SampleWording
    let topics: Topics
    let digits: Digits
    /// Before each paragraph.
    let indent: String
    /// Whether an empty line parts paragraphs.
    let isAiry: Bool
    /// Around the figures of tab cells.
    let padding: (before: String, after: String)
    /// Whether column heads are broken in two where the layout can show it.
    let breaksHeads: Bool
    /// Whether a growth is written with its plus sign.
    let showsPlus: Bool
    /// Which of the titles, and where it is broken over two lines.
    let title: Int
    let titleBreak: Int
    /// Whether the section headings use another of the form's wordings.
    let headingVariant: Bool
    let halfWidthPunctuation: Bool
    let windowsLines: Bool
    let byteOrderMark: Bool
    /// Whether the file is named after its report.
    let speakingFileName: Bool
    let statesPeriod: Bool
    /// Whether the organ and the date stand below the text.
    private(set) var signsOff: Bool
    /// Whether the page tells the date below the title.
    let pageDate: Bool
    /// Whether it is signed with the last day of the report year, whenever it was published.
    private(set) var signsInDecember: Bool
    /// Whether the number of the fee is told with the requests instead of in section six.
    let feeInPassing: Bool

    /// A style of one of these layouts.
    init(layouts: [SampleLayout], _ generator: inout SeededGenerator) {
        layout = generator.pick(layouts)
        wording = generator.chance(60) ? .official : generator.pick([.firstVariant, .lastVariant])
        topics = generator.pick(Topics.allCases)
        digits = generator.chance(80) ? .plain : generator.pick([.grouped, .fullWidth])
        indent = generator.pick(["", "", "　　", "　　", "    "])
        isAiry = generator.chance(50)
        padding = generator.pick([("", ""), ("", ""), (" ", ""), ("", " "), ("　", ""), ("\u{A0}", "")])
        breaksHeads = generator.chance(40)
        showsPlus = generator.chance(30)
        title = generator.below(4)
        titleBreak = generator.chance(20) ? 1 + generator.below(2) : 0
        headingVariant = generator.chance(25)
        halfWidthPunctuation = generator.chance(15)
        windowsLines = generator.chance(8)
        byteOrderMark = generator.chance(5)
        speakingFileName = generator.chance(60)
        statesPeriod = generator.chance(70)
        signsOff = generator.chance(50)
        pageDate = generator.chance(30)
        signsInDecember = generator.chance(8)
        feeInPassing = generator.chance(20)
    }

    /// Makes the text tell when it was published.
    mutating func showDate() {
        signsInDecember = false
        if !pageDate { signsOff = true }
    }
}
