/// A rule of the user's own: its finding holds when its expression is true, not when that is unknown.
public struct CustomRule: Sendable {
    /// Its name, `custom.…`.
    public let id: RuleID
    /// How much its finding weighs.
    public let severity: Severity
    /// When it holds.
    public let when: RuleExpression
    /// What the finding says, in Chinese.
    public let message: FindingTemplate
    /// What it says in English.
    public let messageEnglish: FindingTemplate

    /// A rule; without an English message the Chinese one stands for both.
    public init(
        id: RuleID, severity: Severity, when: RuleExpression, message: FindingTemplate,
        messageEnglish: FindingTemplate? = nil
    ) {
        self.id = id
        self.severity = severity
        self.when = when
        self.message = message
        self.messageEnglish = messageEnglish ?? message
    }
}

extension CustomRule {
    /// What there is to know of it, as of a rule of the catalogue.
    public var description: RuleDescription {
        let looksBack = when.condition.looksBack || message.looksBack || messageEnglish.looksBack
        return RuleDescription(
            id, severity, needs: looksBack ? .predecessor : .report,
            summary: Message(zh: message.text, en: messageEnglish.text),
            explanation: Message(zh: "当 \(when.text) 成立时", en: "holds when \(when.text)"))
    }
}

extension Rule {
    /// The rule that finds what a user's own says.
    init(_ custom: CustomRule) {
        self.init(custom.description) { report, context, rule in
            let evaluation = ExpressionEvaluation(report, predecessor: context.predecessor)
            guard evaluation.holds(custom.when.condition) == true else { return [] }
            let message = Message(
                zh: custom.message.filled(evaluation), en: custom.messageEnglish.filled(evaluation))
            let (expected, actual) = evaluation.sides(of: custom.when.condition)
            return [
                rule.finding(
                    message, in: report, cells: custom.when.condition.cells.filter { report.cells[$0] != .absent },
                    expected: expected, actual: actual)
            ]
        }
    }
}

extension ExpressionEvaluation {
    /// What the two sides of a condition come to when it is a single comparison, else nothing.
    fileprivate func sides(of condition: Condition) -> (Quantity?, Quantity?) {
        guard case .comparison(let left, _, let right) = condition else { return (nil, nil) }
        return (value(left)?.rounded(places: 6), value(right)?.rounded(places: 6))
    }
}
