import Testing

@testable import Core

/// Sentences, one a line, each to be read in a report of its own; a line `# organ section [rule]` tells of the next ones whose
/// report they stand in, where, and which `narrative.` rule has to find them.
struct Statements {
    let all: [Statement]

    init(_ text: String) {
        var all: [Statement] = []
        var heading: [Substring] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# ") {
                heading = line.dropFirst(2).split(separator: " ")
            } else if heading.count >= 2, let section = SectionID(rawValue: String(heading[1])) {
                all.append(
                    Statement(
                        organ: String(heading[0]), section: section,
                        rule: heading.count > 2 ? "narrative.\(heading[2])" : nil, text: String(line)))
            }
        }
        self.all = all
    }
}

/// A sentence of one organ's report.
struct Statement: Sendable, CustomTestStringConvertible {
    let organ: String
    let section: SectionID
    /// The rule that has to find it; nil where it agrees with the tables.
    let rule: String?
    let text: String

    var testDescription: String { "\(organ): \(text)" }

    /// 86 received, 4 carried in, 87 dealt with; 41 granted, 9 in part, 8 refused, 17 not to be had, 6 not processed, 6 other;
    /// 11 reconsiderations, 3 lawsuits at once and 2 after one; 6 normative documents made, 2 repealed, 31 in force.
    private static let values: [String: String] = .requests([
        "received": 86, "carried_in": 4, "granted": 41, "partly_granted": 9, "refused_internal_affairs": 5,
        "refused_third_party_rights": 3, "unavailable_not_held": 12, "unavailable_needs_creation": 2,
        "unavailable_unclear": 3, "not_processed_petition": 4, "not_processed_repeated": 2, "other_not_corrected": 4,
        "other_misc": 2, "total": 87, "carried_out": 3,
    ]).with([
        "appeals.reconsideration.upheld": "7", "appeals.reconsideration.corrected": "2",
        "appeals.reconsideration.other": "1", "appeals.reconsideration.pending": "1",
        "appeals.reconsideration.total": "11",
        "appeals.litigation_direct.upheld": "2", "appeals.litigation_direct.other": "1",
        "appeals.litigation_direct.total": "3",
        "appeals.litigation_after_reconsideration.upheld": "2", "appeals.litigation_after_reconsideration.total": "2",
        "disclosure.normative_documents.issued": "6", "disclosure.normative_documents.repealed": "2",
        "disclosure.normative_documents.effective": "31",
    ])

    /// The report that it stands in.
    var report: ReportText {
        var report = ReportText(FormSheet(.edition2021, values: Self.values))
        report.title = "\(organ)2022年政府信息公开工作年度报告"
        report.narrative[section] = text
        return report
    }
}
