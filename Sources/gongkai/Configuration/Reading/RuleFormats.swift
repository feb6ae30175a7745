import Core

extension Format where Value == RuleExpression {
    /// When a rule of the user's own holds.
    static var expression: Format {
        parsed("an expression over cell ids") { text throws(ExpressionError) in try RuleExpression(text) }
    }
}

extension Format where Value == FindingTemplate {
    /// What a finding says, with placeholders.
    static var message: Format {
        parsed("a message of one line") { text throws(ExpressionError) in try FindingTemplate(text) }
    }
}

extension Format where Value == Quantity {
    /// An exact decimal number.
    static func decimal(in range: ClosedRange<Quantity>) -> Format {
        simple("a number from \(range.lowerBound) to \(range.upperBound)") { value in
            guard case .number(let text) = value, let number = Quantity(text) else { return nil }
            return range.contains(number) ? number : nil
        }
    }
}

extension Format {
    /// A string that is read further, with the place of what is wrong in it.
    private static func parsed(
        _ expectation: String, _ parse: @escaping (String) throws(ExpressionError) -> Value
    ) -> Format {
        Format(expectation: expectation) { cursor in
            guard case .string(let text) = cursor.node.value, !text.isEmpty else {
                cursor.mismatch(expectation)
                return nil
            }
            do throws(ExpressionError) {
                return try parse(text)
            } catch {
                cursor.report(error.pointedOut)
                return nil
            }
        }
    }
}

extension ExpressionError {
    /// The error with the text below it and a caret below the place, as compilers point.
    fileprivate var pointedOut: String {
        let indent = String(repeating: " ", count: DisplayWidth.of(String(text.prefix(offset))))
        return "\(self)\n    \(text)\n    \(indent)^"
    }
}
