import Core

/// `rules`: which findings there are and what they weigh.
struct RuleSettings {
    /// What a rule may be told to weigh.
    enum Weight: String, CaseIterable {
        case error
        case warning
        case info
        case off

        /// The severity; nil for `off`.
        var severity: Severity? { Severity(rawValue: rawValue) }
    }

    /// A rule that does not count for some organs.
    struct Exemption {
        var rule = Glob("")
        var organ = Glob("")
        var why = ""

        init(_ object: inout ObjectReader) {
            object.require("rule", into: &rule, .ruleGlob)
            object.require("organ", into: &organ, .glob)
            object.require("why", into: &why, .nonEmptyString)
            object.reportUnknownKeys()
        }
    }

    /// A rule of the user's own: a finding holds when its expression is true.
    struct Custom {
        var id = RuleID("")
        var severity = Severity.warning
        var when = ""
        var message = ""
        var messageEnglish: String?

        init(_ object: inout ObjectReader) {
            object.require("id", into: &id, .customRuleID)
            object.read("severity", into: &severity, .choice(among: [.error, .warning, .info]))
            object.require("when", into: &when, .nonEmptyString)
            object.require("message", into: &message, .nonEmptyString)
            object.read("message_en", into: &messageEnglish, .optional(.nonEmptyString))
            object.reportUnknownKeys()
        }
    }

    /// When a figure counts as having moved too much against last year.
    struct YearOverYear: Equatable {
        /// Figures up to this one are not judged.
        var floor = 100
        var factor = 5.0

        init() {}

        init(_ object: inout ObjectReader) {
            object.read("floor", into: &floor, .integer(in: 0...1_000_000_000))
            object.read("factor", into: &factor, .number(in: 1...1_000_000))
            object.reportUnknownKeys()
        }
    }

    var off: [Glob] = []
    /// Of several that match a rule the most exact holds.
    var severity: [(rule: Glob, weight: Weight)] = []
    var exempt: [Exemption] = []
    var custom: [Custom] = []
    var yearOverYear = YearOverYear()
    /// From which similarity on, 0 to 1, a narrative counts as copied.
    var copiedSimilarity = 0.85

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("off", into: &off, .list(of: .ruleGlob))
        object.read("severity", into: &severity, .weights)
        object.read("exempt", into: &exempt, .list(of: .object(Exemption.init)))
        object.read("custom", into: &custom, .list(of: .object(Custom.init)))
        object.read("year_over_year", into: &yearOverYear, .object(YearOverYear.init))
        object.read("copied_similarity", into: &copiedSimilarity, .number(in: 0...1))
        object.reportUnknownKeys()
    }

    /// The severity a finding of this rule has here; nil when the rule is off. Of several patterns that match, the one
    /// with the most characters of its own decides, whatever their order: JSON objects have none. `off` beats all.
    func severity(of rule: RuleID, standard: Severity) -> Severity? {
        let id = rule.description
        if off.contains(where: { $0.matches(id) }) { return nil }
        let matching = severity.filter { $0.rule.matches(id) }
        guard let entry = matching.max(by: { $0.rule.exactness < $1.rule.exactness }) else { return standard }
        return entry.weight.severity
    }
}

extension Format where Value == [(rule: Glob, weight: RuleSettings.Weight)] {
    /// An object of rule ids or patterns with their weights.
    fileprivate static var weights: Format {
        let names = Format<[(key: String, value: RuleSettings.Weight)]>.dictionary(of: .choice)
        return Format(expectation: names.expectation) { cursor in
            names.convert(cursor)?.compactMap { entry in
                // The key is held against the same format as any other pattern of rules.
                let node = JSONNode(value: .string(entry.key), position: cursor.node.position)
                let key = JSONCursor(node: node, path: cursor.path[entry.key], context: cursor.context)
                return Format<Glob>.ruleGlob.convert(key).map { ($0, entry.value) }
            }
        }
    }
}

extension Format where Value == RuleID {
    /// The id of a rule of the user's own.
    fileprivate static var customRuleID: Format {
        let format = text("an id like \"custom.granted-share\" (small letters, digits, -)") { text -> RuleID? in
            let name = text.dropFirst("custom.".count)
            let isPlain = name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
            return text.hasPrefix("custom.") && !name.isEmpty && isPlain ? RuleID(text) : nil
        }
        return format.claiming { .customRule($0) }
    }
}

/// `deadlines`: until when a report on the year before has to be published.
struct Deadlines: Equatable {
    var department = MonthDay(month: 1, day: 31)
    var township = MonthDay(month: 1, day: 31)
    var government = MonthDay(month: 3, day: 31)

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("department", into: &department, .monthDay)
        object.read("township", into: &township, .monthDay)
        object.read("government", into: &government, .monthDay)
        object.reportUnknownKeys()
    }
}

/// A day of every year.
struct MonthDay: Hashable {
    var month: Int
    var day: Int
}
