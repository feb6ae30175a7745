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

    /// Organs that rules are limited to.
    struct Limit {
        var rule = Glob("")
        var organ = Glob("")

        init(_ object: inout ObjectReader) {
            object.require("rule", into: &rule, .ruleGlob)
            object.require("organ", into: &organ, .glob)
            object.reportUnknownKeys()
        }
    }

    /// A rule of the user's own.
    struct Custom {
        var id = RuleID("")
        var severity = Severity.warning
        var when: RuleExpression?
        var message: FindingTemplate?
        var messageEnglish: FindingTemplate?

        init(_ object: inout ObjectReader) {
            object.require("id", into: &id, .customRuleID)
            object.read("severity", into: &severity, .choice(among: [.error, .warning, .info]))
            object.requireSome("when", into: &when, .expression)
            object.requireSome("message", into: &message, .message)
            object.read("message_en", into: &messageEnglish, .optional(.message))
            object.reportUnknownKeys()
        }

        /// The rule; nil when something was wrong with it, which has been reported then.
        var rule: CustomRule? {
            guard let when, let message else { return nil }
            return CustomRule(
                id: id, severity: severity, when: when, message: message, messageEnglish: messageEnglish)
        }
    }

    var off: [Glob] = []
    /// Of several that match a rule the most exact holds.
    var severity: [(rule: Glob, weight: Weight)] = []
    var exempt: [Exemption] = []
    var only: [Limit] = []
    var custom: [Custom] = []
    /// The thresholds of `year_over_year` and `copied_similarity`.
    var parameters = RuleParameters()

    init() {}

    init(_ object: inout ObjectReader) {
        object.read("off", into: &off, .list(of: .ruleGlob))
        object.read("severity", into: &severity, .weights)
        object.read("exempt", into: &exempt, .list(of: .object(Exemption.init)))
        object.read("only", into: &only, .list(of: .object(Limit.init)))
        object.read("custom", into: &custom, .list(of: .object(Custom.init)))
        object.read("year_over_year", into: &parameters.yearOverYear, .object(RuleParameters.YearOverYear.init))
        object.read("copied_similarity", into: &parameters.copiedSimilarity, .number(in: 0...1))
        object.reportUnknownKeys()
    }

    /// What a rule is told to weigh; nil when nothing is said of it. Of several patterns that match, the one with the most
    /// characters of its own decides, whatever their order: JSON objects have none. `off` beats all.
    func weight(of rule: RuleID) -> Weight? {
        let id = rule.description
        if off.contains(where: { $0.matches(id) }) { return .off }
        return severity.filter { $0.rule.matches(id) }.max { $0.rule.exactness < $1.rule.exactness }?.weight
    }

    /// The organs that a rule applies to; nil when nothing is said of it.
    func scope(of rule: RuleID) -> OrganScope? {
        let id = rule.description
        let limits = only.filter { $0.rule.matches(id) }.map(\.organ)
        let exemptions = exempt.filter { $0.rule.matches(id) }.map(\.organ)
        if limits.isEmpty, exemptions.isEmpty { return nil }
        return OrganScope(only: limits.isEmpty ? nil : limits, except: exemptions)
    }
}

extension RuleParameters.YearOverYear {
    init(_ object: inout ObjectReader) {
        self.init()
        object.read("floor", into: &floor, .decimal(in: 0...1_000_000_000))
        object.read("factor", into: &factor, .decimal(in: 1...1_000_000))
        object.reportUnknownKeys()
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

extension Deadlines {
    init(_ object: inout ObjectReader) {
        self.init()
        object.read("department", into: &department, .dayOfYear)
        object.read("township", into: &township, .dayOfYear)
        object.read("government", into: &government, .dayOfYear)
        object.reportUnknownKeys()
    }
}
