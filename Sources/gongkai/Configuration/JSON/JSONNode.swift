/// One value of a JSON text (RFC 8259) with the place it stands at.
///
/// Unlike what a dictionary keeps, members stay in their order, a name given twice is still seen twice, and a number is
/// the text that was written: a configuration's errors are about what its author typed.
struct JSONNode {
    enum Value {
        case object([JSONMember])
        case array([JSONNode])
        case string(String)
        case number(String)
        case boolean(Bool)
        case null
    }

    let value: Value
    let position: TextPosition

    /// What kind of value it is, for messages.
    var kind: String {
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
struct JSONMember {
    let name: String
    /// Where its name stands.
    let position: TextPosition
    let node: JSONNode
}

/// A place in a text: line and column from 1, the column in characters (Unicode scalars), as editors count.
struct TextPosition: Hashable, Comparable, CustomStringConvertible {
    let line: Int
    let column: Int

    static func < (left: TextPosition, right: TextPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }

    var description: String { "\(line):\(column)" }
}
