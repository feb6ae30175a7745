/// What a rule looks at.
public enum RuleNeed: String, Sendable, Hashable, CaseIterable {
    /// The file: whether and how it could be read.
    case file
    /// The report alone.
    case report
    /// The same organ's report on the year before too.
    case predecessor
    /// The stored narratives of other years and other organs too.
    case otherReports = "other_reports"
    /// The organs that owe a report.
    case roster
}

/// What there is to know of a rule: ``all`` is the catalogue, and docs/rules.md is written from it.
public struct RuleDescription: Sendable, Hashable {
    /// Its public, permanent name.
    public let id: RuleID
    /// How much its findings weigh unless the configuration says otherwise; a rule may weigh a single finding otherwise
    /// where RULES.md says so.
    public let severity: Severity
    /// What it looks at.
    public let needs: RuleNeed
    /// The legal or form basis, in Chinese; nil where there is none.
    public let basis: String?
    /// When it holds, one sentence.
    public let summary: Message
    /// What exactly is compared, when the rule stays silent, and what to do.
    public let explanation: Message
    /// The numbers it compares with.
    public let thresholds: [RuleThreshold]
    /// What breaks it; nil while no finding of its own comes of it.
    public let example: RuleExample?

    init(
        _ id: RuleID, _ severity: Severity, needs: RuleNeed = .report, basis: String? = nil, summary: Message,
        explanation: Message, thresholds: [RuleThreshold] = [], example: RuleExample? = nil
    ) {
        self.id = id
        self.severity = severity
        self.needs = needs
        self.basis = basis
        self.summary = summary
        self.explanation = explanation
        self.thresholds = thresholds
        self.example = example
    }
}

/// A number that a rule compares with.
public struct RuleThreshold: Sendable, Hashable {
    /// The configuration's key; nil for one that stands fast.
    public let key: String?
    /// The number unless the configuration says otherwise.
    public let standard: String
    /// What it decides.
    public let meaning: Message

    init(key: String? = nil, _ standard: String, _ meaning: Message) {
        self.key = key
        self.standard = standard
        self.meaning = meaning
    }
}

/// The smallest thing that breaks a rule, and what the finding then says; a test tries every one.
public struct RuleExample: Sendable, Hashable {
    /// What is otherwise than in a report without a fault whose cells hold 0.
    public let deviations: [Deviation]
    /// What the finding says.
    public let finding: Message

    init(_ deviations: Deviation..., finding: Message) {
        self.deviations = deviations
        self.finding = finding
    }

    /// One thing that the example's report has otherwise.
    public enum Deviation: Sendable, Hashable {
        case title(String)
        case fileName(String)
        /// A cell by its name, with what it holds.
        case cell(String, String)
        /// The same of the report on the year before.
        case earlierCell(String, String)
        /// What stands below the title, with its translation.
        case preamble(Message)
        /// A section's text, with its translation.
        case text(SectionID, Message)
        /// A section's heading.
        case heading(SectionID, String)
        case missingSection(SectionID)
        case missingTable(FormTable)
        /// A row by its name, `<table>.<row>`.
        case missingRow(String)
        /// The edition of its tables.
        case edition(String)
        /// What no text of a report shows.
        case situation(Message)
    }
}

extension RuleExample.Deviation {
    /// What the example's report has, in words.
    public var words: Message {
        switch self {
        case .title(let title): Message(zh: "标题：“\(title)”", en: "the title: “\(title)”")
        case .fileName(let name): Message(zh: "文件名：\(name)", en: "the file's name: \(name)")
        case .cell(let cell, let value): RuleExample.Deviation.words(cell, value, year: Message(zh: "", en: ""))
        case .earlierCell(let cell, let value):
            RuleExample.Deviation.words(cell, value, year: Message(zh: "上一年度报告的", en: "last year's "))
        case .text(let section, let text):
            Message(
                zh: "“\(Form.sections[section]?.label ?? "")”部分写道：“\(text.chinese)”",
                en: "section \(section.number) says: “\(text.english)”")
        case .preamble(let text): Message(zh: "标题下写明：“\(text.chinese)”", en: "below the title: “\(text.english)”")
        case .heading(_, let heading): Message(zh: "部分标题：“\(heading)”", en: "a section's heading: “\(heading)”")
        case .missingSection(let section):
            Message(
                zh: "没有“\(Form.sections[section]?.label ?? "")”部分", en: "section \(section.number) is not there")
        case .missingTable(let table):
            Message(
                zh: "没有“\(Wording.table(table))”的表格", en: "the table of section \(table.section.number) is not there")
        case .missingRow(let row): Message(zh: "表格没有 \(row) 一行", en: "the table has no row \(row)")
        case .edition(let id): Message(zh: "表格是 \(id) 年版", en: "the tables are those of the \(id) edition")
        case .situation(let words): words
        }
    }

    private static func words(_ name: String, _ value: String, year: Message) -> Message {
        let definition = Form.cell(named: name)?.definition
        let label = [definition?.row.label, definition?.column.label].compactMap { $0.map(Wording.short) }
            .joined(separator: " · ")
        return Message(
            zh: "\(year.chinese)“\(label)”\(value.isEmpty ? "留空" : "填“\(value)”")（\(name)）",
            en: "\(year.english)\(name) \(value.isEmpty ? "is blank" : "holds “\(value)”")")
    }
}
