import Testing

@testable import Core

/// A report and whether a rule has something to say about it.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let rule: RuleID
    let isFound: Bool
    /// What is special about the report.
    let why: String
    let text: String
    let fileName: String

    var testDescription: String { "\(rule) \(isFound ? "finds" : "says nothing of") \(why)" }

    /// The cases of a rule: reports it finds, and the nearest ones on which it has to stay silent.
    static func cases(_ rule: RuleID, found: [Example], silent: [Example]) -> [RuleCase] {
        [(found, true), (silent, false)].flatMap { examples, isFound in
            examples.map { RuleCase(rule: rule, isFound: isFound, why: $0.why, text: $0.text, fileName: $0.fileName) }
        }
    }

    /// The cases of a rule on sentences: each stands in section one of the same report.
    static func sentences(
        _ rule: RuleID, in report: (String) -> ReportText, found: [String], silent: [String]
    ) -> [RuleCase] {
        cases(rule, found: found.map { Example($0, report($0)) }, silent: silent.map { Example($0, report($0)) })
    }

    /// All cases there are.
    static let all: [RuleCase] = arithmetic + narrative + structure + cells + content + identity
}

/// A report with a word on what is special about it.
struct Example {
    let why: String
    let text: String
    let fileName: String

    init(_ why: String, _ text: ReportText, fileName: String = "") {
        self.why = why
        self.text = text.text
        self.fileName = fileName
    }

    /// A report without a flaw but for what is changed in it.
    init(
        _ why: String, _ edition: Edition = .edition2019, fileName: String = "", changing: (inout ReportText) -> Void
    ) {
        var text = ReportText(overview: "我局按照上级部署，稳步推进各项公开工作。", edition: edition)
        changing(&text)
        self.init(why, text, fileName: fileName)
    }

    /// A report without a flaw but for some cells.
    init(_ why: String, _ edition: Edition = .edition2019, values: [String: String]) {
        self.init(why, edition) { $0.sheet.values = values }
    }
}

extension [String: String] {
    /// The figures of section three with all requests from natural persons, so that every row adds up.
    static func requests(_ figures: KeyValuePairs<String, Int>) -> [String: String] {
        var values: [String: String] = [:]
        for (row, figure) in figures {
            values["requests.\(row).natural_person"] = "\(figure)"
            values["requests.\(row).total"] = "\(figure)"
        }
        return values
    }

    /// With some values changed.
    func with(_ changes: [String: String]) -> [String: String] {
        merging(changes) { $1 }
    }
}
