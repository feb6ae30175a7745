import Core

/// The catalogue as a document: docs/rules.md.
enum RulesDocument {
    /// The whole document.
    static var text: String {
        let groups = Dictionary(grouping: RuleDescription.all, by: group)
        var names: [String] = []
        for name in RuleDescription.all.map(group) where !names.contains(name) { names.append(name) }
        let sections = names.flatMap { name in ["## \(name)"] + (groups[name] ?? []).map(section) }
        return ([head, table] + sections).joined(separator: "\n\n") + "\n"
    }

    private static let head = """
        # Rules

        <!-- Written by `gongkai rules --format markdown > docs/rules.md`; a test keeps it in step with the catalogue. -->

        An id is public and permanent. **error**: the report contradicts itself or the law. **warning**: a person should look. \
        **info**: a fact about form or extraction. What a report comes to, the first that holds: `unreadable` (the bytes are no \
        supported document), `foreign` (no such report), `invalid` (some error), `flagged` (some warning), `valid`.

        `gongkai rules` lists them as configured, `gongkai rules ID` explains one. [configuration.md](configuration.md#judging) \
        says how to switch rules off, to weigh them otherwise, to limit them to organs, and to write your own. In the examples \
        everything else of the report is without a fault and every other cell holds 0.
        """

    private static var table: String {
        let rows = RuleDescription.all.map { rule in
            "| [`\(rule.id)`](#\(anchor(rule))) | \(rule.severity.rawValue) | \(rule.needs.name.english) | "
                + "\(rule.summary.chinese)<br>\(rule.summary.english) |"
        }
        return (["| id | severity | needs | holds when |", "|---|---|---|---|"] + rows).joined(separator: "\n")
    }

    private static func section(_ rule: RuleDescription) -> String {
        var paragraphs = ["### \(rule.id)", facts(rule)]
        paragraphs += [rule.summary.chinese + "。" + rule.explanation.chinese]
        paragraphs += [sentence(rule.summary.english) + " " + rule.explanation.english]
        if !rule.thresholds.isEmpty {
            let rows = rule.thresholds.map { threshold in
                "| \(threshold.key.map { "`\($0)`" } ?? "fixed") | \(threshold.standard) | "
                    + "\(threshold.meaning.chinese)<br>\(threshold.meaning.english) |"
            }
            paragraphs.append((["| threshold | default | |", "|---|---|---|"] + rows).joined(separator: "\n"))
        }
        if let example = rule.example {
            let lines = example.deviations.map { "- \($0.words.chinese)<br>\($0.words.english)" }
            let finding = "- → \(example.finding.chinese)<br>→ \(example.finding.english)"
            paragraphs.append((["例 / Example:", ""] + lines + [finding]).joined(separator: "\n"))
        }
        return paragraphs.joined(separator: "\n\n")
    }

    private static func facts(_ rule: RuleDescription) -> String {
        let basis = rule.basis.map { " · basis: \($0)" } ?? ""
        return "**\(rule.severity.rawValue)** · needs \(rule.needs.name.english)\(basis)"
    }

    private static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    private static func group(_ rule: RuleDescription) -> String {
        String(rule.id.description.prefix { $0 != "." })
    }

    /// The name that a heading gets: punctuation goes.
    private static func anchor(_ rule: RuleDescription) -> String {
        rule.id.description.filter { $0 != "." }
    }
}
