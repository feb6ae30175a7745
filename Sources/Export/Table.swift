public import Core

/// What one place in a table of exported data holds.
public enum TableValue: Sendable, Hashable {
    /// Nothing: blank, absent or unknown.
    case none
    /// Text out of documents and file names.
    case text(String)
    /// A number, exactly.
    case number(Quantity)

    /// Text, or nothing.
    public init(_ text: String?) {
        self = text.map { .text($0) } ?? .none
    }

    /// A number, or nothing.
    public init(_ number: Quantity?) {
        self = number.map { .number($0) } ?? .none
    }

    /// A whole number, or nothing.
    public init(_ number: Int64?) {
        self = number.map { .number(Quantity(significand: $0, scale: 0)) } ?? .none
    }

    /// A whole number, or nothing.
    public init(_ number: Int?) {
        self.init(number.map { Int64($0) })
    }
}

/// One column: its stable name, and what people call it.
public struct TableColumn: Sendable, Hashable {
    /// The stable name, which scripts rely on.
    public let name: String
    /// What people call it.
    public let label: Message
    /// Whether its values are numbers, so that a spreadsheet aligns them.
    public let isNumeric: Bool

    /// A column.
    public init(_ name: String, _ label: Message, isNumeric: Bool = false) {
        self.name = name
        self.label = label
        self.isNumeric = isNumeric
    }
}

/// Takes a table row by row, so that a million rows need no more memory than one.
public protocol TableWriter: AnyObject {
    /// Writes one row; it has as many values as there are columns.
    ///
    /// - Throws: ``ExportError`` when the data cannot be written.
    func write(_ row: [TableValue]) throws(ExportError)

    /// Writes what is still held back and makes the whole complete.
    ///
    /// - Throws: ``ExportError`` when the data cannot be written.
    func finish() throws(ExportError)
}

/// Why an export could not be written, and what to do.
public struct ExportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where to.
    public let object: String
    /// What went wrong.
    public let cause: String
    /// What to do about it.
    public let hint: String

    /// `cannot write out.csv: No space left on device; free some space or name another folder`.
    public var description: String { "cannot write \(object): \(cause); \(hint)" }
}
