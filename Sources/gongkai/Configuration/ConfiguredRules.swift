import Core
import Documents

/// A rule with what the configuration says of it.
struct ConfiguredRule {
    let description: RuleDescription
    /// What it is told to weigh; nil when nothing is said of it.
    let weight: RuleSettings.Weight?
    /// The organs it applies to; nil when nothing is said of it.
    let scope: OrganScope?

    /// What its findings weigh; nil when it is off.
    var severity: Severity? { weight.map(\.severity) ?? description.severity }
}

extension Configuration {
    /// Every rule there is, those of the user's own last.
    var configuredRules: [ConfiguredRule] {
        (RuleDescription.all + customRules.map(\.description)).map { description in
            ConfiguredRule(
                description: description, weight: rules.weight(of: description.id),
                scope: rules.scope(of: description.id))
        }
    }

    /// The rules as configured.
    var ruleset: Ruleset {
        var off: Set<RuleID> = []
        var severities: [RuleID: Severity] = [:]
        var scopes: [RuleID: OrganScope] = [:]
        for rule in configuredRules {
            let id = rule.description.id
            if rule.severity == nil { off.insert(id) }
            // Also where it is the rule's own: what is said holds for every single finding.
            if let severity = rule.weight?.severity { severities[id] = severity }
            scopes[id] = rule.scope
        }
        var parameters = rules.parameters
        parameters.deadlines = deadlines
        parameters.organs = organs
        return Ruleset(
            off: off, severities: severities, scopes: scopes, parameters: parameters, custom: customRules)
    }

    /// What judges files.
    var examiner: Examiner {
        Examiner(ruleset: ruleset, directory: organs, zone: localTime, limits: limits.reading)
    }

    private var customRules: [CustomRule] { rules.custom.compactMap(\.rule) }
}
