/// When a rule of the user's own holds: an expression over cells, read and checked.
public struct RuleExpression: Sendable, Hashable {
    /// What was written.
    public let text: String
    let condition: Condition

    /// Reads an expression.
    ///
    /// - Throws: what is wrong with it, and where.
    public init(_ text: String) throws(ExpressionError) {
        self.text = text
        condition = try ExpressionParser.condition(text)
        guard condition.looksAtReport else {
            throw ExpressionError(
                text: text, offset: 0,
                message: "says the same of every report; name what it depends on: a cell such as "
                    + "requests.granted.total, year or kind")
        }
    }
}
