/// One value of a JSON text (RFC 8259) with the place it stands at.
///
/// Unlike what a dictionary keeps, members stay in their order, a name given twice is still seen twice, and a number is
/// the text that was written: a configuration's errors are about what its author typed.
public struct JSONNode: Sendable {
    /// The kinds of values.
    public enum Value: Sendable {
        /// Its members in their order; a name may stand there twice.
        case object([JSONMember])
        /// Its elements.
        case array([JSONNode])
        /// Its content, escapes resolved.
        case string(String)
        /// The number as it was written.
        case number(String)
        /// `true` or `false`.
        case boolean(Bool)
        /// `null`.
        case null
    }

    /// What it is.
    public let value: Value
    /// Where it begins.
    public let position: TextPosition

    /// A value that stands at a place.
    public init(value: Value, position: TextPosition) {
        self.value = value
        self.position = position
    }

    /// What kind of value it is, for messages.
    public var kind: String {
        switch value {
        case .object: "an object"
        case .array: "a list"
        case .string: "a string"
        case .number: "a number"
        case .boolean: "true or false"
        case .null: "null"
        }
    }
}

/// One member of a JSON object.
public struct JSONMember: Sendable {
    /// Its name, escapes resolved.
    public let name: String
    /// Where its name stands.
    public let position: TextPosition
    /// Its value.
    public let node: JSONNode
}

/// A place in a text: line and column from 1, the column in characters (Unicode scalars), as editors count.
public struct TextPosition: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int

    /// A place in a text.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// What stands before is the lesser.
    public static func < (left: TextPosition, right: TextPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }

    /// `line:column`.
    public var description: String { "\(line):\(column)" }
}
