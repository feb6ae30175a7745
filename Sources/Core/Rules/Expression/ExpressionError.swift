/// What is wrong with an expression or a message's placeholder, and where.
public struct ExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was written.
    public let text: String
    /// The character at which it is wrong, counted from 0; the length of the text when something is missing at its end.
    public let offset: Int
    /// What is wrong and what would be right.
    public let message: String

    /// The message with the column, counted from 1.
    public var description: String { "column \(offset + 1): \(message)" }
}
